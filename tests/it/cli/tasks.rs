//! The loop from finding a task to deleting it, through the command and against the mock that remembers.

use dcs_httpmock::{MockServer, Tasks};
use serde_json::{Value, json};

use super::{Ended, dcs, run};

/// `dcs <operation> …` about the instance `i`, with its result as JSON.
fn ask(server: &MockServer, operation: &str, more: &[&str]) -> Ended {
    let endpoint = server.base_url();
    let mut arguments = vec![operation, "--endpoint", &endpoint, "--output", "json"];
    arguments.extend(["--project-id", "p", "--instance-id", "i"]);
    arguments.extend(more);
    run(&mut dcs(&arguments))
}

#[track_caller]
fn body(ended: &Ended) -> Value {
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let line: Value = serde_json::from_str(&ended.stdout).unwrap();
    line["body"].clone()
}

#[test]
fn a_task_is_listed_followed_and_deleted_when_it_has_ended() {
    let server = MockServer::start();
    let tasks = Tasks::of(&server, "i");
    tasks.add_ended("old", "FAILED").add_running("new", 3);

    let listed = body(&ask(&server, "list-background-tasks", &["--limit", "1"]));
    let old = json!({"id": "old", "status": "FAILED"});
    assert_eq!(listed, json!({"task_count": "2", "tasks": [old]}));

    let of_new = ["--task-id", "new"];
    let progress = body(&ask(&server, "show-background-task-progress", &of_new));
    assert_eq!(progress, json!({"progress": 33, "remain_time": 2}));

    let delete = |id| {
        ask(
            &server,
            "delete-background-task",
            &["--task-id", id, "--yes"],
        )
    };
    let busy = delete("new");
    assert_eq!(busy.status, Some(1), "{busy:?}");
    assert!(busy.stderr.contains("DCS.4017"), "{busy:?}");

    let offset = ["--offset", "1"];
    let states = [(); 2].map(|()| {
        let listed = body(&ask(&server, "list-background-tasks", &offset));
        listed["tasks"][0]["status"].as_str().unwrap().to_owned()
    });
    assert_eq!(states, ["EXECUTING", "SUCCESS"]);

    assert_eq!(delete("new").status, Some(0));
    assert_eq!(delete("new").status, Some(4), "it is gone");
    assert_eq!(tasks.ids(), ["old"]);
}

#[test]
fn another_instance_has_no_tasks_and_what_the_fake_does_not_know_is_refused() {
    let server = MockServer::start();
    Tasks::of(&server, "other");
    let gone = ask(&server, "list-background-tasks", &[]);
    assert_eq!(gone.status, Some(4), "{gone:?}");
    let endpoint = server.base_url();
    let arguments = [
        "list-instances",
        "--endpoint",
        &endpoint,
        "--project-id",
        "p",
    ];
    let unmatched = run(&mut dcs(&arguments));
    assert_eq!(unmatched.status, Some(1), "{unmatched:?}");
    assert!(
        unmatched
            .stderr
            .contains("no mock fits `GET /v2/p/instances`"),
        "{unmatched:?}"
    );
}
