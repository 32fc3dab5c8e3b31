//! `cargo xtask upstream`: the document beside the vendor's definitions, which are fixtures in the shape that
//! the vendor's API Explorer gives them.

mod edits;
mod formats;
mod imports;
mod untrusted;
#[cfg(target_os = "linux")]
mod workflow;

use std::path::Path;

use tempfile::TempDir;

use crate::{
    command::{self, Run, put, xtask},
    support::{read, root},
};

/// A document, and definitions that differ from it in what it says they do.
const OURS: &str = "tests/fixtures/upstream/ours.yaml";
const DEFINITIONS: &str = "tests/fixtures/upstream/definitions";
const THINGS: [&str; 3] = ["CreateThing", "DeleteThing", "ListThings"];

/// A folder with the document and the definitions of [`THINGS`].
fn folder() -> TempDir {
    let folder = command::folder();
    put(folder.path(), "ours.yaml", read(OURS));
    for name in THINGS {
        put(folder.path(), definition(name), vendors(name));
    }
    folder
}

/// Where the definition of an operation stands in a folder.
fn definition(name: &str) -> String {
    format!("definitions/{name}.json")
}

fn vendors(name: &str) -> String {
    read(&format!("{DEFINITIONS}/{name}.json"))
}

fn upstream(folder: &Path, arguments: &[&str]) -> Run {
    let document = ["upstream", "--document", "ours.yaml"];
    xtask(folder, &[&document[..], arguments].concat())
}

#[test]
fn what_is_known_to_differ_is_silent() {
    let run = upstream(folder().path(), &["definitions"]);
    assert_eq!(
        run.to_string(),
        "exit status 0\n--- stderr\n0 differences in 3 operations; the vendor has 0 more that the \
         document has not.\n"
    );
}

#[test]
fn what_says_that_it_is_known_says_it_of_the_committed_document_too() {
    // Whether it is true needs the vendor's files; that it can be compared does not.
    let folder = folder();
    let document = root().join(xtask::workspace::DOCUMENT);
    let document = document.to_string_lossy();
    let arguments = [
        "upstream",
        "definitions/ListThings.json",
        "--document",
        &document,
    ];
    let run = xtask(folder.path(), &arguments);
    assert_eq!((run.status, run.stdout.as_str()), (Some(0), ""), "{run}");
    assert!(run.stderr.contains("no operation of"), "{run}");
}

#[test]
fn an_operation_that_a_folder_lacks_is_gone_and_one_that_is_named_is_all_that_is_asked_for() {
    let folder = folder();
    let named = upstream(folder.path(), &["definitions/ListThings.json"]);
    assert_eq!(named.status, Some(0), "{named}");
    std::fs::remove_file(folder.path().join(definition("DeleteThing"))).unwrap();
    let run = upstream(folder.path(), &["definitions"]);
    assert_eq!(run.status, Some(1), "{run}");
    assert!(
        run.stdout
            .starts_with("DELETE /v2/{project_id}/things/{thing_id}\n  unstated["),
        "{run}"
    );
    assert_eq!(run.stdout.matches(" ↔ (none)").count(), 1, "{run}");
}

#[test]
fn what_is_no_definition_is_refused_by_its_name_and_passed_over_in_a_folder() {
    let folder = folder();
    put(
        folder.path(),
        "definitions/.package.json",
        "{\"name\": \"a\"}",
    );
    put(
        folder.path(),
        "broken.json",
        "{\"swagger\": \"2.0\", \"paths\": [",
    );
    let all = upstream(folder.path(), &["definitions"]);
    assert_eq!(all.status, Some(0), "{all}");
    assert!(
        all.stderr
            .starts_with("note: definitions/.package.json is no definition\n"),
        "{all}"
    );
    for (name, rule) in [
        ("definitions/.package.json", "unsupported-version"),
        ("broken.json", "unreadable-document"),
    ] {
        let run = upstream(folder.path(), &[name]);
        assert_eq!(run.status, Some(2), "{run}");
        assert!(run.stderr.contains(rule), "{run}");
    }
    let none = upstream(folder.path(), &["nowhere.json"]);
    assert_eq!(none.status, Some(2), "{none}");
}

#[test]
fn a_folder_without_a_definition_says_nothing_of_what_is_gone() {
    let folder = folder();
    put(folder.path(), "empty/package.json", "{\"name\": \"a\"}");
    for arguments in [
        &["empty"][..],
        &["definitions", "empty"],
        &["empty", "--contradictions"],
    ] {
        let run = upstream(folder.path(), arguments);
        assert_eq!(run.status, Some(2), "{run}");
        assert!(run.stderr.contains("empty has no definition"), "{run}");
    }
}

#[test]
fn a_definition_that_is_there_twice_says_each_difference_once() {
    let folder = folder();
    let moved = vendors("DeleteThing").replace("\"204\": {", "\"202\": {");
    for name in [
        "definitions/DeleteThing.json",
        "definitions/old/DeleteThing.json",
    ] {
        put(folder.path(), name, &moved);
    }
    let run = upstream(folder.path(), &["definitions"]);
    assert_eq!(run.status, Some(1), "{run}");
    assert!(!run.stdout.contains("more operation"), "{run}");
    assert!(
        run.stderr.starts_with("2 differences in 3 operations"),
        "{run}"
    );
}

#[test]
fn openapi_3_is_compared_as_well() {
    let folder = folder();
    let mut text = read(OURS);
    text = text
        .replace("size, type", "size now, type")
        .replace("enum: [NEW, READY]", "enum: [NEW, READY, OLD]");
    put(folder.path(), "theirs.yaml", text);
    let plain = folder.path().join("plain.yaml");
    let without_known: Vec<_> = read(OURS)
        .lines()
        .filter(|line| !line.contains("vendor: "))
        .map(|line| format!("{line}\n"))
        .collect();
    put(folder.path(), &plain, without_known.concat());
    let run = xtask(
        folder.path(),
        &["upstream", "theirs.yaml", "--document", "plain.yaml"],
    );
    assert_eq!(run.status, Some(1), "{run}");
    assert_eq!(run.stdout.matches(" ↔ ").count(), 1, "{run}");
    assert!(run.stdout.contains("enum"), "{run}");
}
