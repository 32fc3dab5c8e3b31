//! Many tasks at once: a program as one would write it.
//!
//!     VAULT_TOKEN_FILE=token.txt cargo run -p dcs-client --example many -- ap-southeast-1 PROJECT INSTANCE TASK…
//!
//! At most eight calls at a time, a time limit for each, and for all of them together; a task that is gone
//! already is as good as deleted; of what fails, the service's support can find the request.

#![allow(clippy::print_stdout, reason = "an example prints")]

use std::error::Error;
use std::time::Duration;

use dcs_client::{ApiError, Client, Credentials, CredentialsFuture, CredentialsProvider, types};

/// A token that somebody else keeps fresh, in a file.
pub struct TokenFile(pub String);

impl CredentialsProvider for TokenFile {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(async {
            let token = std::fs::read_to_string(&self.0)?;
            Ok(Credentials::token(token.trim()))
        })
    }
}

/// What became of the tasks.
#[derive(Debug, Default)]
pub struct Report {
    /// How many were deleted.
    pub deleted: usize,
    /// How many were gone before.
    pub gone: usize,
    /// Which failed, and why.
    pub failed: Vec<(types::TaskId, ApiError)>,
}

/// Deletes the tasks. Whoever drops the future cancels what is not done.
///
/// # Errors
///
/// When nothing can be sent: an id is refused.
pub async fn forget(
    client: &Client,
    project: &types::ProjectId,
    instance: &types::InstanceId,
    tasks: impl IntoIterator<Item = types::TaskId>,
) -> Result<Report, ApiError> {
    let deletions = client.delete_background_tasks();
    let deletions = deletions.project_id(project).instance_id(instance);
    let mut deletions = deletions.delete(tasks)?;
    let mut report = Report::default();
    while let Some((task, ended)) = deletions.next().await {
        match ended {
            Ok(_) => report.deleted += 1,
            Err(error) if error.is_not_found() => report.gone += 1,
            Err(error) => report.failed.push((task, error)),
        }
    }
    Ok(report)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [region, project, instance, tasks @ ..] = arguments.as_slice() else {
        return Err("usage: many REGION PROJECT INSTANCE TASK…".into());
    };
    let tasks: Vec<types::TaskId> = tasks
        .iter()
        .map(|task| task.parse())
        .collect::<Result<_, _>>()?;
    let client = Client::builder()
        .region(region)
        .credentials_provider(TokenFile(std::env::var("VAULT_TOKEN_FILE")?))
        .timeout(Duration::from_secs(10))
        .build()?;
    let (project, instance) = (project.parse()?, instance.parse()?);
    let work = forget(&client, &project, &instance, tasks);
    let report = tokio::time::timeout(Duration::from_secs(600), work).await??;
    println!("{} deleted, {} gone", report.deleted, report.gone);
    for (task, error) in &report.failed {
        let request = error.request_id().unwrap_or("unknown");
        println!(
            "{task}: {error} (sent: {}, request {request})",
            error.was_sent()
        );
    }
    Ok(())
}
