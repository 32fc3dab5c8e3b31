//! What OpenAPI 3.0 lets people write, after the text of the specification: the three crates compile without a
//! warning, and what a caller gives and gets is what the document says.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use loopback::{Reply, Server};

use crate::scratch::{built, cargo, grown, put, read, text, three_crates};

#[test]
fn what_openapi_lets_people_write_compiles_and_is_what_goes_over_the_wire() {
    let workspace = workspace();
    let build = cargo(
        &workspace,
        "build -p dcs-cli -p dcs-httpmock --bin dcs --example consumer",
    );
    let said = text(&build.stderr);
    assert!(
        build.status.success() && !said.contains("warning"),
        "{said}"
    );
    let consumer = Command::new(built(&workspace, "examples/consumer"))
        .output()
        .unwrap();
    assert!(consumer.status.success(), "{}", text(&consumer.stderr));

    let dcs = built(&workspace, "dcs");
    text_is_sent_from_a_file_and_shown(&dcs);
    one_of_several_successes_is_shown_as_it_was_written(&dcs);
}

fn workspace() -> PathBuf {
    let document = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    let document = grown(&document, "tests/fixtures/wide");
    let consumer = "crates/dcs-httpmock/examples/consumer.rs".into();
    let consumer = [(consumer, read("tests/growth/wide/consumer.rs").into())];
    three_crates("wide", &document, consumer.into())
}

/// What `dcs` prints, and the request that it makes.
fn dcs(dcs: &Path, reply: Reply, arguments: &[&str]) -> (String, String) {
    let server = Server::replying(reply);
    let output = Command::new(dcs)
        .args(["--endpoint", server.url(), "--output", "json"])
        .args(arguments)
        .env_clear()
        .env("DCS_AUTH_TOKEN", "token-of-the-test")
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    (text(&output.stdout), server.requests().pop().unwrap())
}

fn text_is_sent_from_a_file_and_shown(program: &Path) {
    let file = tempfile::NamedTempFile::new().unwrap();
    put(file.path(), "<Person/>");
    let file = file.path().to_str().unwrap();
    let reply = Reply::http(
        "200 OK",
        "content-type: application/xml\r\n",
        "<a b=\"c\"/>",
    );
    let (shown, request) = dcs(program, reply, &["add-person", "--body", file]);
    assert!(shown.contains(r#""body":"<a b=\"c\"/>"}"#), "{shown}");
    assert!(
        request.contains("content-type: application/xml\r\n"),
        "{request}"
    );
    assert!(request.ends_with("\r\n\r\n<Person/>"), "{request}");
    let reply = Reply::http("202 Accepted", "", "");
    let (_, request) = dcs(program, reply, &["replace-image", "--body", file]);
    assert!(request.ends_with("\r\n\r\n<Person/>"), "{request}");
}

fn one_of_several_successes_is_shown_as_it_was_written(program: &Path) {
    let json = "content-type: application/json\r\n";
    for (status, header, body, shown) in [
        (
            "201 Created",
            json,
            r#"{"id":7,"new":null}"#,
            r#""status":201,"request_id":null,"body":{"id":7,"new":null}}"#,
        ),
        ("202 Accepted", "", "soon", r#""body":"soon"}"#),
        ("204 No Content", "", "", r#""body":null}"#),
    ] {
        let (printed, _) = dcs(program, Reply::http(status, header, body), &["start-job"]);
        assert!(printed.contains(shown), "{printed}");
    }
}
