//! What the document's operations do not show yet: other methods, bodies, and shapes of answers.

mod requests;

use std::collections::BTreeMap;

use loopback::{Reply, Server};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::http_client;

/// An operation that creates something, and whose success has a body.
static CREATE: Operation = create(Method::POST);
static PUT: Operation = create(Method::PUT);
static PATCH: Operation = create(Method::PATCH);

const fn create(method: Method) -> Operation {
    Operation {
        id: "create_thing",
        operation_id: "createThing",
        method,
        path: "/v2/{project_id}/things",
        deprecated: false,
        destructive: false,
        successes: &[200..=201],
        empty_success_is_null: false,
        answer: crate::tolerance::Answer(&crate::tolerance::Shape::Any),
    }
}

fn client(server: &Server, credentials: Credentials) -> Client {
    let settings = Settings {
        endpoint: Endpoint::parse(server.url()).unwrap(),
        credentials: Source::Fixed(Arc::new(credentials)),
        identity: Identity::default(),
        retry: RetryPolicy::default().base_delay(Duration::ZERO),
        timeout: Duration::from_secs(20),
        max_body_bytes: 1024,
        user_agent: HeaderValue::from_static("test"),
        user_agent_suffix: None,
        dry_run: None,
        observer: None,
        sink: None,
        clock: Clock::default(),
    };
    let builder = reqwest::Client::builder();
    let http = http_client::build(builder, &settings.endpoint, settings.timeout).unwrap();
    let base_url = settings.endpoint.base_url();
    Client::new_with_client(&base_url, http, Transport::new(settings))
}

fn access_key() -> Credentials {
    Credentials::access_key("ak", "sk")
}

/// Calls with a body and returns how the server saw it and what came back.
async fn call_with(
    operation: &'static Operation,
    body: reqwest::Body,
    reply: Reply,
) -> (
    Vec<String>,
    Result<Response<BTreeMap<String, String>>, ApiError>,
) {
    let server = Server::replying(reply);
    let client = client(&server, access_key());
    let url = format!("{}/v2/p/things?limit=1&a=b", server.url());
    let request = client
        .client
        .request(operation.method.clone(), url)
        .header(CONTENT_TYPE, "application/json")
        .body(body);
    let sent = send(&client, operation, request, CallOptions::default(), json).await;
    (server.requests(), sent)
}

fn busy() -> Reply {
    Reply::status("503 Service Unavailable")
}

#[tokio::test]
async fn what_is_not_idempotent_is_sent_once() {
    for operation in [&CREATE, &PATCH] {
        let (requests, sent) = call_with(operation, "{}".into(), busy()).await;
        let error = sent.unwrap_err();
        assert_eq!((requests.len(), error.attempts()), (1, 1));
        assert_eq!(error.status().unwrap(), 503);
    }
}

#[tokio::test]
async fn a_body_is_sent_whole_with_each_attempt() {
    let (requests, sent) = call_with(&PUT, r#"{"name":"x"}"#.into(), busy()).await;
    assert_eq!((requests.len(), sent.unwrap_err().attempts()), (3, 3));
    for request in requests {
        assert!(
            request.starts_with("PUT /v2/p/things?limit=1&a=b HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(request.ends_with("\r\n\r\n{\"name\":\"x\"}"), "{request}");
        assert!(
            request.contains("SignedHeaders=content-type;host;x-sdk-date,"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_body_that_cannot_be_signed_stops_the_call_before_anything_is_sent() {
    let stream = reqwest::Body::wrap(reqwest::Body::from("x"));
    let (requests, sent) = call_with(&PUT, stream, busy()).await;
    assert!(requests.is_empty());
    let error = sent.unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(error.was_sent(), Sent::No);
    assert!(
        error
            .to_string()
            .contains("a streamed body cannot be signed"),
        "{error}"
    );
}

#[tokio::test]
async fn an_empty_success_is_none_where_a_body_is_promised() {
    let (_, sent) = call_with(&CREATE, "{}".into(), Reply::status("200 OK")).await;
    assert!(sent.unwrap_err().is_invalid_response());
}

/// What the client makes of the body of a success, for a call with a token.
async fn decoded<T>(body: &'static str, decode: Decoder<T>) -> Result<T, String> {
    const TOKEN: &str = "20261125032155003";

    let server = Server::replying(Reply::http("201 Created", "X-Request-Id: req-1\r\n", body));
    let client = client(&server, Credentials::token(TOKEN));
    let request = client.client.post(format!("{}/v2/p/things", server.url()));
    match send(&client, &CREATE, request, CallOptions::default(), decode).await {
        Ok(response) => {
            assert_eq!((response.status().as_u16(), response.attempts()), (201, 1));
            assert_eq!(response.request_id(), Some("req-1"));
            Ok(response.into_inner())
        }
        Err(error) => {
            assert_eq!(error.status().unwrap(), 201);
            assert_eq!(error.request_id(), Some("req-1"));
            assert_eq!(error.was_sent(), Sent::Yes);
            Err(error.message().unwrap_or_default().to_owned())
        }
    }
}

#[tokio::test]
async fn a_success_is_decoded_as_the_operation_has_it() {
    assert_eq!(decoded("[1]", json::<Vec<u8>>).await, Ok(vec![1]));
    assert_eq!(
        decoded("<html>", json::<Vec<u8>>).await,
        Err("<html>".to_owned())
    );
    assert_eq!(decoded("anything", empty).await, Ok(()));
    let file = "a file with 20261125032155003 in it";
    assert_eq!(decoded(file, bytes).await, Ok(file.into()));
}

#[tokio::test]
async fn a_success_is_decoded_without_a_value_that_repeats_a_secret() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Thing {
        id: Option<u64>,
    }

    async fn thing<T: DeserializeOwned>(body: &'static str) -> Result<T, String> {
        decoded(body, json::<T>).await
    }

    let nothing = Thing { id: None };
    assert_eq!(
        thing(r#"{"id":20261125032155003}"#).await,
        Ok(Some(nothing))
    );
    for (body, shown) in [
        ("20261125032155003", r#""[redacted]""#),
        (r#"{"id":"20261125032155003"}"#, r#"{"id":"[redacted]"}"#),
        (r#"{"id":20261125032155003"#, r#"{"id":[redacted]"#),
    ] {
        assert_eq!(thing::<Option<Thing>>(body).await, Err(shown.to_owned()));
    }
}
