//! What somebody reads who has never seen the project.

use super::{dcs, run};

/// What `dcs` prints, without white space at the ends of lines.
#[track_caller]
pub fn stdout(arguments: &[&str]) -> String {
    let ended = run(&mut dcs(arguments));
    assert_eq!(
        (ended.status, ended.stderr.as_str()),
        (Some(0), ""),
        "{arguments:?}"
    );
    assert!(
        !ended.stdout.contains('\u{1b}'),
        "colour where there is no terminal"
    );
    // clap separates paragraphs with white space.
    ended
        .stdout
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

#[test]
fn help_is_an_option_and_a_command() {
    assert_eq!(
        stdout(&["help", "delete-background-task"]),
        stdout(&["delete-background-task", "--help"])
    );
}

/// The region `eu-de` is another cloud's; its name at Huawei Cloud's host is nobody's.
#[test]
fn the_examples_name_places_that_exist() {
    for arguments in [&["--help"][..], &["delete-background-task", "--help"]] {
        let help = stdout(arguments);
        assert!(help.contains("--region ap-southeast-1"), "{help}");
        assert!(!help.contains("--region eu-de"), "{help}");
    }
}

#[test]
fn without_a_command_the_help_is_an_error() {
    let ended = run(&mut dcs(&[]));
    assert_eq!((ended.status, ended.stdout.as_str()), (Some(2), ""));
    assert!(ended.stderr.contains("delete-background-task"), "{ended:?}");
}

#[test]
fn shells_get_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = stdout(&["completions", shell]);
        assert!(script.contains("delete-background-task"), "{shell}");
        assert!(script.contains("task-id"), "{shell}");
    }
    assert_eq!(run(&mut dcs(&["completions", "tcsh"])).status, Some(2));
}

#[test]
fn there_is_a_manual_page_for_all_and_for_each() {
    assert!(stdout(&["man"]).contains(".TH dcs 1"));
    assert!(
        stdout(&["man", "delete-background-task"]).contains(".TH dcs-delete-background-task 1")
    );
    let none = run(&mut dcs(&["man", "bogus"]));
    assert_eq!((none.status, none.stdout.as_str()), (Some(2), ""));
}
