//! Reading a response's body: all of it, but not more than the limit.

use std::fmt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use reqwest::header::HeaderMap;
use reqwest::{Body, Response, StatusCode};

use crate::Error;

/// Why a body could not be read, with what was known by then.
///
/// It is the source of the `reqwest::Error` in `Error::ResponseBodyError`, where `ApiError` finds it.
#[derive(Clone, Debug)]
pub(crate) struct BodyError(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    headers: HeaderMap,
    problem: Problem,
}

#[derive(Debug)]
pub(super) enum Problem {
    TooLarge { limit: usize },
    Interrupted(reqwest::Error),
}

impl Problem {
    /// progenitor's error for it, where nothing is known of the status and headers.
    pub(super) fn into_error<E>(self) -> Error<E> {
        match self {
            Self::Interrupted(error) => Error::ResponseBodyError(error),
            Self::TooLarge { limit } => Error::Custom(format!("more than {limit} bytes")),
        }
    }
}

impl BodyError {
    pub(super) fn new(status: StatusCode, headers: HeaderMap, problem: Problem) -> Self {
        Self(Arc::new(Inner {
            status,
            headers,
            problem,
        }))
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.0.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// Whether the server sent more than was allowed; otherwise the connection broke off.
    pub(crate) fn is_too_large(&self) -> bool {
        matches!(self.0.problem, Problem::TooLarge { .. })
    }

    pub(crate) fn is_timeout(&self) -> bool {
        matches!(&self.0.problem, Problem::Interrupted(error) if error.is_timeout())
    }

    /// progenitor's error for an unreadable body. A `reqwest::Error` comes into being only where
    /// reqwest reads, so it reads a body that fails with this.
    pub(super) async fn to_error<E>(&self) -> Error<E> {
        match self.to_response().bytes().await {
            Err(error) => Error::ResponseBodyError(error),
            // Unreachable, and an error all the same.
            Ok(_) => Error::Custom(self.to_string()),
        }
    }

    fn to_response(&self) -> Response {
        http::Response::new(Body::wrap(Failing(Some(self.clone())))).into()
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.problem {
            Problem::TooLarge { limit } => write!(
                f,
                "the response's body is larger than {limit} bytes; if that is expected, raise \
                 `ClientBuilder::max_body_bytes`"
            ),
            Problem::Interrupted(error) if error.is_timeout() => {
                f.write_str("the response's body did not end within the time limit")
            }
            Problem::Interrupted(_) => {
                f.write_str("the connection broke off within the response's body")
            }
        }
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.problem {
            Problem::TooLarge { .. } => None,
            Problem::Interrupted(error) => Some(error),
        }
    }
}

/// A body that consists of one error.
struct Failing(Option<BodyError>);

impl hyper::body::Body for Failing {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, BodyError>>> {
        std::task::Poll::Ready(self.0.take().map(Err))
    }
}

/// Reads the body of `response`, at most `limit` bytes of it.
pub(super) async fn read(response: &mut Response, limit: usize) -> Result<Bytes, Problem> {
    let announced = response.content_length().unwrap_or_default();
    if usize::try_from(announced).is_ok_and(|length| length > limit) {
        return Err(Problem::TooLarge { limit });
    }
    // Most bodies come in one chunk, which is taken as it is.
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| Problem::Interrupted(error.without_url()))?
    {
        if chunk.len() > limit - first.len().max(all.len()) {
            return Err(Problem::TooLarge { limit });
        }
        if first.is_empty() {
            first = chunk;
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&chunk);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}
