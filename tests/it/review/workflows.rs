//! The workflows: what of a pull request reaches a shell, and whose code runs.

use crate::support::read;

const WORKFLOWS: [&str; 2] = [
    ".github/workflows/ci.yml",
    ".github/workflows/spec-review.yml",
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
    assert!(!comment.contains("checkout") && !comment.contains("cargo"));
}
