//! The command `dcs` through its real binary, against a server on loopback.

mod deadline;
mod dry_run;
mod environment;
mod exit_statuses;
mod generated;
pub mod help;
mod identity;
mod many;
mod pipes;
#[cfg(unix)]
mod prompt;
mod secrets;
mod tasks;
#[cfg(unix)]
mod terminal;
mod untrusted_ids;

use std::process::{Command, Output, Stdio};

use loopback::{Reply, Server};

const BINARY: &str = env!("CARGO_BIN_EXE_dcs-under-test");
const TOKEN: &str = "hunter2-token-of-the-test";
const NO_CONTENT: &str =
    "HTTP/1.1 204 No Content\r\nx-request-id: r-1\r\nconnection: close\r\n\r\n";
/// Nothing listens there.
const NOWHERE: &str = "http://127.0.0.1:1";

/// `dcs` in an environment with a token and nothing else, from no terminal.
fn dcs(arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command
        .args(arguments)
        .env_clear()
        .env("DCS_AUTH_TOKEN", TOKEN)
        // This machine may be a cloud server.
        .env("DCS_METADATA", "off")
        .stdin(Stdio::null());
    // Windows starts no sockets without it.
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

/// The arguments that delete a task at `endpoint`, without a question.
fn deletion<'a>(endpoint: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let mut arguments = vec![
        "delete-background-task",
        "--endpoint",
        endpoint,
        "--project-id",
        "a4d31cb6",
        "--instance-id",
        "5560df16",
        "--task-id",
        "8abf6e1e",
        "--yes",
    ];
    arguments.extend(more);
    arguments
}

/// How the command ended and what it wrote.
#[derive(Debug, PartialEq)]
struct Ended {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

#[track_caller]
fn run(command: &mut Command) -> Ended {
    Ended::from(command.output().unwrap())
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Deletes a task from a server that gives `answer` to one request.
#[track_caller]
fn delete(answer: impl Into<Reply>, more: &[&str]) -> Ended {
    let server = Server::replying(answer);
    let ended = run(&mut dcs(&deletion(server.url(), more)));
    assert_eq!(server.requests().len(), 1);
    Ended {
        stderr: ended.stderr.replace(server.url(), SERVER),
        ..ended
    }
}

/// What stands for the server's address in what is told of a failure.
const SERVER: &str = "http://SERVER";

fn answer(status: &str, body: &str) -> Reply {
    let headers = "content-type: application/json\r\nx-request-id: r-1\r\n";
    Reply::http(status, headers, body)
}
