//! The mock, as a consumer's tests use it.

use dcs_httpmock::{
    HttpMockResponse, MockServer, MockServerExt as _, client_of,
    dcs_client::{ApiError, Client, Response, types},
    in_turn,
};

type Deleted = Result<Response<Option<types::DeleteBackgroundTaskResponse>>, ApiError>;

fn delete(client: &Client, task: &str) -> Deleted {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let call = client.delete_background_task();
    let call = call.project_id("p").instance_id("i").task_id(task).send();
    runtime.block_on(call)
}

fn error(code: &str) -> types::ErrorResponse {
    let error = types::ErrorResponse::builder().error_code(code);
    error.try_into().unwrap()
}

#[test]
fn each_documented_answer_reaches_the_client() {
    let server = MockServer::start();
    let client = client_of(&server).unwrap();
    let id = |id: &str| id.parse::<types::TaskId>().unwrap();
    let ok = server.delete_background_task(|when, then| {
        when.task_id(&id("ok")).project_id(&"p".parse().unwrap());
        let body = types::DeleteBackgroundTaskResponse::builder().message("done");
        then.ok(body);
    });
    let no_content = server.delete_background_task(|when, then| {
        when.task_id(&id("no-content"));
        then.no_content();
    });
    let not_found = server.delete_background_task(|when, then| {
        when.task_id(&id("not-found"));
        then.not_found(&error("DCS.4022"));
    });

    let deleted = delete(&client, "ok").unwrap();
    let body = deleted.into_inner().unwrap();
    assert_eq!(body.message.as_deref(), Some("done"));
    let deleted = delete(&client, "no-content").unwrap();
    assert_eq!((deleted.status().as_u16(), deleted.is_none()), (204, true));
    let failed = delete(&client, "not-found").unwrap_err();
    assert_eq!(
        (failed.is_not_found(), failed.code()),
        (true, Some("DCS.4022"))
    );
    for mock in [ok, no_content, not_found] {
        mock.assert();
    }
}

#[test]
fn a_value_matches_itself_and_no_longer_one() {
    let server = MockServer::start();
    server.delete_background_task(|when, then| {
        when.instance_id(&"i".parse().unwrap())
            .task_id(&"t".parse().unwrap());
        then.no_content();
    });
    let client = client_of(&server).unwrap();
    assert!(delete(&client, "t").is_ok());
    assert!(delete(&client, "tt").is_err());
    assert!(delete(&client, "t-t").is_err());
}

#[test]
fn a_service_that_recovers_is_retried() {
    let server = MockServer::start();
    let mock = server.delete_background_task(|_, then| {
        let busy = HttpMockResponse::builder().status(503).build();
        let deleted = HttpMockResponse::builder().status(200).body("{}").build();
        then.into_inner().respond_with(in_turn([busy, deleted]));
    });
    let client = client_of(&server).unwrap();
    assert_eq!(delete(&client, "t").unwrap().status(), 200);
    mock.assert_calls(2);
}

#[test]
fn a_request_that_no_mock_fits_fails_loudly_and_says_what_it_was() {
    let server = MockServer::start();
    let client = client_of(&server).unwrap();
    let check = |said: &str| {
        let failed = delete(&client, "t").unwrap_err();
        assert!(!failed.is_not_found() && !failed.is_retryable(), "{failed}");
        assert_eq!(failed.status().unwrap().as_u16(), 501);
        let text = failed.message().unwrap();
        assert!(
            text.contains("`DELETE /v2/p/instances/i/tasks/t`"),
            "{text}"
        );
        assert!(text.contains(said), "{text}");
    };
    check("no `server.delete_background_task(…)` was made");
    let mock = server.delete_background_task(|when, then| {
        when.task_id(&"other".parse().unwrap());
        then.no_content();
    });
    check("has a condition that the request does not meet");
    mock.assert_calls(0);
    // A mock that is made later is in front again, and other paths are httpmock's.
    let own = server.mock(|when, then| {
        when.path("/v3/projects");
        then.status(200);
    });
    server.delete_background_task(|_, then| {
        then.once().no_content();
    });
    assert!(delete(&client, "t").is_ok());
    check("has given all its answers");
    own.assert_calls(0);
}

#[test]
fn answers_come_in_turn_each_as_often_as_it_was_said() {
    let server = MockServer::start();
    let client = client_of(&server).unwrap();
    let busy = server.delete_background_task(|_, then| {
        let body = types::ErrorResponse::builder().error_code("DCS.4017");
        then.times(2).bad_request(body);
    });
    server.delete_background_task(|_, then| {
        then.no_content();
    });
    let is_busy = || delete(&client, "t").is_err_and(|error| error.is_busy());
    assert_eq!([is_busy(), is_busy(), is_busy()], [true, true, false]);
    busy.assert_calls(2);
}

#[test]
#[should_panic(expected = "the body is not the one that the document describes: invalid type")]
fn a_literal_that_is_no_documented_body_fails_the_test_that_has_it() {
    MockServer::start().list_background_tasks(|_, then| {
        then.ok(serde_json::json!({"tasks": 1}));
    });
}
