//! Answers that break off, never end or never come, as rows of the table in `behaviours`.

use std::thread;
use std::time::Duration;

use crate::behaviours::check;
use crate::support::Reply;

#[test]
fn bodies_that_do_not_end_as_they_should() {
    let announced = |status: &str, length: usize, rest: &str| {
        format!(
            "HTTP/1.1 {status}\r\nX-Request-Id: req-1\r\nContent-Length: {length}\r\n\r\n{rest}"
        )
        .into_bytes()
    };
    let broken = "the connection broke off within the response's body (request req-1)";
    let slow = "the response's body did not end within the time limit (request req-1)";
    let large = "the response's body is larger than 1048576 bytes; if that is expected, raise `ClientBuilder::max_body_bytes` (request req-1)";
    let chunk = [b"10000\r\n".as_slice(), &[b' '; 0x10000], b"\r\n"].concat();
    let endless = Reply::Repeat(
        b"HTTP/1.1 200 OK\r\nX-Request-Id: req-1\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(),
        chunk,
        Duration::ZERO,
    );
    let pause = Duration::from_millis(5);
    for (name, reply, expected) in [
        (
            "shorter than announced",
            Reply::Bytes(announced("200 OK", 100, "{}")),
            format!("transport | 200 OK: {broken}"),
        ),
        (
            "an error shorter than announced",
            Reply::Bytes(announced("404 Not Found", 100, "{}")),
            format!("transport | 404 Not Found: {broken}"),
        ),
        (
            "reset after the headers",
            Reply::Reset(announced("200 OK", 100, "{")),
            format!("transport | 200 OK: {broken}"),
        ),
        (
            "64 MiB announced",
            Reply::Bytes(announced("200 OK", 64 << 20, &" ".repeat(1 << 16))),
            format!("invalid_response | 200 OK: {large}"),
        ),
        (
            "endless",
            endless,
            format!("invalid_response | 200 OK: {large}"),
        ),
        (
            "bad chunk",
            Reply::text(
                "HTTP/1.1 200 OK\r\nX-Request-Id: req-1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            ),
            format!("transport | 200 OK: {broken}"),
        ),
    ] {
        check(name, &[reply], 1, &expected);
    }
    let unavailable = "transport retryable | 503 Service Unavailable";
    check(
        "a 503 shorter than announced",
        &[Reply::Bytes(announced("503 Service Unavailable", 9, ""))],
        3,
        &format!("{unavailable}: {broken}"),
    );
    check_together(&[
        (
            "trickling",
            Reply::Repeat(announced("200 OK", 100_000, "{"), b" ".to_vec(), pause),
            &format!("transport timeout | 200 OK: {slow}"),
        ),
        (
            "stalled",
            Reply::Hold(announced("200 OK", 100, "{")),
            &format!("transport timeout | 200 OK: {slow}"),
        ),
        (
            "a stalled 503",
            Reply::Hold(announced("503 Service Unavailable", 9, "")),
            &format!("transport timeout retryable | 503 Service Unavailable: {slow}"),
        ),
    ]);
    let whole = Reply::http("200 OK", "X-Request-Id: req-1\r\n", vec![b' '; 8 << 20]);
    check(
        "8 MiB sent",
        &[whole],
        1,
        &format!("invalid_response | 200 OK: {large}"),
    );
}

#[test]
fn no_answer_at_all() {
    for (name, reply, requests, expected) in [
        (
            "closed",
            Reply::Bytes(vec![]),
            3,
            "transport retryable | the connection to SERVER broke off before an answer",
        ),
        (
            "closed within the head",
            Reply::text("HTTP/1.1 200 OK\r\nX-"),
            3,
            "transport retryable | the connection to SERVER broke off before an answer",
        ),
        (
            "reset",
            Reply::Reset(vec![]),
            3,
            "transport retryable | the connection to SERVER broke off before an answer",
        ),
        (
            "not HTTP",
            Reply::text("220 mail.example.com ESMTP\r\n"),
            1,
            "invalid_response | the answer of SERVER is not HTTP",
        ),
        (
            "an impossible status",
            Reply::text("HTTP/1.1 2 OK\r\n\r\n"),
            1,
            "invalid_response | the answer of SERVER is not HTTP",
        ),
        (
            "100 only",
            Reply::text("HTTP/1.1 100 Continue\r\n\r\n"),
            3,
            "transport retryable | the connection to SERVER broke off before an answer",
        ),
    ] {
        check(name, &[reply], requests, expected);
    }
    let none = "transport timeout retryable | no answer from SERVER within the time limit";
    check_together(&[
        ("silent", Reply::Hold(vec![]), none),
        (
            "silent after half a head",
            Reply::Hold(b"HTTP/1.1 200 OK\r\nX-".to_vec()),
            none,
        ),
    ]);
}

/// Rows of one request that only wait, at the same time.
fn check_together(rows: &[(&str, Reply, &str)]) {
    thread::scope(|scope| {
        for (name, reply, expected) in rows {
            scope.spawn(|| check(name, std::slice::from_ref(reply), 1, expected));
        }
    });
}
