//! What a caller sees of an error and can do with it.

use std::error::Error as _;

use dcs_client::{ApiError, ErrorKind};

use crate::support::{Reply, Server, chain, client, delete, error_of};

#[test]
fn errors_go_everywhere() {
    fn check<T: std::error::Error + Send + Sync + 'static>() {}
    check::<ApiError>();
    check::<dcs_client::BuildError>();
    check::<dcs_client::EnvironmentError>();
    check::<dcs_client::auth::SignError>();
}

#[tokio::test]
async fn the_question_mark_works_into_our_error_anyhow_and_eyre() {
    async fn ours(server: &Server) -> Result<(), ApiError> {
        delete(&client(server)).await?;
        Ok(())
    }
    async fn anyhows(server: &Server) -> anyhow::Result<()> {
        ours(server).await?;
        Ok(())
    }
    async fn eyres(server: &Server) -> eyre::Result<()> {
        ours(server).await?;
        Ok(())
    }
    let server = Server::replying(Reply::json(
        "404 Not Found",
        r#"{"error_code":"DCS.4022","error_msg":"gone"}"#,
    ));
    let report = eyres(&server).await.unwrap_err();
    assert!(report.downcast_ref::<ApiError>().unwrap().is_not_found());
    let error = anyhows(&server).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "404 Not Found: DCS.4022 gone (request req-1)"
    );
    assert!(error.downcast_ref::<ApiError>().unwrap().is_not_found());
}

#[tokio::test]
async fn the_parts_of_a_service_error() {
    let server = Server::replying(Reply::json(
        "403 Forbidden",
        r#"{"error_code":"DCS.4003","error_msg":"not yours"}"#,
    ));
    let error = error_of(&client(&server)).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status().unwrap(), 403);
    assert_eq!(error.code(), Some("DCS.4003"));
    assert_eq!(error.message(), Some("not yours"));
    assert_eq!(error.request_id(), Some("req-1"));
    assert!(error.source().is_none());
    assert!(!error.is_retryable() && !error.is_not_found() && !error.is_timeout());
}

#[tokio::test]
async fn a_long_text_is_kept_up_to_1024_bytes_and_shown_up_to_300_characters() {
    let server = Server::replying(Reply::http("500 X", "", "é".repeat(5000)));
    let error = error_of(&client(&server)).await;
    assert_eq!(error.message().unwrap(), "é".repeat(512));
    assert_eq!(
        error.to_string(),
        format!("500 Internal Server Error: {}…", "é".repeat(300))
    );
}

#[tokio::test]
async fn an_error_without_status_has_a_source() {
    let server = Server::replying(Reply::Bytes(vec![]));
    let error = error_of(&client(&server)).await;
    assert_eq!(error.status(), None);
    assert!(error.source().unwrap().is::<reqwest::Error>());
    let chain = chain(&error);
    assert!(
        chain.contains("connection closed before message completed"),
        "{chain}"
    );
    assert!(!chain.contains("/v2/"), "no ids in {chain}");
}

#[tokio::test]
async fn a_rejected_id_names_the_parameter_the_value_and_the_rule() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let long = "x".repeat(65);
    for (id, expected) in [
        (
            "../../x\n",
            r#"invalid request: task_id: "../../x\n" doesn't match pattern "^[A-Za-z0-9-]+$""#
                .to_owned(),
        ),
        (
            "",
            r#"invalid request: task_id: "" is shorter than 1 characters"#.to_owned(),
        ),
        (
            &long,
            format!(
                "invalid request: task_id: \"{}…\" is longer than 64 characters",
                "x".repeat(40)
            ),
        ),
    ] {
        let call = client
            .delete_background_task()
            .project_id("p")
            .instance_id("i");
        let error = call.task_id(id).send().await.unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.is_invalid_request());
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_parameter_that_was_never_given_is_named_with_its_method() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let call = client.delete_background_task().project_id("p").task_id("t");
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid request: instance_id: no value given; call `.instance_id(…)` before `.send()`"
    );
    assert!(error.is_invalid_request());
}

#[tokio::test]
async fn a_request_id_that_is_none_is_left_out() {
    for header in [
        String::new(),
        "X-Request-Id: \r\n".into(),
        format!("X-Request-Id: {}\r\n", "x".repeat(129)),
        "X-Request-Id: \u{e9}\r\n".into(),
        "X-Request-Id: a b\tc) forged\r\n".into(),
    ] {
        let server = Server::replying(Reply::http("404 Not Found", &header, "{}"));
        let error = error_of(&client(&server)).await;
        assert_eq!(error.request_id(), None, "{header}");
        assert_eq!(error.to_string(), "404 Not Found");
    }
}

/// Also the proof that a client for https can be built and gets as far as the handshake.
#[cfg(feature = "rustls")]
#[tokio::test]
async fn a_server_without_tls_is_a_failed_connection_that_is_not_tried_again() {
    use std::io::Write as _;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicU32::new(0));
    let counter = connections.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
            let _ = stream
                .unwrap()
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let client = dcs_client::Client::builder()
        .endpoint(&url)
        .credentials(dcs_client::Credentials::token("t"))
        .retry(crate::support::at_once())
        .build()
        .unwrap();
    let error = error_of(&client).await;
    assert!(error.is_connect() && !error.is_retryable(), "{error:?}");
    assert_eq!(
        error.to_string(),
        format!("no secure connection to {url}: its TLS or its certificate was refused")
    );
    assert_eq!(connections.load(Ordering::SeqCst), 1);
}
