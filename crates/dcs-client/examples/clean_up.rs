//! Deletes the records of all tasks of an instance that have ended, and waits for those that run.
//!
//!     DCS_AUTH_TOKEN=… cargo run -p dcs-client --example clean_up -- ap-southeast-1 PROJECT INSTANCE

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::time::Duration;

use dcs_client::{ApiError, Client, Credentials, TaskEnd};

/// What became of the tasks of an instance.
#[derive(Debug, Default)]
pub struct Report {
    /// How many records were deleted.
    pub deleted: usize,
    /// The tasks that still run.
    pub running: Vec<String>,
}

/// Lists the tasks, waits for each at most so long, and deletes the records of those that have ended.
pub async fn clean_up(
    client: &Client,
    project: &str,
    instance: &str,
    patience: Duration,
) -> Result<Report, ApiError> {
    // All of them first: a list from which something is deleted has other pages.
    let list = client.list_background_tasks();
    let mut tasks = list.project_id(project).instance_id(instance).stream();
    let mut ids = Vec::new();
    while let Some(task) = tasks.next().await {
        ids.extend(task?.id);
    }
    let mut report = Report::default();
    for id in ids {
        let wait = client.wait_for_background_task().project_id(project);
        let wait = wait.instance_id(instance).task_id(&id).deadline(patience);
        match wait.wait().await? {
            TaskEnd::Succeeded(_) | TaskEnd::Failed(_) => {
                let delete = client.delete_background_task().project_id(project);
                match delete.instance_id(instance).task_id(&id).send().await {
                    Ok(_) => report.deleted += 1,
                    // Someone else was faster.
                    Err(error) if error.is_not_found() => {}
                    Err(error) => return Err(error),
                }
            }
            TaskEnd::TimedOut(_) => report.running.push(id),
            // It is gone.
            _ => {}
        }
    }
    Ok(report)
}

#[tokio::main(flavor = "current_thread")]
#[allow(dead_code, reason = "a test calls what is above")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [region, project, instance] = arguments.as_slice() else {
        return Err("usage: clean_up REGION PROJECT INSTANCE".into());
    };
    let client = Client::builder()
        .region(region)
        .credentials(Credentials::from_env()?)
        .build()?;
    let report = clean_up(&client, project, instance, Duration::from_secs(60)).await?;
    println!(
        "{} deleted, still running: {:?}",
        report.deleted, report.running
    );
    Ok(())
}
