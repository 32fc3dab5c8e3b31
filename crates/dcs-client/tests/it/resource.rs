//! No id makes the client reach another resource than the template's.

use dcs_client::OPERATIONS;
use proptest::prelude::*;

use crate::support::{Reply, Server, client};

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
            match call.send().await {
                Ok(_) => assert_path_holds(&last_path(&server), &ids),
                Err(error) => {
                    assert!(error.is_invalid_request(), "{error}");
                    assert_eq!(server.requests().len(), before);
                }
            }
        });
    });
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
