//! The error that callers meet.

mod convert;
mod kind;

use std::fmt;
use std::io;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::text::one_line;
pub use kind::ErrorKind;

/// The longest request id and the longest code that are kept; the service's are much shorter.
const LONGEST_REQUEST_ID: usize = 128;
const LONGEST_CODE: usize = 128;

/// The longest piece of what a server says that is kept, in bytes.
const LONGEST_MESSAGE: usize = 1024;

/// Why a call failed: one type for every operation, which `?` makes from the generated methods' errors.
///
/// `Display` is one line of a bounded length, such as
/// `404 Not Found: DCS.4114 the task does not exist (request 7f3a…)`. Causes, such as the system's
/// reason for a failed connection, are in [`source`](std::error::Error::source). Neither holds a credential.
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
///     match deleted.map_err(ApiError::from) {
///         Ok(_) => Ok(()),
///         Err(error) if error.is_not_found() => Ok(()),
///         Err(error) => Err(error),
///     }
/// }
/// ```
pub struct ApiError(Box<Inner>);

type Source = Box<dyn std::error::Error + Send + Sync>;

struct Inner {
    kind: ErrorKind,
    status: Option<StatusCode>,
    code: Option<String>,
    message: Option<String>,
    request_id: Option<String>,
    /// What went wrong, where the server has not said it; one line.
    detail: Option<String>,
    is_timeout: bool,
    is_connect: bool,
    is_retryable: bool,
    source: Option<Source>,
}

impl ApiError {
    /// Which of a handful of kinds the error is of; for a program that treats them differently.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The HTTP status, if an answer came, even one that could not be read to its end.
    ///
    /// # Troubleshooting
    ///
    /// 401: the token has expired or the access key is wrong; also check this machine's clock, as a
    /// signature is good for 15 minutes. 403: the account may not do this in this project.
    /// 404: one of the ids is wrong or the thing is gone, perhaps deleted by an earlier attempt of
    /// the same call ([`RetryPolicy`](crate::RetryPolicy)). 3xx: the endpoint is wrong; redirects are not followed.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The service's code for the error, such as `DCS.4114`, or the gateway's, such as `APIG.0301`;
    /// at most 128 bytes of it.
    ///
    /// # Troubleshooting
    ///
    /// The service's page "Error Codes" says what each means. `APIG.…` codes come from the gateway
    /// before the service saw the request.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The first 1,024 bytes of what the service says about the error; where it answered with
    /// something else than the documented error, of that.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// The id by which the service's support finds the request in its logs (`X-Request-Id`).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Whether time ran out: for the connection, for one attempt, or while the body was read.
    ///
    /// # Troubleshooting
    ///
    /// After a timeout nobody knows whether the service did what was asked, unless
    /// [`is_connect`](Self::is_connect) holds too. Raise [`ClientBuilder::timeout`](crate::ClientBuilder::timeout)
    /// if the service is merely slow.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.is_timeout
    }

    /// Whether no connection could be made, so that nothing was sent.
    ///
    /// # Troubleshooting
    ///
    /// Check the region or endpoint, the network, the proxy (`HTTPS_PROXY`), and the certificates; the
    /// [`source`](std::error::Error::source) says which.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.is_connect
    }

    /// Whether the service knows no such thing (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.0.status == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the same call may succeed later: the statuses 408, 429, 502, 503 and 504, and where no
    /// status came, a connection that failed or broke off, or a timeout. Once a status has come, only that
    /// counts, also where its body broke off. With the feature `rustls`, a server whose TLS or certificate
    /// was refused is not retryable. The client has already retried as its policy allows.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable
    }

    /// Whether the request was refused before anything was sent: a parameter is missing or breaks a
    /// rule of the document, or the request would have gone to another resource.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        self.0.kind == ErrorKind::InvalidRequest
    }

    /// Whether there were no usable credentials, so that nothing was sent. Credentials that the service
    /// refused are a status, 401.
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        self.0.kind == ErrorKind::Credentials
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
        self.0.kind == ErrorKind::InvalidResponse
    }

    /// Whether nothing was sent because the client was built with
    /// [`ClientBuilder::dry_run`](crate::ClientBuilder::dry_run).
    #[must_use]
    pub fn is_dry_run(&self) -> bool {
        self.0.kind == ErrorKind::DryRun
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            status,
            code,
            message,
            detail,
            request_id,
            ..
        } = self.0.as_ref();
        if let Some(status) = status {
            write!(f, "{status}")?;
        }
        let texts = [code, message].into_iter().flatten();
        let said = texts
            .map(|text| one_line(text))
            .filter(|text| !text.is_empty());
        let said = said.collect::<Vec<_>>().join(" ");
        let parts = detail
            .iter()
            .cloned()
            .chain((!said.is_empty()).then_some(said));
        for (index, part) in parts.enumerate() {
            if index > 0 || status.is_some() {
                f.write_str(": ")?;
            }
            f.write_str(&part)?;
        }
        match request_id {
            Some(id) => write!(f, " (request {id})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.0.as_ref();
        f.debug_struct("ApiError")
            .field("kind", &inner.kind)
            .field("status", &inner.status)
            .field("code", &inner.code)
            .field("message", &inner.message)
            .field("request_id", &inner.request_id)
            .field("detail", &inner.detail)
            .field("source", &inner.source)
            .finish()
    }
}

impl std::error::Error for ApiError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}

/// The request id in an answer's headers, if it is one: visible ASCII, not too long, and not an echo of a secret.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let value = headers
        .get("x-request-id")
        .filter(|value| !value.is_sensitive())?;
    let text = value.to_str().ok()?.trim();
    let is_id = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    (is_id && text.len() <= LONGEST_REQUEST_ID).then_some(text)
}

/// What is behind an error, from the nearest cause to the farthest.
///
/// As `source()` goes, but for an `io::Error`, which leaves out what it wraps.
pub(crate) fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(error.source(), |error| {
        match error.downcast_ref().and_then(io::Error::get_ref) {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        }
    })
}
