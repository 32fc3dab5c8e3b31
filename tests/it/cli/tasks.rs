//! The loop from finding a task to deleting it, through the command and against the mock that remembers.

use dcs_httpmock::{MockServer, Tasks, dcs_client::types::BackgroundTask};
use serde_json::{Value, json};

use super::{Ended, dcs, run};

/// `dcs <operation> …` about the instance `i`, with its result as JSON.
pub(super) fn ask(server: &MockServer, operation: &str, more: &[&str]) -> Ended {
    ask_for(server, operation, &[more, &["--output", "json"]].concat())
}

/// The same, with its result as `more` says.
pub(super) fn ask_for(server: &MockServer, operation: &str, more: &[&str]) -> Ended {
    let endpoint = server.base_url();
    let mut arguments = vec![operation, "--endpoint", &endpoint];
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

/// The lines of a result as JSON.
pub(super) fn lines(ended: &Ended) -> Vec<Value> {
    let lines = ended.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// An instance with so many tasks that have ended, `t0` and so on.
pub(super) fn with_tasks(server: &MockServer, count: usize) -> Tasks {
    let tasks = Tasks::of(server, "i");
    for number in 0..count {
        tasks.add_ended(&format!("t{number}"), "SUCCESS");
    }
    tasks
}

#[test]
fn a_task_is_waited_for_and_its_end_is_the_exit_status() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 1);
    tasks.add_ended("failed", "FAILED").add_running("busy", 99);
    for (id, more, end, status) in [
        ("t0", &[][..], "succeeded", 0),
        ("failed", &[], "failed", 1),
        ("busy", &["--deadline", "1ms"], "timed_out", 3),
        ("nobody", &[], "gone", 4),
        ("nobody", &["--ignore-not-found"], "gone", 0),
    ] {
        let arguments = [&["--task-id", id], more].concat();
        let ended = ask(&server, "wait-background-task", &arguments);
        assert_eq!(ended.status, Some(status), "{id}: {ended:?}");
        let line = &lines(&ended)[0];
        assert_eq!(line["operation"], "wait_for_background_task");
        assert_eq!(line["end"], end, "{ended:?}");
    }
    let of_t0 = |form: &[&str]| {
        let arguments = [&["--task-id", "t0"], form].concat();
        ask_for(&server, "wait-background-task", &arguments).stdout
    };
    assert_eq!(of_t0(&["-o", "tsv"]), "t0\tsucceeded\n");
    assert_eq!(of_t0(&["-q", "status"]), "SUCCESS\n");
    let refused = ["--task-id", "t0", "--deadline", "soon"];
    let refused = ask(&server, "wait-background-task", &refused);
    assert_eq!(refused.status, Some(2), "{refused:?}");
}

#[test]
fn a_list_is_followed_to_its_end_and_written_as_asked_for() {
    let server = MockServer::start();
    with_tasks(&server, 5);
    let list = |more: &[&str]| {
        let arguments = [&["--all", "--limit", "2"], more].concat();
        let ended = ask_for(&server, "list-background-tasks", &arguments);
        assert_eq!(ended.status, Some(0), "{ended:?}");
        ended.stdout
    };
    let whole: Value = serde_json::from_str(&list(&["-o", "json"])).unwrap();
    assert_eq!(whole["body"]["task_count"], "5");
    assert_eq!(whole["body"]["tasks"].as_array().unwrap().len(), 5);
    let jsonl = list(&["-o", "jsonl"]);
    assert_eq!(jsonl.lines().count(), 5, "{jsonl}");
    assert_eq!(
        jsonl.lines().next(),
        Some(r#"{"id":"t0","status":"SUCCESS"}"#)
    );
    let tsv = list(&["-otsv"]);
    assert_eq!(tsv.lines().next(), Some("t0\t\tSUCCESS\t\t"));
    let table = list(&["--output=table"]);
    assert_eq!(
        table.lines().take(2).collect::<Vec<_>>(),
        [
            "ID  NAME  STATUS   CREATED_AT  UPDATED_AT",
            "t0        SUCCESS"
        ]
    );
    assert_eq!(
        list(&["-o", "text", "-q", "tasks[?id != 't9'].id | [:2]"]),
        "t0\nt1\n"
    );
    assert_eq!(list(&["-q", "length(tasks)"]), "5\n");
    let refused = ask(&server, "list-background-tasks", &["-q", "tasks["]);
    assert_eq!(refused.status, Some(2), "{refused:?}");
}

#[test]
fn all_pages_of_no_entries_are_refused_instead_of_an_empty_list() {
    let server = MockServer::start();
    with_tasks(&server, 1);
    for limit in ["0", "-1"] {
        let all = ["--all", "--limit", limit];
        let refused = ask(&server, "list-background-tasks", &all);
        assert_eq!(refused.status, Some(2), "{refused:?}");
        assert!(refused.stderr.contains("at least 1"), "{refused:?}");
    }
}

#[test]
fn a_form_for_lists_is_refused_where_there_is_none_before_anything_is_sent() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 1);
    let more = ["--task-id", "t0", "--yes", "-o", "tsv"];
    let refused = ask_for(&server, "delete-background-task", &more);
    assert_eq!(refused.status, Some(2), "{refused:?}");
    assert!(refused.stderr.contains("--output tsv"), "{refused:?}");
    assert_eq!(tasks.ids(), ["t0"]);
}

#[test]
fn a_list_that_is_gone_has_no_line_for_programs() {
    let server = MockServer::start();
    Tasks::of(&server, "other");
    for (form, written) in [("tsv", ""), ("jsonl", ""), ("table", "404 Not Found\n")] {
        let more = ["--ignore-not-found", "-o", form];
        let gone = ask_for(&server, "list-background-tasks", &more);
        assert_eq!((gone.status, gone.stdout.as_str()), (Some(0), written));
    }
}

/// What the document does not know is not dropped.
#[test]
fn json_has_everything_that_the_service_has_written() {
    let body = r#"{"task_count": "1", "tasks": [{"id": "a", "status": "FAILED", "new": {"x": 1}}], "next": 2}"#;
    let server = loopback::Server::replying(loopback::Reply::json("200 OK", body));
    let arguments = [
        "list-background-tasks",
        "--endpoint",
        server.url(),
        "-o",
        "json",
    ];
    let ids = ["--project-id", "p", "--instance-id", "i"];
    let ended = run(&mut dcs(&[&arguments[..], &ids].concat()));
    let line: Value = serde_json::from_str(&ended.stdout).unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(line["body"], body);
    let arguments = ["wait-background-task", "--endpoint", server.url(), "-ojson"];
    let waited = run(&mut dcs(&[&arguments[..], &ids, &["--task-id=a"]].concat()));
    let line: Value = serde_json::from_str(&waited.stdout).unwrap();
    assert_eq!(line["task"], body["tasks"][0]);
}

#[test]
fn a_group_has_the_commands_of_its_tag_by_short_names() {
    let server = MockServer::start();
    let tasks = with_tasks(&server, 2);
    let endpoint = server.base_url();
    let call = |verb: &str, more: &[&str]| {
        let arguments = [
            "background-task",
            verb,
            "--endpoint",
            &endpoint,
            "-o",
            "json",
        ];
        let ids = ["--project-id", "p", "--instance-id", "i"];
        run(&mut dcs(&[&arguments[..], &ids, more].concat()))
    };
    assert_eq!(body(&call("list", &[]))["task_count"], "2");
    assert_eq!(call("wait", &["--task-id", "t0"]).status, Some(0));
    assert_eq!(call("show", &["--task-id", "t0"]).status, Some(0));
    assert_eq!(
        call("delete", &["--task-id", "t0", "--yes"]).status,
        Some(0)
    );
    assert_eq!(tasks.ids(), ["t1"]);
    let help = run(&mut dcs(&["background-task", "--help"]));
    for verb in ["list", "show", "wait", "delete"] {
        assert!(help.stdout.contains(&format!("\n  {verb} ")), "{help:?}");
    }
    assert_eq!(call("destroy", &[]).status, Some(2));
}

/// What the README shows is what is printed. That it waits is left out, which takes its time.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../../README.md");
    let session = readme.split("$ dcs background-task ").skip(1);
    let server = MockServer::start();
    let tasks = Tasks::of(&server, "i");
    let extended = BackgroundTask::builder()
        .id("8abf6e1e72c12e7c0172c15b508500aa")
        .name("EXTEND")
        .status("SUCCESS")
        .created_at("2020-06-17T08:18:06.597Z")
        .updated_at("2020-06-17T08:18:10.106Z");
    tasks
        .add(extended)
        .add_ended("failed", "FAILED")
        .add_running("running", 5);
    let endpoint = server.base_url();
    let mut compared = 0;
    for command in session {
        let (line, printed) = command.split_once('\n').unwrap();
        if line.starts_with("wait ") {
            continue;
        }
        let printed = printed.split("```").next().unwrap();
        let arguments = line.replace("$URL", &endpoint).replace('\'', "");
        let arguments: Vec<_> = ["background-task"]
            .into_iter()
            .chain(arguments.split(' '))
            .collect();
        let ended = run(dcs(&arguments).env("HUAWEICLOUD_SDK_PROJECT_ID", "p"));
        let mut expected: Vec<_> = printed
            .lines()
            .map(|line| line.replace("$URL", &endpoint))
            .collect();
        let mut found: Vec<_> = ended.stdout.lines().chain(ended.stderr.lines()).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{line}");
        compared += 1;
    }
    assert_eq!(compared, 5);
}
