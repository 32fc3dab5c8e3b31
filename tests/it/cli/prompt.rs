//! The question before a deletion, on a pseudo-terminal.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    process::Stdio,
};

use super::{NO_CONTENT, NOWHERE, dcs, deletion, run, terminal::terminal};
use loopback::Server;

/// Deletes without `--yes`, types `keys` once the question is there, and gives the exit status and
/// what stood on the terminal.
#[track_caller]
fn ask(endpoint: &str, keys: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    ask_about(deletion(endpoint, &[]), keys, variables)
}

/// The same with these arguments.
#[track_caller]
fn ask_about(
    mut arguments: Vec<&str>,
    keys: &str,
    variables: &[(&str, &str)],
) -> (Option<i32>, String) {
    let (mut person, program) = terminal();
    arguments.retain(|argument| *argument != "--yes");
    let mut command = dcs(&arguments);
    command
        .envs(variables.iter().copied())
        .stdin(program.try_clone().unwrap())
        .stderr(program)
        .stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    // Its copies of the program's side would keep the terminal open.
    drop(command);

    let mut seen = Vec::new();
    let mut read = |person: &mut File, until: &str| {
        let mut byte = [0];
        // The end is an error on Linux and nothing elsewhere.
        while let Ok(1) = person.read(&mut byte) {
            seen.push(byte[0]);
            if !until.is_empty() && seen.ends_with(until.as_bytes()) {
                break;
            }
        }
        String::from_utf8_lossy(&seen).into_owned()
    };
    read(&mut person, "[y/N] ");
    person.write_all(keys.as_bytes()).unwrap();
    let status = child.wait().unwrap().code();
    (status, read(&mut person, ""))
}

#[test]
fn yes_goes_on() {
    for keys in ["y\n", "YES\n"] {
        let server = Server::replying(NO_CONTENT);
        let (status, seen) = ask(server.url(), keys, &[]);
        assert_eq!(status, Some(0), "{seen}");
        let question = format!(
            "DELETE {}/v2/a4d31cb6/instances/5560df16/tasks/8abf6e1e\r\nGo on? [y/N] ",
            server.url()
        );
        assert!(seen.starts_with(&question), "{seen:?}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn anything_else_sends_nothing() {
    // The last is the end of the input, Ctrl-D.
    for keys in ["\n", "n\n", "yes please\n", "\u{4}"] {
        let (status, seen) = ask(NOWHERE, keys, &[("NO_COLOR", "1")]);
        assert_eq!(status, Some(2), "{keys:?}: {seen}");
        assert!(
            seen.ends_with("error: not confirmed; nothing was sent\r\n"),
            "{keys:?}: {seen:?}"
        );
    }
}

#[test]
fn colour_is_on_a_terminal_unless_it_is_not_wanted() {
    let terminal = [("TERM", "xterm-256color")];
    let (_, seen) = ask(NOWHERE, "n\n", &terminal);
    assert!(seen.contains("\u{1b}["), "{seen:?}");
    let (_, seen) = ask(
        NOWHERE,
        "n\n",
        &[("TERM", "xterm-256color"), ("NO_COLOR", "1")],
    );
    assert!(!seen.contains('\u{1b}'), "{seen:?}");
}

#[test]
fn an_unknown_argument_is_no_command_to_the_terminal() {
    let (mut person, program) = terminal();
    let mut command = dcs(&["\u{1b}]0;title\u{7}\u{1b}[2J"]);
    command.env("NO_COLOR", "1").stderr(program);
    let mut child = command.spawn().unwrap();
    drop(command);
    child.wait().unwrap();
    let mut seen = Vec::new();
    let _ = person.read_to_end(&mut seen);
    let seen = String::from_utf8(seen).unwrap();
    assert!(
        seen.starts_with("error: unrecognized subcommand"),
        "{seen:?}"
    );
    assert!(!seen.contains(['\u{1b}', '\u{7}']), "{seen:?}");
}

#[test]
fn before_many_deletions_there_is_one_question_that_names_them() {
    let ids: Vec<_> = (0..30)
        .map(|number| format!("--task-id=t{number}"))
        .collect();
    let more: Vec<_> = ids.iter().map(String::as_str).collect();
    let (status, seen) = ask_about(deletion(NOWHERE, &more), "n\n", &[]);
    assert_eq!(status, Some(2), "{seen}");
    let tasks = format!("DELETE {NOWHERE}/v2/a4d31cb6/instances/5560df16/tasks/{{task_id}}");
    let question = format!("{tasks}, 31 times\r\n  8abf6e1e\r\n  t0\r\n");
    assert!(seen.starts_with(&question), "{seen:?}");
    let end = "\r\n  t18\r\n  and 11 more\r\nGo on? [y/N] ";
    assert!(seen.contains(end), "{seen:?}");
    assert_eq!(seen.matches("Go on?").count(), 1, "{seen:?}");
}

#[test]
fn without_a_terminal_yes_is_required() {
    let mut arguments = deletion(NOWHERE, &[]);
    arguments.retain(|argument| *argument != "--yes");
    let ended = run(&mut dcs(&arguments));
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.contains("add --yes"), "{ended:?}");

    // A question that nobody can see is not asked.
    let (_person, program) = terminal();
    let output = dcs(&arguments).stdin(program).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
