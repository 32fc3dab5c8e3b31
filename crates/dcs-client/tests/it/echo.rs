//! A server that repeats the credentials it was sent.

use dcs_client::{ApiError, Credentials};

use crate::support::logs::Logs;
use crate::support::{Reply, SECRET, Server, builder, chain, delete};

#[tokio::test]
async fn a_server_that_repeats_the_credentials() {
    /// Answers with the request's secrets in place of `{}`, and in headers.
    fn echo(status: &str, request: &str, body: &str) -> Vec<u8> {
        let head = request.split("\r\n\r\n").next().unwrap();
        let secrets: Vec<&str> = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(name, _)| {
                ["x-auth-token", "authorization", "x-security-token"].contains(name)
            })
            .map(|(_, value)| value)
            .collect();
        let text = secrets.join(" and ");
        let header = format!("X-Echo: {text}\r\nX-Request-Id: {text}\r\nLocation: /{text}\r\n");
        let escaped = text.replace('/', r"\/");
        let body = body.replace("{}", &text).replace("{escaped}", &escaped);
        crate::support::server::http(status, &header, body)
    }

    for script in [
        Reply::Of(|request| {
            echo(
                "401 Unauthorized",
                request,
                r#"{"error_msg":"bad token {escaped}"}"#,
            )
        }),
        Reply::Of(|request| echo("401 Unauthorized", request, "<pre>{}</pre>")),
        Reply::Of(|request| echo("418 Teapot", request, "<pre>{}</pre>")),
        Reply::Of(|request| echo("200 OK", request, "<pre>{}</pre>")),
        // The decoder's own message quotes what it found.
        Reply::Of(|request| echo("200 OK", request, "\"{}\"")),
        Reply::Of(|request| echo("200 OK", request, "\"{escaped}\"")),
        Reply::Of(|request| echo("302 Found", request, "<pre>{}</pre>")),
    ] {
        let server = Server::replying(script);
        let key = Credentials::access_key("access-key-id", "k").with_security_token(SECRET);
        for credentials in [Credentials::token(SECRET), key] {
            let (logs, guard) = Logs::capture();
            let client = builder(&server).credentials(credentials).build().unwrap();
            let error = delete(&client).await.unwrap_err();
            drop(guard);
            let mut all = format!("{error:?} {error:#}");
            let error = ApiError::from(error);
            all += &format!("{error:?} {} {}", chain(&error), logs.all());
            for secret in [SECRET, &SECRET.replace('/', r"\/"), "Signature="] {
                assert!(!all.contains(secret), "{all}");
            }
        }
    }
}
