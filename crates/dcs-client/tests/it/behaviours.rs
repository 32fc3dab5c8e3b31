//! A table of what servers do: for each, the typed outcome, the number of requests, and no leak.

use std::time::Duration;

use dcs_client::{ApiError, Credentials};
use tracing::Level;

use crate::support::logs::Logs;
use crate::support::{
    Deleted, INSTANCE, PROJECT, Reply, SECRET, Server, TASK, builder, chain, delete,
};

const DOCUMENTED: &str =
    r#"{"error_msg":"no such task","error_code":"DCS.4022","error_ext_msg":null}"#;

/// The outcome in one line.
fn describe(deleted: &Deleted) -> Result<String, ()> {
    match deleted {
        Ok(deleted) => {
            let message = (**deleted).as_ref().map(|body| body.message.clone());
            Ok(format!("ok {} {message:?}", deleted.status().as_u16()))
        }
        Err(_) => Err(()),
    }
}

fn describe_error(error: &ApiError, server: &Server) -> String {
    let mut words = vec![error.kind().to_string()];
    words.extend(error.is_timeout().then(|| "timeout".to_owned()));
    words.extend(error.is_connect().then(|| "connect".to_owned()));
    words.extend(error.is_retryable().then(|| "retryable".to_owned()));
    let text = error.to_string().replace(server.url(), "SERVER");
    format!("{} | {text}", words.join(" "))
}

/// One call with a token and one with a temporary access key, at the same time: some only wait.
pub fn check(name: &str, script: &[Reply], requests: usize, expected: &str) {
    let key = Credentials::access_key("access-key-id", SECRET).with_security_token(SECRET);
    std::thread::scope(|scope| {
        for credentials in [Credentials::token(SECRET), key] {
            scope.spawn(|| check_with(credentials, name, script, requests, expected));
        }
    });
}

/// In a thread of its own, because what is traced is recorded for each thread.
fn check_with(
    credentials: Credentials,
    name: &str,
    script: &[Reply],
    requests: usize,
    expected: &str,
) {
    let server = Server::start(script.to_vec());
    let (logs, guard) = Logs::capture();
    let mut builder = builder(&server).credentials(credentials);
    if script.iter().any(Reply::outlasts_patience) {
        // A few calls share the machine, and the head of an answer must arrive within it.
        builder = builder.timeout(Duration::from_millis(300));
    }
    let client = builder.build().unwrap();
    let deleted = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(delete(&client));
    drop(guard);

    let mut shown = format!("{deleted:?} {client:?}");
    let outcome = match describe(&deleted) {
        Ok(outcome) => outcome,
        Err(()) => {
            let error = deleted.unwrap_err();
            shown += &format!("{error} {error:#}");
            shown += &format!("{error:?} {error:#?} {}", chain(&error));
            assert!(!error.to_string().contains(['\n', '\r']), "{name}: {error}");
            assert!(
                format!("{error}{error:?}").len() < 6000,
                "{name}: {error:?}"
            );
            describe_error(&error, &server)
        }
    };
    assert_eq!(outcome, expected, "{name}");
    assert_eq!(server.requests().len(), requests, "{name}: requests");

    let all = format!("{shown}{}", logs.all());
    for secret in [
        SECRET,
        &SECRET.replace('/', r"\/"),
        "Signature=",
        "access-key-id",
    ] {
        assert!(!all.contains(secret), "{name}: {all}");
    }
    let public = logs.at_least(Level::INFO);
    for id in [PROJECT, INSTANCE, TASK] {
        assert!(!public.contains(id), "{name}: {public}");
    }
}

#[test]
fn successes() {
    for (name, reply, expected) in [
        (
            "as documented",
            Reply::json("200 OK", r#"{"message":""}"#),
            r#"ok 200 Some(Some(""))"#,
        ),
        (
            "empty object",
            Reply::json("200 OK", "{}"),
            "ok 200 Some(None)",
        ),
        (
            "null message",
            Reply::json("200 OK", r#"{"message":null}"#),
            "ok 200 Some(None)",
        ),
        (
            "unknown members",
            Reply::json("200 OK", r#"{"job_id":"1","a":[{}]}"#),
            "ok 200 Some(None)",
        ),
        ("empty 200", Reply::status("200 OK"), "ok 200 None"),
        ("white space", Reply::json("200 OK", "\r\n "), "ok 200 None"),
        ("204", Reply::status("204 No Content"), "ok 204 None"),
        (
            "204 with a content type",
            Reply::http("204 No Content", "Content-Type: application/json\r\n", ""),
            "ok 204 None",
        ),
        (
            "JSON called text",
            Reply::http("200 OK", "Content-Type: text/plain\r\n", "{}"),
            "ok 200 Some(None)",
        ),
        (
            "chunked",
            Reply::text(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            ),
            "ok 200 Some(None)",
        ),
        (
            "until closed",
            Reply::text("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}"),
            "ok 200 Some(None)",
        ),
        (
            "1xx first",
            Reply::text(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            ),
            "ok 204 None",
        ),
        (
            "an empty chunk only",
            Reply::text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            "ok 200 None",
        ),
    ] {
        check(name, &[reply], 1, expected);
    }
}

#[test]
fn every_documented_error() {
    for status in [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "500 Internal Server Error",
    ] {
        let json = |body: &str| Reply::json(status, body);
        let html = |body: &str| Reply::http(status, "Content-Type: text/html\r\n", body);
        for (name, reply, expected) in [
            (
                "documented",
                json(DOCUMENTED),
                ": DCS.4022 no such task (request req-1)",
            ),
            (
                "gateway",
                json(r#"{"error_code":"APIG.0101","error_msg":"no API","request_id":"x"}"#),
                ": APIG.0101 no API (request req-1)",
            ),
            ("empty object", json("{}"), " (request req-1)"),
            ("empty", Reply::status(status), ""),
            (
                "HTML",
                html("<html>\n<b>Oops</b>\n</html>"),
                ": <html> <b>Oops</b> </html>",
            ),
            (
                "wrong content type",
                html(DOCUMENTED),
                ": DCS.4022 no such task",
            ),
            (
                "invalid UTF-8",
                Reply::http(status, "", b"\xff\xfe\x1b[2J"),
                ": \u{fffd}\u{fffd}\\u{1b}[2J",
            ),
            (
                "invalid JSON",
                json("{\"error_msg\":"),
                ": {\"error_msg\": (request req-1)",
            ),
            (
                "other JSON",
                json(r#"{"error_msg":5}"#),
                ": {\"error_msg\":5} (request req-1)",
            ),
            (
                "nested arrays",
                json(&"[".repeat(10_000)),
                &format!(": {}… (request req-1)", "[".repeat(300)),
            ),
            ("a lone line", json("\"no\""), ": \"no\" (request req-1)"),
            (
                "long members",
                json(&format!(
                    r#"{{"error_code":"{}","error_msg":"{}"}}"#,
                    "c".repeat(5000),
                    "m\\n".repeat(5000)
                )),
                &format!(
                    ": {} {}… (request req-1)",
                    "c".repeat(128),
                    "m ".repeat(150)
                ),
            ),
        ] {
            check(name, &[reply], 1, &format!("api | {status}{expected}"));
        }
    }
}

#[test]
fn undocumented_statuses() {
    for (reply, requests, expected) in [
        (
            Reply::json("409 Conflict", DOCUMENTED),
            1,
            "api | 409 Conflict: DCS.4022 no such task (request req-1)",
        ),
        (
            Reply::http("418 I'm a teapot", "", "short and stout"),
            1,
            "api | 418 I'm a teapot: short and stout",
        ),
        (
            Reply::status("501 Not Implemented"),
            1,
            "api | 501 Not Implemented",
        ),
        (
            Reply::http("502 Bad Gateway", "", "<html>"),
            3,
            "api retryable | 502 Bad Gateway: <html>",
        ),
        (
            Reply::json("202 Accepted", "{}"),
            1,
            "invalid_response | 202 Accepted: the document does not list this status (request req-1)",
        ),
        (
            Reply::status("304 Not Modified"),
            1,
            "invalid_response | 304 Not Modified: the document does not list this status",
        ),
    ] {
        check("undocumented", &[reply], requests, expected);
    }
}

#[test]
fn a_success_that_is_not_the_documented_json() {
    let start = "invalid_response | 200 OK: the response is not what the document describes";
    let id = "(request req-1)";
    for (name, body, expected) in [
        (
            "HTML",
            "<html>",
            format!("{start}: expected value at line 1 column 1: <html> {id}"),
        ),
        (
            "cut short",
            "{\"message\":",
            format!("{start}: EOF while parsing a value at line 1 column 11: {{\"message\": {id}"),
        ),
        (
            "another type",
            "{\"message\":[1]}",
            format!(
                "{start}: message: invalid type: sequence, expected a string: {{\"message\":[1]}} {id}"
            ),
        ),
    ] {
        check(name, &[Reply::json("200 OK", body)], 1, &expected);
    }
    let long = format!("\"{}\"", "a".repeat(90_000));
    let expected = format!(
        "{start}: invalid type: string \"{}…: \"{}… (request req-1)",
        "a".repeat(278),
        "a".repeat(299)
    );
    check(
        "a long string",
        &[Reply::json("200 OK", &long)],
        1,
        &expected,
    );
    let nested = "[".repeat(10_000);
    let expected = format!(
        "{start}: [0]: invalid type: sequence, expected a string: {}…",
        "[".repeat(300)
    );
    check(
        "nested arrays",
        &[Reply::http("200 OK", "", &nested)],
        1,
        &expected,
    );
    let expected = format!(
        "{start}: EOF while parsing a list at line 1 column 10005: {{\"a\":{}…",
        "[".repeat(295)
    );
    let member = format!("{{\"a\":{nested}");
    check(
        "nested arrays in a member",
        &[Reply::http("200 OK", "", &member)],
        1,
        &expected,
    );
    let invalid = Reply::http("200 OK", "", b"{\"message\":\"\xff\"}");
    let expected = format!(
        "{start}: invalid unicode code point at line 1 column 13: {{\"message\":\"\u{fffd}\"}}"
    );
    check("invalid UTF-8", &[invalid], 1, &expected);
}
