//! Settings for one call.

use std::time::Duration;

use dcs_client::builder::DeleteBackgroundTask;
use dcs_client::{Client, Reason, RetryPolicy, SettingError, types};

use crate::support::{INSTANCE, PROJECT, Reply, Server, TASK, at_once, client};

fn call(client: &Client) -> DeleteBackgroundTask<'_> {
    let call = client.delete_background_task();
    call.project_id(PROJECT).instance_id(INSTANCE).task_id(TASK)
}

#[tokio::test]
async fn one_call_has_its_own_time_limit_and_policy() {
    let server = Server::replying(Reply::Hold(vec![]));
    let client = client(&server);
    let hasty = call(&client).timeout(Duration::from_millis(50));
    assert!(hasty.send().await.unwrap_err().is_timeout());

    let server = Server::replying(Reply::status("503 X"));
    let client = crate::support::client(&server);
    let once = call(&client).retry(RetryPolicy::none());
    assert_eq!(once.send().await.unwrap_err().attempts(), 1);
    let often = call(&client).retry(at_once().max_attempts(5));
    assert_eq!(often.send().await.unwrap_err().attempts(), 5);
    assert_eq!(call(&client).send().await.unwrap_err().attempts(), 3);
}

#[tokio::test]
async fn a_header_of_ones_own_is_sent_and_signed() {
    let server = Server::replying(Reply::status("204 No Content"));
    let key = dcs_client::Credentials::access_key("my-ak", "my-sk");
    let client = crate::support::builder(&server)
        .credentials(key)
        .build()
        .unwrap();
    let call = call(&client)
        .header("X-Language", "en-us")
        .header("accept-language", "en");
    call.send().await.unwrap();
    let request = &server.requests()[0];
    assert!(request.contains("x-language: en-us\r\n"), "{request}");
    assert!(request.contains("accept-language: en\r\n"), "{request}");
    assert!(
        request.contains("SignedHeaders=host;x-language;x-sdk-date,"),
        "{request}"
    );
}

#[tokio::test]
async fn a_header_that_no_caller_may_choose_is_refused_with_its_name_and_nothing_is_sent() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    for name in [
        "Content-Length",
        "Host",
        "X-Auth-Token",
        "X-Sdk-Date",
        "accept",
        "User-Agent",
    ] {
        let error = call(&client)
            .header(name, "hunter2")
            .send()
            .await
            .unwrap_err();
        assert!(
            matches!(
                error.reason(),
                Reason::Setting(SettingError::ReservedHeader { .. })
            ),
            "{error}"
        );
        let shown = format!("{error} {error:#?}");
        assert!(shown.contains(&name.to_lowercase()), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    let error = call(&client).header("a b", "x").send().await.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    let error = call(&client).header("x-a", "b\n").send().await.unwrap_err();
    assert!(error.to_string().contains("x-a"), "{error}");
    let error = call(&client)
        .timeout(Duration::ZERO)
        .send()
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("timeout: a time limit of zero"),
        "{error}"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_setter_takes_what_people_have() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let task: types::TaskId = TASK.parse().unwrap();
    let project = PROJECT.to_owned();
    let call = client.delete_background_task();
    let call = call
        .project_id(&project)
        .instance_id(INSTANCE)
        .task_id(&task);
    call.send().await.unwrap();
    assert_eq!(task.to_string(), TASK);

    let error = types::ErrorResponse::builder()
        .error_code("DCS.4022")
        .error_msg(Some("gone"))
        .error_ext_msg(None::<String>);
    let error: types::ErrorResponse = error.try_into().unwrap();
    assert_eq!(error.error_code.as_deref(), Some("DCS.4022"));
    assert_eq!(
        (error.error_msg.as_deref(), error.error_ext_msg),
        (Some("gone"), None)
    );
}
