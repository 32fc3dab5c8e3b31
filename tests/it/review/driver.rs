//! `openapi-review` as git calls it, instead of showing lines.

use std::{path::Path, process::Command};

use super::{
    anywhere::{PROGRAM, SPEC, put_edited, repository},
    repository::{DESCRIBED, TIGHTENED, commit, ends, git},
};
use crate::command::{Run, document, put};

/// What `git diff` prints, with this program as the driver of the document.
fn git_diff(folder: &Path, arguments: &[&str]) -> Run {
    let driver = format!("diff.openapi.command={PROGRAM}");
    let output = Command::new("git")
        .args(["-c", &driver, "diff"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git starts");
    Run::of(output)
}

#[test]
fn git_shows_a_review_instead_of_lines() {
    let folder = repository();
    let path = folder.path();
    put(path, ".gitattributes", "*.yaml diff=openapi\n");
    put_edited(path, SPEC, &[TIGHTENED]);
    let says = [
        "a/api/openapi.yaml:36:18 → api/openapi.yaml:36:18",
        "Breaking on the wire",
    ];
    ends(&git_diff(path, &[]), 0, &says);
    // As the project judges it, and what it says wrong does not stop git either.
    let id = "request-parameter-max-length-decreased";
    put(
        path,
        "review.toml",
        format!("[severity]\n{id} = \"info\"\n"),
    );
    ends(&git_diff(path, &[]), 0, &[&format!("info[{id}]")]);
    put(path, "review.toml", "severity = 1\n");
    ends(&git_diff(path, &[]), 0, &["review.toml:1: write a table"]);
    std::fs::remove_file(path.join("review.toml")).expect("it is there");
    commit(path, "tighten");
    git(path, &["mv", SPEC, "api/moved.yaml"]);
    commit(path, "move");
    put_edited(path, "api/moved.yaml", &[TIGHTENED, DESCRIBED]);
    let renamed = git_diff(path, &["--find-renames", "HEAD~"]);
    ends(&renamed, 0, &["a/api/openapi.yaml:", "→ api/moved.yaml:"]);
    let gone = git_diff(path, &["--no-renames", "HEAD~", "--", SPEC]);
    ends(&gone, 0, &["error[api-document-removed]"]);
    // Git would stop at a driver that fails.
    put(path, "api/moved.yaml", "no: document\n");
    put(path, "b.yaml", document());
    git(path, &["add", "--all"]);
    let run = git_diff(path, &["HEAD"]);
    ends(&run, 0, &["api/moved.yaml", "info[api-document-added]"]);
}
