//! What OpenAPI 3.0 lets people write, after the text of the specification: the three crates compile without a
//! warning, and what a caller gives and gets is what the document says.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use loopback::{Reply, Server};
use openapi_document::Document;

use crate::{
    scratch::{built, cargo, grown, put, read, text, three_crates},
    truth,
};

/// The examples that call what is made of the document.
const CONSUMERS: [&str; 3] = ["bodies", "consumer", "shapes"];

#[test]
fn what_openapi_lets_people_write_compiles_and_is_what_goes_over_the_wire() {
    let document = document();
    let workspace = workspace(&document);
    let document = Document::parse("wide.yaml", document.as_bytes()).unwrap();
    let truth = truth::write(&workspace, &document.root().to_json());
    let build = format!(
        "build -p dcs-cli -p dcs-httpmock --bin dcs --examples {}",
        truth::BUILD
    );
    let build = cargo(&workspace, &build);
    let said = text(&build.stderr);
    assert!(
        build.status.success() && !said.contains("warning"),
        "{said}"
    );
    assert_eq!(truth.left_out, [""; 0]);
    let wrong = truth.run(&workspace);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for consumer in CONSUMERS {
        let run = Command::new(built(&workspace, &format!("examples/{consumer}"))).output();
        let run = run.unwrap();
        assert!(run.status.success(), "{consumer}: {}", text(&run.stderr));
    }

    let dcs = built(&workspace, "dcs");
    text_is_sent_from_a_file_and_shown(&dcs);
    one_of_several_successes_is_shown_as_it_was_written(&dcs);
    bytes_are_saved_whole_or_not_at_all(&dcs);
    #[cfg(unix)]
    an_interruption_leaves_no_half_of_a_file(&dcs);
    each_part_of_a_body_has_an_option(&dcs);
    a_dry_run_shows_the_parts_and_names_the_files(&dcs);
}

fn document() -> String {
    let document = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    let document = grown(&document, "tests/fixtures/wide");
    let document = grown(&document, "tests/fixtures/shapes");
    grown(&document, "tests/fixtures/wide_bodies")
}

fn workspace(document: &str) -> PathBuf {
    let consumers = CONSUMERS.map(|name| {
        let file = format!("{name}.rs");
        let path = Path::new("crates/dcs-httpmock/examples").join(&file);
        (path, read(&format!("tests/growth/wide/{file}")).into())
    });
    three_crates("wide", document, consumers.into())
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

fn bytes_are_saved_whole_or_not_at_all(program: &Path) {
    let zip = "content-type: application/zip\r\n";
    let (shown, request) = dcs(
        program,
        Reply::http("200 OK", zip, "{\"a\":1}\n"),
        &["download-export"],
    );
    assert_eq!(shown, "{\"a\":1}\n");
    assert!(
        request.contains("accept: application/zip, application/json\r\n"),
        "{request}"
    );

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.zip");
    let saving = ["download-export", "--output-file", file.to_str().unwrap()];
    let json = "content-type: application/json\r\n";
    let (shown, _) = dcs(
        program,
        Reply::http("202 Accepted", json, r#"{"progress":7}"#),
        &saving,
    );
    assert!(shown.contains(r#""body":{"progress":7}}"#), "{shown}");
    assert!(!file.exists());
    let large = "z".repeat(3 << 20);
    let (shown, _) = dcs(program, Reply::http("200 OK", zip, &large), &saving);
    assert!(shown.contains(r#""bytes":3145728,"file":"#), "{shown}");
    assert_eq!(read_bytes(&file), large.as_bytes());

    // One that breaks off leaves what was there.
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
    let server = Server::replying(Reply::text(half));
    let output = Command::new(program)
        .args(["--endpoint", server.url()])
        .args(saving)
        .env_clear()
        .env("DCS_AUTH_TOKEN", "token-of-the-test")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert_eq!(read_bytes(&file), large.as_bytes());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[cfg(unix)]
fn an_interruption_leaves_no_half_of_a_file(program: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("export.zip");
    put(&file, "before");
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
    let server = Server::replying(Reply::Hold(half.to_vec()));
    let mut child = Command::new(program)
        .args(["--endpoint", server.url(), "download-export"])
        .args(["--output-file", file.to_str().unwrap()])
        .env_clear()
        .env("DCS_AUTH_TOKEN", "token-of-the-test")
        .spawn()
        .unwrap();
    let part = folder
        .path()
        .join(format!("export.zip.{}.part", child.id()));
    let is_half = || std::fs::read(&part).is_ok_and(|part| part == b"half");
    while !is_half() {
        assert_eq!(child.try_wait().unwrap(), None);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(!part.exists());
    assert_eq!(read_bytes(&file), b"before");
}

fn read_bytes(file: &Path) -> Vec<u8> {
    std::fs::read(file).unwrap()
}

fn each_part_of_a_body_has_an_option(program: &Path) {
    let file = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
    put(file.path(), "a picture");
    let path = file.path().to_str().unwrap();
    let done = || Reply::http("204 No Content", "", "");
    let city = |name: &str| format!("{{\"city\":\"{name}\"}}");
    let arguments = [
        ["--id", "7"],
        ["--children", "Ada"],
        ["--children", "8"],
        ["--address", &city("S")],
        ["--addresses", &city("A")],
        ["--addresses", &city("B")],
        ["--history-metadata", "<a/>"],
        ["--count", "3"],
        ["--nickname", "Ada"],
        ["--home", &city("H")],
        ["--anything", "[1]"],
        ["--profile-image", path],
    ];
    let arguments = [&["create-profile"], arguments.as_flattened()].concat();
    let (_, request) = dcs(program, done(), &arguments);
    let name = file.path().file_name().unwrap().to_str().unwrap();
    for part in [
        "name=\"id\"\r\n\r\n7\r\n",
        "name=\"children\"\r\n\r\nAda\r\n",
        "name=\"children\"\r\n\r\n8\r\n",
        "name=\"address\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"S\"}\r\n",
        "name=\"addresses\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"B\"}\r\n",
        "name=\"historyMetadata\"\r\nContent-Type: application/xml; charset=utf-8\r\n\r\n<a/>\r\n",
        "name=\"count\"\r\n\r\n3\r\n",
        "name=\"nickname\"\r\n\r\nAda\r\n",
        "name=\"home\"\r\nContent-Type: application/json\r\n\r\n{\"city\":\"H\"}\r\n",
        "name=\"anything\"\r\n\r\n1\r\n",
        &format!(
            "name=\"profileImage\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\na picture\r\n"
        ),
    ] {
        assert!(request.contains(part), "{part} in {request}");
    }

    let server = Server::replying(Reply::http("200 OK", "content-type: text/plain\r\n", "two"));
    let output = Command::new(program)
        .args(["--endpoint", server.url(), "upload-files", "--note", "n"])
        .args(["--part-note", r#"{"a":"b"}"#, "--count2", "7"])
        .args(["--file", path, "--file", "-"])
        .env_clear()
        .env("DCS_AUTH_TOKEN", "token-of-the-test")
        .stdin(std::fs::File::open(file.path()).unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let request = server.requests().pop().unwrap();
    // In chunks, as nobody knows how much comes from standard input.
    let files = request.matches("\r\n9\r\na picture\r\n").count();
    assert_eq!(files, 2, "{request}");
    assert!(request.contains("?note=n "), "{request}");
    assert!(request.contains("name=\"count[]\"\r\n"), "{request}");
    assert!(request.contains("{\"a\":\"b\"}"), "{request}");
}

fn a_dry_run_shows_the_parts_and_names_the_files(program: &Path) {
    let file = tempfile::Builder::new()
        .suffix("a,b.png")
        .tempfile()
        .unwrap();
    let path = file.path().to_str().unwrap();
    let name = file.path().file_name().unwrap().to_str().unwrap();
    let dry_run = |arguments: &[&str]| {
        let output = Command::new(program)
            .args(["--endpoint", "http://127.0.0.1:1", "--dry-run"])
            .args(arguments)
            .env_clear()
            .env("DCS_AUTH_TOKEN", "token-of-the-test")
            .output()
            .unwrap();
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let required = [
        "--id",
        "@it's",
        "--children",
        "Ada",
        "--address",
        r#"{"city":"S"}"#,
    ];
    let arguments = [&["create-profile", "--profile-image", path], &required[..]].concat();
    let (status, command, stderr) = dry_run(&arguments);
    assert_eq!(status, Some(0), "{stderr}");
    for part in [
        " \\\n  --form-string 'id=@it'\\''s'",
        r#"--form 'address="{\"city\":\"S\"}";type=application/json'"#,
        &format!(
            r#"--form 'profileImage=@"{path}";type=application/octet-stream;filename="{name}"'"#
        ),
    ] {
        assert!(command.contains(part), "{part} in {command}");
    }
    assert!(!command.contains("boundary"), "{command}");
    let (_, command, _) = dry_run(&["upload-files", "--note", "n", "--file", "-"]);
    assert!(command.contains(r#"--form 'file=@"-";type="#), "{command}");
    let missing = ["upload-files", "--note", "n", "--file", "no such file"];
    let (status, _, stderr) = dry_run(&missing);
    assert_eq!(status, Some(2), "{stderr}");
    assert!(stderr.contains("--file: no such file: "), "{stderr}");
}
