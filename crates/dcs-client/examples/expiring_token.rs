//! Tokens that expire: fetch one when it is needed, and keep it for as long as it is good.
//!
//!     cargo run -p dcs-client --example expiring_token
//!
//! Nothing is sent: the client is built for a dry run.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use dcs_client::{Client, Credentials, CredentialsFuture, CredentialsProvider};

/// Keeps a token until shortly before it expires.
#[derive(Default)]
struct Tokens(Mutex<Option<(Instant, Credentials)>>);

impl CredentialsProvider for Tokens {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(async {
            let kept = self
                .0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            if let Some((good_until, credentials)) = kept
                && Instant::now() < good_until
            {
                return Ok(credentials);
            }
            let credentials = Credentials::token(fetch_token().await?);
            let good_until = Instant::now() + Duration::from_secs(23 * 3600);
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *kept = Some((good_until, credentials.clone()));
            Ok(credentials)
        })
    }
}

/// Where you would ask the identity service.
async fn fetch_token() -> Result<String, std::io::Error> {
    println!("fetching a token");
    Ok("MIIFvwYJKoZ".to_owned())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .region("ap-southeast-1")
        .credentials_provider(Tokens::default())
        .dry_run(|request| println!("{request:?}"))
        .build()?;
    for task in ["task-1", "task-2"] {
        let deleted = client
            .delete_background_task()
            .project_id("project")
            .instance_id("instance")
            .task_id(task)
            .send()
            .await;
        match deleted {
            Err(error) if error.is_dry_run() => {}
            other => println!("{other:?}"),
        }
    }
    Ok(())
}
