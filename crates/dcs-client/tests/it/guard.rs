//! What the generated code never makes, made by hand: requests that must reach no server.

use dcs_client::reqwest::header::{HeaderName, HeaderValue};
use dcs_client::{ApiError, Client, Error, types};
use progenitor_client::{ClientHooks as _, ClientInfo as _, OperationInfo};

use crate::support::{INSTANCE, PROJECT, Reply, Server, TASK, client};

/// Sends a deletion of `task`, written as it is, with these headers, as generated code sends.
async fn send(
    client: &Client,
    task: &str,
    headers: &[(&str, &'static str)],
) -> Result<(), Error<types::ErrorResponse>> {
    let url = format!(
        "{}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{task}",
        client.baseurl()
    );
    let mut request = client.client().delete(url).build().unwrap();
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        let value = HeaderValue::from_static(value);
        request.headers_mut().append(name, value);
    }
    let info = OperationInfo {
        operation_id: "delete_background_task",
    };
    client.pre(&mut request, &info).await?;
    let result = client.exec(request, &info).await;
    client.post(&result, &info).await
}

#[track_caller]
fn refusal(sent: Result<(), Error<types::ErrorResponse>>) -> String {
    let error = ApiError::from(sent.unwrap_err());
    assert!(error.is_invalid_request(), "{error}");
    format!("{error} {error:?}")
}

/// A server reads the next request of the connection for the body that was announced, and another
/// operation in what is left of it: the caller's own choice is never sent.
#[tokio::test]
async fn a_length_of_the_callers_choice_does_not_reach_the_wire() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let shown = refusal(send(&client, TASK, &[("Content-Length", "77")]).await);
    assert!(
        shown.contains("it carries the header `content-length`, which no caller may choose"),
        "{shown}"
    );
    assert!(shown.contains("nothing was sent"), "{shown}");
    assert!(!shown.contains("77"), "{shown}");
    assert!(server.requests().is_empty());
    send(&client, TASK, &[]).await.unwrap();
    assert!(!server.requests()[0].contains("content-length"));
}

#[tokio::test]
async fn headers_that_are_not_the_operations_are_sent_to_nobody() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    for name in [
        "Host",
        "Transfer-Encoding",
        "Connection",
        "Expect",
        "X-HTTP-Method-Override",
        "x_http_method_override",
        "X-Forwarded-Host",
        "X-Original-URL",
        "X-Auth-Token",
        "X-Sdk-Date",
        "Authorization",
        "User-Agent",
    ] {
        let shown = refusal(send(&client, TASK, &[(name, "hunter2")]).await);
        assert!(shown.contains(&name.to_lowercase()), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    assert!(server.requests().is_empty());
    let own = [("Accept", "application/json"), ("X-Language", "en-us")];
    send(&client, TASK, &own).await.unwrap();
    assert!(server.requests()[0].contains("x-language: en-us"));
}

#[tokio::test]
async fn an_escape_that_a_gateway_could_decode_once_more_reaches_no_server() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    for task in ["q%2F..%2F..", "q%252F..", "%2e%2e%2f", "a%00", "%C3%A9"] {
        let shown = refusal(send(&client, task, &[]).await);
        assert!(shown.contains("the value for `{task_id}`"), "{shown}");
        assert!(!shown.contains(task), "{shown}");
    }
    assert!(server.requests().is_empty());
}
