//! The error that callers meet.

pub(crate) mod body;
mod clock;
mod codes;
mod failure;
mod kind;
mod reason;
mod sent;

use std::error::Error;
use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

use self::body::Said;
use self::codes::Meaning;
use crate::ParameterError;
use crate::text::{one_line, sentence};

pub use clock::ClockSkew;
pub use kind::ErrorKind;
pub use reason::Reason;
pub use sent::Sent;

pub(crate) use failure::{Answered, Failure, Source};

/// The longest request id and the longest code that are kept; the service's are much shorter.
const LONGEST_REQUEST_ID: usize = 128;
const LONGEST_CODE: usize = 128;

/// The longest piece of what a server says that is kept, in bytes.
const LONGEST_MESSAGE: usize = 1024;

/// Why a call failed: one type for every operation.
///
/// `Display` is one line of a bounded length, such as
/// `404 Not Found: DCS.4022 This DCS instance does not exist. (request 7f3a…)`, and so is `Debug`, as that
/// is what a `main` that returns the error prints; `{:#?}` shows each part. Causes, such as the system's
/// reason for a failed connection, are in [`source`](std::error::Error::source). None of them holds a
/// credential.
///
/// ```
/// use dcs_client::{ApiError, Client};
///
/// async fn forget(client: &Client, project: &str, instance: &str, task: &str) -> Result<(), ApiError> {
///     let deleted = client
///         .delete_background_task()
///         .project_id(project)
///         .instance_id(instance)
///         .task_id(task)
///         .send()
///         .await;
///     match deleted {
///         Ok(_) => Ok(()),
///         Err(error) if error.is_not_found() => Ok(()),
///         Err(error) => Err(error),
///     }
/// }
/// ```
#[derive(Clone)]
pub struct ApiError(Arc<Inner>);

struct Inner {
    reason: Reason,
    answer: Option<Box<Answered>>,
    said: Said,
    attempts: u32,
    sent: Sent,
    retry_after: Option<Duration>,
    clock_skew: Option<ClockSkew>,
    source: Option<Source>,
}

impl ApiError {
    /// Which of a handful of kinds the error is of; for a program that treats them differently.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.reason.kind()
    }

    /// What went wrong in detail, as a value.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.0.reason
    }

    /// The HTTP status, if an answer came, even one that could not be read to its end.
    ///
    /// # Troubleshooting
    ///
    /// 401: the token has expired or the access key is wrong. 403: the account may not do this in this
    /// project. 404: one of the ids is wrong or the thing is gone, perhaps deleted by an earlier attempt
    /// of the same call ([`RetryPolicy`](crate::RetryPolicy)). 3xx: the endpoint is wrong; redirects are
    /// not followed.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers of the answer, if one came. Where one repeated a credential of the request, it holds
    /// `[redacted]`.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The service's code for the error, such as `DCS.4022`, or the gateway's, such as `APIGW.0301`;
    /// at most 128 bytes of it.
    ///
    /// # Troubleshooting
    ///
    /// The service's page "Error Codes" says what each means. `APIGW.…` and `APIG.…` codes come from the
    /// gateway before the service saw the request.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.said.code.as_deref()
    }

    /// The first 1,024 bytes of what the service says about the error; where it answered with
    /// something else than an error in one of its forms, of that.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.said.message.as_deref()
    }

    /// The body of the answer as a `T`, such as the operation's error in [`types`](crate::types); `None`
    /// where none came, or one that is no `T`.
    #[must_use]
    pub fn body<T: DeserializeOwned>(&self) -> Option<T> {
        let answer = self.0.answer.as_ref()?;
        serde_json::from_slice(&answer.body).ok()
    }

    /// The id by which the service's support finds the request in its logs: the header `X-Request-Id`,
    /// or else `request_id` in the body, where the gateway puts it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let of_header = self.headers().and_then(request_id);
        of_header.or(self.0.said.request_id.as_deref())
    }

    /// How often the request was sent, or would have been. 0 where it was refused before the first time.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether anything reached the service.
    #[must_use]
    pub fn was_sent(&self) -> Sent {
        self.0.sent
    }

    /// How long the server asks to be left alone (`Retry-After`), counted from its answer. The client has
    /// waited where its [`RetryPolicy`](crate::RetryPolicy) allowed it; a longer wait is the caller's.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What the two clocks said, where the answer names the server's time and the service refused a
    /// signature for it, or for a reason that this explains.
    #[must_use]
    pub fn clock_skew(&self) -> Option<ClockSkew> {
        self.0.clock_skew
    }

    /// Whether time ran out: for the connection, for one attempt, or while the body was read.
    ///
    /// # Troubleshooting
    ///
    /// [`was_sent`](Self::was_sent) says whether the service may have done what was asked. Raise
    /// [`ClientBuilder::timeout`](crate::ClientBuilder::timeout) if the service is merely slow.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.reason.is_timeout()
    }

    /// Whether no connection could be made, so that this attempt sent nothing.
    ///
    /// # Troubleshooting
    ///
    /// Check the region or endpoint, the network, the proxy (`HTTPS_PROXY`), and the certificates; the
    /// [`source`](std::error::Error::source) says which.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.reason.is_connect()
    }

    /// Whether the thing that the request names is not there, or not any more: by the status 404, or by
    /// one of the codes for which the service answers 400. Not where the address itself is unknown, as
    /// with `APIGW.0101`: then the endpoint is wrong.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.meaning() == Some(Meaning::NotFound)
    }

    /// Whether something else is under way, such as another task of the instance, for which the service
    /// answers 400 with one of several codes. The same call may succeed in minutes.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.meaning() == Some(Meaning::Busy)
    }

    /// Whether the service did not accept the credentials, or not for this: 401, 403, and the codes that
    /// mean them.
    ///
    /// # Troubleshooting
    ///
    /// Do not repeat it with the same access key: after five failures in a row the key is locked for five
    /// minutes.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        matches!(self.meaning(), Some(Meaning::Auth | Meaning::ClockSkew))
    }

    /// Whether there were too many requests (429, `APIGW.0308`). Slow down for all calls.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.meaning() == Some(Meaning::Throttled)
    }

    /// Whether a signature was refused as the clocks differ by more than 15 minutes (`APIGW.0303`, or a
    /// 401 whose `Date` is that far off). [`clock_skew`](Self::clock_skew) has both times.
    #[must_use]
    pub fn is_clock_skew(&self) -> bool {
        self.meaning() == Some(Meaning::ClockSkew)
            || self.0.clock_skew.is_some_and(ClockSkew::is_too_much)
    }

    /// Whether the same call may succeed later: the statuses 408, 429, 502, 503 and 504; an answer for
    /// which [`is_busy`](Self::is_busy) holds; and where no status came, a connection that failed or broke
    /// off, or a timeout. Once a status has come, only that counts, also where its body broke off. With the
    /// feature `rustls`, a server whose TLS or certificate was refused is not retryable. The client has
    /// already retried as its policy allows.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.status() {
            Some(status) => is_transient(status) || self.is_busy(),
            None => {
                self.kind() == ErrorKind::Transport && !matches!(self.0.reason, Reason::Tls { .. })
            }
        }
    }

    /// Whether the request was refused before anything was sent: a parameter is missing or breaks a
    /// rule of the document, or the request would have gone to another resource.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.kind() == ErrorKind::InvalidRequest
    }

    /// Whether there were no usable credentials, so that nothing was sent. Credentials that the service
    /// refused are [`is_auth`](Self::is_auth).
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        self.kind() == ErrorKind::Credentials
    }

    /// Whether an answer came that is not what the document describes: not its JSON, not its status,
    /// not HTTP, or larger than the limit.
    ///
    /// # Troubleshooting
    ///
    /// With a success status the service has probably done what was asked. Otherwise something
    /// between here and the service answered: check the endpoint and the proxy.
    #[must_use]
    pub fn is_invalid_response(&self) -> bool {
        self.kind() == ErrorKind::InvalidResponse
    }

    /// Whether nothing was sent because the client was built with
    /// [`ClientBuilder::dry_run`](crate::ClientBuilder::dry_run).
    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.kind() == ErrorKind::DryRun
    }

    fn meaning(&self) -> Option<Meaning> {
        codes::meaning(self.status()?, self.code())
    }
}

/// A parameter that was refused ends the call, and is the error's source.
impl From<ParameterError> for ApiError {
    fn from(error: ParameterError) -> Self {
        let source = Arc::new(error.clone());
        Failure::new(Reason::Parameter(error))
            .with_source(source)
            .into_error(0, Sent::No)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.0.as_ref();
        let status = self.status().map(|status| status.to_string());
        // What the service says is said by itself.
        let reason =
            (inner.reason != Reason::Answered).then(|| sentence(&inner.reason.to_string()));
        let said = [self.code(), self.message()];
        let said = said.into_iter().flatten().map(one_line);
        let said = said.filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let said = (!said.is_empty()).then(|| said.join(" "));
        let skew = self.0.clock_skew.map(|skew| skew.to_string());
        let parts = [status, reason, said, skew].into_iter().flatten();
        f.write_str(&parts.collect::<Vec<_>>().join(": "))?;
        match self.request_id() {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return write!(f, "ApiError({self})");
        }
        let inner = self.0.as_ref();
        f.debug_struct("ApiError")
            .field("kind", &self.kind())
            .field("reason", &inner.reason)
            .field("status", &self.status())
            .field("code", &inner.said.code)
            .field("message", &inner.said.message)
            .field("request_id", &self.request_id())
            .field("attempts", &inner.attempts)
            .field("was_sent", &inner.sent)
            .field("retry_after", &inner.retry_after)
            .field("clock_skew", &inner.clock_skew)
            .field("source", &inner.source)
            .finish()
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}

/// The statuses that say "not now" rather than "no".
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// Whether an answer says that the clocks differ too much for its request's signature.
pub(crate) fn says_clock_skew(status: StatusCode, body: &[u8]) -> bool {
    codes::meaning(status, body::said(body).code.as_deref()) == Some(Meaning::ClockSkew)
}

/// Whether an answer says that the credentials were good and no longer are.
pub(crate) fn says_expired(status: StatusCode, body: &[u8]) -> bool {
    let said = body::said(body);
    codes::says_expired(status, said.code.as_deref(), said.message.as_deref())
}

/// The request id in an answer's headers, if it is one: visible ASCII, not too long, and not an echo of a secret.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let value = headers
        .get("x-request-id")
        .filter(|value| !value.is_sensitive())?;
    let text = value.to_str().ok()?.trim();
    is_request_id(text).then_some(text)
}

fn is_request_id(text: &str) -> bool {
    let is_visible = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_visible && text.len() <= LONGEST_REQUEST_ID
}

/// What is behind an error, from the nearest cause to the farthest.
///
/// As `source()` goes, but for an `io::Error`, which leaves out what it wraps.
pub(crate) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(
        error.source(),
        |&error: &&'a (dyn Error + 'static)| match error.downcast_ref().and_then(io::Error::get_ref)
        {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        },
    )
}
