//! Lists over the wire: the query that asks for a page, and answers as the service really writes them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dcs_client::{ApiError, Client, TaskEnd, Timestamp, types};

use crate::support::{INSTANCE, PROJECT, Reply, Server, TASK, client};

fn list(client: &Client) -> dcs_client::builder::ListBackgroundTasks<'_> {
    let call = client.list_background_tasks();
    call.project_id(PROJECT).instance_id(INSTANCE)
}

/// The line with which each request begins, without the part that all have.
fn queries(server: &Server) -> Vec<String> {
    let path = format!("GET /v2/{PROJECT}/instances/{INSTANCE}/tasks");
    let requests = server.requests();
    let query = |request: &String| {
        let line = request.lines().next().unwrap();
        let rest = line.strip_prefix(&path).unwrap();
        rest.strip_suffix(" HTTP/1.1").unwrap().to_owned()
    };
    requests.iter().map(query).collect()
}

#[tokio::test]
async fn times_go_into_the_query_as_the_vendor_writes_them() {
    let server = Server::replying(Reply::json("200 OK", "{}"));
    let client = client(&server);
    let since = UNIX_EPOCH + Duration::from_secs(1_591_718_400);
    let until: Timestamp = "2020-06-17T15:59:59Z".parse().unwrap();
    list(&client)
        .start_time(since)
        .end_time(until)
        .send()
        .await
        .unwrap();
    list(&client)
        .start_time("20200609160000")
        .send()
        .await
        .unwrap();
    let before: SystemTime = UNIX_EPOCH - Duration::from_secs(1);
    for refused in [
        list(&client).start_time(before).send().await,
        list(&client).start_time("2020-06-09").send().await,
    ] {
        assert!(refused.unwrap_err().to_string().contains("start_time: "));
    }
    assert_eq!(
        queries(&server),
        [
            "?end_time=20200617155959&start_time=20200609160000",
            "?start_time=20200609160000"
        ]
    );
}

/// A page with tasks of these ids.
fn page(ids: std::ops::Range<usize>) -> Reply {
    let tasks: Vec<_> = ids.map(|id| format!(r#"{{"id":"t{id}"}}"#)).collect();
    let body = format!(r#"{{"task_count":5,"tasks":[{}]}}"#, tasks.join(","));
    Reply::json("200 OK", &body)
}

#[tokio::test]
async fn all_pages_are_asked_for_and_none_before_it_is_wanted() -> Result<(), ApiError> {
    let server = Server::start([page(0..2), page(2..4), page(4..5)]);
    let client = client(&server);
    let mut tasks = list(&client).limit(2).stream();
    let mut ids = Vec::new();
    while let Some(task) = tasks.next().await {
        ids.extend(task?.id);
        assert_eq!(server.requests().len(), ids.len().div_ceil(2));
    }
    assert_eq!(ids, ["t0", "t1", "t2", "t3", "t4"]);
    assert_eq!(
        queries(&server),
        [
            "?limit=2&offset=0",
            "?limit=2&offset=2",
            "?limit=2&offset=4"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn a_wrong_parameter_ends_the_list_before_anything_is_sent() {
    let server = Server::replying(page(0..2));
    let client = client(&server);
    let mut pages = list(&client).limit(i64::MAX).pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("limit: "), "{error}");
    assert!(pages.next().await.is_none() && server.requests().is_empty());
}

/// As the service writes it, and not as its tables have it.
#[tokio::test]
async fn an_answer_that_contradicts_the_tables_is_read() {
    let body = r#"{"instance_num":"1","instances":[{"instance_id":"i","publicip_id":{},"access_user":null,
        "enterprise_project_id":0,"az_codes":[{"az_code":"a"}],"tags":[{"key":1,"value":"DCS"}],
        "no_password_access":false,"features":null,"port":"6379","updated_at":"","new":{}}]}"#;
    let server = Server::replying(Reply::json("200 OK", body));
    let client = client(&server);
    let found = client
        .list_instances()
        .project_id(PROJECT)
        .send()
        .await
        .unwrap();
    let [instance] = found.instances.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((found.instance_num, instance.port), (Some(1), Some(6379)));
    assert_eq!(instance.enterprise_project_id.as_deref(), Some("0"));
    assert_eq!(instance.tags[0].key.as_deref(), Some("1"));
    assert_eq!(instance.no_password_access.as_deref(), Some("false"));
    assert!(instance.publicip_id.is_none() && instance.updated_at.is_none());

    let body = r#"{"progress":"30","step_details":[{"step_status":"PAUSED","begin_time":"2022-09-01 11:52:24",
        "sub_step_details":null}]}"#;
    let server = Server::replying(Reply::json("200 OK", body));
    let client = crate::support::client(&server);
    let call = client.show_background_task_progress();
    let call = call.project_id(PROJECT).instance_id(INSTANCE).task_id(TASK);
    let progress = call.send().await.unwrap();
    let step = &progress.step_details[0];
    assert_eq!(
        step.step_status,
        Some(types::StepStatus::Unknown("PAUSED".to_owned()))
    );
    assert_eq!(step.begin_time.unwrap().to_string(), "2022-09-01T11:52:24Z");
    assert!(step.sub_step_details.is_empty());
}

#[tokio::test]
async fn what_cannot_be_read_is_named_with_its_path() {
    let body = r#"{"tasks":[{"id":"t"},{"details":{"rename_commands":[{}]}}]}"#;
    let server = Server::replying(Reply::json("200 OK", body));
    let error = list(&client(&server)).send().await.unwrap_err();
    let expected =
        "describes: tasks[1].details.rename_commands[0]: invalid type: map, expected a string";
    assert!(error.to_string().contains(expected), "{error}");
}

#[tokio::test]
async fn waiting_finds_the_task_wherever_in_the_list_it_is() {
    let tasks: Vec<_> = (0..100).map(|id| format!(r#"{{"id":"t{id}"}}"#)).collect();
    let full = format!(r#"{{"tasks":[{}]}}"#, tasks.join(","));
    let done = format!(r#"{{"tasks":[{{"id":"{TASK}","status":"SUCCESS"}}]}}"#);
    let server = Server::start([Reply::json("200 OK", &full), Reply::json("200 OK", &done)]);
    let client = client(&server);
    let wait = || {
        let wait = client.wait_for_background_task();
        wait.project_id(PROJECT).instance_id(INSTANCE)
    };
    let end = wait().task_id(TASK).wait().await.unwrap();
    assert!(
        matches!(&end, TaskEnd::Succeeded(task) if task.is_deletable()),
        "{end:?}"
    );
    assert_eq!(
        queries(&server),
        ["?limit=100&offset=0", "?limit=100&offset=100"]
    );

    let error = wait().task_id("../..").wait().await.unwrap_err();
    assert!(error.to_string().contains("task_id: "), "{error}");
    assert_eq!(server.requests().len(), 2);
    let gone = Server::replying(Reply::json("404 Not Found", r#"{"error_code":"DCS.3022"}"#));
    let client = crate::support::client(&gone);
    let wait = client
        .wait_for_background_task()
        .project_id(PROJECT)
        .instance_id(INSTANCE);
    assert!(matches!(wait.task_id(TASK).wait().await, Ok(TaskEnd::Gone)));
}
