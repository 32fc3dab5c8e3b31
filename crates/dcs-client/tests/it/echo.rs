//! A server that repeats the credentials it was sent.

use std::fmt::Write as _;

use dcs_client::Credentials;

use crate::support::logs::Logs;
use crate::support::{Reply, SECRET, Server, builder, chain, delete};

const ACCESS_KEY_ID: &str = "ACCESSKEYIDOFTHETEST";

/// The request's secrets: the whole headers, or with `parts` the parts of the signature.
fn secrets(request: &str, parts: bool) -> String {
    let head = request.split("\r\n\r\n").next().unwrap();
    let values = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| ["x-auth-token", "authorization", "x-security-token"].contains(name))
        .map(|(_, value)| value);
    let values = values.flat_map(|value| {
        let signed = value.split_once("Access=").filter(|_| parts);
        signed.map_or_else(
            || vec![value],
            |(_, signed)| {
                let (id, rest) = signed.split_once(',').unwrap();
                vec![id, rest.split_once("Signature=").unwrap().1]
            },
        )
    });
    values.collect::<Vec<_>>().join(" and ")
}

/// Every character as JSON's `\u` writes it, but for letters and digits.
fn json_escaped(text: &str) -> String {
    escaped(text, r"\u00")
}

/// Every character as URLs escape it, but for letters and digits.
fn percent_encoded(text: &str) -> String {
    escaped(text, "%")
}

fn escaped(text: &str, before: &str) -> String {
    text.chars().fold(String::new(), |mut escaped, character| {
        if character.is_ascii_alphanumeric() {
            escaped.push(character);
        } else {
            write!(escaped, "{before}{:02x}", u32::from(character)).unwrap();
        }
        escaped
    })
}

/// Answers with the request's secrets in each form, and in headers.
fn echo(status: &str, request: &str, body: &str) -> Vec<u8> {
    let text = secrets(request, false);
    let header = format!("X-Echo: {text}\r\nX-Request-Id: {text}\r\nLocation: /{text}\r\n");
    loopback::http(status, &header, fill(request, body))
}

fn fill(request: &str, body: &str) -> String {
    let text = secrets(request, false);
    body.replace("{}", &text)
        .replace("{slash}", &text.replace('/', r"\/"))
        .replace("{upper}", &text.to_uppercase())
        .replace("{percent}", &percent_encoded(&text))
        .replace("{u}", &json_escaped(&text))
        .replace("{parts}", &secrets(request, true))
        .replace("{u parts}", &json_escaped(&secrets(request, true)))
}

/// The secrets of a call, in the forms that the servers of these tests write them in.
fn forms(head: &str) -> Vec<String> {
    let mut forms = vec![ACCESS_KEY_ID.to_owned(), "Signature=".to_owned()];
    if let Some((_, signature)) = head.split_once("Signature=") {
        forms.push(signature.lines().next().unwrap().to_owned());
    }
    forms.extend([
        SECRET.to_owned(),
        SECRET.to_lowercase(),
        SECRET.to_uppercase(),
        percent_encoded(SECRET),
        SECRET.replace('/', r"\/"),
        json_escaped(SECRET),
    ]);
    forms
}

#[tokio::test]
async fn a_server_that_repeats_the_credentials() {
    const IN_JSON: [&str; 4] = [
        r#"{"error_msg":"bad token {slash}"}"#,
        r#"{"error_code":"{u}","error_msg":"bad token {u}"}"#,
        r#"{"{u parts}":1,"error_msg":"bad {parts} and {u parts}"}"#,
        r#"{"error_msg":"cut off {u} {u parts}"#,
    ];
    for script in [
        Reply::Of(|request| echo("401 Unauthorized", request, IN_JSON[0])),
        Reply::Of(|request| echo("401 Unauthorized", request, IN_JSON[1])),
        Reply::Of(|request| echo("401 Unauthorized", request, IN_JSON[2])),
        Reply::Of(|request| echo("401 Unauthorized", request, IN_JSON[3])),
        // Deeper than a reader of any JSON goes, while the typed one skips what it does not know.
        Reply::Of(|request| {
            let (open, close) = ("[".repeat(500), "]".repeat(500));
            let body = format!(r#"{{"deep":{open}{close},"error_msg":"bad token {{u}}"}}"#);
            echo("401 Unauthorized", request, &body)
        }),
        Reply::Of(|request| echo("401 Unauthorized", request, "<pre>{}{parts}</pre>")),
        Reply::Of(|request| echo("418 Teapot", request, "<pre>{}{parts}</pre>")),
        Reply::Of(|request| echo("418 Teapot", request, IN_JSON[1])),
        Reply::Of(|request| echo("200 OK", request, "<pre>{}{parts}</pre>")),
        // The decoder's own message quotes what it found.
        Reply::Of(|request| echo("200 OK", request, "\"{}\"")),
        Reply::Of(|request| echo("200 OK", request, "\"{slash}\"")),
        Reply::Of(|request| echo("200 OK", request, "\"{u} {parts} {u parts}\"")),
        Reply::Of(|request| echo("302 Found", request, "<pre>{}</pre>")),
        // Host names are written in lower case.
        Reply::Of(|request| {
            let host = fill(request, "{parts}")
                .replace(" and ", ".")
                .replace('/', "%2F");
            let header = format!("Location: https://{host}/\r\nX-Request-Id: {host}\r\n");
            loopback::http("302 Found", &header, "")
        }),
    ] {
        let server = Server::replying(script);
        for credentials in both() {
            let (logs, guard) = Logs::capture();
            let client = builder(&server).credentials(credentials).build().unwrap();
            let error = delete(&client).await.unwrap_err();
            drop(guard);
            let mut all = format!("{error:?} {error:#}");
            all += &format!("{error:?} {} {}", chain(&error), logs.all());
            let seen = server.requests();
            for secret in forms(seen.last().unwrap()) {
                assert!(!all.contains(&secret), "{secret} in {all}");
            }
        }
    }
}

/// Credentials of both kinds, each with a secret that the server sees.
fn both() -> [Credentials; 2] {
    let key = Credentials::access_key(ACCESS_KEY_ID, "k").with_security_token(SECRET);
    [Credentials::token(SECRET), key]
}

#[tokio::test]
async fn a_success_that_repeats_the_credentials_is_decoded_without_them() {
    for reply in [
        Reply::Of(|request| echo("200 OK", request, r#"{"message":"a {} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"message":"a {slash} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"message":"a {upper} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"message":"a {percent} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"message":"a {u} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"{u}":1,"message":"a {parts} b"}"#)),
    ] {
        let server = Server::replying(reply);
        for credentials in both() {
            let client = builder(&server).credentials(credentials).build().unwrap();
            let deleted = delete(&client).await.unwrap();
            let shown = format!("{deleted:?}");
            for secret in forms(server.requests().last().unwrap()) {
                assert!(!shown.contains(&secret), "{secret} in {shown}");
            }
            let message = deleted.as_ref().unwrap().message.as_deref();
            let message = message.unwrap();
            assert!(
                message.starts_with("a ") && message.ends_with(" b"),
                "{message}"
            );
        }
    }
}

#[tokio::test]
async fn a_deletion_that_was_done_is_one_also_where_json_without_the_secret_would_be_none() {
    let replies = [
        Reply::Of(|request| echo("200 OK", request, r#"{"id":{},"message":"a {} b"}"#)),
        Reply::Of(|request| echo("200 OK", request, r#"{"id":[{},-1.{}e1],"message":"{}"}"#)),
        Reply::Of(|request| {
            let escaped = secrets(request, false).replace('\\', r"\\");
            let body = format!(r#"{{"{escaped}":1,"message":"{escaped}"}}"#);
            loopback::http("200 OK", "", body)
        }),
    ];
    for (token, replies) in [
        ("20261125032155003", &replies[..]),
        (r"secret-token\", &replies[2..]),
        (r"secret-token\\", &replies[2..]),
    ] {
        for reply in replies {
            let server = Server::replying(reply.clone());
            let client = builder(&server).credentials(Credentials::token(token));
            let deleted = delete(&client.build().unwrap()).await.unwrap();
            let message = deleted.as_ref().unwrap().message.as_deref();
            let message = message.unwrap();
            assert!(message.contains("[redacted]"), "{message}");
            let start = token.trim_end_matches('\\');
            assert!(!format!("{deleted:?}").contains(start), "{deleted:?}");
        }
    }
}

#[tokio::test]
async fn of_an_access_key_that_the_gateway_does_not_know_the_last_four_characters_are_shown() {
    let server = Server::replying(Reply::Of(|request| {
        let body = format!(
            r#"{{"error_code":"APIGW.0301","error_msg":"Incorrect IAM authentication information: AK {} not exist"}}"#,
            fill(request, "{parts}").split(' ').next().unwrap()
        );
        loopback::http("401 Unauthorized", "", body)
    }));
    let key = Credentials::access_key(ACCESS_KEY_ID, "k");
    let client = builder(&server).credentials(key).build().unwrap();
    let error = delete(&client).await.unwrap_err();
    assert_eq!(
        error.message().unwrap(),
        "Incorrect IAM authentication information: AK …TEST not exist"
    );
}
