//! The loop, with the service and time passed in.

use std::time::Duration;

use super::{OnProgress, Pace, TaskEnd, TaskProgress, TaskState};
use crate::retry::Clock;
use crate::types::{self, BackgroundTask};
use crate::{ApiError, Client};

/// What can be asked about one task.
pub(super) trait Ask {
    /// The task as the list has it; none where it is not listed.
    fn task(&self) -> impl Future<Output = Result<Option<BackgroundTask>, ApiError>> + Send;

    /// How far it is.
    fn progress(
        &self,
    ) -> impl Future<Output = Result<types::BackgroundTaskProgress, ApiError>> + Send;
}

/// The service, about this task.
pub(super) struct Service<'a> {
    pub(super) client: &'a Client,
    pub(super) project: types::ProjectId,
    pub(super) instance: types::InstanceId,
    pub(super) task: types::TaskId,
}

impl Ask for Service<'_> {
    async fn task(&self) -> Result<Option<BackgroundTask>, ApiError> {
        let call = self.client.list_background_tasks();
        let call = call.project_id(&self.project).instance_id(&self.instance);
        let mut tasks = call.stream();
        while let Some(task) = tasks.next().await {
            let task = task?;
            if task.id.as_deref() == Some(self.task.as_str()) {
                return Ok(Some(task));
            }
        }
        Ok(None)
    }

    async fn progress(&self) -> Result<types::BackgroundTaskProgress, ApiError> {
        let call = self.client.show_background_task_progress();
        let call = call.project_id(&self.project).instance_id(&self.instance);
        let progress = call.task_id(&self.task).send().await?;
        Ok(progress.into_inner())
    }
}

/// Asks until there is an answer that ends the waiting.
pub(super) async fn until_ended(
    service: &impl Ask,
    pace: Pace,
    clock: &impl Clock,
    mut on_progress: Option<OnProgress<'_>>,
) -> Result<TaskEnd, ApiError> {
    let mut interval = pace.first;
    let mut has_percentage = true;
    let mut last = None;
    loop {
        let failure = match service.task().await {
            Ok(None) => return Ok(TaskEnd::Gone),
            Ok(Some(task)) => {
                let state = task.state();
                if let Some(tell) = &mut on_progress {
                    let known = match state {
                        TaskState::Running if has_percentage => service.progress().await.ok(),
                        _ => None,
                    };
                    // A cloud that does not have it now does not have it later.
                    has_percentage = known.is_some();
                    let remaining = known.as_ref().and_then(|known| known.remain_time);
                    let remaining = remaining.and_then(|seconds| u64::try_from(seconds).ok());
                    tell(TaskProgress {
                        task: &task,
                        percent: known.and_then(|known| known.progress),
                        remaining: remaining.map(Duration::from_secs),
                        elapsed: clock.elapsed(),
                    });
                }
                match state {
                    TaskState::Succeeded => return Ok(TaskEnd::Succeeded(task)),
                    TaskState::Failed => return Ok(TaskEnd::Failed(task)),
                    TaskState::Running => last = Some(task),
                }
                None
            }
            // Without the instance there is no task.
            Err(error) if error.is_not_found() => return Ok(TaskEnd::Gone),
            Err(error) if error.is_retryable() => Some(error),
            Err(error) => return Err(error),
        };
        let left = pace.deadline.saturating_sub(clock.elapsed());
        if left.is_zero() {
            return failure.map_or(Ok(TaskEnd::TimedOut(last)), Err);
        }
        let asked = failure.and_then(|error| error.retry_after());
        clock
            .sleep(interval.max(asked.unwrap_or_default()).min(left))
            .await;
        interval = pace.after(interval);
    }
}

#[cfg(test)]
mod tests;
