//! What the generated code never makes, made by hand: requests that must reach no server.

use proptest::prelude::*;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};

use super::*;
use crate::encode::encode_path;

#[path = "../../../tests/it/support/logs.rs"]
#[expect(dead_code, reason = "the integration tests use all of it")]
mod logs;

const PROJECT: &str = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
const INSTANCE: &str = "5560df16-cebf-4473-95c4-d1b573c16e79";
const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";

fn deleting() -> (Server, Client) {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server, Credentials::token("token-of-the-test"));
    (server, client)
}

/// Sends a request to any URL, as generated code with unchecked ids would.
async fn send_to(
    client: &Client,
    method: Method,
    url: &str,
    headers: &[(&str, &'static str)],
) -> Result<(), ApiError> {
    let operation = crate::OPERATIONS
        .iter()
        .find(|operation| operation.id == "delete_background_task")
        .unwrap();
    let mut request = client.client.request(method, url);
    for (name, value) in headers {
        let name: HeaderName = name.parse().unwrap();
        request = request.header(name, HeaderValue::from_static(value));
    }
    let options = CallOptions::default();
    send(client, operation, request, options, empty).await?;
    Ok(())
}

/// Sends a deletion of `task`, written as it is.
async fn delete(
    server: &Server,
    client: &Client,
    task: &str,
    headers: &[(&str, &'static str)],
) -> Result<(), ApiError> {
    let url = format!(
        "{}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{task}",
        server.url()
    );
    send_to(client, Method::DELETE, &url, headers).await
}

#[track_caller]
fn refusal(sent: Result<(), ApiError>) -> String {
    let error = sent.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!((error.was_sent(), error.attempts()), (Sent::No, 0));
    format!("{error} {error:?} {error:#?}")
}

/// A server reads the next request of the connection for the body that was announced, and another
/// operation in what is left of it: the caller's own choice is never sent.
#[tokio::test]
async fn a_length_of_the_callers_choice_does_not_reach_the_wire() {
    let (server, client) = deleting();
    let shown = refusal(delete(&server, &client, TASK, &[("Content-Length", "77")]).await);
    assert!(
        shown.contains("it carries the header `content-length`, which no caller may choose"),
        "{shown}"
    );
    assert!(shown.contains("nothing was sent"), "{shown}");
    assert!(!shown.contains("77"), "{shown}");
    assert!(server.requests().is_empty());
    delete(&server, &client, TASK, &[]).await.unwrap();
    assert!(!server.requests()[0].contains("content-length"));
}

#[tokio::test]
async fn headers_that_are_not_the_operations_are_sent_to_nobody() {
    let (server, client) = deleting();
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
        let shown = refusal(delete(&server, &client, TASK, &[(name, "hunter2")]).await);
        assert!(shown.contains(&name.to_lowercase()), "{shown}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    assert!(server.requests().is_empty());
    let own = [("Accept", "application/json"), ("X-Language", "en-us")];
    delete(&server, &client, TASK, &own).await.unwrap();
    assert!(server.requests()[0].contains("x-language: en-us"));
}

#[tokio::test]
async fn an_escape_that_a_gateway_could_decode_once_more_reaches_no_server() {
    let (server, client) = deleting();
    for task in ["q%2F..%2F..", "q%252F..", "%2e%2e%2f", "a%00", "%C3%A9"] {
        let shown = refusal(delete(&server, &client, task, &[]).await);
        assert!(shown.contains("the value for `{task_id}`"), "{shown}");
        assert!(!shown.contains(task), "{shown}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_url_that_leads_elsewhere_is_not_sent() {
    let (server, client) = deleting();
    let (other, _) = deleting();
    let instance = format!("/v2/{PROJECT}/instances/{INSTANCE}");
    for path in [
        instance.clone(),
        format!("{instance}/"),
        format!("{instance}/tasks"),
        format!("{instance}/tasks/"),
        format!("{instance}/tasks/.."),
        format!("{instance}/tasks/%2e%2E"),
        format!(r"{instance}/tasks/..\..\{INSTANCE}"),
        format!("{instance}/tasks/x/../.."),
        format!("{instance}/tasks/%2e%2e/backups/{TASK}"),
        format!("{instance}/backups/{TASK}"),
        format!("{instance}/tasks/{TASK}/."),
        format!("/v2/{PROJECT}/instances//tasks/{TASK}"),
    ] {
        let url = format!("{}{path}", server.url());
        refusal(send_to(&client, Method::DELETE, &url, &[]).await);
    }
    let task = format!("{instance}/tasks/{TASK}");
    let at = |server: &Server| format!("{}{task}", server.url());
    refusal(send_to(&client, Method::GET, &at(&server), &[]).await);
    refusal(send_to(&client, Method::DELETE, &at(&other), &[]).await);
    assert_eq!(server.requests().len() + other.requests().len(), 0);
    send_to(&client, Method::DELETE, &at(&server), &[])
        .await
        .unwrap();
}

fn any_id() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[./\\\\%2eE?#;@: \t\r\n]{0,6}",
        "\\.{0,3}",
        r"(\.\.[/\\]){1,5}[a-z]{0,4}",
        "[A-Za-z0-9-]{1,64}",
        "(instances|tasks|v2|%2e%2e|%2F)",
    ]
}

#[test]
fn ids_that_no_type_has_checked_are_refused_or_arrive_as_they_were_given() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (server, client) = deleting();
    proptest!(|(ids in proptest::array::uniform3(any_id()))| {
        runtime.block_on(async {
            let before = server.requests().len();
            let [project, instance, task] = ids.each_ref().map(encode_path);
            let url = format!("{}/v2/{project}/instances/{instance}/tasks/{task}", server.url());
            let sent = send_to(&client, Method::DELETE, &url, &[]).await;
            let requests = server.requests();
            if sent.is_ok() {
                let [project, instance, task] = &ids;
                let line = requests.last().unwrap().lines().next().unwrap();
                let path = format!("/v2/{project}/instances/{instance}/tasks/{task}");
                assert_eq!(line, format!("DELETE {path} HTTP/1.1"));
            } else {
                assert_eq!(requests.len(), before);
            }
        });
    });
}

#[tokio::test]
async fn a_request_that_is_refused_for_its_url_has_a_span_and_a_warning() {
    let (server, client) = deleting();
    let (logs, guard) = logs::Logs::capture();
    refusal(send_to(&client, Method::DELETE, server.url(), &[]).await);
    drop(guard);
    let public = logs.at_least(tracing::Level::INFO);
    let lines: Vec<&str> = public.lines().collect();
    assert!(
        lines[0].starts_with("INFO span dcs_client.call "),
        "{public}"
    );
    assert_eq!(
        lines[1..],
        [
            "WARN event dcs_client::transport message=request refused: it does not fit the operation",
            "INFO record error.type=\"not_sent\"",
            "INFO record otel.status_code=\"ERROR\"",
        ]
    );
}
