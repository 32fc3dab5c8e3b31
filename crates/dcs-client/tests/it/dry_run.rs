//! The request that would be sent, without sending it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dcs_client::{Client, Credentials, RetryPolicy};

use crate::support::{INSTANCE, PROJECT, Reply, SECRET, Server, TASK, builder, error_of};

#[tokio::test]
async fn a_dry_run_shows_the_finished_request_and_sends_nothing() {
    let server = Server::replying(Reply::status("204 No Content"));
    let shown = Arc::new(Mutex::new(Vec::new()));
    let sink = shown.clone();
    let client = builder(&server)
        .dry_run(move |request| sink.lock().unwrap().push(request.try_clone().unwrap()))
        .build()
        .unwrap();
    let error = error_of(&client).await;
    assert!(error.is_dry_run());
    assert_eq!(error.to_string(), "dry run: the request was not sent");
    assert!(server.requests().is_empty());

    let shown = shown.lock().unwrap();
    let [request] = shown.as_slice() else {
        panic!("{} requests", shown.len());
    };
    assert_eq!(request.method(), "DELETE");
    let url = format!(
        "{}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{TASK}",
        server.url()
    );
    assert_eq!(request.url().as_str(), url);
    let token = request.headers().get("x-auth-token").unwrap();
    assert_eq!(token, SECRET);
    assert!(token.is_sensitive());
    assert!(!request.headers().contains_key("api-version"));
    assert!(!format!("{request:?}").contains(SECRET));
}

#[tokio::test]
async fn a_dry_run_refuses_what_a_real_call_would() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .dry_run(|_| panic!("nothing to show"))
        .build()
        .unwrap();
    let call = client
        .delete_background_task()
        .project_id("p")
        .instance_id("i")
        .task_id("..");
    let error = call.send().await.unwrap_err();
    assert!(error.is_invalid_request());
}

/// The limit that the client sets on a request whose credentials took seven seconds to get.
async fn limit_after_a_slow_provider(policy: RetryPolicy) -> Option<Duration> {
    let shown = Arc::new(Mutex::new(None));
    let sink = shown.clone();
    let client = Client::builder()
        .endpoint("http://localhost:1")
        .credentials_provider(|| async {
            tokio::time::sleep(Duration::from_secs(7)).await;
            Ok(Credentials::anonymous())
        })
        .retry(policy)
        .dry_run(move |request| *sink.lock().unwrap() = request.timeout().copied())
        .build()
        .unwrap();
    assert!(error_of(&client).await.is_dry_run());
    *shown.lock().unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_time_that_a_provider_takes_is_the_attempts() {
    let limit = limit_after_a_slow_provider(RetryPolicy::default()).await;
    assert_eq!(limit, Some(Duration::from_secs(35 - 7)));
    let policy = RetryPolicy::default().total_timeout(Duration::from_secs(10));
    let limit = limit_after_a_slow_provider(policy).await;
    assert_eq!(limit, Some(Duration::from_secs(10 - 7)));
}
