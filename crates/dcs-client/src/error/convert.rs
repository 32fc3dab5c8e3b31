//! From progenitor's error to ours.

use std::error::Error as _;

use reqwest::Response;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION};
use serde::Serialize;
use serde_json::Value;

use super::{ApiError, ErrorKind, Inner, LONGEST_CODE, LONGEST_MESSAGE, causes, request_id};
use crate::Error;
use crate::text::{sentence, start_of};
use crate::transport::{
    BodyError, DRY_RUN, DecodeError, Received, Undecided, is_reset, is_tls, is_transient,
};

/// Takes the errors of every operation, whatever the document calls its error and its members: the
/// service's own have `error_code` and `error_msg`.
impl<E: Serialize> From<Error<E>> for ApiError {
    fn from(error: Error<E>) -> Self {
        ApiError(Box::new(convert(error).bounded()))
    }
}

fn convert<E: Serialize>(error: Error<E>) -> Inner {
    match error {
        Error::InvalidRequest(reason) => Inner {
            detail: Some(format!("invalid request: {reason}")),
            ..Inner::new(ErrorKind::InvalidRequest)
        },
        Error::Custom(text) if text == DRY_RUN => Inner {
            detail: Some(text),
            ..Inner::new(ErrorKind::DryRun)
        },
        Error::Custom(reason) => Inner {
            detail: Some(format!("credentials: {reason}")),
            ..Inner::new(ErrorKind::Credentials)
        },
        Error::ErrorResponse(response) => {
            let answered = Inner::answered(ErrorKind::Api, response.status(), response.headers());
            // What cannot be written as JSON was not read from it, and says nothing.
            let (code, message) = serde_json::to_value(response.into_inner())
                .map_or((None, None), |body| said(&body));
            Inner {
                code,
                message,
                ..answered
            }
        }
        Error::CommunicationError(error) | Error::InvalidUpgrade(error) => no_answer(error),
        Error::ResponseBodyError(error) => unreadable(error),
        Error::InvalidResponsePayload(_, error) => Inner {
            detail: Some("the response is not what the document describes".to_owned()),
            source: Some(Box::new(error)),
            ..Inner::new(ErrorKind::InvalidResponse)
        },
        Error::UnexpectedResponse(response) => unexpected(&response),
    }
}

/// The code and the message of an error in the service's form.
fn said(body: &Value) -> (Option<String>, Option<String>) {
    let text = |name| {
        let text = body.get(name)?.as_str()?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    (text("error_code"), text("error_msg"))
}

impl Inner {
    fn new(kind: ErrorKind) -> Self {
        Self {
            kind,
            status: None,
            code: None,
            message: None,
            request_id: None,
            detail: None,
            is_timeout: false,
            is_connect: false,
            is_retryable: false,
            source: None,
        }
    }

    /// Keeps the texts from filling a log: a server or a provider may say anything at any length.
    fn bounded(self) -> Self {
        let cut = |text: Option<String>, bytes| text.map(|text| start_of(&text, bytes).to_owned());
        Self {
            code: cut(self.code, LONGEST_CODE),
            message: cut(self.message, LONGEST_MESSAGE),
            detail: self.detail.map(|text| sentence(&text)),
            ..self
        }
    }

    fn answered(kind: ErrorKind, status: StatusCode, headers: &HeaderMap) -> Self {
        Self {
            status: Some(status),
            request_id: request_id(headers).map(str::to_owned),
            is_retryable: is_transient(status),
            ..Self::new(kind)
        }
    }
}

/// An error of reqwest's before any answer.
fn no_answer(error: reqwest::Error) -> Inner {
    let server = error.url().map_or_else(
        || "the server".to_owned(),
        |url| url.origin().ascii_serialization(),
    );
    // The URL holds ids, which belong in no message that did not ask for them.
    let error = error.without_url();
    let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
    let (kind, detail) = if error.is_builder() {
        (
            ErrorKind::InvalidRequest,
            "invalid request: it could not be put together".to_owned(),
        )
    } else if is_connect && is_timeout {
        (
            ErrorKind::Transport,
            format!("could not connect to {server} within the time limit"),
        )
    } else if is_tls(&error) {
        (
            ErrorKind::Transport,
            format!("no secure connection to {server}: its TLS or its certificate was refused"),
        )
    } else if is_connect {
        (
            ErrorKind::Transport,
            format!("could not connect to {server}"),
        )
    } else if is_timeout {
        (
            ErrorKind::Transport,
            format!("no answer from {server} within the time limit"),
        )
    } else if is_reset(&error) {
        (
            ErrorKind::Transport,
            format!("the connection to {server} broke off before an answer"),
        )
    } else if is_parse(&error) {
        (
            ErrorKind::InvalidResponse,
            format!("the answer of {server} is not HTTP"),
        )
    } else {
        (
            ErrorKind::Transport,
            format!("the request to {server} failed"),
        )
    };
    Inner {
        detail: Some(detail),
        is_timeout,
        is_connect,
        is_retryable: kind == ErrorKind::Transport && !is_tls(&error),
        source: Some(Box::new(error)),
        ..Inner::new(kind)
    }
}

/// A body that could not be read to its end.
fn unreadable(error: reqwest::Error) -> Inner {
    let Some(body) = causes(&error).find_map(|cause| cause.downcast_ref::<BodyError>()) else {
        return Inner {
            detail: Some("the response's body could not be read".to_owned()),
            is_timeout: error.is_timeout(),
            source: Some(Box::new(error.without_url())),
            ..Inner::new(ErrorKind::Transport)
        };
    };
    unreadable_body(body)
}

fn unreadable_body(body: &BodyError) -> Inner {
    let kind = if body.is_too_large() {
        ErrorKind::InvalidResponse
    } else {
        ErrorKind::Transport
    };
    Inner {
        detail: Some(body.to_string()),
        is_timeout: body.is_timeout(),
        source: body
            .source()
            .is_some()
            .then(|| Box::new(body.clone()) as super::Source),
        ..Inner::answered(kind, body.status(), body.headers())
    }
}

/// A status that the document does not list for the operation, or a body that is not its JSON.
fn unexpected(response: &Response) -> Inner {
    let status = response.status();
    let body = response.extensions().get::<Received>();
    if let Some(undecided) = response.extensions().get::<Undecided>() {
        undecided.fail();
    }
    if let Some(error) = response.extensions().get::<DecodeError>() {
        return Inner {
            detail: Some(format!(
                "the response is not what the document describes: {error}"
            )),
            message: body.and_then(text),
            source: Some(Box::new(error.clone())),
            ..Inner::answered(ErrorKind::InvalidResponse, status, response.headers())
        };
    }
    if !status.is_client_error() && !status.is_server_error() {
        return Inner {
            detail: Some(undocumented(status, response.headers())),
            ..Inner::answered(ErrorKind::InvalidResponse, status, response.headers())
        };
    }
    // Gateways answer with statuses of their own and, mostly, the service's form of an error.
    let json = body.and_then(|Received(body)| serde_json::from_slice(body).ok());
    let (code, message) = json.map_or((None, None), |json| said(&json));
    let message = if code.is_none() && message.is_none() {
        body.and_then(text)
    } else {
        message
    };
    Inner {
        code,
        message,
        ..Inner::answered(ErrorKind::Api, status, response.headers())
    }
}

fn undocumented(status: StatusCode, headers: &HeaderMap) -> String {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return "the document does not list this status".to_owned();
    }
    let target = headers
        .get(LOCATION)
        .filter(|value| !value.is_sensitive())
        .and_then(|value| reqwest::Url::parse(value.to_str().ok()?).ok());
    // Only where to: the rest of the address may hold ids or more.
    let target = target.map_or_else(String::new, |url| {
        format!(" (to {})", url.origin().ascii_serialization())
    });
    format!("redirects are not followed{target}; check the endpoint")
}

/// The start of the body as text, if there is any.
fn text(Received(body): &Received) -> Option<String> {
    let start = body.get(..LONGEST_MESSAGE).unwrap_or(body);
    let text = String::from_utf8_lossy(start).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn is_parse(error: &reqwest::Error) -> bool {
    causes(error).any(|cause| {
        cause
            .downcast_ref::<hyper::Error>()
            .is_some_and(hyper::Error::is_parse)
    })
}
