//! What `cargo xtask regen` prints, returns and writes.

use std::{
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use insta::assert_snapshot;
use openapi_codegen::Artifact;
use xtask::rule_pages::rule_pages;

use crate::command::{
    ARTIFACTS, CLIENT, command, document, files, folder, generated_workspace, put, run, workspace,
    xtask,
};

const LONG_AGO: SystemTime = SystemTime::UNIX_EPOCH;

fn client(workspace: &Path) -> String {
    fs::read_to_string(workspace.join(CLIENT)).unwrap()
}

/// Edits the client, so that it is stale. The edit is in its first line, so that the difference shows
/// little of the code, which is not what is tested here.
fn edit_client(workspace: &Path) -> String {
    let edited = client(workspace).replacen("Do not edit.", "Edited.", 1);
    put(workspace, CLIENT, &edited);
    edited
}

/// What is printed when all is created below `folder`, which messages begin with `prefix`.
fn created(folder: &Path, prefix: &str) -> String {
    let line = |path: &str| {
        let text = fs::read_to_string(folder.join(path)).unwrap();
        let lines = text.lines().count();
        format!("{prefix}{path}: created (+{lines} lines)\n")
    };
    ARTIFACTS.map(line).concat()
}

/// What is printed of the pages about the rules, which every [`workspace`] has.
fn pages() -> String {
    let line = |page: &Artifact| format!("{}: unchanged\n", page.path);
    rule_pages().iter().map(line).collect()
}

/// Sets the times of a file back, so that touching it shows.
fn set_back(path: &Path) {
    let file = fs::OpenOptions::new().append(true).open(path).unwrap();
    file.set_modified(LONG_AGO).unwrap();
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn the_first_run_creates_and_the_second_finds_nothing_to_do() {
    let workspace = workspace();
    let first = xtask(workspace.path(), &["regen"]);
    assert_eq!(first.status, Some(0));
    assert_eq!(first.stdout, created(workspace.path(), "") + &pages());
    assert_eq!(first.stderr, "");
    assert_snapshot!(xtask(workspace.path(), &["regen"]));
}

#[test]
fn a_page_about_the_rules_is_written_when_it_is_stale() {
    let workspace = generated_workspace();
    put(
        workspace.path(),
        "docs/rules/safety.md",
        "Trust everybody.\n",
    );
    let check = xtask(workspace.path(), &["regen", "--check"]);
    assert_eq!(check.status, Some(1), "{check}");
    assert!(check.stdout.contains("\n-Trust everybody.\n"), "{check}");
    let regen = xtask(workspace.path(), &["regen"]);
    assert!(
        regen.stdout.contains("docs/rules/safety.md: updated"),
        "{regen}"
    );
    let check = xtask(workspace.path(), &["regen", "--check"]);
    assert_eq!(check.status, Some(0), "{check}");
}

#[test]
fn a_stale_file_is_updated_and_its_changed_lines_are_counted() {
    let workspace = generated_workspace();
    let fresh = client(workspace.path());
    edit_client(workspace.path());
    assert_snapshot!(xtask(workspace.path(), &["regen"]));
    assert_eq!(client(workspace.path()), fresh);
}

#[test]
fn the_check_finds_nothing_when_all_is_up_to_date() {
    let workspace = generated_workspace();
    assert_snapshot!(xtask(workspace.path(), &["regen", "--check"]));
}

#[test]
fn the_check_shows_the_difference_and_the_command_and_writes_nothing() {
    let workspace = generated_workspace();
    let edited = edit_client(workspace.path());
    assert_snapshot!(xtask(workspace.path(), &["regen", "--check"]));
    assert_eq!(client(workspace.path()), edited);
}

#[test]
fn the_check_finds_a_missing_file_and_writes_nothing() {
    let workspace = workspace();
    let before = files(workspace.path());
    let run = xtask(workspace.path(), &["regen", "--check"]);
    assert_eq!(run.status, Some(1));
    for path in ARTIFACTS {
        assert!(run.stdout.contains(&format!("{path}: missing (+")), "{run}");
    }
    assert!(run.stdout.contains("\n--- /dev/null\n+++ b/"));
    assert_eq!(
        run.stderr,
        "3 files are stale; to fix it, run `cargo xtask regen`\n"
    );
    assert_eq!(files(workspace.path()), before);
}

#[test]
fn a_file_that_is_not_text_is_stale() {
    let workspace = generated_workspace();
    put(workspace.path(), CLIENT, b"\xff\xfe");
    assert_eq!(
        xtask(workspace.path(), &["regen", "--check"]).status,
        Some(1)
    );
    assert_eq!(xtask(workspace.path(), &["regen"]).status, Some(0));
    assert_eq!(
        xtask(workspace.path(), &["regen", "--check"]).status,
        Some(0)
    );
}

#[test]
fn line_ends_of_another_platform_are_a_difference() {
    let workspace = generated_workspace();
    let other = client(workspace.path()).replace('\n', "\r\n");
    put(workspace.path(), CLIENT, other);
    assert_eq!(
        xtask(workspace.path(), &["regen", "--check"]).status,
        Some(1)
    );
}

#[test]
fn an_unchanged_file_keeps_its_time_and_a_changed_one_does_not() {
    let workspace = generated_workspace();
    let path = workspace.path().join(CLIENT);
    set_back(&path);
    xtask(workspace.path(), &["regen"]);
    assert_eq!(modified(&path), LONG_AGO);
    edit_client(workspace.path());
    set_back(&path);
    xtask(workspace.path(), &["regen"]);
    assert!(modified(&path) > LONG_AGO + Duration::from_secs(1));
}

#[test]
fn every_folder_of_the_workspace_will_do() {
    let workspace = generated_workspace();
    let from_below = xtask(&workspace.path().join("crates/dcs-client/src"), &["regen"]);
    assert_eq!(
        from_below.to_string(),
        xtask(workspace.path(), &["regen"]).to_string()
    );
}

#[test]
fn a_package_on_the_way_up_is_not_the_workspace() {
    let workspace = generated_workspace();
    put(
        workspace.path(),
        "crates/dcs-client/Cargo.toml",
        "[package]\nname = \"dcs-client\"\n\n[lints]\nworkspace = true\n",
    );
    let run = xtask(&workspace.path().join("crates/dcs-client"), &["regen"]);
    assert_eq!(run.status, Some(0));
}

#[test]
fn outside_of_a_workspace_the_error_says_where_it_looked() {
    let folder = folder();
    let run = xtask(folder.path(), &["regen"]);
    assert_eq!(run.status, Some(2));
    let looked = fs::canonicalize(folder.path()).unwrap();
    let stderr = run.stderr.replace(looked.to_str().unwrap(), "FOLDER");
    assert_snapshot!(stderr);
}

#[test]
fn a_workspace_without_its_document_is_named() {
    let workspace = workspace();
    fs::remove_file(workspace.path().join("openapi/dcs.yaml")).unwrap();
    let run = xtask(workspace.path(), &["regen"]);
    assert_eq!(run.status, Some(2));
    let root = fs::canonicalize(workspace.path()).unwrap();
    assert_snapshot!(run.stderr.replace(root.to_str().unwrap(), "WORKSPACE"));
}

#[test]
fn another_document_goes_below_another_folder() {
    let workspace = generated_workspace();
    let path = workspace.path().join(CLIENT);
    set_back(&path);
    let other = document().replace("deleteThing", "removeThing");
    put(workspace.path(), "other.yaml", other);
    let arguments = [
        "regen",
        "--spec",
        "other.yaml",
        "--out-dir",
        "made/on demand",
    ];

    let created = xtask(workspace.path(), &arguments);
    let text = client(&workspace.path().join("made/on demand"));
    assert_eq!(created.status, Some(0));
    let all = self::created(&workspace.path().join("made/on demand"), "made/on demand/");
    assert_eq!(created.stdout, all);
    assert!(text.contains("fn remove_thing"));
    assert_snapshot!(
        "another_document_again",
        xtask(workspace.path(), &arguments)
    );

    edit_client(&workspace.path().join("made/on demand"));
    let check = [&arguments[..], &["--check"]].concat();
    assert_snapshot!("another_document_stale", xtask(workspace.path(), &check));
    assert_eq!(modified(&path), LONG_AGO);
}

#[test]
fn another_document_needs_no_workspace() {
    let folder = folder();
    put(folder.path(), "dcs.yaml", document());
    let arguments = ["regen", "--spec", "dcs.yaml", "--out-dir", "."];
    assert_eq!(xtask(folder.path(), &arguments).status, Some(0));
}

#[test]
fn wrong_usage_is_explained() {
    let folder = folder();
    for (name, arguments) in [
        ("usage_without_command", &[][..]),
        ("usage_unknown_command", &["regenerate"][..]),
        ("usage_unknown_flag", &["regen", "--chek"][..]),
        ("usage_spec_alone", &["regen", "--spec", "a.yaml"][..]),
        ("usage_out_dir_alone", &["regen", "--out-dir", "a"][..]),
    ] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.status, Some(2), "{name}");
        assert_snapshot!(name, run);
    }
}

#[test]
fn the_help_explains_the_commands() {
    let folder = folder();
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help_regen", &["regen", "--help"][..]),
        ("help_accept", &["accept", "--help"][..]),
        ("help_ci", &["ci", "--help"][..]),
    ] {
        let run = xtask(folder.path(), arguments);
        assert_eq!(run.status, Some(0), "{name}");
        assert_snapshot!(name, run);
    }
}

#[test]
fn colours_are_for_terminals_and_for_those_who_want_them() {
    let workspace = generated_workspace();
    let coloured = |variables: &[&str]| {
        let mut command = command(workspace.path(), &["regen"]);
        command.envs(variables.iter().map(|name| (name, "1")));
        run(&mut command).stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[]));
    assert!(coloured(&["CLICOLOR_FORCE"]));
    assert!(!coloured(&["CLICOLOR_FORCE", "NO_COLOR"]));
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let workspace = workspace();
    put(
        workspace.path(),
        "crates/dcs-client/src",
        "a file, not a folder",
    );
    assert_snapshot!(xtask(workspace.path(), &["regen"]));
}

#[test]
fn a_folder_in_the_place_of_an_artifact_is_named() {
    let workspace = workspace();
    fs::create_dir_all(workspace.path().join(CLIENT)).unwrap();
    assert_snapshot!(xtask(workspace.path(), &["regen"]));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_changes_nothing_and_causes_no_noise() {
    let workspace = workspace();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = command(workspace.path(), &["regen"]);
    let output = command.stdout(writer).stderr(std::process::Stdio::piped());
    let output = output.spawn().unwrap().wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(2));
    let whole = client(generated_workspace().path());
    assert!(client(workspace.path()) == whole);
}
