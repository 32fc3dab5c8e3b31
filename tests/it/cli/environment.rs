//! What the environment gives, and what it does not.

use super::{NO_CONTENT, NOWHERE, dcs, deletion, run};
use loopback::Server;

/// A deletion that names no project.
fn without_project(endpoint: &str) -> Vec<&str> {
    let mut arguments = deletion(endpoint, &[]);
    arguments.drain(3..5);
    arguments
}

#[test]
fn the_project_may_come_from_the_environment() {
    let server = Server::replying(NO_CONTENT);
    let arguments = without_project(server.url());
    let ended = run(dcs(&arguments).env("HUAWEICLOUD_SDK_PROJECT_ID", "from-env"));
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let request = server.requests().pop().unwrap();
    assert!(
        request.starts_with("DELETE /v2/from-env/instances/"),
        "{request}"
    );
}

#[test]
fn an_option_wins_over_the_environment() {
    let server = Server::replying(NO_CONTENT);
    let arguments = deletion(server.url(), &[]);
    let ended = run(dcs(&arguments).env("HUAWEICLOUD_SDK_PROJECT_ID", ".."));
    assert_eq!(ended.status, Some(0), "{ended:?}");
    let request = server.requests().pop().unwrap();
    assert!(request.starts_with("DELETE /v2/a4d31cb6/"), "{request}");
}

#[test]
fn a_refused_value_is_blamed_on_its_variable() {
    let ended = run(dcs(&without_project(NOWHERE)).env("HUAWEICLOUD_SDK_PROJECT_ID", "a/b"));
    assert_eq!(ended.status, Some(2));
    assert!(
        ended
            .stderr
            .starts_with("error: HUAWEICLOUD_SDK_PROJECT_ID: \"a/b\" doesn't match"),
        "{ended:?}"
    );
}

#[test]
fn an_empty_variable_counts_as_missing() {
    let ended = run(dcs(&without_project(NOWHERE)).env("HUAWEICLOUD_SDK_PROJECT_ID", ""));
    assert_eq!(ended.status, Some(2));
    assert!(ended.stderr.starts_with("error: no project: "), "{ended:?}");
    assert!(ended.stderr.ends_with("give --project-id\n"), "{ended:?}");
}

#[test]
fn a_token_wins_over_an_access_key_and_a_key_signs() {
    let key = [
        ("HUAWEICLOUD_SDK_AK", "the-ak"),
        ("HUAWEICLOUD_SDK_SK", "the-sk"),
    ];
    let sent = |with_token: bool| {
        let server = Server::replying(NO_CONTENT);
        let mut command = dcs(&deletion(server.url(), &[]));
        command.envs(key);
        if !with_token {
            command.env_remove("DCS_AUTH_TOKEN");
        }
        let ended = run(&mut command);
        assert_eq!(ended.status, Some(0), "{ended:?}");
        server.requests().pop().unwrap()
    };
    let request = sent(true);
    assert!(request.contains("\nx-auth-token: "), "{request}");
    assert!(!request.contains("\nauthorization: "), "{request}");
    let request = sent(false);
    assert!(
        request.contains("\nauthorization: SDK-HMAC-SHA256 Access=the-ak, "),
        "{request}"
    );
}

#[test]
fn credentials_have_no_options() {
    for option in ["--token", "--ak", "--sk", "--access-key", "--auth-token"] {
        let ended = run(&mut dcs(&deletion(NOWHERE, &[option, "x"])));
        assert_eq!(ended.status, Some(2), "{option}");
    }
}

/// As in a container without certificates: nothing on loopback is encrypted.
#[test]
fn an_endpoint_on_loopback_needs_no_certificates() {
    let server = Server::replying(NO_CONTENT);
    let mut command = dcs(&deletion(server.url(), &[]));
    command
        .env("SSL_CERT_FILE", "/nowhere")
        .env("SSL_CERT_DIR", "/nowhere");
    let ended = run(&mut command);
    assert_eq!(ended.status, Some(0), "{ended:?}");
}

#[test]
fn a_proxy_that_cannot_be_read_stops_the_command_before_anything_is_sent() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let arguments = deletion("https://192.0.2.1", &["--timeout", "1"]);
        let ended = run(dcs(&arguments).env(variable, "http://me:hunter2@proxy:port"));
        assert_eq!(ended.status, Some(2), "{ended:?}");
        assert_eq!(
            ended.stderr,
            format!(
                "error: the environment variable {variable} holds no HTTP proxy that can be read; \
                 write it as http://HOST:PORT, or unset it to go without a proxy\n"
            )
        );
    }
}

#[test]
fn a_proxy_that_does_not_answer_is_named_without_its_password() {
    let arguments = deletion("https://192.0.2.1", &["--max-attempts", "1"]);
    let ended = run(dcs(&arguments).env("HTTPS_PROXY", "http://me:hunter2@127.0.0.1:1"));
    assert_eq!(ended.status, Some(2), "{ended:?}");
    let hint = "\nhint: check the proxy 127.0.0.1:1, which HTTPS_PROXY names\n";
    assert!(ended.stderr.ends_with(hint), "{ended:?}");
    assert!(!ended.stderr.contains("hunter2"), "{ended:?}");
}
