//! Pipes that close, and disks that are full.

use std::{io::Read as _, process::Stdio};

use super::{NO_CONTENT, dcs, deletion, run};
use loopback::Server;

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    for arguments in [&["completions", "bash"][..], &["--help"], &["man"]] {
        let mut command = dcs(arguments);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        assert_eq!(stderr, "", "{arguments:?}");
        // It may have written everything before the pipe closed.
        let status = child.wait().unwrap().code();
        assert!(matches!(status, Some(141 | 0)), "{arguments:?}: {status:?}");
    }
}

#[test]
fn nobody_reading_the_diagnostics_changes_no_status() {
    let mut child = dcs(&["--bogus"]).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    for (form, start) in [
        ("text", "error: the result could not be written: "),
        (
            "json",
            r#"{"error":{"kind":"transport","status":null,"code":null,"message":"the result could not be written: "#,
        ),
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let server = Server::replying(NO_CONTENT);
        let mut command = dcs(&deletion(server.url(), &["--output", form]));
        let output = command
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with(start), "{stderr}");
        assert_eq!(server.requests().len(), 1);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_at_once() {
    use std::{net::TcpListener, os::unix::process::ExitStatusExt as _};

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let mut child = dcs(&deletion(&endpoint, &[]))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let _waiting = listener.accept().unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    // An interrupt would do the same, but a shell makes what it runs in the background ignore it.
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    // A shell shows this as 143.
    assert_eq!(child.wait().unwrap().signal(), Some(15));
}

#[test]
fn colour_is_for_terminals() {
    let ended = run(&mut dcs(&["--bogus"]));
    assert!(!ended.stderr.contains('\u{1b}'), "{ended:?}");
}
