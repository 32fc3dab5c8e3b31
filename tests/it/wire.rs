//! The generated client against a real socket: what it sends, and what it makes of each answer.

use dcs_client::{ApiError, Client, Credentials, Reason, Response, types};

use loopback::{Reply, Server};

type Outcome = Result<Response<Option<types::DeleteBackgroundTaskResponse>>, ApiError>;

/// Deletes the task of the page's example from a server that gives `answer`.
fn delete(answer: impl Into<Reply>) -> (Outcome, String) {
    let server = Server::replying(answer);
    let client = Client::builder()
        .endpoint(server.url())
        .credentials(Credentials::token("secret-token"))
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let outcome = runtime.block_on(
        client
            .delete_background_task()
            .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
            .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
            .task_id("8abf6e1e72c12e7c0172c15b508500aa")
            .send(),
    );
    let request = server.requests().pop().unwrap();
    (outcome, request)
}

fn answer(status: &str, body: &str) -> Reply {
    let headers = "content-type: application/json\r\nx-request-id: r-1\r\n";
    Reply::http(status, headers, body)
}

const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

#[test]
fn the_request_is_the_one_of_the_page() {
    let (_, request) = delete(NO_CONTENT);
    let (line, headers) = request.trim_end().split_once("\r\n").unwrap();
    let mut headers: Vec<_> = headers
        .lines()
        .map(|header| match header.split_once(": ") {
            Some(("host", _)) => "host: [address]".to_owned(),
            Some((name, value)) => {
                let value = value.replace("secret-token", "[token]");
                format!(
                    "{name}: {}",
                    value.replace(env!("CARGO_PKG_VERSION"), "[version]")
                )
            }
            None => header.to_owned(),
        })
        .collect();
    headers.sort();
    insta::assert_snapshot!(format!("{line}\n{}", headers.join("\n")));
}

#[test]
fn no_content_is_success_without_a_value() {
    let (outcome, _) = delete(NO_CONTENT);
    let response = outcome.unwrap();
    assert_eq!(response.status(), 204);
    assert!(response.is_none());
}

#[test]
fn a_success_decodes_whatever_it_leaves_out() {
    let cases = [
        (r#"{"message":""}"#, Some(Some(""))),
        ("{}", Some(None)),
        (r#"{"message":null}"#, Some(None)),
        (
            r#"{"message":"done","job_id":7,"more":[{}]}"#,
            Some(Some("done")),
        ),
        // A gateway dropped the body.
        ("", None),
    ];
    for (body, expected) in cases {
        let (outcome, _) = delete(answer("200 OK", body));
        let response = outcome.unwrap();
        assert_eq!(response.status(), 200, "{body}");
        let message = response.as_ref().map(|body| body.message.as_deref());
        assert_eq!(message, expected, "{body}");
    }
}

#[test]
fn each_documented_error_keeps_its_parts() {
    let body = r#"{"error_code":"DCS.4001","error_msg":"No such thing.","error_ext_msg":null}"#;
    for status in [400, 401, 403, 404, 500] {
        let (outcome, _) = delete(answer(&format!("{status} Whatever"), body));
        let error = outcome.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        let body: types::ErrorResponse = error.body().unwrap();
        assert_eq!(body.error_code.as_deref(), Some("DCS.4001"));
        assert_eq!(body.error_msg.as_deref(), Some("No such thing."));
        assert_eq!(body.error_ext_msg, None);
    }
}

#[test]
fn a_redirect_is_no_answer() {
    // The document may come to describe any error, but a redirect is none.
    let (outcome, _) = delete(answer("302 Found", "{}"));
    let error = outcome.unwrap_err();
    assert!(
        matches!(error.reason(), Reason::Redirect { .. }),
        "{error:?}"
    );
    assert_eq!(error.status().unwrap(), 302);
}

/// A second generated client of another version must resolve beside ours.
#[test]
fn nothing_of_the_generators_library_is_in_the_client() {
    let lock = crate::support::read("Cargo.lock");
    let packages: Vec<_> = lock.split("[[package]]").skip(1).collect();
    let name = |package: &str| package.split('"').nth(1).unwrap().to_owned();
    let mut seen = vec!["dcs-client".to_owned()];
    let mut next = 0;
    while let Some(wanted) = seen.get(next).cloned() {
        next += 1;
        let found = packages.iter().find(|package| name(package) == wanted);
        let (_, dependencies) = found
            .unwrap()
            .split_once("dependencies = [")
            .unwrap_or_default();
        for dependency in dependencies.split('"').skip(1).step_by(2) {
            let dependency = dependency.split(' ').next().unwrap().to_owned();
            // The servers of the tests, on whom nobody else depends, have no more of it.
            if !seen.contains(&dependency) {
                seen.push(dependency);
            }
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
    assert!(
        !seen.iter().any(|name| name.contains("progenitor")),
        "{seen:?}"
    );
    let generated = crate::support::read("crates/dcs-client/src/generated.rs");
    let code = generated.lines().filter(|line| !line.starts_with("//"));
    assert!(!code.into_iter().any(|line| line.contains("progenitor")));
}
