//! The exact request, and the plain answers.

use dcs_client::{Client, Credentials, types};

use crate::support::{INSTANCE, PROJECT, Reply, SECRET, Server, TASK, builder, client, delete};

/// Request line and headers, the latter sorted, with the secret and the port replaced.
fn normalised(server: &Server) -> Vec<String> {
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "");
    let head = head
        .replace(SECRET, "SECRET")
        .replace(server.url().trim_start_matches("http://"), "HOST");
    let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
    lines[1..].sort();
    lines
}

fn request_line(prefix: &str) -> String {
    format!("DELETE {prefix}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{TASK} HTTP/1.1")
}

#[tokio::test]
async fn the_request_is_what_the_page_says_and_no_more() {
    let server = Server::replying(Reply::status("204 No Content"));
    delete(&client(&server)).await.unwrap();
    assert_eq!(
        normalised(&server),
        [
            &request_line(""),
            "accept: application/json",
            "host: HOST",
            concat!("user-agent: dcs-client/", env!("CARGO_PKG_VERSION")),
            "x-auth-token: SECRET",
        ]
    );
}

#[tokio::test]
async fn a_path_prefix_and_a_suffix_for_the_user_agent_are_sent() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .endpoint(format!("{}/gateway/dcs/", server.url()))
        .user_agent_suffix("my-tool/1.0 (tests)")
        .build()
        .unwrap();
    delete(&client).await.unwrap();
    let lines = normalised(&server);
    assert_eq!(lines[0], request_line("/gateway/dcs"));
    let agent = concat!(
        "user-agent: dcs-client/",
        env!("CARGO_PKG_VERSION"),
        " my-tool/1.0 (tests)"
    );
    assert!(lines.iter().any(|line| line == agent), "{lines:?}");
}

#[tokio::test]
async fn an_access_key_signs_and_its_secret_stays_here() {
    let server = Server::replying(Reply::status("204 No Content"));
    let credentials = Credentials::access_key("my-ak", SECRET).with_security_token("my-token");
    let client = builder(&server).credentials(credentials).build().unwrap();
    delete(&client).await.unwrap();
    let request = &server.requests()[0];
    assert!(request.contains(
        "authorization: SDK-HMAC-SHA256 Access=my-ak, SignedHeaders=host;x-sdk-date;x-security-token, Signature="
    ));
    assert!(request.contains("x-security-token: my-token"));
    assert!(!request.contains(SECRET));
}

#[tokio::test]
async fn an_access_key_of_a_project_names_it_in_a_signed_header() {
    let server = Server::replying(Reply::status("204 No Content"));
    let credentials = Credentials::access_key("my-ak", SECRET).with_project_id("my-project");
    let client = builder(&server).credentials(credentials).build().unwrap();
    delete(&client).await.unwrap();
    let request = &server.requests()[0];
    assert!(request.contains("SignedHeaders=host;x-project-id;x-sdk-date, "));
    assert!(request.contains("x-project-id: my-project"));
}

#[tokio::test]
async fn anonymous_sends_no_credentials() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credentials::anonymous())
        .build()
        .unwrap();
    delete(&client).await.unwrap();
    let request = server.requests()[0].clone();
    assert!(
        !request.contains("authorization") && !request.contains("x-auth-token"),
        "{request}"
    );
}

#[tokio::test]
async fn typed_ids_are_accepted_as_well_as_text() {
    let server = Server::replying(Reply::status("204 No Content"));
    let task: types::TaskId = TASK.parse().unwrap();
    let client = client(&server);
    let call = client
        .delete_background_task()
        .project_id(PROJECT.to_owned())
        .instance_id(INSTANCE);
    let deleted = call.task_id(task).send().await.unwrap();
    assert_eq!(deleted.status(), 204);
}

#[tokio::test]
async fn a_call_can_be_made_from_another_task() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = client(&server);
    let deleted =
        tokio::spawn(async move { delete(&client).await.map(|deleted| deleted.status()) });
    assert_eq!(deleted.await.unwrap().unwrap(), 204);
}
