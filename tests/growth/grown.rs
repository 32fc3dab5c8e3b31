//! Three crates of a document that has grown: a command line and a mock that work.

use std::{path::PathBuf, process::Command};

use loopback::{Reply, Server};

use crate::scratch::{built, cargo, grown, put, read, text, three_crates};

#[test]
fn a_grown_document_needs_no_hand_written_code() {
    let workspace = workspace();
    let build = cargo(
        &workspace,
        "build -p dcs-cli -p dcs-httpmock --bin dcs --example consumer",
    );
    assert!(build.status.success(), "{}", text(&build.stderr));
    let consumer = Command::new(built(&workspace, "examples/consumer"))
        .output()
        .unwrap();
    assert!(consumer.status.success(), "{}", text(&consumer.stderr));

    let dcs = Dcs(built(&workspace, "dcs"));
    dcs.lists_what_the_document_has();
    dcs.sends_a_query();
    dcs.sends_a_body();
    dcs.tells_errors_of_other_shapes();
    dcs.deletes_by_a_name_that_was_taken();
    dcs.writes_bytes_as_they_are();
}

/// The three crates of the document of the first day, with what the hand-written helpers call, with more
/// operations and schemas, and with a consumer.
fn workspace() -> PathBuf {
    let text = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    let text = grown(&text, "tests/fixtures/growth");
    let consumer = "crates/dcs-httpmock/examples/consumer.rs".into();
    let consumer = [(consumer, read("tests/growth/consumer.rs").into())];
    three_crates("growth", &text, consumer.into())
}

struct Dcs(PathBuf);

impl Dcs {
    fn run(&self, endpoint: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = Command::new(&self.0)
            .args(["--endpoint", endpoint, "--output", "json"])
            .args(arguments)
            .env_clear()
            .env("DCS_AUTH_TOKEN", "token-of-the-test")
            .env("HUAWEICLOUD_SDK_PROJECT_ID", "p")
            .output()
            .unwrap();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    }

    fn call(&self, answer: Reply, arguments: &[&str]) -> (Option<i32>, String, String, String) {
        let server = Server::replying(answer);
        let (status, stdout, stderr) = self.run(server.url(), arguments);
        assert!(status != Some(2), "nothing was sent: {stderr}");
        let request = server.requests().pop().unwrap();
        (
            status,
            stdout,
            stderr,
            request.lines().next().unwrap().to_owned(),
        )
    }

    fn lists_what_the_document_has(&self) {
        let (status, help, _) = self.run("http://127.0.0.1:1", &["--help"]);
        assert_eq!(status, Some(0));
        for line in [
            "create-job                     Creating a Job\n",
            "download-report                GET /v2/{project_id}/report\n",
            "list-jobs                      Listing Jobs (deprecated)\n",
            "operation-man                  DELETE /v2/{project_id}/instances/{instance_id}/jobs\n",
        ] {
            assert!(help.contains(line), "{line} is not in {help}");
        }
        let (_, help, _) = self.run("http://127.0.0.1:1", &["create-job", "--help"]);
        assert!(help.contains("\nRequest body:\n"), "{help}");
        assert!(help.contains("--param-region <REGION>"), "{help}");
        assert!(!help.contains("template"), "{help}");
    }

    fn sends_a_query(&self) {
        let (status, stdout, stderr, line) = self.call(
            answer("200 OK", r#"[{"id":"t","level":2}]"#),
            &[
                "list-jobs",
                "--instance-id",
                "i",
                "--level",
                "2",
                "--status",
                "failed",
                "--limit",
                "3",
                "--names",
                "a",
                "--names",
                "b&c",
                "--deep",
                "true",
                "--param-endpoint",
                "e",
                "--param-help",
                "h",
                "--x-language",
                "en",
            ],
        );
        assert_eq!((status, stderr.as_str()), (Some(0), ""));
        assert_eq!(
            line,
            "GET /v2/p/instances/i/jobs?deep=true&endpoint=e&help=h&level=2&limit=3&names=a\
             &names=b%26c&status=failed HTTP/1.1"
        );
        assert_eq!(
            stdout,
            "{\"operation\":\"list_jobs\",\"status\":200,\"request_id\":null,\
             \"body\":[{\"id\":\"t\",\"level\":2}]}\n"
        );
        let list = ["list-jobs", "--instance-id", "i", "--level"];
        for (level, status) in [("2.5", 2), ("x", 2)] {
            let (code, _, stderr) = self.run("http://127.0.0.1:1", &[&list[..], &[level]].concat());
            assert_eq!(code, Some(status), "{stderr}");
            assert!(stderr.contains("--level: "), "{stderr}");
        }
    }

    fn sends_a_body(&self) {
        let create = ["create-job", "--instance-id", "i"];
        let (status, ..) = self.call(
            answer("202 Accepted", "{}"),
            &[
                &create[..],
                &[
                    "--name",
                    "n",
                    "--count",
                    "3",
                    "--status",
                    "failed",
                    "--param-region",
                    "r",
                    "--yes",
                ],
            ]
            .concat(),
        );
        assert_eq!(status, Some(0));
        let file = tempfile::NamedTempFile::new().unwrap();
        put(file.path(), r#"{"name":"n","level":3,"nested":{"a":"b"}}"#);
        let file = file.path().to_str().unwrap();
        let (status, stdout, stderr) = self.run(
            "http://127.0.0.1:1",
            &[
                &create[..],
                &["--json-body", file, "--name", "other's", "--dry-run"],
            ]
            .concat(),
        );
        assert_eq!(status, Some(0), "{stderr}");
        let line: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let curl = line["dry_run"].as_str().unwrap();
        let body = r#"--data-raw '{"level":3,"name":"other'\''s","nested":{"a":"b"}}'"#;
        assert!(curl.contains(body), "{curl}");
        for (more, said) in [
            (&["--yes"][..], "--name"),
            // Not by its method, but by `x-destructive`.
            (&["--name", "n"], "this cannot be undone"),
        ] {
            let (status, _, stderr) = self.run("http://127.0.0.1:1", &[&create[..], more].concat());
            assert_eq!(status, Some(2));
            assert!(stderr.contains(said), "{stderr}");
        }
    }

    fn tells_errors_of_other_shapes(&self) {
        let list = ["list-jobs", "--instance-id", "i", "--level", "1"];
        let (status, _, stderr, _) =
            self.call(answer("409 Conflict", r#"{"reason":"busy"}"#), &list);
        assert_eq!(status, Some(1));
        assert!(
            stderr.contains(r#""message":"{\"reason\":\"busy\"}""#),
            "{stderr}"
        );
        let create = ["create-job", "--instance-id", "i", "--name", "n", "--yes"];
        let (status, _, stderr, _) = self.call(answer("400 Bad Request", ""), &create);
        assert_eq!(status, Some(1));
        assert!(
            stderr.contains(r#""kind":"api","status":400,"code":null"#),
            "{stderr}"
        );
    }

    fn deletes_by_a_name_that_was_taken(&self) {
        let delete = ["operation-man", "--instance-id", "i"];
        let (status, _, stderr) = self.run("http://127.0.0.1:1", &delete);
        assert_eq!(status, Some(2));
        assert!(stderr.contains("--yes"), "{stderr}");
        let (status, stdout, _, line) = self.call(
            answer("204 No Content", ""),
            &[&delete[..], &["--yes"]].concat(),
        );
        assert_eq!(status, Some(0));
        assert!(
            stdout.contains(r#""operation":"man","status":204"#),
            "{stdout}"
        );
        assert_eq!(line, "DELETE /v2/p/instances/i/jobs HTTP/1.1");
    }

    fn writes_bytes_as_they_are(&self) {
        let report = Reply::http(
            "200 OK",
            "content-type: application/octet-stream\r\n",
            "%PDF",
        );
        let (status, stdout, stderr, _) = self.call(report, &["download-report"]);
        assert_eq!((status, stdout.as_str()), (Some(0), "%PDF"), "{stderr}");
    }
}

fn answer(status: &str, body: &str) -> Reply {
    Reply::http(status, "content-type: application/json\r\n", body)
}
