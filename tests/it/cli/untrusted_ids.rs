//! Ids that would lead elsewhere: sent to nobody.

use std::{net::TcpListener, time::Duration};

use super::{dcs, run};

#[test]
fn untrusted_ids_are_sent_to_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let long = "a".repeat(10_000);
    let untrusted = [
        "",
        ".",
        "..",
        "a/b",
        r"x\..\..\..\y",
        "%2e%2e",
        "a\nb",
        "a b",
        "ä",
        "\u{202e}",
        "a\u{200b}",
        "a\u{2028}",
        "a\u{e0041}",
        "a?b",
        "a#b",
        "a;b",
        "\u{1b}[31m",
        &long,
    ];
    for id in untrusted {
        for option in ["--project-id", "--instance-id", "--task-id"] {
            let mut arguments = vec!["delete-background-task", "--yes", "--endpoint", &endpoint];
            for each in ["--project-id", "--instance-id", "--task-id"] {
                arguments.extend([each, if each == option { id } else { "good" }]);
            }
            for form in ["text", "json"] {
                let ended = run(dcs(&arguments).args(["--output", form]));
                assert_eq!(
                    (ended.status, ended.stdout.as_str()),
                    (Some(2), ""),
                    "{id:?}"
                );
                let line = ended.stderr.trim_end_matches('\n');
                assert!(line.contains(option), "{id:?}: {line}");
                assert!(line.chars().count() < 320, "{id:?}: {line}");
                assert!(!line.contains(char::is_control), "{id:?}: {line}");
                let unseen = ['\u{202e}', '\u{200b}', '\u{2028}', '\u{e0041}'];
                assert!(!line.contains(unseen), "{id:?}: {line}");
            }
        }
    }
    std::thread::sleep(Duration::from_millis(50));
    let nobody = listener.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
}

#[cfg(unix)]
#[test]
fn an_id_that_is_no_text_is_refused() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};

    let mut command = dcs(&[
        "delete-background-task",
        "--yes",
        "--region",
        "r",
        "--task-id",
    ]);
    let ended = run(command.arg(OsStr::from_bytes(b"\xff")));
    assert_eq!(ended.status, Some(2));
    assert_eq!(ended.stderr, "error: --task-id: the value is not UTF-8\n");
}
