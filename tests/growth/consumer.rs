//! A consumer of the grown mock, as `main.rs` puts it beside the mock: an example of it.

use dcs_httpmock::{
    MockServer, MockServerExt as _, client_of,
    dcs_client::{Client, types},
};

#[tokio::main(flavor = "current_thread")]
#[allow(deprecated)]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start_async().await;
    let client = client_of(&server)?;
    // A parameter that is one of some integers is an integer: lowering says so with a warning.
    let level = 2;
    let names = ["a", "b&c"].map(str::to_owned).to_vec();
    let listed = server.list_background_tasks(|when, then| {
        when.instance_id(&"i".parse().unwrap())
            .level(level)
            .names(&names)
            .status(types::Status::Failed)
            .limit(None)
            .deep(true)
            .x_language("en");
        then.ok(&vec![types::Task::builder().id("t".to_owned()).try_into().unwrap()]);
    });
    let call = client.list_background_tasks().project_id("p").instance_id("i").level(level);
    let call = call.names(["a", "b&c"]).status(types::Status::Failed).deep(Some(true));
    let tasks = call.x_language("en").send().await?;
    assert_eq!(tasks[0].id.as_deref(), Some("t"));
    listed.assert();

    let created = server.create_background_task(|when, then| {
        when.body(&types::NewTask::builder().name("n").try_into().unwrap());
        then.accepted(&types::Task::builder().try_into().unwrap());
    });
    let call = client.create_background_task().project_id("p").instance_id("i");
    let task = call.body(types::NewTask::builder().name("n")).send().await?;
    assert_eq!(task.status(), 202);
    created.assert();

    patterns_end(&server, &client).await;
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

    server.mock(|when, then| {
        when.path("/v2/p/instances/other/tasks");
        then.status(200)
            .header("content-type", "application/json")
            .body(format!(r#"[{{"label": "{long}!"}}]"#));
    });
    let call = client.list_background_tasks().project_id("p").instance_id("other").level(2);
    let error = call.send().await.expect_err("the label does not match");
    assert!(error.to_string().contains("doesn't match pattern"), "{error}");
}
