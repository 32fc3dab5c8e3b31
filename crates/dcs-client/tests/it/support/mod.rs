//! What the tests share: the scripted server, a client for it, and a record of what was traced.

pub mod logs;

use std::time::Duration;

use dcs_client::{ApiError, Client, ClientBuilder, Credentials, Response, RetryPolicy, types};

pub use loopback::{Reply, Server};

/// Found in nothing that a person may see.
pub const SECRET: &str = "hunter2/S3cretOfTheTest+x";

pub const PROJECT: &str = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
pub const INSTANCE: &str = "5560df16-cebf-4473-95c4-d1b573c16e79";
pub const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";

pub type Deleted = Result<Response<Option<types::DeleteBackgroundTaskResponse>>, ApiError>;

/// Retries as by default, without the waiting.
pub fn at_once() -> RetryPolicy {
    RetryPolicy::default().base_delay(Duration::ZERO)
}

/// A builder for a client of `server` with a token, and time limits that no busy machine reaches.
pub fn builder(server: &Server) -> ClientBuilder {
    Client::builder()
        .endpoint(server.url())
        .credentials(Credentials::token(SECRET))
        .timeout(Duration::from_secs(20))
        .retry(at_once())
}

pub fn client(server: &Server) -> Client {
    builder(server).build().unwrap()
}

pub async fn delete(client: &Client) -> Deleted {
    client
        .delete_background_task()
        .project_id(PROJECT)
        .instance_id(INSTANCE)
        .task_id(TASK)
        .send()
        .await
}

pub async fn error_of(client: &Client) -> ApiError {
    delete(client).await.unwrap_err()
}

/// An error's text and those of its sources.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
