//! Making a response again from what was read, for the generated code to decode.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Body, Response, ResponseBuilderExt as _, StatusCode, Url};
use tracing::Span;

use super::BodyError;
use super::attempt::body_error;
use super::body::Problem;
use super::observe::Undecided;
use super::secrets::{Redacted, Secrets};
use crate::Operation;

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Result<Bytes, BodyError>,
    /// The body as messages may show it.
    shown: Bytes,
    sparse: Option<Sparse>,
    url: Url,
}

/// The body as messages may show it, without the request's secrets; in the extensions of the
/// rebuilt response, where it can be had without waiting.
#[derive(Clone)]
pub(crate) struct Received(pub(crate) Bytes);

/// The body's JSON with `null` for what held a secret; in the extensions of a response that repeats one.
#[derive(Clone)]
pub(super) struct Sparse(pub(super) Bytes);

impl Answer {
    pub(super) fn new(
        mut response: Response,
        body: Result<Bytes, Problem>,
        secrets: &Secrets,
    ) -> Self {
        secrets.hide_in_headers(response.headers_mut());
        let status = response.status();
        let (body, shown, sparse) = match body {
            Err(problem) => (Err(body_error(&response, problem)), Bytes::new(), None),
            Ok(body) => {
                let (shown, sparse) = match secrets.redact(&body) {
                    Redacted::Nothing => (body.clone(), None),
                    Redacted::Text(shown) => (shown, None),
                    Redacted::Json { shown, sparse } => (shown, Some(Sparse(sparse))),
                };
                // A file stays what it is, and the decoder makes no value of this that repeats a secret.
                // What an error says ends up in messages and logs.
                let is_whole = status.is_success();
                (
                    Ok(if is_whole { body } else { shown.clone() }),
                    shown,
                    sparse,
                )
            }
        };
        Self {
            status,
            headers: std::mem::take(response.headers_mut()),
            body,
            shown,
            sparse,
            url: response.url().clone(),
        }
    }

    /// Whether the time was over before the body was.
    pub(super) fn is_timeout(&self) -> bool {
        self.body.as_ref().is_err_and(BodyError::is_timeout)
    }

    /// The response that the generated code decodes.
    pub(super) fn into_response(self, operation: &Operation, span: &Span) -> Response {
        let (body, error) = match self.body {
            Ok(body) => (body, None),
            Err(error) => (Bytes::new(), Some(error)),
        };
        let is_nothing = self.status.is_success() && body.trim_ascii().is_empty();
        let handed_on = if is_nothing && operation.empty_success_is_null {
            Bytes::from_static(b"null")
        } else {
            body
        };
        let mut response = response(self.url, self.status, self.headers, handed_on);
        response.extensions_mut().insert(Received(self.shown));
        if let Some(sparse) = self.sparse {
            response.extensions_mut().insert(sparse);
        }
        if let Some(error) = error {
            response.extensions_mut().insert(error);
        } else if self.status.is_success() && !span.is_disabled() {
            response.extensions_mut().insert(Undecided::new(span));
        }
        response.into()
    }
}

/// A response made of its parts. Should the URL not be taken, only that is lost.
pub(super) fn response(
    url: Url,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
) -> http::Response<Body> {
    let mut response = http::Response::builder()
        .url(url)
        .body(Body::default())
        .unwrap_or_default();
    *response.body_mut() = Body::from(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}
