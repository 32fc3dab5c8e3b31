//! The workflows: what of a pull request reaches a shell, and whose code runs.

use crate::support::read;

const WORKFLOWS: [&str; 4] = [
    ".github/workflows/ci.yml",
    ".github/workflows/spec-review.yml",
    ".github/workflows/upstream.yml",
    "crates/openapi-review-cli/action.yml",
];

#[test]
fn actions_are_pinned_by_commit() {
    for file in WORKFLOWS {
        for line in read(file).lines().filter(|line| line.contains("uses:")) {
            let (_, reference) = line.split_once('@').unwrap_or_default();
            let commit = reference.split_whitespace().next().unwrap_or_default();
            let is_commit =
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit, "{file}: {line}");
            assert!(line.contains(" # v"), "{file}: which version is {line}?");
        }
    }
}

#[test]
fn scripts_hold_no_expression() {
    // An expression is pasted into the script before the shell reads it: a branch name would be
    // code. Values go through `env`, which is no script.
    for file in WORKFLOWS {
        let mut script: Option<usize> = None;
        for line in read(file).lines() {
            let indent = line.len() - line.trim_start().len();
            if script.is_some_and(|outer| indent <= outer && !line.trim().is_empty()) {
                script = None;
            }
            let key = line.trim_start().trim_start_matches("- ");
            if key.starts_with("run:") || key.starts_with("script:") {
                script = Some(indent);
            }
            assert!(script.is_none() || !line.contains("${{"), "{file}: {line}");
        }
    }
}

#[test]
fn a_token_that_may_write_is_never_beside_code_of_the_pull_request() {
    let text = read(".github/workflows/spec-review.yml");
    assert!(!text.contains("pull_request_target"));
    assert!(
        text.contains("permissions: {}"),
        "nothing is granted but by a job"
    );
    let (_, comment) = text.split_once("\n  comment:\n").unwrap_or_default();
    assert!(comment.contains("pull-requests: write"));
    let mut lines = comment.lines().map(str::trim_start);
    assert!(!comment.contains("checkout") && !lines.any(|line| line.starts_with("cargo")));
}

#[test]
fn nothing_is_posted_that_was_not_checked() {
    let text = read(".github/workflows/spec-review.yml");
    let (_, comment) = text.split_once("\n  comment:\n").unwrap_or_default();
    let check = comment.find("- name: Check");
    assert!(check.is_some() && check < comment.find("github-script@"));
    assert!(!text.contains("continue-on-error"));
    // A step that runs whatever happened before it.
    assert!(!comment.contains("always()") && !comment.contains("failure()"));
}

#[test]
fn the_tool_that_judges_comes_from_no_cache() {
    // What the checks of a pull request write into one, its review would run.
    let text = read(".github/workflows/spec-review.yml");
    assert!(text.contains("cargo build --locked --package xtask"));
    assert!(!text.contains("actions/cache") && !text.contains("restore-keys"));
}

#[test]
fn cargo_takes_the_versions_of_the_lock_file() {
    for file in WORKFLOWS.into_iter().chain([".ci/run"]) {
        let text = read(file);
        let commands = text
            .lines()
            .map(|line| line.trim_start().trim_start_matches("run: "))
            .filter(|line| line.starts_with("cargo "))
            // A folder for the newest version of a package has no lock file.
            .filter(|line| !line.contains("--manifest-path \"$scratch/"));
        for command in commands {
            assert!(command.contains(" --locked "), "{file}: {command}");
        }
        assert!(text.contains("cargo "), "{file} calls no cargo");
    }
}

#[test]
fn what_ci_may_skip_a_job_must_run() {
    let ci = read("xtask/src/ci.rs");
    let (_, install) = ci.split_once("install: \"cargo ").unwrap_or_default();
    let (install, _) = install.split_once('"').unwrap_or_default();
    assert!(install.contains("cargo-deny@"), "{install}");
    let workflow = read(".github/workflows/ci.yml");
    let (_, job) = workflow.split_once("\n  deny:\n").unwrap_or_default();
    let steps = [install, "deny --locked check"].map(|step| format!("run: cargo +stable {step}\n"));
    for step in steps {
        assert!(job.contains(&step), "{step} is missing in{job}");
    }
}

#[test]
fn what_is_published_has_the_version_that_the_gate_reads() {
    for name in ["dcs-cli", "dcs-client", "dcs-httpmock"] {
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        let versions = manifest.lines().filter(|line| line.starts_with("version"));
        let versions: Vec<_> = versions.collect();
        assert_eq!(versions, ["version.workspace = true"], "{name}");
    }
}
