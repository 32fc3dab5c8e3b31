//! No id makes the client reach another resource than the template's.

use dcs_client::{ApiError, Client, OPERATIONS};
use progenitor_client::{ClientHooks as _, ClientInfo as _, OperationInfo};
use proptest::prelude::*;
use reqwest::Method;

use crate::support::{INSTANCE, PROJECT, Reply, Server, TASK, client};

/// The crate's own encoding, which is not public.
#[path = "../../src/encode.rs"]
#[expect(dead_code, reason = "the file serves the crate too")]
mod encode;

/// Sends a request to any URL through the hooks, as the generated code would with unchecked ids.
/// Returns whether the transport let it pass.
async fn send(client: &Client, method: Method, url: &str) -> bool {
    let Ok(mut request) = client.client().request(method, url).build() else {
        return false;
    };
    let info = OperationInfo {
        operation_id: "delete_background_task",
    };
    client.pre::<()>(&mut request, &info).await.unwrap();
    let result = client.exec(request, &info).await;
    client.post::<()>(&result, &info).await.is_ok()
}

/// The path of the last request that the server saw.
fn last_path(server: &Server) -> String {
    let requests = server.requests();
    let line = requests.last().unwrap().lines().next().unwrap().to_owned();
    let path = line
        .strip_prefix("DELETE ")
        .and_then(|line| line.strip_suffix(" HTTP/1.1"));
    path.unwrap_or_else(|| panic!("{line}")).to_owned()
}

/// Nothing in it means anything but itself.
fn assert_path_holds(path: &str, ids: &[String; 3]) {
    let [project, instance, task] = ids;
    assert_eq!(
        path,
        format!("/v2/{project}/instances/{instance}/tasks/{task}")
    );
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
fn any_ids_are_refused_or_arrive_as_they_were_given() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    proptest!(|(ids in proptest::array::uniform3(any_id()))| {
        runtime.block_on(async {
            let [project, instance, task] = ids.clone();

            let before = server.requests().len();
            let call = client.delete_background_task();
            let call = call.project_id(project.clone()).instance_id(instance.clone()).task_id(task.clone());
            match call.send().await.map_err(ApiError::from) {
                Ok(_) => assert_path_holds(&last_path(&server), &ids),
                Err(error) => {
                    assert!(error.is_invalid_request(), "{error}");
                    assert_eq!(server.requests().len(), before);
                }
            }

            // The first guard bypassed.
            let before = server.requests().len();
            let [project, instance, task] = ids.clone().map(|id| encode::encode_path(&id));
            let url = format!("{}/v2/{project}/instances/{instance}/tasks/{task}", client.baseurl());
            if send(&client, Method::DELETE, &url).await {
                assert_path_holds(&last_path(&server), &ids);
            } else {
                assert_eq!(server.requests().len(), before);
            }
        });
    });
}

#[tokio::test]
async fn a_url_that_leads_elsewhere_is_not_sent() {
    let server = Server::replying(Reply::status("204 No Content"));
    let other = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
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
        assert!(!send(&client, Method::DELETE, &url).await, "{url}");
    }
    let task = format!("{instance}/tasks/{TASK}");
    assert!(!send(&client, Method::GET, &format!("{}{task}", server.url())).await);
    assert!(!send(&client, Method::DELETE, &format!("{}{task}", other.url())).await);
    assert_eq!(server.requests().len() + other.requests().len(), 0);
    assert!(send(&client, Method::DELETE, &format!("{}{task}", server.url())).await);
}

#[tokio::test]
async fn an_operation_that_the_document_does_not_have_is_refused() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let url = format!("{}/v2/p/instances/i/tasks/t", server.url());
    let request = client.client().delete(url).build().unwrap();
    let info = OperationInfo {
        operation_id: "delete_everything",
    };
    let result = client.exec(request, &info).await;
    let error = client
        .post::<()>(&result, &info)
        .await
        .map_err(ApiError::from)
        .unwrap_err();
    assert!(error.is_invalid_request());
    assert!(error.to_string().contains("delete_everything"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn redirects_are_not_followed_to_this_or_another_host() {
    let other = Server::replying(Reply::status("204 No Content"));
    for status in ["301 X", "302 X", "303 X", "307 X", "308 X"] {
        for target in [other.url(), "/v2/elsewhere"] {
            let location = format!("Location: {target}\r\n");
            let server = Server::replying(Reply::http(status, &location, ""));
            let error = crate::support::error_of(&client(&server)).await;
            assert!(error.is_invalid_response(), "{error}");
            assert!(error.status().unwrap().is_redirection());
            assert!(
                error.to_string().contains("redirects are not followed"),
                "{error}"
            );
            assert_eq!(server.requests().len(), 1);
        }
    }
    assert!(other.requests().is_empty());
}

#[test]
fn every_operation_is_found_by_the_name_that_its_method_uses() {
    let ids: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    assert!(ids.contains(&"delete_background_task"));
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}
