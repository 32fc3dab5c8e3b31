//! Credentials of a server's agency, from the metadata service of the machine.
//!
//! It is asked at its link-local address only, never through a proxy, and where it redirects nobody goes.

use std::fmt;
use std::time::Duration;

use reqwest::{StatusCode, header::HeaderValue};
use serde::Deserialize;

use super::Credentials;
use crate::response_body;
use crate::{Timestamp, http_client};

const ADDRESS: &str = "http://169.254.169.254";

/// Where there is no such service, nothing answers: that must not hold anybody up.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);

const TIMEOUT: Duration = Duration::from_secs(5);

const MAX_BODY_BYTES: usize = 64 * 1024;

/// How long the token is to be good with which credentials are asked for, in seconds.
const TOKEN_LIFE: HeaderValue = HeaderValue::from_static("21600");

/// New credentials are there this long before the old ones expire.
const MARGIN: Duration = Duration::from_secs(40 * 60);

/// The service, at its address.
#[derive(Clone, Debug)]
pub(super) struct Metadata(String);

/// Why it gave no credentials. Nothing of an answer is in it.
#[derive(Debug)]
pub(super) enum MetadataError {
    Client(crate::BuildError),
    Unanswered(reqwest::Error),
    Status(StatusCode),
    Unreadable,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client(error) => error.fmt(f),
            Self::Unanswered(error) if error.is_timeout() || error.is_connect() => {
                f.write_str("there is no metadata service here")
            }
            Self::Unanswered(_) => f.write_str("the metadata service did not answer"),
            Self::Status(StatusCode::NOT_FOUND) => {
                f.write_str("this server has no agency that credentials could be for")
            }
            Self::Status(status) => write!(f, "the metadata service answered {status}"),
            Self::Unreadable => {
                f.write_str("the answer of the metadata service holds no credentials")
            }
        }
    }
}

impl std::error::Error for MetadataError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Client(error) => Some(error),
            Self::Unanswered(error) => Some(error),
            Self::Status(_) | Self::Unreadable => None,
        }
    }
}

impl Default for Metadata {
    fn default() -> Self {
        Self(ADDRESS.to_owned())
    }
}

impl Metadata {
    /// For tests: at another address.
    #[cfg(test)]
    pub(super) fn at(address: String) -> Self {
        Self(address)
    }

    /// Fetches credentials.
    pub(super) async fn credentials(&self) -> Result<Credentials, MetadataError> {
        let http = http_client::local(CONNECT_TIMEOUT, TIMEOUT).map_err(MetadataError::Client)?;
        let unanswered = |error: reqwest::Error| MetadataError::Unanswered(error.without_url());
        let mut token = http
            .put(format!("{}/meta-data/latest/api/token", self.0))
            .header("x-metadata-token-ttl-seconds", TOKEN_LIFE)
            .send()
            .await
            .map_err(unanswered)?;
        let mut request = http.get(format!("{}/openstack/latest/securitykey", self.0));
        match token.status() {
            StatusCode::OK => {
                let token = response_body::read(&mut token, MAX_BODY_BYTES).await.ok();
                let token = token.and_then(|token| HeaderValue::from_maybe_shared(token).ok());
                let mut token = token.ok_or(MetadataError::Unreadable)?;
                token.set_sensitive(true);
                request = request.header("x-metadata-token", token);
            }
            // An older service, which asks for no token.
            StatusCode::NOT_FOUND
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::SERVICE_UNAVAILABLE => {}
            status => return Err(MetadataError::Status(status)),
        }
        let mut answer = request.send().await.map_err(unanswered)?;
        if answer.status() != StatusCode::OK {
            return Err(MetadataError::Status(answer.status()));
        }
        let body = response_body::read(&mut answer, MAX_BODY_BYTES).await.ok();
        body.and_then(|body| credentials(&body))
            .ok_or(MetadataError::Unreadable)
    }
}

#[derive(Deserialize)]
struct Answer {
    credential: Key,
}

#[derive(Deserialize)]
struct Key {
    access: String,
    secret: String,
    securitytoken: String,
    expires_at: Timestamp,
}

fn credentials(body: &[u8]) -> Option<Credentials> {
    let Answer { credential } = serde_json::from_slice(body).ok()?;
    let key = Credentials::access_key(credential.access, credential.secret);
    let key = key.with_security_token(credential.securitytoken);
    Some(key.with_expiry_and_margin(credential.expires_at.into(), MARGIN))
}
