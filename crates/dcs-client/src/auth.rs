//! Signing requests with an access key: Huawei Cloud's `SDK-HMAC-SHA256`.
//!
//! [`Client`](crate::Client) signs by itself when it is built with
//! [`Credentials::access_key`](crate::Credentials::access_key). This module is for requests that
//! are built by hand, for example to a service that has no client yet.
//!
//! Source: Huawei Cloud, "Calling APIs", "AK/SK authentication".
//!
//! ```
//! use std::time::SystemTime;
//!
//! use dcs_client::auth::{AccessKey, sign_request};
//!
//! let key = AccessKey::new("AccessKey", "SecretKey");
//! let url = "https://dcs.eu-de.otc.t-systems.com/v2/p/instances".parse()?;
//! let mut request = reqwest::Request::new(reqwest::Method::GET, url);
//! sign_request(&mut request, &key, SystemTime::now())?;
//! assert!(request.headers().contains_key("authorization"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod canonical;

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hmac::{Hmac, KeyInit, Mac};
use reqwest::Request;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::Redactor;

const ALGORITHM: &str = "SDK-HMAC-SHA256";
const DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");
const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");
const CONTENT_HASH: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
const UNSIGNED: HeaderValue = HeaderValue::from_static("UNSIGNED-PAYLOAD");

/// The first second of the year 10000, which a date of four-digit years cannot name.
pub(crate) const END_OF_DATES: Duration = Duration::from_secs(253_402_300_800);

/// An access key: its id (AK), its secret (SK), for a temporary key the security token, and for
/// resources of a sub-project the project's id.
///
/// `Debug` shows none of them. What this type keeps is wiped from memory when dropped; the text it was
/// made of, if that was not moved in, and the headers of requests are not.
#[derive(Clone)]
pub struct AccessKey {
    id: SecretString,
    secret: SecretString,
    security_token: Option<SecretString>,
    project_id: Option<String>,
}

impl AccessKey {
    /// A permanent access key: the AK and the SK, as Huawei Cloud's console hands them out.
    ///
    /// ```
    /// use dcs_client::auth::AccessKey;
    ///
    /// let key = AccessKey::new("my-ak", "my-sk");
    /// assert!(!format!("{key:?}").contains("my-"));
    /// ```
    #[must_use]
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into().into(),
            secret: secret.into().into(),
            security_token: None,
            project_id: None,
        }
    }

    /// Makes it a temporary access key: the token is sent as `X-Security-Token` and signed.
    ///
    /// ```
    /// use dcs_client::auth::AccessKey;
    ///
    /// let key = AccessKey::new("ak", "sk").with_security_token("token");
    /// # let _ = key;
    /// ```
    #[must_use]
    pub fn with_security_token(mut self, token: impl Into<String>) -> Self {
        self.security_token = Some(token.into().into());
        self
    }

    /// Says which project the requests are for: its id is sent as `X-Project-Id` and signed, as the
    /// vendor's SDKs do. The resources of a sub-project are out of reach without it.
    ///
    /// ```
    /// use dcs_client::auth::AccessKey;
    ///
    /// let key = AccessKey::new("ak", "sk").with_project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71");
    /// # let _ = key;
    /// ```
    #[must_use]
    pub fn with_project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// Whether it is the same key: a signature of one is as good as one of the other.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        let token = |key: &Self| {
            key.security_token
                .as_ref()
                .map(|token| token.expose_secret().to_owned())
        };
        self.id.expose_secret() == other.id.expose_secret()
            && self.secret.expose_secret() == other.secret.expose_secret()
            && token(self) == token(other)
    }

    /// The last four characters of its id, or none of an id that is not long enough to hide the rest.
    pub(crate) fn hint(&self) -> String {
        let id = self.id.expose_secret();
        let start = id.len().checked_sub(4).filter(|start| *start >= 8);
        format!(
            "…{}",
            start.and_then(|start| id.get(start..)).unwrap_or_default()
        )
    }

    pub(crate) fn project_id(&self) -> Option<&str> {
        self.project_id.as_deref()
    }

    /// Finds its parts in what a server says.
    pub(crate) fn redactor(&self) -> Redactor {
        let redactor = Redactor::new()
            .secret(self.secret.expose_secret())
            .access_key_id(self.id.expose_secret());
        match &self.security_token {
            Some(token) => redactor.secret(token.expose_secret()),
            None => redactor,
        }
    }

    /// Checks each part for what could not be signed with, or would be misread when it is.
    pub(crate) fn check(&self) -> Result<(), SignError> {
        let id = self.id.expose_secret();
        let comma = id.contains(',').then_some("holds a comma");
        for (part, fault) in [
            ("access key id (AK)", fault(id).or(comma)),
            ("secret access key (SK)", fault(self.secret.expose_secret())),
            (
                "security token",
                self.security_token
                    .as_ref()
                    .and_then(|token| fault(token.expose_secret())),
            ),
            ("project id", self.project_id.as_deref().and_then(fault)),
        ] {
            if let Some(reason) = fault {
                return Err(SignError::InvalidKey { part, reason });
            }
        }
        Ok(())
    }
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKey").finish_non_exhaustive()
    }
}

/// Why a request could not be signed. No variant holds a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignError {
    /// A part of the access key, or its project id, is empty or holds a character that cannot stand in it,
    /// such as a space or a line break copied with it.
    #[non_exhaustive]
    InvalidKey {
        /// Which part: the access key id, the secret access key, the security token or the project id.
        part: &'static str,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// The body is a stream, whose hash cannot be known before it is sent. Sign it with the header
    /// `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`, or give the body as bytes.
    StreamingBody,
    /// The time is before 1970 or after 9999, so `X-Sdk-Date` cannot say it.
    InvalidTime,
}

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InvalidKey { part, reason } => return write!(f, "the {part} {reason}"),
            Self::StreamingBody => {
                "a streamed body cannot be signed; give it as bytes, or set the header \
                 `X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD`"
            }
            Self::InvalidTime => {
                "the time is before 1970 or after 9999; check this machine's clock"
            }
        })
    }
}

impl std::error::Error for SignError {}

/// Signs `request` with `key` as of `time`: sets `X-Sdk-Date` (unless present) and
/// `Authorization`, and where they apply `X-Project-Id`, `X-Security-Token` and
/// `X-Sdk-Content-Sha256`.
///
/// Any method, query, body and headers. Signed are `host`, `content-type` and every header whose
/// name begins with `x-`, except names with an underscore. A request may be signed again: the
/// new signature replaces the old one, and an `X-Security-Token` that is not the key's own is removed. An
/// `X-Project-Id` is replaced by the key's own, and kept by a key that has none. The date is kept, so
/// remove `X-Sdk-Date` to renew it.
///
/// # Errors
///
/// [`SignError`] when a part of the key is empty or holds anything but visible ASCII, the body is a
/// stream whose hash nobody declared, or the time cannot be written. Headers may have been added by
/// then; the signature has not.
pub fn sign_request(
    request: &mut Request,
    key: &AccessKey,
    time: SystemTime,
) -> Result<(), SignError> {
    key.check()?;
    if !request.headers().contains_key(DATE) {
        let date = HeaderValue::try_from(sdk_date(time)?).map_err(|_| SignError::InvalidTime)?;
        request.headers_mut().insert(DATE, date);
    }
    // One that is there already belongs to the key of an earlier signature.
    request.headers_mut().remove(SECURITY_TOKEN);
    if let Some(token) = &key.security_token {
        request
            .headers_mut()
            .insert(SECURITY_TOKEN, secret_header(token.expose_secret()));
    }
    if let Some(id) = &key.project_id {
        request.headers_mut().insert(PROJECT_ID, visible_header(id));
    }
    if has_foreign_content_type(request) && !request.headers().contains_key(CONTENT_HASH) {
        request.headers_mut().insert(CONTENT_HASH, UNSIGNED);
    }

    let headers = canonical::Headers::of(request);
    let canonical_request = canonical::request(request, &headers, &body_hash(request)?);
    let mut to_sign = format!("{ALGORITHM}\n").into_bytes();
    if let Some(date) = request.headers().get(DATE) {
        to_sign.extend_from_slice(date.as_bytes().trim_ascii());
    }
    to_sign.push(b'\n');
    to_sign.extend_from_slice(hex(&Sha256::digest(&canonical_request)).as_bytes());

    let authorization = format!(
        "{ALGORITHM} Access={}, SignedHeaders={}, Signature={}",
        key.id.expose_secret(),
        headers.names(),
        signature(key, &to_sign),
    );
    request
        .headers_mut()
        .insert(AUTHORIZATION, secret_header(&authorization));
    Ok(())
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn signature(key: &AccessKey, to_sign: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.secret.expose_secret().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(to_sign);
    hex(&mac.finalize().into_bytes())
}

/// The content types whose bodies the service verifies; every other body is declared unsigned.
fn has_foreign_content_type(request: &Request) -> bool {
    request.headers().get(CONTENT_TYPE).is_some_and(|value| {
        let value = value.as_bytes().trim_ascii().to_ascii_lowercase();
        !value.starts_with(b"application/json") && !value.starts_with(b"application/bson")
    })
}

/// What stands for the body in the canonical request.
fn body_hash(request: &Request) -> Result<Vec<u8>, SignError> {
    let declared = request.headers().get(CONTENT_HASH);
    match (request.body(), declared) {
        (None, _) => Ok(hex(&Sha256::digest([])).into_bytes()),
        (Some(body), declared) => match (body.as_bytes(), declared) {
            (Some([]), _) => Ok(hex(&Sha256::digest([])).into_bytes()),
            (_, Some(value)) => Ok(value.as_bytes().trim_ascii().to_vec()),
            (Some(bytes), None) => Ok(hex(&Sha256::digest(bytes)).into_bytes()),
            (None, None) => Err(SignError::StreamingBody),
        },
    }
}

/// What is wrong with a token or a part of a key, if anything is: all of them are visible ASCII.
pub(crate) fn fault(secret: &str) -> Option<&'static str> {
    if secret.is_empty() {
        Some("is empty")
    } else if secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        None
    } else {
        Some(
            "holds a character that is not visible ASCII; look for a space or a line break \
             copied with it",
        )
    }
}

/// A header value that `Debug` does not show, made of credentials in which [`fault`] finds none.
pub(crate) fn secret_header(text: &str) -> HeaderValue {
    let mut value = visible_header(text);
    value.set_sensitive(true);
    value
}

/// A header value made of text in which [`fault`] finds none.
#[expect(clippy::expect_used, reason = "visible ASCII may stand in any header")]
fn visible_header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).expect("visible ASCII may stand in any header")
}

/// The time as `YYYYMMDDTHHMMSSZ`, in UTC.
fn sdk_date(time: SystemTime) -> Result<String, SignError> {
    let since = time
        .duration_since(UNIX_EPOCH)
        .map_err(|_| SignError::InvalidTime)?;
    if since >= END_OF_DATES {
        return Err(SignError::InvalidTime);
    }
    // `httpdate` does the calendar; its fixed form is "Sun, 06 Nov 1994 08:49:37 GMT".
    let date = httpdate::fmt_http_date(time);
    let mut words = date.split([' ', ',', ':']).filter(|word| !word.is_empty());
    let mut next = || words.next().unwrap_or_default();
    let (_weekday, day, month, year) = (next(), next(), next(), next());
    let (hour, minute, second) = (next(), next(), next());
    let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = months.find(month).unwrap_or_default() / 3 + 1;
    Ok(format!("{year}{month:02}{day}T{hour}{minute}{second}Z"))
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests;
