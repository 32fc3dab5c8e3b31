//! The bump that is asked for since the last release, where one is known.

use std::path::Path;

use tempfile::TempDir;

use super::repository::{MANIFEST, TIGHTENED, change, commit, ends, git, json, repository};
use crate::command::{Run, put, xtask};

const TIGHTER: (&str, &str) = ("maxLength: 32", "maxLength: 16");

fn version(folder: &Path, version: &str) {
    put(folder, "Cargo.toml", MANIFEST.replace("0.1.0", version));
}

/// A repository whose `main` has broken something since 0.1.0, of which it has this tag, and has a
/// version that says so. `topic` begins there.
fn unreleased(tag: Option<&str>) -> TempDir {
    let folder = repository();
    let path = folder.path();
    if let Some(tag) = tag {
        git(path, &["tag", tag]);
    }
    git(path, &["switch", "--quiet", "main"]);
    change(path, TIGHTENED);
    version(path, "0.2.0");
    commit(path, "0.2.0, which is not released");
    git(path, &["switch", "--quiet", "--force-create", "topic"]);
    folder
}

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    xtask(folder, &[&["diff"], arguments].concat())
}

#[test]
fn a_second_breaking_change_needs_no_bump_that_an_unreleased_one_has_made() {
    let folder = unreleased(Some("v0.1.0"));
    let path = folder.path();
    change(path, TIGHTER);
    let says = "Breaking on the wire. A minor bump is required, and the version was not bumped. Since \
                0.1.0 was released, a minor bump is required, to 0.2.0, and the version was bumped by a \
                minor step.";
    ends(&diff(path, &[]), 0, &[says]);
    ends(
        &diff(path, &["--format", "markdown"]),
        0,
        &["✅ **Breaking"],
    );
    ends(&diff(path, &["--fail-on", "breaking"]), 1, &[says]);
    let review = json(&diff(path, &["--format", "json"]));
    assert_eq!(review["declared_bump"], "none", "{review}");
    let since = &review["since_release"];
    assert_eq!(since["version"], "0.1.0", "{review}");
    assert_eq!(since["declared_bump"], "minor", "{review}");
    // Nor is one written.
    ends(&diff(path, &["--write"]), 0, &[says]);
    ends(&diff(path, &["HEAD"]), 0, &[says]);
    let manifest = std::fs::read_to_string(path.join("Cargo.toml")).expect("it is there");
    assert!(manifest.contains("0.2.0"), "{manifest}");
}

#[test]
fn what_is_taken_back_before_its_release_needs_no_version() {
    let folder = repository();
    let path = folder.path();
    git(path, &["tag", "0.1.0"]);
    git(path, &["switch", "--quiet", "main"]);
    let more =
        "paths:\n  /more: {get: {operationId: more, responses: {'204': {description: More.}}}}\n";
    change(path, ("paths:\n", more));
    commit(path, "more");
    git(path, &["switch", "--quiet", "--force-create", "topic"]);
    change(path, (more, "paths:\n"));
    let says = "Since 0.1.0 was released, no bump is required.";
    ends(
        &diff(path, &[]),
        0,
        &["Breaking on the wire and in Rust.", says],
    );
}

#[test]
fn the_first_breaking_change_since_a_release_needs_a_bump() {
    let folder = repository();
    let path = folder.path();
    git(path, &["tag", "v0.1.0"]);
    git(path, &["switch", "--quiet", "main"]);
    put(path, "notes.md", "After the release.\n");
    commit(path, "notes");
    git(path, &["switch", "--quiet", "--force-create", "topic"]);
    change(path, TIGHTENED);
    let says = "Since 0.1.0 was released, a minor bump is required, to 0.2.0, and the version was not \
                bumped.";
    ends(&diff(path, &[]), 1, &[says, "help: to release this change"]);
    // What says enough since base says enough.
    version(path, "0.2.0");
    ends(&diff(path, &[]), 0, &["bumped by a minor step."]);
}

#[test]
fn a_tag_that_is_no_release_of_the_document_lets_nothing_through() {
    // Of something else, of a later version, and none at all.
    for tag in [Some("v0.0.9"), Some("v1.0.0"), Some("things-0.1.0"), None] {
        let folder = unreleased(tag);
        let path = folder.path();
        change(path, TIGHTER);
        let run = diff(path, &[]);
        ends(
            &run,
            1,
            &["A minor bump is required, to 0.3.0, and the version was not bumped."],
        );
        assert!(!run.to_string().contains("was released"), "{run}");
    }
    // A release that base does not have in its history is none.
    let folder = unreleased(None);
    let path = folder.path();
    git(path, &["switch", "--quiet", "--create", "other", "main~"]);
    put(path, "notes.md", "Elsewhere.\n");
    commit(path, "other");
    git(path, &["tag", "v0.1.0"]);
    git(path, &["switch", "--quiet", "topic"]);
    change(path, TIGHTER);
    ends(&diff(path, &[]), 1, &["to 0.3.0"]);
}
