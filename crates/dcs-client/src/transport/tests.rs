//! What the document's operations do not show yet: other methods, bodies, and shapes of errors.

use std::collections::BTreeMap;

use loopback::{Reply, Server};
use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde::Deserialize;

use super::*;
use crate::http_client;

/// An operation that creates something, and whose success has a body.
const CREATE: Operation = Operation {
    id: "create_thing",
    operation_id: "createThing",
    method: Method::POST,
    path: "/v2/{project_id}/things",
    deprecated: false,
    empty_success_is_null: false,
};

fn settings(server: &Server) -> Settings {
    Settings {
        endpoint: Endpoint::parse(server.url()).unwrap(),
        credentials: Source::Fixed(Credentials::access_key("ak", "sk")),
        retry: RetryPolicy::default().base_delay(Duration::ZERO),
        timeout: Duration::from_secs(20),
        max_body_bytes: 1024,
        user_agent: HeaderValue::from_static("test"),
        dry_run: None,
    }
}

/// Calls with a body and returns how the server saw it and what came back.
async fn call_with(method: Method, body: reqwest::Body, reply: Reply) -> (Vec<String>, Response) {
    let server = Server::replying(reply);
    let url = format!("{}/v2/p/things?limit=1&a=b", server.url());
    let mut request = Request::new(method, url.parse().unwrap());
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(CONTENT_TYPE, json);
    *request.body_mut() = Some(body);
    let settings = settings(&server);
    let builder = reqwest::Client::builder();
    let client = http_client::build(builder, &settings.endpoint, settings.timeout).unwrap();
    let span = tracing::Span::none();
    let response = call(&client, &settings, &CREATE, request, &span).await;
    (server.requests(), response.unwrap())
}

fn busy() -> Reply {
    Reply::status("503 Service Unavailable")
}

#[tokio::test]
async fn what_is_not_idempotent_is_sent_once() {
    let (requests, response) = call_with(Method::POST, "{}".into(), busy()).await;
    assert_eq!((requests.len(), response.status().as_u16()), (1, 503));
    let (requests, _) = call_with(Method::PATCH, "{}".into(), busy()).await;
    assert_eq!(requests.len(), 1);
}

#[tokio::test]
async fn a_body_is_sent_whole_with_each_attempt() {
    let (requests, _) = call_with(Method::PUT, r#"{"name":"x"}"#.into(), busy()).await;
    assert_eq!(requests.len(), 3);
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
    let (requests, response) = call_with(Method::PUT, stream, busy()).await;
    assert!(requests.is_empty());
    let failure = response.extensions().get::<Failure>().unwrap();
    assert!(matches!(failure, Failure::Refused(reason) if reason.contains("streamed body")));
}

#[tokio::test]
async fn an_empty_success_stays_empty_where_a_body_is_promised() {
    let (_, response) = call_with(Method::POST, "{}".into(), Reply::status("200 OK")).await;
    assert_eq!(response.bytes().await.unwrap(), "");
}

fn response(status: u16, body: &'static str) -> Response {
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap();
    response
        .headers_mut()
        .insert("x-request-id", HeaderValue::from_static("req-1"));
    response.into()
}

/// The value decoded, or the body of the undecodable response.
async fn decoded<T: serde::de::DeserializeOwned>(
    status: u16,
    body: &'static str,
) -> Result<T, String> {
    match decode::<T, ()>(response(status, body)).await {
        Ok(value) => Ok(value.into_inner()),
        Err(Error::UnexpectedResponse(response)) => {
            assert_eq!(response.status().as_u16(), status);
            assert_eq!(response.headers().get("x-request-id").unwrap(), "req-1");
            assert!(response.extensions().get::<DecodeError>().is_some());
            Err(response.text().await.unwrap())
        }
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_error_of_another_shape_keeps_what_it_cannot_hold() {
    /// An error with a member that the service's usual error does not have.
    #[derive(Debug, Deserialize, PartialEq)]
    struct Strict {
        reason: String,
    }

    let documented = Strict {
        reason: "r".to_owned(),
    };
    assert_eq!(
        decoded::<Strict>(400, r#"{"reason":"r"}"#).await,
        Ok(documented)
    );
    assert_eq!(
        decoded::<Strict>(400, "<html>").await,
        Err("<html>".to_owned())
    );
    assert_eq!(decoded::<Strict>(400, "").await, Err(String::new()));
    assert_eq!(decoded::<Option<Strict>>(400, "").await, Ok(None));
    assert_eq!(
        decoded::<Strict>(200, "<html>").await,
        Err("<html>".to_owned())
    );
}

#[tokio::test]
async fn an_error_of_the_usual_shape_takes_the_text() {
    type Usual = BTreeMap<String, Option<String>>;

    let with = |text: &str| {
        Ok(BTreeMap::from([(
            "error_msg".to_owned(),
            Some(text.to_owned()),
        )]))
    };
    assert_eq!(
        decoded::<Usual>(500, r#"{"error_msg":"m"}"#).await,
        with("m")
    );
    assert_eq!(decoded::<Usual>(500, " <html>\n").await, with("<html>"));
    assert_eq!(decoded::<Usual>(500, "").await, Ok(BTreeMap::new()));
    assert_eq!(
        decoded::<Usual>(200, "<html>").await,
        Err("<html>".to_owned())
    );
}

#[tokio::test]
async fn a_success_is_decoded_without_a_value_that_repeats_a_secret() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Thing {
        id: Option<u64>,
    }

    const TOKEN: &str = "20261125032155003";

    async fn decode_of(body: &'static str) -> Result<Option<Thing>, String> {
        let mut response = response(200, body);
        let mut request = Request::new(Method::GET, "http://h".parse().unwrap());
        let mut token = HeaderValue::from_static(TOKEN);
        token.set_sensitive(true);
        request.headers_mut().insert("x-auth-token", token);
        let read = body::read(&mut response, 1024).await;
        let secrets = secrets::Secrets::of(&request);
        let answer = rebuild::Answer::new(response, read, &secrets);
        let response = answer.into_response(&CREATE, &tracing::Span::none());
        match decode::<Option<Thing>, ()>(response).await {
            Ok(value) => Ok(value.into_inner()),
            Err(Error::UnexpectedResponse(response)) => Err(response.text().await.unwrap()),
            Err(other) => panic!("{other}"),
        }
    }

    let nothing = Thing { id: None };
    assert_eq!(
        decode_of(r#"{"id":20261125032155003}"#).await,
        Ok(Some(nothing))
    );
    for (body, shown) in [
        ("20261125032155003", r#""[redacted]""#),
        (r#"{"id":"20261125032155003"}"#, r#"{"id":"[redacted]"}"#),
        (r#"{"id":20261125032155003"#, r#"{"id":[redacted]"#),
    ] {
        assert_eq!(decode_of(body).await, Err(shown.to_owned()));
    }
}
