//! A dead, a silent and a trickling host: each call ends within its limit.

use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use dcs_client::{Client, Credentials, RetryPolicy};

use crate::support::{Reply, SECRET, Server, at_once, builder, error_of};

/// More than any tick of a busy machine, much less than any default limit.
const TICK: Duration = Duration::from_secs(2);
const LIMIT: Duration = Duration::from_millis(100);

#[tokio::test]
async fn a_host_that_refuses_connections_is_tried_and_then_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .endpoint(&url)
        .credentials(Credentials::token(SECRET))
        .retry(at_once());
    let start = Instant::now();
    let error = error_of(&client.build().unwrap()).await;
    assert!(start.elapsed() < TICK);
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
    assert_eq!(error.to_string(), format!("could not connect to {url}"));
    assert!(
        crate::support::chain(&error).contains("refused"),
        "{}",
        crate::support::chain(&error)
    );
}

/// An address that ignores connections, as a dead host does, for as long as what comes with it lives.
///
/// A full queue of waiting connections makes Linux ignore further ones.
#[cfg(target_os = "linux")]
fn dead_host() -> (String, impl Sized) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let mut waiting = Vec::new();
    while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(50)) {
        waiting.push(stream);
    }
    (format!("http://{address}"), (listener, waiting))
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_host_that_ignores_connections_ends_at_the_connect_timeout_and_is_retried() {
    let (url, _queue) = dead_host();
    let client = Client::builder()
        .endpoint(url)
        .credentials(Credentials::token(SECRET))
        .connect_timeout(LIMIT)
        .retry(at_once())
        .build()
        .unwrap();
    let start = Instant::now();
    let error = error_of(&client).await;
    let spent = start.elapsed();
    assert!(error.is_connect() && error.is_timeout(), "{error:?}");
    assert!(spent >= 3 * LIMIT && spent < 3 * LIMIT + TICK, "{spent:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_short_limit_does_not_hide_that_no_connection_was_made() {
    // The quarter between the two limits is more than a busy machine sleeps.
    let limit = 5 * LIMIT;
    let (url, _queue) = dead_host();
    let builder = || {
        Client::builder()
            .endpoint(&url)
            .credentials(Credentials::token(SECRET))
    };
    let each_attempt = builder().timeout(limit).retry(at_once().max_attempts(2));
    let whole_call = builder().retry(RetryPolicy::none().total_timeout(limit));
    let [each_attempt, whole_call] = [each_attempt, whole_call].map(|it| it.build().unwrap());
    let start = Instant::now();
    // At the same time, because each only waits.
    let ((after_two, spent), after_one) = tokio::join!(
        async { (error_of(&each_attempt).await, start.elapsed()) },
        error_of(&whole_call),
    );
    for error in [after_two, after_one] {
        assert!(error.is_connect() && error.is_timeout(), "{error:?}");
    }
    assert!(spent > limit, "it was tried again");
}

#[tokio::test]
async fn silent_and_trickling_hosts_end_at_the_attempts_limit_and_are_not_retried() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".to_vec();
    let pause = Duration::from_millis(5);
    let [no_answer, no_body, body, headers] = [
        Reply::Hold(vec![]),
        Reply::Hold(head.clone()),
        Reply::Repeat(head, b" ".to_vec(), pause),
        Reply::Repeat(
            b"HTTP/1.1 200 OK\r\n".to_vec(),
            b"X-A: b\r\n".to_vec(),
            pause,
        ),
    ]
    .map(|reply| async {
        let server = Server::replying(reply);
        let start = Instant::now();
        let error = error_of(&builder(&server).timeout(LIMIT).build().unwrap()).await;
        let spent = start.elapsed();
        assert!(error.is_timeout(), "{error:?}");
        assert!(spent >= LIMIT && spent < LIMIT + TICK, "{spent:?}");
        assert_eq!(server.requests().len(), 1);
    });
    // At the same time, because each only waits.
    tokio::join!(no_answer, no_body, body, headers);
}

#[tokio::test]
async fn the_limit_of_the_whole_call_holds_within_an_attempt() {
    let server = Server::replying(Reply::Hold(vec![]));
    let policy = RetryPolicy::default().total_timeout(LIMIT);
    let client = builder(&server)
        .timeout(Duration::from_secs(60))
        .retry(policy);
    let start = Instant::now();
    let error = error_of(&client.build().unwrap()).await;
    assert!(error.is_timeout());
    assert!(start.elapsed() < LIMIT + TICK);
}

#[tokio::test]
async fn a_provider_that_never_answers_ends_at_the_attempts_limit() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .credentials_provider(std::future::pending)
        .timeout(LIMIT)
        .build()
        .unwrap();
    let start = Instant::now();
    let error = error_of(&client).await;
    assert!(error.is_credentials());
    assert!(start.elapsed() < LIMIT + TICK);
    assert_eq!(server.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn limits_as_long_as_can_be_do_no_harm() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .retry(
            at_once()
                .total_timeout(Duration::MAX)
                .max_delay(Duration::MAX),
        )
        .build()
        .unwrap();
    assert_eq!(crate::support::delete(&client).await.unwrap().status(), 204);
}
