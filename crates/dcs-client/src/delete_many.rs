//! Deleting the records of many background tasks.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use futures_core::Stream;

use crate::types::{self, BackgroundTask, DeleteBackgroundTaskResponse};
use crate::{
    ApiError, Client, IntoParameter, ParameterError, Response, TaskEnd, WaitForBackgroundTask,
    builder, parameter,
};

/// How many deletions are under way at once where the caller does not say it.
const PARALLEL: usize = 8;

/// What became of the deletion of one task's record.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Deletion {
    /// The service has deleted it.
    Deleted(Response<Option<DeleteBackgroundTaskResponse>>),
    /// The task was still running when the time to wait for it was over, so nothing was sent. The task is as
    /// it was seen last, if it was.
    StillRunning(Option<Box<BackgroundTask>>),
}

impl BackgroundTask {
    /// Whether the task ended, or where the service does not say that was started, longer than `age` before
    /// `now`. Of a task without any time, nobody knows it: it is not.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use dcs_client::types::BackgroundTask;
    ///
    /// let start = SystemTime::UNIX_EPOCH;
    /// let task: BackgroundTask = BackgroundTask::builder().updated_at(start).try_into()?;
    /// let age = Duration::from_secs(60);
    /// assert!(task.is_older_than(age, start + Duration::from_secs(61)));
    /// assert!(!task.is_older_than(age, start + Duration::from_secs(60)));
    /// # Ok::<(), dcs_client::types::error::ConversionError>(())
    /// ```
    #[must_use]
    pub fn is_older_than(&self, age: Duration, now: SystemTime) -> bool {
        let time = self.updated_at.or(self.created_at).map(SystemTime::from);
        let passed = time.and_then(|time| now.duration_since(time).ok());
        passed.is_some_and(|passed| passed > age)
    }
}

/// Deletes the records of many background tasks of an instance: made by
/// [`Client::delete_background_tasks`].
#[derive(Debug)]
#[must_use = "nothing is sent before the deletions are asked for"]
pub struct DeleteBackgroundTasks<'a> {
    client: &'a Client,
    project_id: Result<types::ProjectId, ParameterError>,
    instance_id: Result<types::InstanceId, ParameterError>,
    parallel: usize,
    patience: Option<Duration>,
}

impl Client {
    /// Deletes the records of many background tasks of an instance, a few at a time.
    ///
    /// ```no_run
    /// use dcs_client::{Client, Deletion};
    ///
    /// # async fn example(client: Client) -> Result<(), dcs_client::ApiError> {
    /// let mut deletions = client
    ///     .delete_background_tasks()
    ///     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
    ///     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
    ///     .delete(["8abf6e1e72c12e7c0172c15b508500aa", "8abf6e1e72c12e7c0172c15b508500ab"])?;
    /// while let Some((task, result)) = deletions.next().await {
    ///     match result {
    ///         Ok(Deletion::Deleted(_)) => println!("{task}: deleted"),
    ///         Ok(_) => println!("{task}: still running"),
    ///         Err(error) if error.is_not_found() => println!("{task}: gone already"),
    ///         Err(error) => println!("{task}: {error}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete_background_tasks(&self) -> DeleteBackgroundTasks<'_> {
        DeleteBackgroundTasks {
            client: self,
            project_id: Err(ParameterError::missing("project_id")),
            instance_id: Err(ParameterError::missing("instance_id")),
            parallel: PARALLEL,
            patience: None,
        }
    }
}

impl<'a> DeleteBackgroundTasks<'a> {
    /// The project of the instance.
    pub fn project_id<F>(mut self, value: impl IntoParameter<types::ProjectId, F>) -> Self {
        self.project_id = parameter::required("project_id", value);
        self
    }

    /// The instance of the tasks.
    pub fn instance_id<F>(mut self, value: impl IntoParameter<types::InstanceId, F>) -> Self {
        self.instance_id = parameter::required("instance_id", value);
        self
    }

    /// How many may be under way at once: 8 otherwise, and at least one.
    pub fn parallel(mut self, tasks: usize) -> Self {
        self.parallel = tasks.max(1);
        self
    }

    /// Waits for each task until it has ended before its record is deleted, at most so long. Otherwise the
    /// service refuses to delete the record of a task that runs, with `DCS.4017`.
    pub fn wait(mut self, deadline: Duration) -> Self {
        self.patience = Some(deadline);
        self
    }

    /// The deletions of these tasks' records, in the order in which they end.
    ///
    /// # Errors
    ///
    /// When an id is missing or refused; nothing is sent then.
    pub fn delete<V, F>(
        self,
        task_ids: impl IntoIterator<Item = V>,
    ) -> Result<Deletions<'a>, ApiError>
    where
        V: IntoParameter<types::TaskId, F>,
    {
        let ids = task_ids
            .into_iter()
            .map(|id| parameter::required("task_id", id));
        Ok(Deletions {
            open: ids.collect::<Result<_, _>>()?,
            project: self.project_id?,
            instance: self.instance_id?,
            client: self.client,
            parallel: self.parallel,
            patience: self.patience,
            running: Vec::new(),
        })
    }
}

/// One deletion that was begun.
struct Running<'a> {
    task: types::TaskId,
    /// Whether it is past the waiting for the task's end.
    is_sent: Arc<AtomicBool>,
    deletion: Pin<Box<dyn Future<Output = Result<Deletion, ApiError>> + Send + 'a>>,
}

/// The deletions of several records: each task with what became of it, in the order in which they end.
///
/// Without the traits of a crate, [`next`](Self::next) gives them; and it is a [`futures_core::Stream`].
/// Dropping it cancels what is under way, of which then nobody knows the end; [`stop`](Self::stop) does not,
/// and [`under_way`](Self::under_way) names it.
#[must_use = "nothing is sent before a deletion is asked for"]
pub struct Deletions<'a> {
    client: &'a Client,
    project: types::ProjectId,
    instance: types::InstanceId,
    parallel: usize,
    patience: Option<Duration>,
    open: VecDeque<types::TaskId>,
    running: Vec<Running<'a>>,
}

impl Deletions<'_> {
    /// The next task whose deletion has ended; `None` behind the last.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<(types::TaskId, Result<Deletion, ApiError>)> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Sends no other deletion: what was sent goes on to its end, and the tasks whose deletion was not sent
    /// are returned, those among them that were being waited for.
    pub fn stop(&mut self) -> Vec<types::TaskId> {
        let (sent, waiting): (Vec<_>, Vec<_>) = mem::take(&mut self.running)
            .into_iter()
            .partition(|running| running.is_sent.load(Ordering::Relaxed));
        self.running = sent;
        let waiting = waiting.into_iter().map(|running| running.task);
        waiting.chain(self.open.drain(..)).collect()
    }

    /// The tasks for which something is under way: of these, [`next`](Self::next) gives the end.
    pub fn under_way(&self) -> impl Iterator<Item = &types::TaskId> {
        self.running.iter().map(|running| &running.task)
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<(types::TaskId, Result<Deletion, ApiError>)>> {
        while self.running.len() < self.parallel
            && let Some(task) = self.open.pop_front()
        {
            let (project, instance) = (self.project.clone(), self.instance.clone());
            let is_sent = Arc::new(AtomicBool::new(false));
            let call = self.client.delete_background_task().project_id(&project);
            let call = call.instance_id(&instance).task_id(&task);
            let wait = self.patience.map(|deadline| {
                let wait = self.client.wait_for_background_task().project_id(project);
                let wait = wait.instance_id(instance).task_id(&task);
                wait.deadline(deadline)
            });
            self.running.push(Running {
                deletion: Box::pin(delete(call, wait, Arc::clone(&is_sent))),
                is_sent,
                task,
            });
        }
        // There are a few of them, so each is looked at.
        let mut running = self.running.iter_mut().enumerate();
        let ended =
            running.find_map(
                |(index, running)| match running.deletion.as_mut().poll(context) {
                    Poll::Ready(result) => Some((index, result)),
                    Poll::Pending => None,
                },
            );
        match ended {
            Some((index, result)) => {
                let ended = self.running.remove(index);
                Poll::Ready(Some((ended.task, result)))
            }
            None if self.running.is_empty() => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

/// One deletion. A task that is gone when it was waited for is asked for all the same: the service says it.
async fn delete(
    call: builder::DeleteBackgroundTask<'_>,
    wait: Option<WaitForBackgroundTask<'_>>,
    is_sent: Arc<AtomicBool>,
) -> Result<Deletion, ApiError> {
    if let Some(wait) = wait
        && let TaskEnd::TimedOut(seen) = wait.wait().await?
    {
        return Ok(Deletion::StillRunning(seen.map(Box::new)));
    }
    is_sent.store(true, Ordering::Relaxed);
    Ok(Deletion::Deleted(call.send().await?))
}

impl Stream for Deletions<'_> {
    type Item = (types::TaskId, Result<Deletion, ApiError>);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for Deletions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deletions")
            .field("open", &self.open.len())
            .field("running", &self.running.len())
            .finish_non_exhaustive()
    }
}
