//! The identity service (IAM): tokens for a password, the project of a region, and tokens that expire.

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use dcs_client::{Client, Credentials, Environment, IamError};

use crate::support::{Reply, SECRET, Server, builder, delete, error_of};

const EXPIRED: &str = r#"{"error_code": "DCS.1002", "error_msg": "The token has expired."}"#;

fn issued(token: &str) -> Reply {
    Reply::http(
        "201 Created",
        &format!("content-type: application/json\r\nx-subject-token: {token}\r\n"),
        r#"{"token": {"expires_at": "2099-01-04T09:05:22.701000Z"}}"#,
    )
}

/// A client that gets its tokens for a password.
fn client(iam: &Server, dcs: &Server) -> Client {
    let login = Credentials::password("account", "user", SECRET)
        .project_name("ap-southeast-1")
        .endpoint(iam.url());
    builder(dcs).credentials_provider(login).build().unwrap()
}

#[tokio::test]
async fn a_token_is_fetched_for_a_password_and_kept() {
    let iam = Server::start([issued("the-token")]);
    let dcs = Server::replying(Reply::status("204 No Content"));
    let client = client(&iam, &dcs);
    for _ in 0..3 {
        delete(&client).await.unwrap();
    }
    let [asked] = iam.requests().try_into().unwrap();
    assert!(
        asked.starts_with("POST /v3/auth/tokens HTTP/1.1\r\n"),
        "{asked}"
    );
    let (_, body) = asked.split_once("\r\n\r\n").unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "domain": {"name": "account"}, "name": "user", "password": SECRET,
        }}},
        "scope": {"project": {"name": "ap-southeast-1"}},
    }});
    assert_eq!(body, expected);
    for request in dcs.requests() {
        assert!(request.contains("x-auth-token: the-token\r\n"), "{request}");
    }
}

#[tokio::test]
async fn a_login_that_is_refused_is_said_without_the_password() {
    let dcs = Server::replying(Reply::status("204 No Content"));
    let echo = format!(r#"{{"error": {{"code": 401, "message": "wrong: {SECRET}"}}}}"#);
    for (reply, expected) in [
        (
            Reply::json("401 Unauthorized", &echo),
            "answered 401 Unauthorized: wrong: [redacted]",
        ),
        (Reply::json("201 Created", "{}"), "not the documented one"),
        (Reply::status("302 Found"), "answered 302 Found"),
    ] {
        let iam = Server::start([reply]);
        let error = error_of(&client(&iam, &dcs)).await;
        assert!(error.is_credentials(), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        let source = error.source().unwrap();
        assert!(source.downcast_ref::<IamError>().is_some(), "{source:?}");
    }
    assert!(dcs.requests().is_empty());
}

#[tokio::test]
async fn a_token_that_the_service_takes_for_expired_is_replaced_once_and_tried_again() {
    let iam = Server::start([issued("the-first"), issued("the-second")]);
    let dcs = Server::start([
        Reply::json("401 Unauthorized", EXPIRED),
        Reply::status("204 No Content"),
    ]);
    let deleted = delete(&client(&iam, &dcs)).await.unwrap();
    assert_eq!(deleted.attempts(), 2);
    let [first, second] = dcs.requests().try_into().unwrap();
    assert!(first.contains("x-auth-token: the-first\r\n"), "{first}");
    assert!(second.contains("x-auth-token: the-second\r\n"), "{second}");
}

#[tokio::test]
async fn it_is_not_tried_a_third_time_nor_with_the_same_token_nor_for_another_reason() {
    let other = r#"{"error_code": "APIGW.0301", "error_msg": "Incorrect authentication."}"#;
    let gateways = r#"{"error_code": "APIGW.0301", "error_msg": "The token has Expired."}"#;
    for (tokens, answers, sent) in [
        (["one", "two"], [gateways, gateways], 2),
        (["one", "two"], [EXPIRED, EXPIRED], 2),
        (["one", "one"], [EXPIRED, EXPIRED], 1),
        (["one", "two"], [other, other], 1),
    ] {
        let iam = Server::start(tokens.map(issued));
        let dcs = Server::start(answers.map(|body| Reply::json("401 Unauthorized", body)));
        let error = error_of(&client(&iam, &dcs)).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert_eq!(dcs.requests().len(), sent, "{tokens:?} {answers:?}");
    }
}

#[tokio::test]
async fn twenty_calls_at_once_fetch_one_token() {
    let fetched = Arc::new(AtomicU32::new(0));
    let dcs = Server::replying(Reply::status("204 No Content"));
    let counted = fetched.clone();
    let client = builder(&dcs)
        .credentials_provider(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::task::yield_now().await;
                let until = SystemTime::now() + Duration::from_secs(3600);
                Ok(Credentials::token("the-token").with_expiry(until))
            }
        })
        .build()
        .unwrap();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { delete(&client).await.is_ok() });
    }
    assert!(calls.join_all().await.into_iter().all(|is_done| is_done));
    assert_eq!(fetched.load(Ordering::SeqCst), 1);
}

/// An environment that describes the region `lab-1`.
fn environment(iam: &Server, dcs: &Server, more: &[(&'static str, &str)]) -> Environment {
    let mut variables = vec![
        ("HUAWEICLOUD_SDK_REGION", "lab-1".to_owned()),
        ("HUAWEICLOUD_SDK_REGION_DCS_LAB_1", dcs.url().to_owned()),
        ("HUAWEICLOUD_SDK_IAM_ENDPOINT", iam.url().to_owned()),
        ("HUAWEICLOUD_SDK_AK", "AKIDAKIDAKIDWXYZ".to_owned()),
        ("HUAWEICLOUD_SDK_SK", SECRET.to_owned()),
    ];
    variables.extend(
        more.iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    Environment::new(move |name| {
        let found = variables.iter().rfind(|(known, _)| *known == name);
        found.map(|(_, value)| value.into())
    })
}

/// A client of that region.
fn of_environment(iam: &Server, dcs: &Server, more: &[(&'static str, &str)]) -> Client {
    let environment = environment(iam, dcs, more);
    let builder = Client::builder().environment(&environment).unwrap();
    builder.build().unwrap()
}

#[tokio::test]
async fn what_the_builder_was_given_before_stands_whatever_the_environment_says() {
    let iam = Server::start([Reply::json("200 OK", r#"{"projects": [{"id": "found"}]}"#)]);
    let dcs = Server::replying(Reply::status("500 X"));
    let elsewhere = [("HUAWEICLOUD_SDK_IAM_ENDPOINT", "http://127.0.0.1:1")];
    let environment = environment(&iam, &dcs, &elsewhere);
    let build = |builder: dcs_client::ClientBuilder| {
        let builder = builder.environment(&environment).unwrap();
        builder.build().unwrap()
    };
    let client = build(Client::builder().project_id("given"));
    assert_eq!(client.project_id().await.unwrap(), "given");
    let client = build(Client::builder().iam_endpoint(iam.url()));
    assert_eq!(client.project_id().await.unwrap(), "found");
    let client = build(Client::builder().region("lab-2"));
    assert_eq!(client.endpoint(), "https://dcs.lab-2.myhuaweicloud.com");
}

#[tokio::test]
async fn a_region_that_is_given_afterwards_is_not_sent_to_the_other_regions_endpoint() {
    let iam = Server::replying(Reply::status("500 X"));
    let dcs = Server::replying(Reply::status("500 X"));
    let builder = Client::builder().environment(&environment(&iam, &dcs, &[]));
    let client = builder.unwrap().region("lab-2").build().unwrap();
    assert_eq!(client.endpoint(), "https://dcs.lab-2.myhuaweicloud.com");
}

#[tokio::test]
async fn twenty_at_once_look_a_project_up_once() {
    let iam = Server::replying(Reply::json("200 OK", r#"{"projects": [{"id": "found"}]}"#));
    let dcs = Server::replying(Reply::status("500 X"));
    let client = of_environment(&iam, &dcs, &[]);
    let mut lookups = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        lookups.spawn(async move { client.project_id().await });
    }
    for found in lookups.join_all().await {
        assert_eq!(found.unwrap(), "found");
    }
    assert_eq!(iam.requests().len(), 1);
}

#[tokio::test]
async fn a_regions_project_is_looked_up_signed_and_once() {
    let projects = r#"{"projects": [{"id": "the-project", "name": "lab-1"}]}"#;
    let iam = Server::start([Reply::json("200 OK", projects)]);
    let dcs = Server::replying(Reply::status("204 No Content"));
    let client = of_environment(&iam, &dcs, &[]);
    for _ in 0..2 {
        assert_eq!(client.project_id().await.unwrap(), "the-project");
    }
    let [asked] = iam.requests().try_into().unwrap();
    assert!(
        asked.starts_with("GET /v3/projects?name=lab-1 HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(
        asked.contains("authorization: SDK-HMAC-SHA256 Access=AKID"),
        "{asked}"
    );
    delete(&client).await.unwrap();
    assert_eq!(dcs.requests().len(), 1);
}

#[tokio::test]
async fn what_keeps_the_project_from_being_found_is_said() {
    let dcs = Server::replying(Reply::status("500 X"));
    let echo = format!(r#"{{"error_msg": "no: {SECRET}", "error_code": "APIGW.0301"}}"#);
    for (reply, expected) in [
        (r#"{"projects": []}"#, "knows no project \"lab-1\""),
        (
            r#"{"projects": [{"id": "a"}, {"id": "b"}]}"#,
            "knows 2 projects \"lab-1\"",
        ),
        ("[]", "not the documented one"),
    ] {
        let iam = Server::start([Reply::json("200 OK", reply)]);
        let error = of_environment(&iam, &dcs, &[])
            .project_id()
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let iam = Server::start([Reply::json("401 Unauthorized", &echo)]);
    let error = of_environment(&iam, &dcs, &[])
        .project_id()
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the identity service answered 401 Unauthorized: no: [redacted]"
    );
    assert!(!format!("{error:?}").contains(SECRET));
    let error = of_environment(
        &iam,
        &dcs,
        &[("HUAWEICLOUD_SDK_IAM_ENDPOINT", "http://127.0.0.1:1")],
    )
    .project_id()
    .await
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the identity service at http://127.0.0.1:1 did not answer"
    );
}

/// A service on another machine is asked with a client that speaks HTTPS only.
#[tokio::test]
async fn an_identity_service_on_this_machine_serves_a_service_elsewhere() {
    let iam = Server::start([Reply::json("200 OK", r#"{"projects": [{"id": "found"}]}"#)]);
    let dcs = Server::replying(Reply::status("500 X"));
    let elsewhere = [(
        "HUAWEICLOUD_SDK_REGION_DCS_LAB_1",
        "https://dcs.example.com",
    )];
    let client = of_environment(&iam, &dcs, &elsewhere);
    assert_eq!(client.project_id().await.unwrap(), "found");
}

#[tokio::test]
async fn variables_that_differ_build_no_client() {
    let environment = Environment::new(|name| match name {
        "HUAWEICLOUD_SDK_REGION" => Some("lab-1".into()),
        "OS_REGION_NAME" => Some("lab-2".into()),
        _ => None,
    });
    let error = Client::builder().environment(&environment).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("HUAWEICLOUD_SDK_REGION and OS_REGION_NAME"),
        "{text}"
    );
}

#[tokio::test]
async fn a_project_that_is_named_is_not_looked_up() {
    let iam = Server::replying(Reply::status("500 X"));
    let key = || Credentials::access_key("AKIDAKIDAKIDWXYZ", SECRET);
    let named = builder(&iam)
        .credentials(key().with_project_id("of-the-key"))
        .build()
        .unwrap();
    assert_eq!(named.project_id().await.unwrap(), "of-the-key");
    let explicit = Client::builder()
        .region("lab-1")
        .credentials(key())
        .project_id("of-the-builder")
        .build()
        .unwrap();
    assert_eq!(explicit.project_id().await.unwrap(), "of-the-builder");
    assert!(iam.requests().is_empty());
    let without_region = builder(&iam).credentials(key()).build().unwrap();
    let error = without_region.project_id().await.unwrap_err();
    assert!(matches!(error, IamError::NoRegion), "{error}");
}
