//! What a caller can ask of an answer and of an error: how often, whether it was sent, until when.

use std::error::Error as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use dcs_client::reqwest::header::HeaderMap;
use dcs_client::{ApiError, Credentials, ErrorKind, Reason, Sent, types};

use crate::support::{Reply, SECRET, Server, builder, client, delete, error_of};

#[tokio::test]
async fn a_success_says_its_request_id_its_headers_and_how_often_it_was_sent() {
    let server = Server::start([
        Reply::status("503 X"),
        Reply::http("204 No Content", "X-Request-Id: req-7\r\nX-A: b\r\n", ""),
    ]);
    let deleted = delete(&client(&server)).await.unwrap();
    assert_eq!(deleted.request_id(), Some("req-7"));
    assert_eq!(deleted.attempts(), 2);
    assert_eq!(deleted.headers().get("x-a").unwrap(), "b");
    assert!(deleted.is_none());
    let shown = format!("{deleted:?}");
    assert!(shown.contains("204") && shown.contains("req-7"), "{shown}");
}

#[tokio::test]
async fn an_error_says_whether_it_was_sent_and_how_often() {
    let nobody = || {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let busy = Server::replying(Reply::status("503 X"));
    let lost = Server::replying(Reply::Bytes(vec![]));
    let silent = Server::replying(Reply::Hold(vec![]));
    for (endpoint, sent, attempts) in [
        (nobody(), Sent::No, 3),
        (busy.url().to_owned(), Sent::Yes, 3),
        (lost.url().to_owned(), Sent::Unknown, 3),
        (silent.url().to_owned(), Sent::Unknown, 1),
    ] {
        let client = builder(&busy)
            .endpoint(&endpoint)
            .timeout(Duration::from_millis(300))
            .build()
            .unwrap();
        let error = error_of(&client).await;
        assert_eq!(
            (error.was_sent(), error.attempts()),
            (sent, attempts),
            "{error}"
        );
        assert!(error.is_retryable(), "{error}");
    }
}

#[tokio::test]
async fn an_attempt_that_sent_nothing_after_a_lost_answer_leaves_it_unknown() {
    let server = Server::replying(Reply::Bytes(vec![]));
    let asked = AtomicU32::new(0);
    let client = builder(&server)
        .credentials_provider(move || {
            let is_first = asked.fetch_add(1, Ordering::SeqCst) == 0;
            std::future::ready(match is_first {
                true => Ok(Credentials::token(SECRET)),
                false => Err("the vault is sealed".into()),
            })
        })
        .build()
        .unwrap();
    let error = error_of(&client).await;
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert_eq!((error.was_sent(), error.attempts()), (Sent::Unknown, 2));
}

#[tokio::test]
async fn an_error_says_until_when_the_server_asks_to_be_left_alone() {
    let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
    let minute = Duration::from_secs(60);
    for (value, least) in [
        ("3600".to_owned(), 60 * minute),
        (httpdate::fmt_http_date(in_an_hour), 59 * minute),
    ] {
        let header = format!("Retry-After: {value}\r\n");
        let server = Server::replying(Reply::http("429 Too Many Requests", &header, ""));
        let error = error_of(&client(&server)).await;
        let wait = error.retry_after().unwrap();
        assert!((least..=60 * minute).contains(&wait), "{wait:?}");
        assert!(error.is_throttled() && error.is_retryable());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn the_gateways_request_id_is_in_the_body() {
    let body = r#"{"request_id":"in-body","error_code":"APIGW.0201","error_msg":"timed out"}"#;
    let json = "Content-Type: application/json\r\n";
    let both = format!("{json}X-Request-Id: in-header\r\n");
    for (headers, id) in [(json, "in-body"), (&both, "in-header")] {
        let server = Server::replying(Reply::http("504 Gateway Timeout", headers, body));
        let error = error_of(&client(&server)).await;
        assert_eq!(error.request_id(), Some(id));
        let end = format!("(request {id})");
        assert!(error.to_string().ends_with(&end), "{error}");
    }
}

#[tokio::test]
async fn an_answer_of_400_may_mean_gone_or_busy() {
    let error_with = async |status: &str, code: &str| {
        let body = format!(r#"{{"error_code":"{code}","error_msg":"m"}}"#);
        error_of(&client(&Server::replying(Reply::json(status, &body)))).await
    };
    let gone = error_with("400 Bad Request", "DCS.4133").await;
    assert!(gone.is_not_found() && !gone.is_busy() && !gone.is_retryable());
    for code in ["DCS.4017", "111400017"] {
        let busy = error_with("400 Bad Request", code).await;
        assert!(busy.is_busy() && busy.is_retryable() && !busy.is_not_found());
        assert_eq!(busy.attempts(), 1, "minutes are the caller's to wait");
    }
    let wrong = error_with("400 Bad Request", "DCS.4070").await;
    assert!(!wrong.is_not_found() && !wrong.is_busy() && !wrong.is_retryable());
    let nowhere = error_with("404 Not Found", "APIG.0101").await;
    assert!(!nowhere.is_not_found(), "the endpoint is wrong: {nowhere}");
    let expired = error_with("401 Unauthorized", "DCS.1002").await;
    assert!(expired.is_auth() && !expired.is_clock_skew());
    let forbidden = error_with("403 Forbidden", "DCS.2007").await;
    assert!(forbidden.is_auth());
}

#[tokio::test]
async fn the_body_of_an_error_is_at_hand_as_its_type() {
    let body = r#"{"error_code":"DCS.4070","error_msg":"m","error_ext_msg":"more"}"#;
    let server = Server::replying(Reply::json("400 Bad Request", body));
    let error = error_of(&client(&server)).await;
    let body: types::ErrorResponse = error.body().unwrap();
    assert_eq!(body.error_ext_msg.as_deref(), Some("more"));
    assert_eq!(error.body::<u8>(), None);
    let headers: &HeaderMap = error.headers().unwrap();
    assert_eq!(headers.get("x-request-id").unwrap(), "req-1");
}

#[tokio::test]
async fn a_providers_own_error_is_the_source() {
    #[derive(Debug)]
    struct Sealed;
    impl std::fmt::Display for Sealed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("sealed")
        }
    }
    impl std::error::Error for Sealed {}

    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .credentials_provider(|| async { Err(Sealed.into()) })
        .build()
        .unwrap();
    let error = error_of(&client).await;
    let copy: ApiError = error.clone();
    drop(error);
    assert!(copy.source().unwrap().is::<Sealed>());
    assert!(matches!(copy.reason(), Reason::Provider { text, .. } if text == "sealed"));
}

/// A gateway that refuses the signature, by its clock an hour ahead.
fn an_hour_ahead(code: &str) -> Reply {
    let date = SystemTime::now() + Duration::from_secs(3600);
    let date = httpdate::fmt_http_date(date);
    let body = format!(r#"{{"error_code":"{code}","error_msg":"m","request_id":"r"}}"#);
    Reply::http("401 Unauthorized", &format!("Date: {date}\r\n"), body)
}

/// The hours of the requests' dates, as `YYYYMMDDTHH`.
fn hours(server: &Server) -> Vec<String> {
    let hour = |request: &String| {
        let (_, date) = request.split_once("x-sdk-date: ").unwrap();
        date.chars().take(11).collect()
    };
    server.requests().iter().map(hour).collect()
}

#[tokio::test]
async fn a_clock_that_differs_is_set_by_the_servers_and_the_request_signed_again_once() {
    let key = || Credentials::access_key("my-ak", SECRET);
    for code in ["APIGW.0303", "APIG.0303", "APIGW.0301"] {
        let server = Server::start([an_hour_ahead(code), Reply::status("204 No Content")]);
        let client = builder(&server).credentials(key()).build().unwrap();
        assert_eq!(delete(&client).await.unwrap().attempts(), 2);
        delete(&client).await.unwrap();
        let hours = hours(&server);
        assert_eq!(hours.len(), 3, "the client remembers");
        assert!(hours[0] < hours[1] && hours[1] <= hours[2], "{hours:?}");
    }
    let server = Server::replying(an_hour_ahead("APIGW.0303"));
    let client = builder(&server).credentials(key()).build().unwrap();
    let error = error_of(&client).await;
    assert_eq!((server.requests().len(), error.attempts()), (2, 2));
    assert!(error.is_clock_skew() && error.is_auth());
    let skew = error.clock_skew().unwrap();
    assert!(skew.server() > skew.local() + Duration::from_secs(3500));
    let text = error.to_string();
    for time in [skew.local(), skew.server()] {
        assert!(text.contains(&httpdate::fmt_http_date(time)), "{text}");
    }
}

#[tokio::test]
async fn a_refused_key_is_not_sent_again() {
    let refused = Reply::json("401 Unauthorized", r#"{"error_code":"APIGW.0301"}"#);
    for credentials in [
        Credentials::access_key("my-ak", SECRET),
        Credentials::token(SECRET),
    ] {
        let server = Server::start([refused.clone(), Reply::status("204 No Content")]);
        let client = builder(&server).credentials(credentials).build().unwrap();
        let error = error_of(&client).await;
        assert!(error.is_auth() && !error.is_clock_skew() && !error.is_retryable());
        assert_eq!(server.requests().len(), 1);
    }
    // A token has no date that a clock could make wrong.
    let server = Server::replying(an_hour_ahead("APIGW.0301"));
    let error = error_of(&client(&server)).await;
    assert_eq!((server.requests().len(), error.clock_skew()), (1, None));
}

/// A `main` that returns the error prints its `Debug`.
#[tokio::test]
async fn what_main_prints_of_a_wrong_token_is_one_line_that_a_person_understands() {
    let body = r#"{"error_code":"DCS.1001","error_msg":"Invalid token."}"#;
    let server = Server::replying(Reply::json("401 Unauthorized", body));
    let error: Box<dyn std::error::Error> = error_of(&client(&server)).await.into();
    assert_eq!(
        format!("Error: {error:?}"),
        "Error: ApiError(401 Unauthorized: DCS.1001 Invalid token. (request req-1))"
    );
}
