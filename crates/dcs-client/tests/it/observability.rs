//! The span of a call and its fields.

use std::time::Duration;

use tracing::Level;

use crate::support::logs::Logs;
use crate::support::{Reply, Server, builder, client, delete, error_of};

#[tokio::test]
async fn a_call_is_one_span_with_opentelemetrys_names() {
    let server = Server::start([
        Reply::status("503 X"),
        Reply::http("204 No Content", "X-Request-Id: req-7\r\n", ""),
    ]);
    let (logs, guard) = Logs::capture();
    delete(&client(&server)).await.unwrap();
    drop(guard);

    let port = server.url().rsplit(':').next().unwrap().to_owned();
    let public = logs.at_least(Level::INFO);
    let lines: Vec<&str> = public.lines().collect();
    let template = "/v2/{project_id}/instances/{instance_id}/tasks/{task_id}";
    assert_eq!(
        lines[0],
        format!(
            "INFO span dcs_client.call otel.name=DELETE {template} otel.kind=\"client\" \
             operation.id=\"deleteBackgroundTask\" http.request.method=\"DELETE\" \
             url.template=\"{template}\" server.address=\"127.0.0.1\" server.port={port}"
        )
    );
    for record in [
        "attempt=1",
        "attempt=2",
        "http.request.resend_count=1",
        "http.response.status_code=204",
        "http.response.header.x-request-id=\"req-7\"",
    ] {
        assert_eq!(
            lines
                .iter()
                .filter(|line| **line == format!("INFO record {record}"))
                .count(),
            1,
            "{public}"
        );
    }
    assert!(
        public.contains("INFO record http.client.request.duration="),
        "{public}"
    );
    assert!(!public.contains("error.type"), "{public}");
    assert!(!public.contains("otel.status_code"), "{public}");
    assert_eq!(public.matches("span").count(), 1, "{public}");
}

#[tokio::test]
async fn the_span_says_what_kind_of_error_ended_the_call() {
    for (reply, expected) in [
        (Reply::status("404 X"), "error.type=\"404\""),
        (Reply::Hold(vec![]), "error.type=\"timeout\""),
        (
            Reply::json("200 OK", "<html>"),
            "error.type=\"invalid_response\"",
        ),
        (
            Reply::json("202 Accepted", "{}"),
            "error.type=\"invalid_response\"",
        ),
        (Reply::Bytes(vec![]), "error.type=\"request\""),
        (
            Reply::text("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
            "error.type=\"body_interrupted\"",
        ),
        (
            Reply::text("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"),
            "error.type=\"body_too_large\"",
        ),
    ] {
        let server = Server::replying(reply);
        let (logs, guard) = Logs::capture();
        let client = builder(&server)
            .timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        error_of(&client).await;
        drop(guard);
        let public = logs.at_least(Level::INFO);
        for record in [expected, "otel.status_code=\"ERROR\""] {
            let line = format!("INFO record {record}\n");
            assert_eq!(public.matches(&line).count(), 1, "{public}");
        }
    }
}
