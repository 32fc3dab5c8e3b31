//! An answer, read to its end.

use std::time::SystemTime;

use bytes::Bytes;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode, Url};

use super::secrets::{Redacted, Secrets};
use crate::Operation;
use crate::error::{
    Answered, ClockSkew, Failure, Reason, is_transient, says_clock_skew, says_expired,
};
use crate::response_body::Problem;
use crate::retry::RetryAfter;

pub(crate) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Result<Body, Problem>,
    /// The difference between the clocks, where the service refused a signature for it.
    pub(super) clock_skew: Option<ClockSkew>,
    /// Whether the service takes the credentials for expired.
    pub(super) says_expired: bool,
    retry_after: Option<RetryAfter>,
    came_at: SystemTime,
}

/// A body, and what of it may be shown.
pub(super) struct Body {
    /// As it came.
    pub(super) whole: Bytes,
    /// Without the request's secrets: for messages, and for values of types that hold any text.
    pub(super) shown: Bytes,
    /// Its JSON with `null` for what held a secret, for types that do not. Where there is one.
    pub(super) sparse: Option<Bytes>,
}

impl Answer {
    pub(super) fn new(
        mut response: Response,
        body: Result<Bytes, Problem>,
        secrets: &Secrets,
        is_signed: bool,
    ) -> Self {
        let status = response.status();
        let mut headers = std::mem::take(response.headers_mut());
        let came_at = SystemTime::now();
        let retry_after = headers.get(RETRY_AFTER).and_then(RetryAfter::parse);
        secrets.hide_in_headers(&mut headers);
        let body = body.map(|whole| {
            let (shown, sparse) = match secrets.redact(&whole) {
                Redacted::Nothing => (whole.clone(), None),
                Redacted::Text(shown) => (shown, None),
                Redacted::Json { shown, sparse } => (shown, Some(sparse)),
            };
            Body {
                whole,
                shown,
                sparse,
            }
        });
        let clock_skew = is_signed
            .then(|| clock_skew(status, &headers, body.as_ref().ok(), came_at))
            .flatten();
        let shown = body.as_ref().ok().map(|body| &body.shown);
        let says_expired = status == StatusCode::UNAUTHORIZED
            && shown.is_some_and(|shown| says_expired(status, shown));
        Self {
            status,
            headers,
            body,
            clock_skew,
            says_expired,
            retry_after,
            came_at,
        }
    }

    /// Whether the status says "not now", and how long the server asks to be left alone.
    pub(super) fn asks_for_patience(&self) -> Option<Option<RetryAfter>> {
        // The status says it whatever became of the body, unless that took all the time.
        let is_timeout = self.body.as_ref().is_err_and(Problem::is_timeout);
        (is_transient(self.status) && !is_timeout).then_some(self.retry_after)
    }

    /// The answer, if it is a success of the operation's; otherwise why not.
    pub(super) fn judge(self, operation: &Operation) -> Result<Success, Failure> {
        let Self {
            status,
            headers,
            body,
            clock_skew,
            retry_after,
            came_at,
            says_expired: _,
        } = self;
        let (reason, source, shown) = match body {
            Err(problem) => {
                let (reason, source) = problem.into_reason();
                (reason, source, Bytes::new())
            }
            Ok(mut body) => match refusal(operation, status, &headers) {
                Some(reason) => (reason, None, body.shown),
                None => {
                    let is_nothing = body.whole.trim_ascii().is_empty();
                    if is_nothing && operation.empty_success_is_null {
                        body.whole = Bytes::from_static(b"null");
                    }
                    return Ok(Success {
                        status,
                        headers,
                        body,
                    });
                }
            },
        };
        Err(Failure {
            reason,
            answer: Some(Box::new(Answered {
                status,
                headers,
                body: shown,
            })),
            retry_after: retry_after.map(|asked| asked.from(came_at)),
            clock_skew,
            source,
        })
    }
}

/// Why an answer that was read whole is no success of the operation's.
fn refusal(operation: &Operation, status: StatusCode, headers: &HeaderMap) -> Option<Reason> {
    let number = status.as_u16();
    let mut successes = operation.successes.iter();
    if successes.any(|statuses| statuses.contains(&number)) {
        None
    } else if status.is_client_error() || status.is_server_error() {
        Some(Reason::Answered)
    } else if matches!(number, 301 | 302 | 303 | 307 | 308) {
        let target = target(headers);
        Some(Reason::Redirect { target })
    } else {
        Some(Reason::Unlisted)
    }
}

/// Where a redirect leads. The rest of the address may hold ids or more.
fn target(headers: &HeaderMap) -> Option<String> {
    let value = headers
        .get(LOCATION)
        .filter(|value| !value.is_sensitive())?;
    let url = Url::parse(value.to_str().ok()?).ok()?;
    Some(url.origin().ascii_serialization())
}

/// The difference between the clocks, where the service refused a signature for it or for a reason that
/// it explains.
fn clock_skew(
    status: StatusCode,
    headers: &HeaderMap,
    body: Option<&Body>,
    now: SystemTime,
) -> Option<ClockSkew> {
    if status != StatusCode::UNAUTHORIZED && status != StatusCode::FORBIDDEN {
        return None;
    }
    let is_said = || body.is_some_and(|body| says_clock_skew(status, &body.shown));
    ClockSkew::of(headers, now).filter(|skew| skew.is_too_much() || is_said())
}

/// A success, whose body is yet to be decoded.
pub(crate) struct Success {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}
