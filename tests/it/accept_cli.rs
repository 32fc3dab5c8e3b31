//! What `cargo xtask accept` writes and says; cargo, and the tests that it runs, are played by a script.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::{
    command::{ARTIFACTS, CLIENT, Run, command, files, generated_workspace, put, run},
    support::read,
};

const DOCUMENT: &str = "openapi/dcs.yaml";
const SNAPSHOT: &str = "tests/it/committed/snapshots/it__committed__snapshots__the_public_api.snap";

/// A cargo whose tests find nothing new.
const PASSES: &str = "";

/// A workspace in which everything has been accepted.
fn workspace() -> TempDir {
    let workspace = generated_workspace();
    for path in [
        "README.md",
        "tests/fixtures/dcs.yaml",
        "tests/fixtures/dcs-edited.yaml",
    ] {
        put(workspace.path(), path, read(path));
    }
    put(workspace.path(), SNAPSHOT, "---\nsource: here\n---\nold\n");
    workspace
}

/// Runs `accept` with a cargo that notes how it was called and then does as `script` says.
#[track_caller]
fn accept(workspace: &Path, script: &str) -> Run {
    let script =
        format!("#!/bin/sh\necho \"INSTA_UPDATE=$INSTA_UPDATE cargo $*\" >> calls\n{script}\n");
    put(workspace, "fake-cargo", script);
    let cargo = workspace.join("fake-cargo");
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    run(command(workspace, &["accept"]).env("CARGO", cargo))
}

/// Edits the document of the workspace.
fn edit(workspace: &Path) {
    let path = workspace.join(DOCUMENT);
    let document = fs::read_to_string(&path).unwrap();
    let edited = document.replace("title: ", "title: New ");
    assert_ne!(document, edited);
    put(workspace, DOCUMENT, edited);
}

/// All files of the workspace, but for those of the cargo that is played.
fn contents(workspace: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let played = ["calls", "fake-cargo"];
    files(workspace)
        .into_iter()
        .filter(|path| !played.iter().any(|name| path.ends_with(name)))
        .map(|path| {
            let bytes = fs::read(workspace.join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

#[test]
fn what_changed_is_written_and_named() {
    let workspace = workspace();
    let folder = workspace.path();
    edit(folder);
    let stale = read("README.md").replace("## API review", "## A review");
    put(folder, "README.md", stale);
    let script = format!(
        "printf -- '---\\nsource: here\\n---\\nnew\\n' > {SNAPSHOT}\n\
         printf 'first\\n' > tests/it/committed/snapshots/another.snap"
    );
    let run = accept(folder, &script);
    assert_snapshot!(run);
    assert_eq!(
        fs::read_to_string(folder.join("README.md")).unwrap(),
        read("README.md")
    );
    let calls = fs::read_to_string(folder.join("calls")).unwrap();
    assert_snapshot!("accept_calls", calls);
}

#[test]
fn where_nothing_changed_nothing_is_said() {
    let workspace = workspace();
    let before = contents(workspace.path());
    let run = accept(workspace.path(), PASSES);
    assert_eq!(run.to_string(), "exit status 0\n");
    assert_eq!(contents(workspace.path()), before);
}

#[test]
fn a_refused_document_changes_nothing_and_runs_nothing() {
    let workspace = workspace();
    put(workspace.path(), DOCUMENT, "openapi: 3.2.0\n");
    put(
        workspace.path(),
        "README.md",
        "<!-- the example: begin -->\n\n\n<!-- the example: end -->",
    );
    let before = contents(workspace.path());
    let run = accept(workspace.path(), PASSES);
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{run}");
    assert!(run.stderr.contains("unsupported-version"), "{run}");
    assert_eq!(contents(workspace.path()), before);
    assert!(!workspace.path().join("calls").exists());
}

#[test]
fn a_readme_without_the_example_changes_nothing() {
    let workspace = workspace();
    edit(workspace.path());
    put(workspace.path(), "README.md", "# Nothing\n");
    let before = contents(workspace.path());
    let run = accept(workspace.path(), PASSES);
    assert_snapshot!(run);
    assert_eq!(contents(workspace.path()), before);
}

#[test]
fn tests_that_fail_are_shown_and_what_was_written_is_named() {
    let workspace = workspace();
    fs::remove_file(workspace.path().join(CLIENT)).unwrap();
    let run = accept(
        workspace.path(),
        "echo 'test the_public_api ... FAILED'\nexit 101",
    );
    assert_snapshot!(run);
    assert!(
        ARTIFACTS
            .iter()
            .all(|path| workspace.path().join(path).exists())
    );
}

#[test]
fn a_cargo_that_cannot_be_started_is_named() {
    let workspace = workspace();
    let run = run(command(workspace.path(), &["accept"]).env("CARGO", "/nowhere/cargo"));
    assert_eq!((run.status, run.stdout.as_str()), (Some(2), ""), "{run}");
    assert!(
        run.stderr.starts_with("error: cannot run /nowhere/cargo: "),
        "{run}"
    );
}
