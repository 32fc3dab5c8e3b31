//! Tokens that expire: fetched when one is needed, once for however many calls, and kept for as long as it
//! is good.
//!
//!     cargo run -p dcs-client --example expiring_token
//!
//! Nothing is sent: the client is built for a dry run.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::time::{Duration, SystemTime};

use dcs_client::{ApiError, Client, Credentials, ProviderError};
use tokio::task::JoinSet;

/// Where you would ask the identity service.
async fn fetch_token() -> Result<Credentials, ProviderError> {
    println!("fetching a token");
    tokio::time::sleep(Duration::from_millis(100)).await;
    let in_a_day = SystemTime::now() + Duration::from_secs(24 * 3600);
    Ok(Credentials::token("MIIFvwYJKoZ").with_expiry(in_a_day))
}

/// Deletes a task.
async fn delete(client: Client, task: String) -> Result<(), ApiError> {
    client
        .delete_background_task()
        .project_id("project")
        .instance_id("instance")
        .task_id(task)
        .send()
        .await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .region("ap-southeast-1")
        .credentials_provider(fetch_token)
        .dry_run(|request| println!("{} {}", request.method(), request.url().path()))
        .build()?;
    let mut calls = JoinSet::new();
    for task in 1..=20 {
        calls.spawn(delete(client.clone(), format!("task-{task}")));
    }
    while let Some(deleted) = calls.join_next().await {
        match deleted? {
            Err(error) if error.is_dry_run() => {}
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
