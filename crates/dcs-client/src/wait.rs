//! Waiting until a background task has ended.

mod poll;

use std::fmt;
use std::time::Duration;

use crate::retry::SystemClock;
use crate::types::{self, BackgroundTask};
use crate::{ApiError, Client, IntoParameter, ParameterError, parameter};

/// What became of a background task.
///
/// Whoever waited to delete its record may do so after the first two: the service keeps the record of a
/// task that runs.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TaskEnd {
    /// It has succeeded.
    Succeeded(BackgroundTask),
    /// It has failed.
    Failed(BackgroundTask),
    /// There is no such task, or no longer: someone has deleted its record, or its instance.
    Gone,
    /// It was still running when the time was over. The task is as it was seen last, if it was.
    TimedOut(Option<BackgroundTask>),
}

/// What is known of a task that one waits for, each time that the service was asked.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TaskProgress<'a> {
    /// The task as the list has it.
    pub task: &'a BackgroundTask,
    /// How much is done, in percent. Not every cloud says it.
    pub percent: Option<i32>,
    /// How long the service expects it to take. Not every cloud says it.
    pub remaining: Option<Duration>,
    /// The time since the waiting began.
    pub elapsed: Duration,
}

/// The state of a background task, as far as it decides what may be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskState {
    /// It runs, or waits, or is in a state that this version does not know.
    Running,
    /// It has succeeded.
    Succeeded,
    /// It has failed.
    Failed,
}

impl BackgroundTask {
    /// The state that the text of `status` means. The vendor lists no states, so one that is not known to
    /// mean an end means none.
    ///
    /// ```
    /// use dcs_client::{TaskState, types::BackgroundTask};
    ///
    /// let task: BackgroundTask = BackgroundTask::builder().status("SUCCESS").try_into()?;
    /// assert_eq!(task.state(), TaskState::Succeeded);
    /// assert!(task.is_deletable());
    /// # Ok::<(), dcs_client::types::error::ConversionError>(())
    /// ```
    #[must_use]
    pub fn state(&self) -> TaskState {
        let status = self.status.as_deref().unwrap_or_default();
        match status.trim().to_ascii_uppercase().as_str() {
            "SUCCESS" | "SUCCESSFUL" | "SUCCEEDED" | "FINISH" | "FINISHED" => TaskState::Succeeded,
            "FAIL" | "FAILED" | "FAILURE" | "ERROR" => TaskState::Failed,
            _ => TaskState::Running,
        }
    }

    /// Whether the service lets its record be deleted: it has ended, in one way or the other.
    #[must_use]
    pub fn is_deletable(&self) -> bool {
        self.state() != TaskState::Running
    }
}

type OnProgress<'a> = Box<dyn FnMut(TaskProgress<'_>) + Send + 'a>;

/// Waits until a background task has ended: made by [`Client::wait_for_background_task`].
#[must_use = "nothing is sent before `.wait().await`"]
pub struct WaitForBackgroundTask<'a> {
    client: &'a Client,
    project_id: Result<types::ProjectId, ParameterError>,
    instance_id: Result<types::InstanceId, ParameterError>,
    task_id: Result<types::TaskId, ParameterError>,
    pace: Pace,
    on_progress: Option<OnProgress<'a>>,
}

/// How often, and how long.
#[derive(Clone, Copy, Debug)]
struct Pace {
    first: Duration,
    longest: Duration,
    deadline: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(2),
            longest: Duration::from_secs(30),
            deadline: Duration::from_secs(30 * 60),
        }
    }
}

impl Pace {
    /// The interval behind this one: half as long again, up to the longest.
    fn after(&self, interval: Duration) -> Duration {
        (interval + interval / 2).min(self.longest)
    }
}

impl Client {
    /// Waits until a background task has ended, and says how.
    ///
    /// It asks for the list of tasks, which every cloud has, at once, after 2 seconds, and then in intervals
    /// that grow to 30 seconds; and gives up after half an hour. Each of these can be set. Where an answer does
    /// not come for a reason that may pass, it asks again.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use dcs_client::{Client, TaskEnd};
    ///
    /// # async fn example(client: Client) -> Result<(), dcs_client::ApiError> {
    /// let end = client
    ///     .wait_for_background_task()
    ///     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
    ///     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
    ///     .task_id("8abf6e1e72c12e7c0172c15b508500aa")
    ///     .deadline(Duration::from_secs(600))
    ///     .on_progress(|progress| println!("{:?} %", progress.percent))
    ///     .wait()
    ///     .await?;
    /// match end {
    ///     TaskEnd::Succeeded(task) => println!("{task:?}"),
    ///     TaskEnd::Failed(task) => println!("it failed: {task:?}"),
    ///     TaskEnd::Gone => println!("there is no such task"),
    ///     _ => println!("it still runs"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn wait_for_background_task(&self) -> WaitForBackgroundTask<'_> {
        WaitForBackgroundTask {
            client: self,
            project_id: Err(ParameterError::missing("project_id")),
            instance_id: Err(ParameterError::missing("instance_id")),
            task_id: Err(ParameterError::missing("task_id")),
            pace: Pace::default(),
            on_progress: None,
        }
    }
}

impl<'a> WaitForBackgroundTask<'a> {
    /// The project of the instance.
    pub fn project_id<F>(mut self, value: impl IntoParameter<types::ProjectId, F>) -> Self {
        self.project_id = parameter::required("project_id", value);
        self
    }

    /// The instance of the task.
    pub fn instance_id<F>(mut self, value: impl IntoParameter<types::InstanceId, F>) -> Self {
        self.instance_id = parameter::required("instance_id", value);
        self
    }

    /// The task.
    pub fn task_id<F>(mut self, value: impl IntoParameter<types::TaskId, F>) -> Self {
        self.task_id = parameter::required("task_id", value);
        self
    }

    /// The time between the first two questions, and the longest between any two: 2 and 30 seconds
    /// otherwise. Each interval is half as long again as the one before. The shortest possible is a
    /// tenth of a second.
    pub fn intervals(mut self, first: Duration, longest: Duration) -> Self {
        let least = Duration::from_millis(100);
        self.pace.first = first.max(least);
        self.pace.longest = longest.max(self.pace.first);
        self
    }

    /// How long to wait in all: half an hour otherwise. The last question is asked when it is over.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.pace.deadline = deadline;
        self
    }

    /// Is told of the task after each question that was answered. With it, the service is asked for the
    /// percentage, too, as long as it knows one.
    pub fn on_progress(mut self, tell: impl FnMut(TaskProgress<'_>) + Send + 'a) -> Self {
        self.on_progress = Some(Box::new(tell));
        self
    }

    /// Waits.
    ///
    /// # Errors
    ///
    /// When an id is missing or refused; when a question fails for a reason that does not pass; and when
    /// the time is over and the last question failed for one that may.
    pub async fn wait(self) -> Result<TaskEnd, ApiError> {
        let refused = |error: ParameterError| -> ApiError { error.into() };
        let service = poll::Service {
            client: self.client,
            project: self.project_id.map_err(refused)?,
            instance: self.instance_id.map_err(refused)?,
            task: self.task_id.map_err(refused)?,
        };
        poll::until_ended(&service, self.pace, &SystemClock::start(), self.on_progress).await
    }
}

impl fmt::Debug for WaitForBackgroundTask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitForBackgroundTask")
            .field("project_id", &self.project_id)
            .field("instance_id", &self.instance_id)
            .field("task_id", &self.task_id)
            .field("pace", &self.pace)
            .finish_non_exhaustive()
    }
}
