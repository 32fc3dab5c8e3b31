//! Documents that are refused: one clear error, exit status 2, and nothing is written.

mod references_and_operations;

use std::{fs, path::Path};

use insta::assert_snapshot;

use crate::command::{CLIENT, Run, command, files, folder, generated_workspace, put, run, xtask};

/// Runs `regen` on `document.yaml` in `folder` and checks what is common to all refusals.
#[track_caller]
fn refused(folder: &Path) -> Run {
    let before = files(folder);
    let arguments = ["regen", "--spec", "document.yaml", "--out-dir", "out"];
    let run = xtask(folder, &arguments);
    assert_eq!(run.status, Some(2), "{run}");
    assert_eq!(run.stdout, "", "results of a refused document");
    let errors = run.stderr.lines().filter(|line| line.starts_with("error"));
    assert_eq!(errors.count(), 1, "not one error: {run}");
    assert!(run.stderr.lines().count() < 30, "not clear: {run}");
    assert!(!run.stderr.contains("panicked"), "{run}");
    assert_eq!(files(folder), before, "something was written");
    assert!(!folder.join("out").exists(), "a folder was made");
    run
}

/// The error for a document without a place for it.
#[track_caller]
fn refused_without_place(document: impl AsRef<[u8]>) -> String {
    let folder = folder();
    put(folder.path(), "document.yaml", document);
    refused(folder.path()).stderr
}

/// The error for a document, which must name `file:line:column`.
#[track_caller]
fn refused_at(place: &str, document: impl AsRef<[u8]>) -> String {
    let error = refused_without_place(document);
    let line = format!("--> document.yaml:{place}");
    assert!(error.lines().any(|is| is.trim() == line), "{error}");
    error
}

/// A small document that is in order. The tests below put something wrong into it.
const GOOD: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - $ref: '#/components/parameters/Id'
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
components:
  parameters:
    Id: {name: id, in: path, required: true, schema: {type: string, pattern: '^[a-z]+$'}}
  schemas:
    Thing:
      type: object
      properties:
        name: {type: string}
";

/// `GOOD` with `old` replaced by `new`.
#[track_caller]
fn edited(old: &str, new: &str) -> String {
    assert!(GOOD.contains(old), "nothing to edit");
    GOOD.replacen(old, new, 1)
}

/// `GOOD` with other schemas.
#[track_caller]
fn with_schemas(schemas: &str) -> String {
    let (before, _) = GOOD.split_once("    Thing:").expect("the schema is there");
    format!("{before}{schemas}")
}

#[test]
fn the_document_without_an_error_is_accepted() {
    let folder = folder();
    put(folder.path(), "document.yaml", GOOD);
    let arguments = ["regen", "--spec", "document.yaml", "--out-dir", "out"];
    let run = xtask(folder.path(), &arguments);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn missing_file() {
    assert_snapshot!(refused(folder().path()).stderr);
}

#[test]
fn directory() {
    let folder = folder();
    fs::create_dir(folder.path().join("document.yaml")).unwrap();
    assert_snapshot!(refused(folder.path()).stderr);
}

#[test]
fn path_through_a_file() {
    let folder = folder();
    put(folder.path(), "document.yaml", GOOD);
    let arguments = ["regen", "--spec", "document.yaml/x", "--out-dir", "out"];
    let run = xtask(folder.path(), &arguments);
    assert_eq!(run.status, Some(2));
    assert_snapshot!(run.stderr);
}

#[cfg(unix)]
#[test]
fn a_file_that_never_ends() {
    let folder = folder();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("document.yaml")).unwrap();
    refused(folder.path());
}

#[test]
fn empty_file() {
    assert_snapshot!(refused_without_place(""));
}

#[test]
fn not_utf8() {
    assert_snapshot!(refused_at(
        "2:16",
        b"openapi: 3.0.3\ninfo: {title: T\xe9st}\n"
    ));
}

#[test]
fn malformed_yaml() {
    assert_snapshot!(refused_at("3:1", edited("version: '1'}", "version: '1'")));
}

#[test]
fn malformed_json() {
    let document = "{\"openapi\": \"3.0.3\",\n \"info\": {\"title\": \"T\" \"version\": \"1\"}}\n";
    assert_snapshot!(refused_at("2:24", document));
}

#[test]
fn tab_as_indentation() {
    assert_snapshot!(refused_at("3:2", "openapi: 3.0.3\ninfo:\n\ttitle: T\n"));
}

#[test]
fn unfinished_merge() {
    let document = edited("info:", "<<<<<<< HEAD\ninfo: {}\n=======\ninfo:");
    assert_snapshot!(refused_at("2:1", document));
}

#[test]
fn duplicate_keys() {
    let twice = "        name: {type: string}\n        name: {type: integer}\n";
    let document = edited("        name: {type: string}\n", twice);
    assert_snapshot!(refused_at("23:9", document));
}

#[test]
fn duplicate_keys_in_json() {
    let document = r#"{"openapi": "3.0.3", "info": {"title": "T", "title": "U"}}"#;
    assert_snapshot!(refused_at("1:45", document));
}

#[test]
fn alias_bomb() {
    let mut document = String::from("openapi: 3.0.3\nx-0: &a0 [z, z, z, z, z, z, z, z, z]\n");
    for level in 1..30 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        document += &format!("x-{level}: &a{level} [{aliases}]\n");
    }
    assert_snapshot!(refused_at("6:11", document));
}

#[test]
fn an_alias_within_itself() {
    assert_snapshot!(refused_at("2:13", "openapi: 3.0.3\nx-a: &a [1, *a]\n"));
}

/// Checks that a document is refused for its depth, with a place in `line` and no endless line.
#[track_caller]
fn refused_for_depth(line: usize, document: &str) {
    let error = refused_without_place(document);
    assert!(error.contains("64 levels"), "{error}");
    let place = format!("--> document.yaml:{line}:");
    assert!(error.contains(&place), "{error}");
    assert!(error.len() < 2048, "{} bytes of message", error.len());
}

#[test]
fn ten_thousand_levels_in_flow_style() {
    let (begin, end) = ("[".repeat(10_000), "]".repeat(10_000));
    refused_for_depth(2, &format!("openapi: 3.0.3\nx-deep: {begin}{end}\n"));
}

#[test]
fn ten_thousand_levels_in_block_style() {
    let levels = "- ".repeat(10_000);
    refused_for_depth(3, &format!("openapi: 3.0.3\nx-deep:\n{levels}z\n"));
}

#[test]
fn ten_thousand_levels_in_json() {
    let (begin, end) = ("{\"a\":".repeat(10_000), "}".repeat(10_000));
    refused_for_depth(1, &format!("{begin}1{end}"));
}

/// As deep as is read, on a platform whose main thread has little room.
#[cfg(unix)]
#[test]
fn a_document_that_is_just_not_too_deep_does_not_overflow_the_stack() {
    let (begin, end) = ("{type: array, items: ".repeat(50), "}".repeat(50));
    let folder = folder();
    let thing = format!("    Thing: {begin}{{type: string}}{end}\n");
    put(folder.path(), "document.yaml", with_schemas(&thing));
    let status = std::process::Command::new("sh")
        .args(["-c", "ulimit -s 1024; exec \"$0\" \"$@\""])
        .arg(command(folder.path(), &[]).get_program())
        .args(["regen", "--spec", "document.yaml", "--out-dir", "out"])
        .current_dir(folder.path())
        .status();
    assert_eq!(status.unwrap().code(), Some(0));
}

#[test]
fn openapi_2_0() {
    assert_snapshot!(refused_at(
        "1:10",
        edited("openapi: 3.0.3", "swagger: '2.0'")
    ));
}

#[test]
fn openapi_3_2() {
    assert_snapshot!(refused_at("1:10", edited("3.0.3", "3.2.0")));
}

#[test]
fn openapi_version_that_yaml_reads_as_a_number() {
    assert_snapshot!(refused_at("1:10", edited("3.0.3", "3.0")));
}

#[test]
fn no_openapi_document_at_all() {
    assert_snapshot!(refused_at("1:1", "name: ci\non: push\n"));
}

#[test]
fn a_list_instead_of_a_document() {
    assert_snapshot!(refused_at("1:1", "- openapi\n- 3.0.3\n"));
}

#[test]
fn an_escape_sequence_in_a_document_does_not_reach_the_terminal() {
    let folder = folder();
    let document = edited("schemas/Thing'", "schemas/\u{202e}Thing'")
        .replace("description: The thing.", "description: \"\\e]0;title\\a\"");
    put(folder.path(), "document.yaml", document);
    let run = refused(folder.path());
    assert!(
        !run.stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{run}"
    );
}

#[test]
fn no_part_of_a_document_colours_or_steers_a_terminal() {
    // Into the message, the help, the snippet and the name of the file: an unknown key, a name in a
    // path, a reference that leads nowhere.
    let untrusted = "zz\\e]0;title\\a\\u202e";
    let documents = [
        format!("{GOOD}\"{untrusted}\": 1\n"),
        edited("/things/{id}:", &format!("\"/things/{{{untrusted}}}\":")),
        edited("schemas/Thing'", "schemas/Nothing'")
            .replace("    Thing:", &format!("    \"Nothin{untrusted}\":")),
    ];
    for document in documents {
        let folder = folder();
        put(folder.path(), "a\u{1b}]0;x\u{7}.yaml", document);
        let arguments = [
            "regen",
            "--spec",
            "a\u{1b}]0;x\u{7}.yaml",
            "--out-dir",
            "out",
        ];
        let run = run(command(folder.path(), &arguments).env("CLICOLOR_FORCE", "1"));
        assert!(run.stderr.contains("zz"), "{run}");
        let mut rest = run.stderr.as_str();
        while let Some((_, tail)) = rest.split_once('\u{1b}') {
            let end = tail.find(|c: char| !c.is_ascii_digit() && !"[;".contains(c));
            assert_eq!(
                end.and_then(|end| tail.get(end..=end)),
                Some("m"),
                "{tail:?}"
            );
            rest = tail;
        }
        assert!(
            !run.stderr.contains(['\u{7}', '\u{202e}']),
            "{:?}",
            run.stderr
        );
    }
}

#[test]
fn the_workspace_stays_as_it_is_when_its_document_is_refused() {
    let workspace = generated_workspace();
    let path = workspace.path().join(CLIENT);
    let before = fs::read_to_string(&path).unwrap();
    put(
        workspace.path(),
        "openapi/dcs.yaml",
        edited("3.0.3", "3.2.0"),
    );
    for arguments in [&["regen"][..], &["regen", "--check"]] {
        let run = xtask(&workspace.path().join("openapi"), arguments);
        assert_eq!(run.status, Some(2));
        assert!(run.stderr.contains("--> openapi/dcs.yaml:1:10"), "{run}");
        assert_eq!(fs::read_to_string(&path).unwrap(), before);
    }
}

#[test]
fn every_error_of_a_document_is_named() {
    let document =
        edited("/things/{id}:", "/things/{other}:").replace("{type: string}", "{not: {}}");
    let folder = folder();
    put(folder.path(), "document.yaml", document);
    let arguments = ["regen", "--spec", "document.yaml", "--out-dir", "out"];
    assert_snapshot!(xtask(folder.path(), &arguments));
}
