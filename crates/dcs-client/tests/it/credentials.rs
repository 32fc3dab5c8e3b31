//! Providers: asked before each attempt.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dcs_client::auth::AccessKey;
use dcs_client::{Credentials, CredentialsFuture, CredentialsProvider};

use crate::support::{Reply, SECRET, Server, builder, delete, error_of};

/// Hands out a new token each time.
struct Counting(Arc<AtomicU32>);

impl CredentialsProvider for Counting {
    fn credentials(&self) -> CredentialsFuture<'_> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move { Ok(Credentials::token(format!("token-{number}"))) })
    }
}

#[tokio::test]
async fn a_provider_is_asked_before_each_attempt() {
    let server = Server::start([
        Reply::status("503 X"),
        Reply::status("503 X"),
        Reply::status("204 No Content"),
    ]);
    let asked = Arc::new(AtomicU32::new(0));
    let client = builder(&server)
        .credentials_provider(Counting(asked.clone()))
        .build()
        .unwrap();
    delete(&client).await.unwrap();
    for (number, request) in server.requests().iter().enumerate() {
        assert!(
            request.contains(&format!("x-auth-token: token-{number}\r\n")),
            "{request}"
        );
    }
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_provider_that_fails_ends_the_call_before_anything_is_sent() {
    let server = Server::replying(Reply::status("204 No Content"));
    let client = builder(&server)
        .credentials_provider(|| async {
            let text = format!("the vault\n\u{1b}[31m is sealed{}", "!".repeat(5000));
            Err(std::io::Error::other(text).into())
        })
        .build()
        .unwrap();
    let error = error_of(&client).await;
    assert!(error.is_credentials() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        format!(
            "credentials: the credentials provider failed: the vault \\u{{1b}}[31m is sealed{}…",
            "!".repeat(270)
        )
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn credentials_that_cannot_be_sent_are_refused_without_being_shown() {
    let server = Server::replying(Reply::status("204 No Content"));
    for bad in [
        Credentials::token(format!("{SECRET}\n")),
        Credentials::token(""),
        Credentials::access_key(format!("{SECRET}\n"), "k"),
        Credentials::access_key("a", format!("{SECRET}\n")),
        AccessKey::new("a", "k")
            .with_security_token(format!("{SECRET}\n"))
            .into(),
    ] {
        let provider = move || std::future::ready(Ok(bad.clone()));
        let error = error_of(
            &builder(&server)
                .credentials_provider(provider)
                .build()
                .unwrap(),
        )
        .await;
        assert!(error.is_credentials(), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
    assert!(server.requests().is_empty());
}
