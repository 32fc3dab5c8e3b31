//! What tracing sees of a call.
//!
//! The span's fields have the names of OpenTelemetry's semantic conventions for HTTP client spans
//! where those have one. Values of path parameters are in none of them, and secrets nowhere.

use tracing::field::Empty;
use tracing::{Span, debug};

use super::attempt::Outcome;
use crate::Operation;
use crate::endpoint::Endpoint;
use crate::error::request_id;
use crate::response_body::Problem;
use crate::retry::{Clock, SystemClock};

/// The type of the error of a call that ended before anything was sent.
pub(super) const NOT_SENT: &str = "not_sent";

/// The type of the error of a call that was answered with something else than the document describes.
pub(super) const INVALID_RESPONSE: &str = "invalid_response";

/// The span of a call, attempts and waits included.
pub(super) fn span(operation: &Operation, endpoint: &Endpoint) -> Span {
    tracing::info_span!(
        "dcs_client.call",
        otel.name = format_args!("{} {}", operation.method, operation.path),
        otel.kind = "client",
        operation.id = operation.operation_id,
        http.request.method = operation.method.as_str(),
        url.template = operation.path,
        server.address = endpoint.host(),
        server.port = endpoint.port(),
        attempt = Empty,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        "http.response.header.x-request-id" = Empty,
        http.client.request.duration = Empty,
        otel.status_code = Empty,
        "error.type" = Empty,
    )
}

/// Notes that the call failed, and a word for why, with few enough values to count by.
pub(super) fn failed(span: &Span, error_type: &str) {
    span.record("error.type", error_type);
    span.record("otel.status_code", "ERROR");
}

/// Notes how an attempt ended.
pub(super) fn attempt(span: &Span, number: u32, outcome: &Outcome) {
    span.record("attempt", number);
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
    match outcome {
        Outcome::Answer(answer) => {
            debug!(
                attempt = number,
                http.response.status_code = answer.status.as_u16(),
                "answer received"
            );
        }
        Outcome::Failed(_) | Outcome::Stopped(_) => {
            debug!(
                attempt = number,
                "error.type" = error_type(outcome).unwrap_or_default(),
                "no answer"
            );
        }
    }
}

/// Notes how the call ended, as far as its last attempt says it.
pub(super) fn end(span: &Span, outcome: &Outcome, clock: &SystemClock) {
    span.record(
        "http.client.request.duration",
        clock.elapsed().as_secs_f64(),
    );
    if let Outcome::Answer(answer) = outcome {
        span.record("http.response.status_code", answer.status.as_u16());
        if let Some(id) = request_id(&answer.headers) {
            span.record("http.response.header.x-request-id", id);
        }
    }
    if let Some(error_type) = error_type(outcome) {
        failed(span, error_type);
    }
}

/// What went wrong; the status, as OpenTelemetry has it, where it alone says so.
fn error_type(outcome: &Outcome) -> Option<&str> {
    match outcome {
        Outcome::Answer(answer) if !answer.status.is_success() => Some(answer.status.as_str()),
        Outcome::Answer(answer) => match &answer.body {
            Ok(_) => None,
            Err(Problem::TooLarge { .. }) => Some("body_too_large"),
            Err(problem) if problem.is_timeout() => Some("timeout"),
            Err(_) => Some("body_interrupted"),
        },
        Outcome::Failed(error) if error.is_timeout() => Some("timeout"),
        Outcome::Failed(error) if error.is_connect() => Some("connect"),
        Outcome::Failed(_) => Some("request"),
        Outcome::Stopped(_) => Some(NOT_SENT),
    }
}
