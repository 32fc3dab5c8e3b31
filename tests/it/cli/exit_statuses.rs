//! Each exit status in both forms of output.

mod unsent;

use std::net::TcpListener;

use super::{Ended, NO_CONTENT, NOWHERE, answer, dcs, delete, deletion, run};

const ERROR: &str = r#"{"error_code":"DCS.4022","error_msg":"The task does not exist."}"#;
const ONCE: [&str; 2] = ["--max-attempts", "1"];

#[track_caller]
fn check(ended: &Ended, status: i32, stdout: &str, stderr: &str) {
    let expected = Ended {
        status: Some(status),
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    };
    assert_eq!(ended, &expected);
}

/// A failure in both forms: `text` behind `error: `, `json` inside of `{"error":{…}}`.
#[track_caller]
fn check_failure(run: impl Fn(&[&str]) -> Ended, status: i32, text: &str, json: &str) {
    check(&run(&[]), status, "", &format!("error: {text}\n"));
    let json = format!("{{\"error\":{{{json}}}}}\n");
    check(&run(&["--output", "json"]), status, "", &json);
}

/// The same of one that was answered once, without advice.
const ANSWERED: &str = r#""sent":"yes","retryable":false,"attempts":1,"retry_after":null,"endpoint":"http://SERVER","hint":null"#;

#[test]
fn done_without_a_body() {
    check(
        &delete(NO_CONTENT, &[]),
        0,
        "204 No Content (request r-1)\n",
        "",
    );
    check(
        &delete(NO_CONTENT, &["--output", "json"]),
        0,
        "{\"operation\":\"delete_background_task\",\"status\":204,\"request_id\":\"r-1\",\"body\":null}\n",
        "",
    );
    let no_id = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
    check(&delete(no_id, &[]), 0, "204 No Content\n", "");
    check(
        &delete(no_id, &["--output=json"]),
        0,
        "{\"operation\":\"delete_background_task\",\"status\":204,\"request_id\":null,\"body\":null}\n",
        "",
    );
}

#[test]
fn done_with_a_body() {
    let body = "{\"message\":\"a\\u001b[31mb\"}";
    check(
        &delete(answer("200 OK", body), &[]),
        0,
        "200 OK (request r-1)\nmessage: a\\u{1b}[31mb\n",
        "",
    );
    check(
        &delete(answer("200 OK", body), &["--output", "json"]),
        0,
        "{\"operation\":\"delete_background_task\",\"status\":200,\"request_id\":\"r-1\",\"body\":{\"message\":\"a\\u001b[31mb\"}}\n",
        "",
    );
}

#[test]
fn json_is_one_line_that_no_terminal_acts_on() {
    let said = "a\u{7f}\u{9b}31m\u{85}\u{2028}\u{202e}\u{200b}\u{e0041}é";
    for (status, member) in [("200 OK", "message"), ("404 Not Found", "error_msg")] {
        let body = serde_json::json!({ member: said }).to_string();
        let ended = delete(answer(status, &body), &["--output", "json"]);
        let line = ended.stdout + &ended.stderr;
        assert!(
            line.contains(r"a\u007f\u009b31m\u0085\u2028\u202e\u200b\udb40\udc41é"),
            "{line}"
        );
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let found = if status == "200 OK" {
            &value["body"]["message"]
        } else {
            &value["error"]["message"]
        };
        assert_eq!(found, said);
    }
}

#[test]
fn text_shows_what_nobody_would_see() {
    let said = "a\u{200b}b\u{202e}c\u{e0041}d\u{2060}é";
    let shown = r"a\u{200b}b\u{202e}c\u{e0041}d\u{2060}é";
    for (status, member) in [("200 OK", "message"), ("404 Not Found", "error_msg")] {
        let body = serde_json::json!({ member: said }).to_string();
        let ended = delete(answer(status, &body), &[]);
        let text = ended.stdout + &ended.stderr;
        assert!(text.contains(shown), "{text}");
    }
}

#[test]
fn a_thing_that_is_gone_is_4() {
    let hint = "it is gone, or one of the ids is wrong; --ignore-not-found takes that for done";
    check_failure(
        |more| delete(answer("404 Not Found", ERROR), more),
        4,
        &format!(
            "http://SERVER: 404 Not Found: DCS.4022 The task does not exist. (request r-1)\nhint: {hint}"
        ),
        &format!(
            r#""kind":"api","status":404,"code":"DCS.4022","message":"The task does not exist.","request_id":"r-1","sent":"yes","retryable":false,"attempts":1,"retry_after":null,"endpoint":"http://SERVER","hint":"{hint}""#
        ),
    );
    let code = r#"{"error_code":"DCS.4133","error_msg":"no such thing"}"#;
    assert_eq!(delete(answer("400 Bad Request", code), &[]).status, Some(4));
    let address = r#"{"error_code":"APIG.0101","error_msg":"no such API"}"#;
    let ended = delete(answer("404 Not Found", address), &[]);
    assert_eq!(ended.status, Some(1), "the endpoint is wrong: {ended:?}");
}

#[test]
fn a_thing_that_is_gone_is_0_where_that_is_asked_for() {
    let ignore = ["--ignore-not-found"];
    check(
        &delete(answer("404 Not Found", ERROR), &ignore),
        0,
        "404 Not Found (request r-1)\n",
        "",
    );
    check(
        &delete(
            answer("404 Not Found", ERROR),
            &["--ignore-not-found", "--output=json"],
        ),
        0,
        "{\"operation\":\"delete_background_task\",\"status\":404,\"request_id\":\"r-1\",\"body\":null}\n",
        "",
    );
    assert_eq!(
        delete(answer("409 Conflict", "busy"), &ignore).status,
        Some(1)
    );
}

#[test]
fn credentials_that_were_refused_are_5() {
    for (status, code, hint) in [
        ("401 Unauthorized", "DCS.1002", "the token has expired"),
        ("403 Forbidden", "DCS.2007", "the account may not do this"),
    ] {
        let body = format!(r#"{{"error_code":"{code}","error_msg":"no"}}"#);
        let ended = delete(answer(status, &body), &[]);
        assert_eq!(ended.status, Some(5), "{ended:?}");
        assert!(
            ended.stderr.contains(&format!("\nhint: {hint}")),
            "{ended:?}"
        );
    }
}

#[test]
fn what_is_busy_may_be_tried_again() {
    let body = r#"{"error_code":"DCS.4120","error_msg":"under way"}"#;
    let ended = delete(answer("400 Bad Request", body), &["--output", "json"]);
    assert_eq!(ended.status, Some(1));
    for part in [r#""retryable":true"#, "try again in a few minutes"] {
        assert!(ended.stderr.contains(part), "{ended:?}");
    }
    let headers = "retry-after: 3600\r\n";
    let later = loopback::Reply::http("429 Too Many Requests", headers, "");
    let ended = delete(later, &["--output", "json"]);
    for part in [r#""retry_after":3600"#, "left alone for 3600 s"] {
        assert!(ended.stderr.contains(part), "{ended:?}");
    }
}

#[test]
fn an_undocumented_status_is_1() {
    check_failure(
        |more| delete(answer("409 Conflict", "busy"), more),
        1,
        "http://SERVER: 409 Conflict: busy (request r-1)",
        &format!(
            r#""kind":"api","status":409,"code":null,"message":"busy","request_id":"r-1",{ANSWERED}"#
        ),
    );
    let text = "202 Accepted: the document does not list this status (request r-1)";
    check_failure(
        |more| delete(answer("202 Accepted", "{}"), more),
        1,
        &format!("http://SERVER: {text}"),
        &format!(
            r#""kind":"invalid_response","status":202,"code":null,"message":"{text}","request_id":"r-1",{ANSWERED}"#
        ),
    );
}

#[test]
fn a_redirect_is_1_and_is_not_followed() {
    let redirect = "HTTP/1.1 302 Found\r\nlocation: http://other.test/secret-path\r\n\
                    content-length: 0\r\nconnection: close\r\n\r\n";
    let ended = delete(redirect, &[]);
    assert_eq!(ended.status, Some(1));
    assert!(
        ended
            .stderr
            .contains("redirects are not followed (to http://other.test)"),
        "{ended:?}"
    );
}

#[test]
fn a_silent_server_is_3_after_the_timeout() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let ended = run(&mut dcs(&deletion(&endpoint, &["--timeout", "0.2"])));
    let message = format!(
        "error: no answer from {endpoint} within the time limit: operation timed out\n\
         hint: nobody knows whether it was done; look before you try again\n"
    );
    check(&ended, 3, "", &message);
}

#[test]
fn an_answer_that_is_none_is_3() {
    let truncated = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\n{";
    let page = answer("200 OK", "<html>");
    for answer in [truncated.into(), page, "nonsense\r\n\r\n".into()] {
        let ended = delete(answer, &ONCE);
        assert_eq!(ended.status, Some(3), "{ended:?}");
        assert_eq!(ended.stdout, "");
    }
    let reason = "200 OK: the response is not what the document describes: expected value at line 1 \
                  column 1: <html> (request r-1)";
    check_failure(
        |more| delete(answer("200 OK", "<html>"), more),
        3,
        &format!("http://SERVER: {reason}"),
        &format!(
            r#""kind":"invalid_response","status":200,"code":null,"message":"{reason}","request_id":"r-1",{ANSWERED}"#
        ),
    );
}

#[test]
fn an_answer_that_is_too_large_is_told_without_a_method_of_the_library() {
    // Announced, and not sent: the client has read enough.
    let large = "HTTP/1.1 200 OK\r\ncontent-length: 1048577\r\nx-request-id: r-1\r\n\
                 connection: close\r\n\r\n{";
    let reason = "200 OK: the response's body is larger than 1048576 bytes (request r-1)";
    check_failure(
        |more| delete(large, more),
        3,
        &format!("http://SERVER: {reason}"),
        &format!(
            r#""kind":"invalid_response","status":200,"code":null,"message":"{reason}","request_id":"r-1",{ANSWERED}"#
        ),
    );
}

#[test]
fn global_options_stand_before_the_command_too() {
    let ended = run(&mut dcs(&[
        "--output",
        "json",
        "--region",
        "eu-de",
        "delete-background-task",
    ]));
    assert_eq!(ended.status, Some(2));
    assert!(
        ended
            .stderr
            .starts_with(r#"{"error":{"kind":"invalid_request""#),
        "{ended:?}"
    );
    assert!(ended.stderr.contains("--task-id"), "{ended:?}");
    let before = [
        &["--dry-run", "-y", "--timeout", "3"],
        deletion(NOWHERE, &[]).as_slice(),
    ]
    .concat();
    assert_eq!(run(&mut dcs(&before)).status, Some(0));
}
