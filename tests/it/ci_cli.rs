//! What `cargo xtask ci` runs and how it sums up; cargo is played by a script.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use insta::assert_snapshot;

use crate::command::{CLIENT, Run, command, generated_workspace, put, run};

/// Runs `ci` with a cargo, a rustup and a Python that print how they were called and fail for the
/// subcommands in `failing`.
#[track_caller]
fn ci(workspace: &Path, failing: &str, arguments: &[&str]) -> Run {
    let [cargo, rustup, _python] = ["cargo", "rustup", "python3"].map(|name| {
        let script = format!(
            "#!/bin/sh\n\
             echo \"RUSTFLAGS='$RUSTFLAGS' RUSTDOCFLAGS='$RUSTDOCFLAGS' {name} $*\" >> calls\n\
             case ' {failing} ' in *\" $1 \"*) exit 101;; esac\n"
        );
        let path = format!("fakes/{name}");
        put(workspace, &path, script);
        let path = workspace.join(path);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    });
    run(command(workspace, &[&["ci"], arguments].concat())
        .env("CARGO", cargo)
        .env("PATH", rustup.parent().unwrap())
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTDOCFLAGS"))
}

/// The output with the times of the steps left out.
fn without_times(run: &Run) -> String {
    let is_time = |word: &str| word.parse::<f64>().is_ok();
    let text = run.to_string();
    let words = text
        .split(' ')
        .map(|word| if is_time(word) { "N.N" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn every_step_runs_and_is_named_with_its_time() {
    let workspace = generated_workspace();
    let run = ci(workspace.path(), "", &[]);
    assert_snapshot!("ci_passed", without_times(&run));
    let calls = fs::read_to_string(workspace.path().join("calls")).unwrap();
    assert_snapshot!("ci_calls", calls);
}

#[test]
fn the_tests_can_be_left_out() {
    let workspace = generated_workspace();
    let run = ci(workspace.path(), "", &["--no-tests"]);
    assert_eq!(run.status, Some(0));
    let calls = fs::read_to_string(workspace.path().join("calls")).unwrap();
    let is_test = |call: &str| call.ends_with("cargo test --locked --workspace");
    assert!(!calls.lines().any(is_test), "{calls}");
}

#[test]
fn a_failed_step_does_not_hide_the_others_and_the_summary_says_how_to_repeat_it() {
    let workspace = generated_workspace();
    fs::remove_file(workspace.path().join(CLIENT)).unwrap();
    let run = ci(workspace.path(), "fmt doc", &[]);
    assert_eq!(run.status, Some(1));
    let text = without_times(&run);
    let summary: Vec<_> = text
        .lines()
        .skip_while(|line| !line.starts_with("failed "))
        .collect();
    assert_snapshot!("ci_failed", summary.join("\n"));
}

#[test]
fn what_is_not_installed_is_skipped_and_the_summary_says_how_to_install_it() {
    let workspace = generated_workspace();
    // Each fails where it is asked whether it is there: that is the fake's only way to be without it.
    let tools = "deny run tests/vendor/signatures.py semver-checks";
    let run = ci(workspace.path(), tools, &[]);
    assert_eq!(run.status, Some(0), "{run}");
    for skipped in [
        "skipped  deny            N.N s  to run it: cargo install --locked cargo-deny@",
        "skipped  msrv            N.N s  to run it: rustup toolchain install 1.88.0",
        "skipped  vendor          N.N s  to run it: python3 -m pip install \
         huaweicloudsdkcore",
        "skipped  semver          N.N s  to run it: cargo install --locked cargo-semver-checks@",
    ] {
        assert!(without_times(&run).contains(skipped), "{run}");
    }
    let calls = fs::read_to_string(workspace.path().join("calls")).unwrap();
    for tool in [
        "cargo deny",
        "rustup run",
        "python3 tests",
        "cargo semver-checks",
    ] {
        assert_eq!(calls.matches(tool).count(), 1, "{calls}");
    }
}

#[test]
fn every_run_takes_the_versions_of_the_lock_file() {
    let workspace = generated_workspace();
    ci(workspace.path(), "", &[]);
    let calls = fs::read_to_string(workspace.path().join("calls")).unwrap();
    // Formatting looks at no dependency, and Python has none.
    let looks = |call: &&str| {
        let is_other = call.contains(" cargo fmt ") || call.contains(" python3 ");
        !is_other && !call.ends_with(" --version")
    };
    let mut calls = calls.lines().filter(looks).peekable();
    assert!(calls.peek().is_some());
    for call in calls {
        assert!(call.contains(" --locked "), "{call}");
    }
}

#[test]
fn a_cargo_that_cannot_be_started_is_not_a_failed_check() {
    let workspace = generated_workspace();
    let run = run(command(workspace.path(), &["ci"])
        .env("CARGO", "/nowhere/cargo")
        .env("PATH", "/nowhere"));
    assert_snapshot!("ci_no_cargo", without_times(&run));
}

#[test]
fn a_document_that_is_refused_is_a_check_that_could_not_be_made() {
    let workspace = generated_workspace();
    put(workspace.path(), "openapi/dcs.yaml", "openapi: 3.1.0\n");
    let run = ci(workspace.path(), "", &[]);
    assert_eq!(run.status, Some(2));
    assert!(run.stdout.contains("not run  regen"), "{run}");
    assert!(run.stdout.contains("passed   doc"), "{run}");
}
