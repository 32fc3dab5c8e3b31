//! A consumer of the grown mock, as `main.rs` puts it beside the mock: an example of it.

use dcs_httpmock::{
    MockServer, MockServerExt as _, client_of,
    dcs_client::{ApiError, Client, types},
};

#[tokio::main(flavor = "current_thread")]
#[allow(deprecated)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    // A parameter that is one of some integers is an integer: lowering says so with a warning.
    let level = 2;
    let names = ["a", "b&c"].map(str::to_owned).to_vec();
    let listed = server.list_jobs(|when, then| {
        when.instance_id(&"i".parse().unwrap())
            .level(level)
            .names(&names)
            .status(types::Status::Failed)
            .limit(None)
            .deep(true)
            .x_language("en");
        then.ok(&vec![types::Task::builder().id("t").try_into().unwrap()]);
    });
    let call = client.list_jobs().project_id("p").instance_id("i").level(level);
    let call = call.names(["a", "b&c"]).status(types::Status::Failed).deep(Some(true));
    let tasks = call.x_language("en").send().await?;
    assert_eq!(tasks[0].id.as_deref(), Some("t"));
    listed.assert();

    let created = server.create_job(|when, then| {
        when.body(&types::NewTask::builder().name("n").try_into().unwrap());
        then.accepted(types::Task::builder());
    });
    let call = client.create_job().project_id("p").instance_id("i");
    let task = call.body(types::NewTask::builder().name("n")).send().await?;
    assert_eq!(task.status(), 202);
    created.assert();

    patterns_end(&server, &client).await;
    answers_are_read_tolerantly(&server, &client).await;
    what_is_read_is_written_again(&server, &client).await;
    what_is_sent_may_be_emptied()?;
    bodies_may_be_no_objects(&server, &client).await?;
    a_redirect_may_have_a_body(&server, &client).await;
    what_has_no_schema_is_anything_or_nothing(&server, &client).await?;
    Ok(())
}

/// Texts that keep engines which backtrack busy for ever.
#[allow(deprecated)]
async fn patterns_end(server: &MockServer, client: &Client) {
    let long = "a".repeat(10_000);
    assert!(format!("{long}!").parse::<types::Label>().is_err());
    assert!(long.parse::<types::Label>().is_ok());
    for (slug, is_valid) in [("go", true), ("test", false), ("zoo", false), ("a-b", false)] {
        assert_eq!(slug.parse::<types::Slug>().is_ok(), is_valid, "{slug}");
    }
    assert!("red".parse::<types::Colour>().is_ok());
    assert!("Blue".parse::<types::Colour>().is_err());

    server.list_jobs(|when, then| {
        when.instance_id(&"other".parse().unwrap());
        then.into_inner()
            .status(200)
            .header("content-type", "application/json")
            .body(format!(r#"[{{"label": "{long}!"}}]"#));
    });
    let call = client.list_jobs().project_id("p").instance_id("other").level(2);
    let error = call.send().await.expect_err("the label does not match");
    assert!(error.to_string().contains("doesn't match pattern"), "{error}");
}

/// What the client makes of the list of tasks that the instance `id` answers with.
#[allow(deprecated)]
async fn listed(server: &MockServer, client: &Client, id: &str, body: &str) -> Result<Vec<types::Task>, String> {
    let mut mock = server.list_jobs(|when, then| {
        when.instance_id(&id.parse().unwrap());
        then.into_inner().status(200).header("content-type", "application/json").body(body);
    });
    let call = client.list_jobs().project_id("p").instance_id(id).level(2);
    let tasks = call.send().await;
    mock.delete();
    tasks.map(|tasks| tasks.into_inner()).map_err(|error| error.to_string())
}

async fn answers_are_read_tolerantly(server: &MockServer, client: &Client) {
    let body = r#"[{"id": 7, "level": "2", "label": "", "status": "frozen", "counts": {"a": "3"},
        "steps": [{"status": "failed", "note": "", "share": "0.5", "shown": "true", "steps": null}]}]"#;
    let tasks = listed(server, client, "odd", body).await.unwrap();
    let [task] = tasks.as_slice() else {
        panic!("{tasks:?}");
    };
    assert_eq!(task.id.as_deref(), Some("7"));
    assert!(task.level.is_some() && task.label.is_none());
    assert_eq!(task.status, Some(types::Status::Unknown("frozen".to_owned())));
    assert_eq!(task.counts["a"], 3);
    let step = &task.steps[0];
    assert_eq!(step.status, types::Status::Failed);
    assert_eq!((step.note.as_deref(), step.share, step.shown), (Some(""), Some(0.5), Some(true)));
    assert!(step.steps.is_empty());
    // Nothing that is sent became less strict.
    assert_eq!(types::Status::Unknown("frozen".to_owned()).to_string(), "frozen");
    assert!("frozen".parse::<types::Status>().is_err());

    let body = r#"[{"steps": [{"status": "failed"}, {"status": null}]}]"#;
    let error = listed(server, client, "wrong", body).await.unwrap_err();
    assert!(error.contains(": [0].steps[1].status: invalid type: null, expected a string"), "{error}");
}

/// Through types that the generator has trouble with.
async fn what_is_read_is_written_again(server: &MockServer, client: &Client) {
    for task in [
        r#"{"value": 7}"#,
        r#"{"value": 9007199254740993}"#,
        r#"{"value": 0.5}"#,
        r#"{"value": "text"}"#,
        r#"{"value": "2020-06-17T08:18:06.597Z"}"#,
        r#"{"value": ["a", "b"]}"#,
        r#"{"value": {"a": "a"}}"#,
        r#"{"chain": {}}"#,
        r#"{"chain": {"parent": {"parent": {}}, "wrapped": {}}}"#,
        r#"{"chain": {"other": {"before": null, "chain": {}}}}"#,
        r#"{"chain": {"other": {"before": {"before": null}}}}"#,
        r#"{"values": [null, 1, "a", {"a": []}, [[]]]}"#,
    ] {
        let tasks = listed(server, client, "again", &format!("[{task}]")).await.unwrap();
        assert_eq!(serde_json::to_string(&tasks).unwrap(), format!("[{}]", task.replace(": ", ":").replace(", ", ",")));
    }
    let error = listed(server, client, "long", r#"[{"value": "far too long"}]"#).await.unwrap_err();
    assert!(error.contains("[0].value"), "{error}");
}

/// Lists and maps that are sent: left out, emptied, and with something in them.
fn what_is_sent_may_be_emptied() -> Result<(), Box<dyn std::error::Error>> {
    let written = |task: types::NewTask| serde_json::to_string(&task);
    let task = || types::NewTask::builder().name("a");
    assert_eq!(written(task().try_into()?)?, r#"{"name":"a"}"#);
    let (labels, limits) = (Vec::<String>::new(), std::collections::HashMap::<String, i32>::new());
    let emptied = task().labels(labels).limits(limits);
    assert_eq!(written(emptied.try_into()?)?, r#"{"labels":[],"limits":{},"name":"a"}"#);
    let labelled = task().labels(vec!["b".to_owned()]);
    assert_eq!(written(labelled.try_into()?)?, r#"{"labels":["b"],"name":"a"}"#);
    let read: types::NewTask = serde_json::from_str(r#"{"labels":[],"name":"a"}"#)?;
    assert_eq!(written(read)?, r#"{"labels":[],"name":"a"}"#);
    Ok(())
}

async fn bodies_may_be_no_objects(server: &MockServer, client: &Client) -> Result<(), Box<dyn std::error::Error>> {
    server.count_jobs(|_, then| {
        then.ok(3);
    });
    assert_eq!(*client.count_jobs().project_id("p").send().await?, 3);
    server.limit_jobs(|when, then| {
        when.body(4);
        then.ok(true);
    });
    assert!(*client.limit_jobs().project_id("p").body(4).send().await?);
    server.read_label(|_, then| {
        then.ok("old");
    });
    assert_eq!(*client.read_label().project_id("p").send().await?, "old");
    server.write_label(|when, then| {
        when.body("new");
        then.ok(serde_json::json!({"a": "old"}));
    });
    server.write_label(|when, then| {
        when.body("newer");
        then.ok(&None);
    });
    let write = |label: &str| client.write_label().project_id("p").body(label).send();
    assert_eq!(write("new").await?.as_ref().and_then(|nested| nested.a.as_deref()), Some("old"));
    assert!(write("newer").await?.is_none());
    server.remove_label(|_, then| {
        then.ok(());
    });
    client.remove_label().project_id("p").send().await?;
    Ok(())
}

async fn a_redirect_may_have_a_body(server: &MockServer, client: &Client) {
    server.read_moved(|_, then| {
        then.found(serde_json::json!({"to": "there"})).once();
    });
    let error = client.read_moved().project_id("p").send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(302));
    let body: serde_json::Value = error.body().unwrap();
    assert_eq!(body["to"], "there");
    server.read_moved(|_, then| {
        then.temporary_redirect(types::Nested::builder().a("there"));
    });
    let error = client.read_moved().project_id("p").send().await.unwrap_err();
    let body: types::Nested = error.body().unwrap();
    assert_eq!(body.a.as_deref(), Some("there"));
}

async fn what_has_no_schema_is_anything_or_nothing(server: &MockServer, client: &Client) -> Result<(), ApiError> {
    server.read_anything(|_, then| {
        then.ok(serde_json::json!([1, "a"])).once();
    });
    let read = || client.read_anything().project_id("p").send();
    assert_eq!(*read().await?, serde_json::json!([1, "a"]));
    server.read_anything(|_, then| {
        then.into_inner().status(200).up_to_n_times(1);
    });
    assert!(read().await?.is_null());
    server.read_anything(|_, then| {
        then.not_found("no");
    });
    assert!(read().await.unwrap_err().is_not_found());
    Ok(())
}
