//! The workflow that looks at the vendor's newest definitions each day.

use std::fs;

use tempfile::TempDir;

use super::{OURS, THINGS, vendors};
use crate::{
    command::{self, Run, put},
    review::workflow_scripts::{bash, scripts},
    support::read,
};

const WORKFLOW: &str = ".github/workflows/upstream.yml";

#[test]
fn a_fork_is_not_asked_and_only_the_job_without_files_may_write() {
    let text = read(WORKFLOW);
    assert!(text.contains("if: ${{ !github.event.repository.fork }}"));
    assert!(text.contains("\npermissions: {}\n"));
    let (compare, issue) = text.split_once("\n  issue:\n").unwrap();
    assert!(
        !compare.contains(": write"),
        "the job that reads the package writes nothing"
    );
    assert_eq!(issue.matches(": write").count(), 1);
    assert!(!issue.contains("checkout") && !issue.contains("run:"));
    // What is downloaded is data.
    assert_eq!(compare.matches("cargo build").count(), 1);
    assert!(compare.contains("cargo build --locked --package xtask"));
}

/// The step that compares, in a folder with this definition of one operation.
fn compare(definition: &str) -> (TempDir, Run) {
    let folder = command::folder();
    let at = folder.path();
    put(at, "Cargo.toml", "[workspace]\n");
    put(at, "openapi/dcs.yaml", read(OURS));
    for name in THINGS {
        put(at, format!("target/definitions/{name}.json"), vendors(name));
    }
    put(at, "target/definitions/DeleteThing.json", definition);
    fs::create_dir_all(at.join("target/debug")).unwrap();
    let program = env!("CARGO_BIN_EXE_xtask-under-test");
    std::os::unix::fs::symlink(program, at.join("target/debug/xtask")).unwrap();
    let scripts = scripts(WORKFLOW, "compare");
    let output = bash(scripts.last().unwrap(), at)
        .env("RUNNER_TEMP", at)
        .env("GITHUB_OUTPUT", at.join("output"))
        .env("GITHUB_STEP_SUMMARY", at.join("summary"))
        .output()
        .expect("bash starts");
    (folder, Run::of(output))
}

/// The outputs of the step.
fn outputs(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("output")).unwrap_or_default()
}

#[test]
fn what_differs_is_an_output_and_what_cannot_be_compared_fails() {
    let same = vendors("DeleteThing");
    let (folder, run) = compare(&same);
    assert_eq!(run.status, Some(0), "{run}");
    assert!(
        outputs(&folder).starts_with("status=0\nmarkdown<<"),
        "{run}"
    );

    let moved = same.replace("\"description\": \"Message.\",", "\"maxLength\": 3,");
    let (folder, run) = compare(&moved);
    assert_eq!(run.status, Some(0), "{run}");
    let output = outputs(&folder);
    assert!(output.starts_with("status=1\nmarkdown<<"), "{output}");
    assert!(
        output.contains("\n1 difference in 3 operations"),
        "{output}"
    );
    // The end of the output is not known to who writes a definition.
    let (_, rest) = output.split_once("markdown<<").unwrap();
    let (mark, rest) = rest.split_once('\n').unwrap();
    assert!(
        mark.len() > 30 && rest.ends_with(&format!("\n{mark}\n")),
        "{output}"
    );

    let (folder, run) = compare("{\"swagger\": \"2.0\", \"::error::\": [");
    assert_eq!(run.status, Some(2), "{run}");
    assert_eq!(outputs(&folder), "");
    assert!(run.stdout.starts_with("::stop-commands::"), "{run}");
}
