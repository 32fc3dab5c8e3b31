//! `openapi-review` as a process: documents of any repository, and of none.

use std::{io::Write as _, path::Path, process::Stdio};

use tempfile::TempDir;

use super::{
    repository::{DESCRIBED, TIGHTENED, commit, ends, git, json},
    support::edit,
};
use crate::command::{Run, document, folder, program, put, run, xtask};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_openapi-review-under-test");
/// Where the document is.
pub const SPEC: &str = "api/openapi.yaml";

/// Runs `openapi-review <arguments>` in `folder`.
#[track_caller]
fn review(folder: &Path, arguments: &[&str]) -> Run {
    run(&mut program(PROGRAM, folder, arguments))
}

/// A repository that holds a document and nothing else, on `main`.
pub fn repository() -> TempDir {
    let folder = folder();
    let init = ["init", "--quiet", "--initial-branch=main", "--template="];
    git(folder.path(), &init);
    put(folder.path(), SPEC, document());
    commit(folder.path(), "base");
    folder
}

/// Puts the document there after these edits.
#[track_caller]
pub fn put_edited(folder: &Path, path: &str, edits: &[(&str, &str)]) {
    let edited = edits
        .iter()
        .fold(document(), |text, (from, to)| edit(&text, from, to));
    put(folder, path, edited);
}

#[test]
fn two_files_are_compared_wherever_they_are() {
    let folder = folder();
    put(folder.path(), "old.yaml", document());
    put_edited(folder.path(), "new.yaml", &[TIGHTENED]);
    let says = ["max-length-decreased", "old.yaml:36:18 → new.yaml:36:18"];
    ends(&review(folder.path(), &["old.yaml", "new.yaml"]), 1, &says);
    let run = review(folder.path(), &["old.yaml", "gone.yaml"]);
    ends(&run, 2, &["cannot read gone.yaml", "check the path"]);
    let run = review(folder.path(), &["old.yaml", "new.yaml", "old.yaml"]);
    ends(&run, 2, &["3 arguments are neither", "name base and head"]);
}

#[test]
fn the_document_of_a_repository_is_compared_with_where_the_branch_left() {
    let folder = repository();
    git(folder.path(), &["switch", "--quiet", "--create", "topic"]);
    put_edited(folder.path(), SPEC, &[TIGHTENED]);
    let run = review(folder.path(), &["--spec", SPEC]);
    ends(
        &run,
        1,
        &["the merge base with main", "max-length-decreased"],
    );
    ends(
        &review(folder.path(), &[]),
        2,
        &["which document", "--spec"],
    );
    let run = review(folder.path(), &["--spec", "./api/openapi.yaml", "HEAD"]);
    ends(&run, 1, &["HEAD:api/openapi.yaml:36:18"]);
    let absolute = folder.path().join(SPEC);
    let absolute = absolute.to_str().expect("a path is text");
    let run = review(folder.path(), &["--spec", absolute]);
    ends(&run, 2, &["does not begin at the current folder"]);
    // From a folder below, too.
    let run = review(&folder.path().join("api"), &["--spec", "openapi.yaml"]);
    ends(&run, 1, &["max-length-decreased"]);
}

/// The vendor of a document says its version in it.
#[test]
fn the_version_is_the_documents_own_unless_a_manifest_is_named() {
    let folder = repository();
    let path = folder.path();
    let version = document();
    let version = version.lines().find(|line| line.starts_with("  version:"));
    let version = version.expect("a document has a version");
    put_edited(path, SPEC, &[TIGHTENED, (version, "  version: 1.2.3")]);
    commit(path, "1.2.3");
    put_edited(path, SPEC, &[TIGHTENED, (version, "  version: 1.2.4")]);
    let arguments = ["--spec", SPEC, "HEAD"];
    ends(
        &review(path, &arguments),
        0,
        &["No version bump is required", "1.2.4"],
    );
    put_edited(
        path,
        SPEC,
        &[
            ("maxLength: 64", "maxLength: 16"),
            (version, "  version: 1.2.4"),
        ],
    );
    let says = [
        "A major bump is required, to 2.0.0",
        "a patch step only",
        "set `version` under `info` of the document to 2.0.0",
    ];
    ends(&review(path, &arguments), 1, &says);
    put_edited(
        path,
        SPEC,
        &[
            ("maxLength: 64", "maxLength: 16"),
            (version, "  version: 2.0.0"),
        ],
    );
    ends(&review(path, &arguments), 0, &["bumped by a major step"]);
    put(path, "Cargo.toml", "[package]\nversion = \"0.3.0\"\n");
    commit(path, "a crate");
    put(path, "Cargo.toml", "[package]\nversion = \"0.3.1\"\n");
    put_edited(path, SPEC, &[("maxLength: 64", "maxLength: 8")]);
    let run = review(path, &["--spec", SPEC, "--manifest", "Cargo.toml", "HEAD"]);
    let says = [
        "to 0.4.0",
        "a patch step only",
        "set `version` in Cargo.toml to 0.4.0",
    ];
    ends(&run, 1, &says);
}

#[test]
fn a_range_names_both_sides_as_git_writes_it() {
    let folder = repository();
    let path = folder.path();
    git(path, &["switch", "--quiet", "--create", "topic"]);
    put_edited(path, SPEC, &[TIGHTENED]);
    commit(path, "tighten");
    git(path, &["switch", "--quiet", "main"]);
    put_edited(path, SPEC, &[DESCRIBED]);
    commit(path, "describe");
    let changes = |range: &str| {
        let run = review(path, &["--spec", SPEC, range, "--format", "json"]);
        let review = json(&run);
        review["changes"].as_array().map(Vec::len)
    };
    assert_eq!(changes("main...topic"), Some(1));
    assert_eq!(changes("main..topic"), Some(2));
    // Without a right side it is HEAD, which has not left main.
    assert_eq!(changes("main..."), Some(0));
    git(path, &["switch", "--quiet", "topic"]);
    assert_eq!(changes("main..."), Some(1));
    let run = review(path, &["--spec", SPEC, "main...gone"]);
    ends(&run, 2, &["`gone` is neither a file nor a revision"]);
}

#[test]
fn the_file_of_a_revision_and_standard_input_are_sides() {
    let folder = repository();
    let path = folder.path();
    put_edited(path, "new.yaml", &[TIGHTENED]);
    let says = ["HEAD:api/openapi.yaml:36:18 → new.yaml:36:18"];
    ends(
        &review(path, &["HEAD:api/openapi.yaml", "new.yaml"]),
        1,
        &says,
    );
    // As git has it: from the top of the repository, unless it begins with a dot.
    let below = path.join("api");
    ends(
        &review(&below, &["HEAD:api/openapi.yaml", "../new.yaml"]),
        1,
        &["→ ../new.yaml"],
    );
    ends(
        &review(&below, &["HEAD:./openapi.yaml", "../new.yaml"]),
        1,
        &["→ ../new.yaml"],
    );
    let run = review(path, &["HEAD:gone.yaml", "new.yaml"]);
    ends(
        &run,
        2,
        &[
            "HEAD:gone.yaml is not there",
            "from the top of the repository",
        ],
    );
    ends(
        &review(path, &["HEAD:api", "new.yaml"]),
        2,
        &["HEAD:api is a folder"],
    );
    let mut command = program(PROGRAM, path, &["-", "new.yaml"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary under test starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    stdin
        .write_all(document().as_bytes())
        .expect("it reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    ends(&Run::of(output), 1, &["<stdin>:36:18 → new.yaml:36:18"]);
}

#[test]
fn a_document_that_no_revision_has_is_not_one_without_a_change() {
    let folder = repository();
    let path = folder.path();
    put_edited(path, SPEC, &[TIGHTENED]);
    commit(path, "tighten");
    for spec in [
        "api//openapi.yaml",
        "api/./openapi.yaml",
        "api/../api/openapi.yaml",
    ] {
        let run = review(path, &["--spec", spec, "HEAD~1", "HEAD"]);
        ends(&run, 1, &["max-length-decreased"]);
    }
    let run = review(
        &path.join("api"),
        &["--spec", "../api/openapi.yaml", "HEAD~1"],
    );
    ends(
        &run,
        2,
        &["does not begin at the current folder", "change to a folder"],
    );
    let run = review(path, &["--spec", "api/openapi.yml", "HEAD~1", "HEAD"]);
    let says = [
        "not there: HEAD~1:api/openapi.yml, HEAD:api/openapi.yml",
        "check the path",
    ];
    ends(&run, 2, &says);
    let named = ["--spec", SPEC, "--base-spec", "gone.yaml", "HEAD~1"];
    ends(&review(path, &named), 2, &["not there: HEAD~1:gone.yaml"]);
    // One that is new is added, which a person is told.
    put(path, "new.yaml", document());
    let run = review(path, &["--spec", "new.yaml", "HEAD"]);
    ends(
        &run,
        0,
        &["HEAD:new.yaml is not there, so the document counts as added"],
    );
}

#[test]
fn a_renamed_document_is_the_same_document() {
    let folder = repository();
    let path = folder.path();
    git(path, &["mv", SPEC, "api/v2.yaml"]);
    put_edited(path, "api/v2.yaml", &[TIGHTENED]);
    let arguments = ["--spec", "api/v2.yaml", "main"];
    // Git sees a rename between two commits.
    ends(&review(path, &arguments), 0, &["api-document-added"]);
    let named = [&arguments[..], &["--base-spec", SPEC]].concat();
    ends(
        &review(path, &named),
        1,
        &["main:api/openapi.yaml:36:18 → api/v2.yaml:36:18"],
    );
    git(path, &["switch", "--quiet", "--create", "topic"]);
    commit(path, "rename");
    let says = ["main:api/openapi.yaml:36:18 → api/v2.yaml:36:18"];
    ends(&review(path, &arguments), 1, &says);
    let range = ["--spec", "api/v2.yaml", "main...topic"];
    ends(&review(path, &range), 1, &["max-length-decreased"]);
}

#[test]
fn a_base_that_cannot_be_read_is_said_and_the_change_is_unknown() {
    let folder = repository();
    let path = folder.path();
    put(path, SPEC, document().replace("info:", "info: [\n"));
    commit(path, "broken");
    put(path, SPEC, document());
    let unknown = "Unknown, because the base cannot be read.";
    let why = "note: base cannot be read: HEAD:api/openapi.yaml:";
    for gate in ["semver", "wire", "rust", "breaking", "warning", "never"] {
        let run = review(path, &["--spec", SPEC, "HEAD", "--fail-on", gate]);
        let status = (gate != "never").into();
        ends(&run, status, &[unknown, why, "the base cannot be read\n"]);
    }
    let run = review(path, &["--spec", SPEC, "HEAD", "--format", "json"]);
    ends(&run, 1, &["help: read head as a whole"]);
    let review = json(&run);
    assert_eq!(review["unknown"], true, "{review}");
    assert_eq!(review["rust"], serde_json::Value::Null, "{review}");
}

#[test]
fn an_error_of_yaml_is_an_annotation_on_its_line() {
    let folder = repository();
    let path = folder.path();
    put_edited(path, SPEC, &[("info:\n", "info:\n\ttitle: x\n")]);
    let run = review(path, &["--spec", SPEC, "HEAD", "--format", "github"]);
    ends(&run, 2, &["::error file=api/openapi.yaml,line=4,"]);
}

#[test]
fn what_generates_no_client_is_compared_on_the_wire() {
    let refused = (
        "      responses:\n",
        "      responses:\n        '101': {description: Another protocol.}\n        \
         '201': {description: Another.}\n",
    );
    let folder = folder();
    let path = folder.path();
    put_edited(path, "old.yaml", &[refused]);
    put_edited(path, "new.yaml", &[refused, DESCRIBED]);
    let files = ["old.yaml", "new.yaml"];
    ends(&review(path, &files), 1, &["unknown in Rust"]);
    let run = review(path, &[&files[..], &["--wire"]].concat());
    ends(&run, 0, &["Not breaking on the wire."]);
    let run = review(
        path,
        &[&files[..], &["--wire", "--format", "json"]].concat(),
    );
    let review = json(&run);
    assert_eq!(review["rust_unavailable"], "it was left out", "{review}");
}

#[test]
fn both_commands_say_the_same_of_the_same() {
    let folder = folder();
    let path = folder.path();
    put(path, "old.yaml", document());
    put_edited(path, "new.yaml", &[TIGHTENED]);
    let arguments = ["old.yaml", "new.yaml", "--format", "markdown"];
    let one = review(path, &arguments);
    let other = xtask(path, &[&["diff"], &arguments[..]].concat());
    assert_eq!(one.stdout, other.stdout);
    let id = ["--explain", "endpoint-added"];
    let explained = [
        review(path, &id),
        xtask(path, &[&["diff"], &id[..]].concat()),
    ];
    assert_eq!(explained[0].to_string(), explained[1].to_string());
}

#[test]
fn the_help_says_how_it_is_called() {
    insta::assert_snapshot!(review(folder().path(), &["--help"]));
}
