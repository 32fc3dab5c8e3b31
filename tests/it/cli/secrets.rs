//! No secret in anything that is written.

use super::{Ended, TOKEN, answer, dcs, deletion, run};
use loopback::{Reply, Server};

const KEY: [(&str, &str); 3] = [
    ("HUAWEICLOUD_SDK_AK", "the-ak"),
    ("HUAWEICLOUD_SDK_SK", "hunter2-sk/of+the=test"),
    ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "hunter2-security/token"),
];

/// `unused` is no secret of this process: it is not in its environment.
#[track_caller]
fn check(ended: &Ended, unused: &str) {
    for text in [&ended.stdout, &ended.stderr] {
        let text = if unused.is_empty() {
            text.clone()
        } else {
            text.replace(unused, "")
        };
        assert!(!text.to_lowercase().contains("hunter2"), "{text}");
        assert!(!text.contains("Signature="), "{text}");
    }
}

#[test]
fn no_secret_is_written_even_where_the_server_repeats_it() {
    let repeated = format!("{TOKEN} {} {}", KEY[1].1, KEY[2].1);
    let body = format!(r#"{{"message":"{repeated}","error_msg":"{repeated}"}}"#);
    let answers = [
        answer("200 OK", &body),
        answer("404 Not Found", &body),
        answer("409 Conflict", &repeated),
        answer("200 OK", &repeated),
        Reply::http("204 No Content", &format!("x-request-id: {TOKEN}\r\n"), ""),
        Reply::http(
            "302 Found",
            &format!("location: http://{TOKEN}.test/\r\n"),
            "",
        ),
    ];
    for answer in &answers {
        for form in ["text", "json"] {
            for with_token in [true, false] {
                let server = Server::replying(answer.clone());
                let more = ["--output", form, "-vv", "--max-attempts", "1"];
                let mut command = dcs(&deletion(server.url(), &more));
                command.envs(KEY);
                if !with_token {
                    command.env_remove("DCS_AUTH_TOKEN");
                }
                let ended = run(&mut command);
                assert_eq!(server.requests().len(), 1);
                let unused = if with_token { "" } else { TOKEN };
                check(&ended, unused);
                assert!(ended.stderr.contains("dcs_client"), "no log: {ended:?}");
            }
        }
    }
}

/// Each as URLs write it, in capitals, and with JSON's escaped slash.
#[test]
fn no_secret_is_written_however_the_server_spells_it() {
    let percent = |text: &str| {
        text.replace('/', "%2F")
            .replace('+', "%2b")
            .replace('=', "%3D")
    };
    let secrets = [TOKEN, KEY[1].1, KEY[2].1];
    for spelled in [
        secrets.map(percent),
        secrets.map(str::to_uppercase),
        secrets.map(|secret| secret.replace('/', r"\/")),
    ] {
        let body = format!(
            r#"{{"message":"{0}","error_msg":"{0}"}}"#,
            spelled.join(" ")
        );
        for answer in [answer("200 OK", &body), answer("404 Not Found", &body)] {
            for form in ["text", "json"] {
                let server = Server::replying(answer.clone());
                let more = ["--output", form, "--max-attempts", "1"];
                let ended = run(dcs(&deletion(server.url(), &more)).envs(KEY));
                assert_eq!(server.requests().len(), 1);
                check(&ended, "");
                let written = format!("{}{}", ended.stdout, ended.stderr);
                assert!(written.contains("[redacted]"), "{written}");
            }
        }
    }
}

#[test]
fn no_secret_is_written_where_nothing_is_sent() {
    for more in [
        &["--dry-run"][..],
        &["--dry-run", "-vv", "--output", "json"],
        &["--task-id", "..", "-vv"],
        &["--endpoint", "https://user:hunter2@h.test"],
    ] {
        let mut arguments = deletion("https://h.test", &[]);
        if more.contains(&"--endpoint") {
            arguments.drain(1..3);
        }
        if more.contains(&"--task-id") {
            arguments.drain(7..9);
        }
        arguments.extend(more);
        check(&run(dcs(&arguments).envs(KEY)), "");
        let mut command = dcs(&arguments);
        command.envs(KEY).env_remove("DCS_AUTH_TOKEN");
        check(&run(&mut command), "");
    }
}

#[test]
fn logs_are_on_stderr_and_hold_no_ids() {
    let server = Server::replying(super::NO_CONTENT);
    let ended = run(&mut dcs(&deletion(server.url(), &["-v"])));
    assert_eq!(ended.stdout, "204 No Content (request r-1)\n");
    assert!(
        ended.stderr.contains("http.response.status_code=204"),
        "{ended:?}"
    );
    assert!(!ended.stderr.contains("8abf6e1e"), "{ended:?}");
}
