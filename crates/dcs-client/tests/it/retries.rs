//! When a call is tried again, seen from the server.

use std::time::Duration;

use dcs_client::{Credentials, RetryPolicy};

use crate::support::{Reply, SECRET, Server, at_once, builder, client, delete, error_of};

fn busy(retry_after: &str) -> Reply {
    Reply::http(
        "503 Service Unavailable",
        &format!("Retry-After: {retry_after}\r\n"),
        "",
    )
}

/// How many requests a server sees that always replies like this.
async fn requests_seen(reply: Reply) -> usize {
    let server = Server::replying(reply);
    delete(&client(&server)).await.unwrap_err();
    server.requests().len()
}

#[tokio::test]
async fn only_statuses_that_say_not_now_are_retried() {
    for status in [408, 429, 502, 503, 504] {
        assert_eq!(
            requests_seen(Reply::status(&format!("{status} X"))).await,
            3,
            "{status}"
        );
    }
    for status in [400, 401, 403, 404, 409, 425, 500, 501, 505, 511, 302] {
        assert_eq!(
            requests_seen(Reply::status(&format!("{status} X"))).await,
            1,
            "{status}"
        );
    }
}

#[tokio::test]
async fn the_call_recovers_on_the_nth_attempt() {
    let done = Reply::status("204 No Content");
    for failures in 0..5 {
        let failing = [
            busy("0"),
            Reply::Reset(vec![]),
            Reply::Bytes(vec![]),
            Reply::status("429 X"),
            busy("soon"),
        ];
        let script = failing.into_iter().take(failures).chain([done.clone()]);
        let server = Server::start(script);
        let client = builder(&server)
            .retry(at_once().max_attempts(5))
            .build()
            .unwrap();
        assert_eq!(delete(&client).await.unwrap().status(), 204, "{failures}");
        assert_eq!(server.requests().len(), failures + 1);
    }
}

#[tokio::test]
async fn retry_after_in_each_form() {
    for status in ["503 Service Unavailable", "429 Too Many Requests"] {
        for (value, requests) in [
            ("0", 3),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 3),
            ("Thursday, 01-Jan-70 00:00:00 GMT", 3),
            ("nonsense", 3),
            ("", 3),
            ("3600", 1),
            ("99999999999999999999999", 1),
            ("Fri, 01 Jan 2100 00:00:00 GMT", 1),
        ] {
            let reply = Reply::http(status, &format!("Retry-After: {value}\r\n"), "");
            assert_eq!(requests_seen(reply).await, requests, "{status} {value}");
        }
    }
}

#[tokio::test]
async fn a_retry_after_beyond_the_time_left_ends_the_call() {
    let server = Server::replying(busy("5"));
    let policy = at_once().total_timeout(Duration::from_secs(4));
    let error = error_of(&builder(&server).retry(policy).build().unwrap()).await;
    assert_eq!(error.status().unwrap(), 503);
    assert!(error.is_retryable());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn no_policy_no_retry() {
    let server = Server::replying(busy("0"));
    error_of(&builder(&server).retry(RetryPolicy::none()).build().unwrap()).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_404_after_a_lost_answer_is_reported_as_it_is() {
    let server = Server::start([Reply::Bytes(vec![]), Reply::status("404 Not Found")]);
    let error = error_of(&client(&server)).await;
    assert!(error.is_not_found());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn each_attempt_is_signed_anew_over_the_same_request() {
    let server = Server::start([busy("0"), busy("0"), Reply::status("204 No Content")]);
    let key = Credentials::access_key("my-ak", SECRET);
    delete(&builder(&server).credentials(key).build().unwrap())
        .await
        .unwrap();
    for request in server.requests() {
        assert_eq!(
            request.matches("authorization: SDK-HMAC-SHA256 ").count(),
            1,
            "{request}"
        );
        assert_eq!(request.matches("x-sdk-date: ").count(), 1, "{request}");
    }
}
