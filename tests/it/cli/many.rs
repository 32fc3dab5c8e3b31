//! Many tasks at once: those that are named, and those that fit.

use dcs_httpmock::MockServer;
use serde_json::{Value, json};

use super::{
    Ended, dcs,
    tasks::{ask, ask_for, lines, with_tasks},
};
use crate::command::put;

#[test]
fn many_are_deleted_with_a_line_for_each_and_a_summary() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 3);
    tasks.add_running("busy", 9);
    let ids = [
        "--task-id",
        "t0",
        "--task-id",
        "gone",
        "--task-id",
        "t1",
        "--task-id",
        "busy",
    ];
    let more = [&ids[..], &["--yes", "--parallel", "2"]].concat();
    let ended = ask(&server, "delete-background-task", &more);
    assert_eq!(
        ended.status,
        Some(1),
        "the worst end is a refusal: {ended:?}"
    );
    assert_eq!(ended.stderr, "");
    let mut lines = lines(&ended);
    let summary = lines.pop().unwrap();
    assert_eq!(
        summary,
        json!({
            "operation": "delete_background_task",
            "summary": {"deleted": 2, "gone": 1, "failed": 1, "unknown": 0, "not_sent": 0},
        })
    );
    let mut ends: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["id"].as_str().unwrap(),
                &line["status"],
                &line["error"]["code"],
            )
        })
        .collect();
    ends.sort_by_key(|(id, _, _)| *id);
    assert_eq!(
        ends,
        [
            ("busy", &Value::Null, &json!("DCS.4017")),
            ("gone", &Value::Null, &json!("DCS.4022")),
            ("t0", &json!(204), &Value::Null),
            ("t1", &json!(204), &Value::Null),
        ]
    );
    assert_eq!(tasks.ids(), ["t2", "busy"]);

    let gone = [
        "--task-id",
        "t0",
        "--task-id",
        "t2",
        "--yes",
        "--ignore-not-found",
    ];
    let ended = ask(&server, "delete-background-task", &gone);
    assert_eq!(ended.status, Some(0), "{ended:?}");
}

#[test]
fn ids_come_from_a_file_and_a_wrong_one_is_named_with_its_line_before_anything_is_sent() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 3);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ids.txt");
    let from = |text: &str| {
        put(folder.path(), "ids.txt", text);
        let file = file.to_str().unwrap();
        ask(
            &server,
            "delete-background-task",
            &["--task-ids-from", file, "--yes"],
        )
    };
    let refused = from("t0\n\nt1/..\n");
    assert_eq!(refused.status, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("ids.txt:3: "), "{refused:?}");
    assert_eq!(tasks.ids().len(), 3);
    let ended = from("# of May\nt0\nt2\nt0\n");
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!(lines(&ended).len(), 3, "each once, and the summary");
    assert_eq!(tasks.ids(), ["t1"]);
    // Only the option of the file reads standard input.
    let ended = ask(
        &server,
        "delete-background-task",
        &["--task-id", "-", "--yes"],
    );
    assert_eq!(ended.status, Some(4), "{ended:?}");
}

#[test]
fn an_instance_is_cleaned_up_of_what_fits_and_a_dry_run_only_looks() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 2);
    tasks.add_ended("failed", "FAILED").add_running("busy", 9);
    let fitting = ["--status", "SUCCESS", "--dry-run"];
    let ended = ask(&server, "delete-background-task", &fitting);
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let shown: Vec<_> = lines(&ended)
        .iter()
        .map(|line| line["dry_run"].as_str().unwrap().contains("/tasks/t"))
        .collect();
    assert_eq!(shown, [true, true]);
    assert_eq!(tasks.ids().len(), 4);

    let unasked = ask(&server, "delete-background-task", &["--status", "SUCCESS"]);
    assert_eq!(unasked.status, Some(2), "{unasked:?}");
    assert!(unasked.stderr.contains("add --yes"), "{unasked:?}");
    let both = ["--status", "SUCCESS", "--task-id", "t0", "--yes"];
    assert_eq!(
        ask(&server, "delete-background-task", &both).status,
        Some(2)
    );
    // Nobody knows when these ended.
    let old = ["--older-than", "30d", "--yes"];
    let ended = ask(&server, "delete-background-task", &old);
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!(tasks.ids().len(), 4);

    let ended = ask(
        &server,
        "delete-background-task",
        &["--status", "success", "--yes"],
    );
    assert_eq!(ended.status, Some(0), "{ended:?}");
    assert_eq!(tasks.ids(), ["failed", "busy"]);
}

#[test]
fn a_status_that_is_no_end_is_refused_with_those_that_are() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 1);
    for status in ["EXECUTING", "SUCESS", ""] {
        let more = ["--status", status, "--yes"];
        let refused = ask(&server, "delete-background-task", &more);
        assert_eq!(refused.status, Some(2), "{status}: {refused:?}");
        let names_both =
            refused.stderr.contains("SUCCESS, ") && refused.stderr.contains("FAILED, ");
        assert!(names_both, "{status}: {refused:?}");
    }
    assert_eq!(tasks.ids(), ["t0"]);
}

#[test]
fn a_running_task_is_explained_and_can_be_waited_for_before_it_is_deleted() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 0);
    tasks.add_running("new", 1);
    let busy = ask(
        &server,
        "delete-background-task",
        &["--task-id", "new", "--yes"],
    );
    assert!(
        busy.stderr.contains("--wait deletes its record"),
        "{busy:?}"
    );
    let more = ["--task-id", "new", "--yes", "--wait"];
    let waited = ask(&server, "delete-background-task", &more);
    assert_eq!(waited.status, Some(0), "{waited:?}");
    assert!(tasks.ids().is_empty());
    tasks.add_running("slow", 99);
    let more = ["--task-id", "slow", "--yes", "--wait", "--deadline", "1ms"];
    let late = ask(&server, "delete-background-task", &more);
    assert_eq!(late.status, Some(1), "{late:?}");
    assert!(late.stdout.contains("the task still runs"), "{late:?}");
}

/// For people the advice stands behind the lines, once however many failed alike.
#[test]
fn what_to_do_about_failures_is_said_once() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 0);
    tasks.add_running("one", 9).add_running("two", 9);
    let more = ["--task-id", "one", "--task-id", "two", "--yes"];
    let ended = ask_for(&server, "delete-background-task", &more);
    assert_eq!(ended.stderr.matches("hint: ").count(), 1, "{ended:?}");
    assert!(
        ended.stderr.contains("--wait deletes its record"),
        "{ended:?}"
    );
}

#[test]
fn a_query_about_many_is_refused_before_anything_is_sent() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 2);
    let more = ["--task-id", "t0", "--task-id", "t1", "--yes", "-q", "id"];
    let refused = ask(&server, "delete-background-task", &more);
    assert_eq!(refused.status, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("--query"), "{refused:?}");
    assert_eq!(tasks.ids().len(), 2);
}

/// Where the reader has gone, what is not sent stays unsent.
#[cfg(unix)]
#[test]
fn a_closed_pipe_sends_no_other_deletion() {
    use std::process::Stdio;

    let server = MockServer::start();
    let tasks = with_tasks(&server, 40);
    let ids: Vec<_> = (0..40)
        .map(|number| format!("--task-id=t{number}"))
        .collect();
    let endpoint = format!("--endpoint={}", server.base_url());
    let mut arguments = vec!["delete-background-task", &endpoint, "--yes", "-ojson"];
    arguments.extend(["--project-id=p", "--instance-id=i", "--parallel=2"]);
    arguments.extend(ids.iter().map(String::as_str));
    let mut child = dcs(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(141));
    // The first line found nobody; two were sent by then, and at most one more beside it.
    assert!(tasks.ids().len() >= 37, "{:?}", tasks.ids());
}

/// Deletes with one at a time of a service that does not answer, and is interrupted so often.
#[cfg(unix)]
fn interrupted(server: &loopback::Server, more: &[&str], times: usize) -> Ended {
    use std::process::{Command, Stdio};

    let endpoint = format!("--endpoint={}", server.url());
    let arguments = [
        "delete-background-task",
        &endpoint,
        "--yes",
        "-ojson",
        "--project-id=p",
        "--instance-id=i",
        "--task-id=a",
        "--task-id=b",
        "--task-id=c",
        "--parallel=1",
        "--max-attempts=1",
    ];
    let running = dcs(&[&arguments[..], more].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while server.requests().is_empty() {
        std::thread::yield_now();
    }
    for _ in 0..times {
        let signal = Command::new("kill")
            .args(["-INT", &running.id().to_string()])
            .status();
        assert!(signal.unwrap().success());
        // Two that come at once are one.
        std::thread::sleep(std::time::Duration::from_millis(300));
    }
    Ended::from(running.wait_with_output().unwrap())
}

/// Of each line, whether it was sent; of the last, how many.
#[cfg(unix)]
fn sent(ended: &Ended) -> (Vec<Value>, Value) {
    let mut lines = lines(ended);
    let summary = lines.pop().unwrap()["summary"].take();
    let sent = lines.iter().map(|line| line["error"]["sent"].clone());
    (sent.collect(), summary)
}

/// Ctrl-C sends no other deletion, and the one that was sent goes on to its end, which a second one does not
/// wait for.
#[cfg(unix)]
#[test]
fn what_was_not_sent_when_it_is_interrupted_is_said() {
    for (limit, times) in [("--timeout=2", 1), ("--timeout=60", 2)] {
        let server = loopback::Server::replying(loopback::Reply::Hold(Vec::new()));
        let ended = interrupted(&server, &[limit], times);
        assert_eq!(
            ended.status,
            Some(3),
            "nobody knows of the first: {ended:?}"
        );
        let counts = json!({"deleted": 0, "gone": 0, "failed": 0, "unknown": 1, "not_sent": 2});
        assert_eq!(
            sent(&ended),
            (["unknown", "no", "no"].map(Value::from).to_vec(), counts)
        );
        assert_eq!(server.requests().len(), 1);
    }
}

/// What only waits has sent nothing that could take effect.
#[cfg(unix)]
#[test]
fn who_waits_for_a_task_to_end_is_not_kept_by_it_when_interrupted() {
    let body = r#"{"task_count": "1", "tasks": [{"id": "a", "status": "EXECUTING"}]}"#;
    let server = loopback::Server::replying(loopback::Reply::json("200 OK", body));
    let ended = interrupted(&server, &["--wait"], 1);
    assert_eq!(ended.status, Some(2), "{ended:?}");
    let counts = json!({"deleted": 0, "gone": 0, "failed": 0, "unknown": 0, "not_sent": 3});
    assert_eq!(sent(&ended), (vec![json!("no"); 3], counts));
    assert!(
        server
            .requests()
            .iter()
            .all(|request| !request.starts_with("DELETE"))
    );
}
