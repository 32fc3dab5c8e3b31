//! `cargo xtask diff` as a process: which sides it takes, what it prints, how it ends.

use std::fs;

use serde_json::Value;

use super::{
    repository::{DESCRIBED, MANIFEST, TIGHTENED, change, commit, ends, git, json, repository},
    support::edit,
};
use crate::command::{document, folder, put, run, xtask};

#[test]
fn an_unchanged_document_is_no_change_in_every_format() {
    let folder = repository();
    ends(&xtask(folder.path(), &["diff"]), 0, &["No change."]);
    for format in ["text", "markdown", "github"] {
        let run = xtask(folder.path(), &["diff", "--format", format]);
        ends(&run, 0, &["No change."]);
    }
    let review = json(&xtask(folder.path(), &["diff", "--format", "json"]));
    assert_eq!(review["breaking"], false);
    assert_eq!(review["required_bump"], "none");
    assert_eq!(review["declared_bump"], "none");
    assert_eq!(review["changes"], serde_json::json!([]));
}

#[test]
fn a_change_is_explained_by_its_id() {
    let folder = folder();
    let explain = |id: &str| xtask(folder.path(), &["diff", "--explain", id]);
    let said = [
        "request-parameter-became-required (error)\n",
        "\nWhy: requests of today's clients lack it, and are refused\n",
        "\nBefore (a parameter):\n\n    {name: page, in: query,",
    ];
    ends(&explain("request-parameter-became-required"), 0, &said);
    let near = "did you mean `request-parameter-became-required`?";
    ends(&explain("request-parameter-became-requird"), 2, &[near]);
}

#[test]
fn a_breaking_change_is_refused_until_the_version_says_so() {
    let folder = repository();
    change(folder.path(), TIGHTENED);
    let help = "set `version` under [workspace.package] in Cargo.toml to 0.2.0 or higher";
    ends(
        &xtask(folder.path(), &["diff"]),
        1,
        &[
            "error[request-parameter-max-length-decreased]",
            "`64` → `32`",
            "openapi/dcs.yaml:36:18",
            "the version was not bumped",
            help,
        ],
    );
    put(
        folder.path(),
        "Cargo.toml",
        MANIFEST.replace("0.1.0", "0.1.1"),
    );
    ends(
        &xtask(folder.path(), &["diff"]),
        1,
        &["a patch step only", help],
    );
    put(
        folder.path(),
        "Cargo.toml",
        MANIFEST.replace("0.1.0", "0.2.0"),
    );
    ends(
        &xtask(folder.path(), &["diff"]),
        0,
        &["bumped by a minor step"],
    );
    let run = xtask(folder.path(), &["diff", "--fail-on", "breaking"]);
    ends(&run, 1, &["Breaking on the wire"]);
    put(folder.path(), "Cargo.toml", MANIFEST);
    let run = xtask(folder.path(), &["diff", "--fail-on", "never"]);
    ends(&run, 0, &["Breaking on the wire"]);
}

#[test]
fn the_version_that_is_needed_is_written_on_request() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    let run = xtask(path, &["diff", "--write"]);
    ends(&run, 0, &["Cargo.toml: updated", "bumped by a minor step"]);
    let manifest = fs::read_to_string(path.join("Cargo.toml")).expect("it is there");
    assert_eq!(manifest, MANIFEST.replace("0.1.0", "0.2.0"));
    // It is high enough now.
    let again = xtask(path, &["diff", "--write"]);
    ends(&again, 0, &["bumped by a minor step"]);
    assert!(!again.stderr.contains("Cargo.toml"), "{again}");
    let of_a_revision = xtask(path, &["diff", "main", "HEAD", "--write"]);
    ends(&of_a_revision, 2, &["cannot be used with"]);
}

#[test]
fn a_changelog_tells_what_callers_have_to_know() {
    let folder = repository();
    let path = folder.path();
    change(path, TIGHTENED);
    change(path, DESCRIBED);
    let run = xtask(path, &["diff", "--format", "changelog"]);
    assert_eq!(run.stdout.matches("### ").count(), 1, "{run}");
    ends(
        &run,
        1,
        &["### Changed, breaking\n\n- `DELETE /", "`64` → `32`.\n"],
    );
}

#[test]
fn a_renamed_operation_breaks_rust_alone() {
    let folder = repository();
    let operation = ("operationId: deleteThing", "operationId: removeThing");
    change(folder.path(), operation);
    let run = xtask(folder.path(), &["diff", "--format", "json"]);
    ends(&run, 1, &[]);
    let review = json(&run);
    assert_eq!(review["breaking"], true);
    assert_eq!(review["wire"]["breaking"], false);
    assert_eq!(review["rust"]["breaking"], true);
    let gone = &review["rust"]["items"][0];
    assert_eq!(gone["breaking"], true, "{gone}");
    assert_eq!(
        gone["why"], "code that uses it no longer compiles",
        "{gone}"
    );
    assert_eq!(review["required_version"], "0.2.0");
    assert_eq!(review["required_bump"], "minor");
    let removed = review["rust"]["removed"].to_string();
    assert!(removed.contains("Client::delete_thing"), "{removed}");
    assert_eq!(review["changes"][0]["operation"], "DELETE");
    assert_eq!(review["changes"][0]["head"]["file"], "openapi/dcs.yaml");
    assert_eq!(review["changes"][0]["head"]["line"], 19);
}

#[test]
fn an_addition_needs_no_bump_and_a_remark_none_at_all() {
    let folder = repository();
    change(folder.path(), DESCRIBED);
    let review = json(&xtask(folder.path(), &["diff", "--format", "json"]));
    assert_eq!(review["required_bump"], "none");
    let addition = (
        "        message: {description: The",
        "        cause: {type: string}\n        message: {description: The",
    );
    change(folder.path(), addition);
    let run = xtask(folder.path(), &["diff", "--format", "json"]);
    ends(&run, 0, &[]);
    assert_eq!(json(&run)["required_bump"], "patch");
}

#[test]
fn the_base_is_where_the_branch_left_the_default_branch() {
    let folder = repository();
    change(folder.path(), TIGHTENED);
    commit(folder.path(), "tighten");
    // What happens on the default branch afterwards is none of this branch's business.
    git(folder.path(), &["switch", "--quiet", "main"]);
    change(folder.path(), DESCRIBED);
    commit(folder.path(), "describe");
    git(folder.path(), &["switch", "--quiet", "topic"]);
    let run = xtask(folder.path(), &["diff", "--format", "json"]);
    ends(&run, 1, &["the merge base with main"]);
    assert_eq!(
        json(&run)["changes"].as_array().map(Vec::len),
        Some(1),
        "{run}"
    );
    // Seen from a revision, and with both sides named.
    ends(
        &xtask(folder.path(), &["diff", "main~1", "HEAD"]),
        1,
        &["main~1:openapi/dcs.yaml:36"],
    );
    ends(
        &xtask(folder.path(), &["diff", "topic", "topic"]),
        0,
        &["No change."],
    );
}

#[test]
fn files_are_compared_without_a_repository_and_without_versions() {
    let folder = folder();
    put(folder.path(), "old.yaml", document());
    put(
        folder.path(),
        "new.yaml",
        edit(&document(), TIGHTENED.0, TIGHTENED.1),
    );
    let run = xtask(
        folder.path(),
        &["diff", "old.yaml", "new.yaml", "--format", "json"],
    );
    ends(&run, 1, &[]);
    let review = json(&run);
    assert_eq!(review["declared_bump"], Value::Null);
    assert_eq!(review["changes"][0]["base"]["file"], "old.yaml");
    let run = xtask(folder.path(), &["diff", "old.yaml", "gone.yaml"]);
    ends(&run, 2, &["cannot read gone.yaml"]);
    let run = xtask(folder.path(), &["diff", "old.yaml", "HEAD"]);
    ends(&run, 2, &["no workspace"]);
}

#[test]
fn a_workspace_in_no_repository_has_nothing_to_compare_with() {
    let folder = folder();
    put(folder.path(), "Cargo.toml", MANIFEST);
    put(folder.path(), "openapi/dcs.yaml", document());
    for arguments in [&["diff"][..], &["diff", "main"]] {
        let run = xtask(folder.path(), arguments);
        ends(&run, 2, &["is in no git repository", "diff OLD NEW"]);
    }
}

#[test]
fn a_file_is_taken_before_a_revision_of_the_same_name() {
    let folder = repository();
    put(
        folder.path(),
        "topic",
        edit(&document(), TIGHTENED.0, TIGHTENED.1),
    );
    let run = xtask(folder.path(), &["diff", "main", "topic"]);
    ends(
        &run,
        1,
        &["`topic` is a file and a revision", "topic:36:18"],
    );
    ends(
        &xtask(folder.path(), &["diff", "main", "topic^0"]),
        0,
        &["No change."],
    );
}

#[test]
fn a_revision_that_is_not_there_is_named() {
    let folder = repository();
    let run = xtask(folder.path(), &["diff", "v9.9.9"]);
    ends(
        &run,
        2,
        &[
            "`v9.9.9` is neither a file nor a revision",
            "git fetch origin",
        ],
    );
    // What looks like an option of git's is a word to git, too.
    let run = xtask(folder.path(), &["diff", "--", "--output=/tmp/pwned"]);
    ends(
        &run,
        2,
        &["`--output=/tmp/pwned` is neither a file nor a revision"],
    );
    let run = xtask(folder.path(), &["diff", "main; touch pwned"]);
    ends(&run, 2, &["neither a file nor a revision"]);
    assert!(!folder.path().join("pwned").exists());
    let run = xtask(folder.path(), &["diff", "main", "main..HEAD"]);
    ends(&run, 2, &["`main..HEAD` is", "cargo xtask diff BASE HEAD"]);
}

#[test]
fn a_shallow_clone_without_a_merge_base_says_what_to_fetch() {
    let origin = repository();
    change(origin.path(), TIGHTENED);
    commit(origin.path(), "tighten");
    git(origin.path(), &["switch", "--quiet", "main"]);
    change(origin.path(), DESCRIBED);
    commit(origin.path(), "describe");
    let folder = folder();
    let url = format!("file://{}", origin.path().display());
    git(
        folder.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--no-single-branch",
            &url,
            ".",
        ],
    );
    git(folder.path(), &["switch", "--quiet", "topic"]);
    let run = xtask(folder.path(), &["diff"]);
    ends(&run, 2, &["shallow clone", "git fetch --unshallow origin"]);
    // Nor does it know what came before.
    let run = xtask(folder.path(), &["diff", "HEAD~1"]);
    ends(
        &run,
        2,
        &[
            "`HEAD~1` is neither a file nor a revision of this shallow clone",
            "git fetch --unshallow origin",
        ],
    );
    git(
        folder.path(),
        &["fetch", "--quiet", "--unshallow", "origin"],
    );
    ends(
        &xtask(folder.path(), &["diff"]),
        1,
        &["origin/HEAD", "max-length-decreased"],
    );
}

#[test]
fn histories_without_a_common_commit_say_so() {
    let folder = repository();
    git(folder.path(), &["switch", "--quiet", "--orphan", "alone"]);
    put(folder.path(), "Cargo.toml", MANIFEST);
    put(folder.path(), "openapi/dcs.yaml", document());
    commit(folder.path(), "alone");
    ends(
        &xtask(folder.path(), &["diff"]),
        2,
        &["have no commit in common", "diff BASE"],
    );
}

#[test]
fn a_git_that_fails_is_no_answer() {
    let folder = repository();
    git(folder.path(), &["switch", "--quiet", "main"]);
    change(folder.path(), DESCRIBED);
    commit(folder.path(), "describe");
    let id = git(folder.path(), &["rev-parse", "HEAD"]);
    git(folder.path(), &["switch", "--quiet", "topic"]);
    let (folder_name, name) = id.split_at(2);
    let object = format!(".git/objects/{folder_name}/{name}");
    fs::remove_file(folder.path().join(&object)).expect("the commit is an object of its own");
    put(folder.path(), object, "not an object");
    let says = ["git ended before it had answered", "git fsck"];
    ends(&xtask(folder.path(), &["diff"]), 2, &says);
}

#[test]
fn a_document_that_base_does_not_have_is_added() {
    let folder = folder();
    put(folder.path(), "Cargo.toml", MANIFEST);
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    commit(folder.path(), "empty");
    put(folder.path(), "openapi/dcs.yaml", document());
    let run = xtask(folder.path(), &["diff", "--format", "json"]);
    ends(&run, 0, &["endpoint-added", "api-document-added"]);
    assert_eq!(json(&run)["breaking"], false);
    // The other way round, everything is removed.
    commit(folder.path(), "add");
    let run = xtask(folder.path(), &["diff", "HEAD", "HEAD~1"]);
    ends(&run, 1, &["api-document-removed"]);
}

#[test]
fn an_unfinished_merge_is_refused_at_its_place() {
    let folder = repository();
    change(
        folder.path(),
        ("info:\n", "<<<<<<< ours\ninfo:\n=======\n>>>>>>> theirs\n"),
    );
    let run = xtask(folder.path(), &["diff"]);
    ends(
        &run,
        2,
        &["markers of an unfinished merge", "openapi/dcs.yaml:3:1"],
    );
}

#[test]
fn annotations_point_to_the_lines_of_head() {
    let folder = repository();
    change(folder.path(), TIGHTENED);
    commit(folder.path(), "tighten");
    // Also when head is a revision: the file is then the one of the repository.
    for sides in [&["main"][..], &["main", "HEAD"]] {
        let arguments = [&["diff", "--format", "github"], sides].concat();
        let run = run(&mut crate::command::command(folder.path(), &arguments));
        let annotation = "::error file=openapi/dcs.yaml,line=36,col=18,\
                          title=request-parameter-max-length-decreased::DELETE ";
        ends(&run, 1, &[annotation]);
    }
}
