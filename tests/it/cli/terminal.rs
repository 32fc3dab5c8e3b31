//! What people are told on a terminal, and nobody elsewhere.

use std::{fs::File, io::Read as _, os::fd::OwnedFd, process::Stdio};

use loopback::{Reply, Server};
use rustix::{
    fs::{Mode, OFlags, open},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
};

use super::{dcs, run};

/// A terminal that nobody sees: the side of the person, and the side of the program.
pub(super) fn terminal() -> (File, OwnedFd) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, Vec::new()).unwrap();
    let program = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    (File::from(person), program)
}

/// The arguments that list tasks.
fn listing<'a>(server: &'a Server, more: &[&'a str]) -> Vec<&'a str> {
    let list = ["list-background-tasks", "--endpoint", server.url()];
    let ids = ["--project-id", "p", "--instance-id", "i"];
    [&list[..], &ids, more].concat()
}

fn service(total: u8) -> Server {
    let tasks = r#"[{"id": "t2"}, {"id": "t3"}]"#;
    let page = format!(r#"{{"task_count": "{total}", "tasks": {tasks}}}"#);
    Server::replying(Reply::json("200 OK", &page))
}

/// What stands on a terminal to which only messages go.
#[track_caller]
fn messages(server: &Server, more: &[&str]) -> String {
    let (mut person, program) = terminal();
    let mut command = dcs(&listing(server, more));
    command.stderr(program).stdout(Stdio::null());
    let status = command.status().unwrap();
    assert_eq!(status.code(), Some(0));
    // Its copy of the program's side would keep the terminal open.
    drop(command);
    let mut seen = Vec::new();
    // The end is an error on Linux and nothing elsewhere.
    let _ = person.read_to_end(&mut seen);
    String::from_utf8(seen).unwrap()
}

#[test]
fn people_are_told_that_a_table_is_not_the_whole_list() {
    let server = service(5);
    let table = ["-o", "table", "--offset", "2"];
    let told = messages(&server, &table);
    assert_eq!(told, "note: 1 more: --all shows the whole list\r\n");
    for (server, form) in [
        (service(4), "table"),
        (service(5), "tsv"),
        (service(5), "json"),
        (service(5), "jsonl"),
    ] {
        let told = messages(&server, &["-o", form, "--offset", "2"]);
        assert_eq!(told, "", "{form}");
    }
    assert_eq!(
        messages(&server, &[&table[..], &["-q", "tasks"]].concat()),
        ""
    );
    // A log is no place for it.
    let ended = run(&mut dcs(&listing(&server, &table)));
    assert_eq!((ended.status, ended.stderr.as_str()), (Some(0), ""));
}
