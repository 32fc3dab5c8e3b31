//! What a caller may see of a call while it is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderValue};
use reqwest::{Method, Request, StatusCode, Url};

use crate::Operation;

/// What [`ClientBuilder::observe`](crate::ClientBuilder::observe) is told of each attempt. There is no
/// secret in it: where a header held one, or the answer repeated one, it says `[redacted]`.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The request is about to be sent.
    #[non_exhaustive]
    Request {
        /// What it is for.
        operation: &'static Operation,
        /// Counted from 1.
        attempt: u32,
        /// The HTTP method.
        method: &'a Method,
        /// The whole address, ids included.
        url: &'a Url,
        /// The headers.
        headers: &'a HeaderMap,
    },
    /// An answer came and was read to its end.
    #[non_exhaustive]
    Response {
        /// What it is for.
        operation: &'static Operation,
        /// Counted from 1.
        attempt: u32,
        /// The HTTP status.
        status: StatusCode,
        /// The headers.
        headers: &'a HeaderMap,
        /// The body; empty where it could not be read.
        body: &'a [u8],
        /// The time since the request was begun.
        elapsed: Duration,
    },
    /// No answer came.
    #[non_exhaustive]
    NoResponse {
        /// What it would have been for.
        operation: &'static Operation,
        /// Counted from 1.
        attempt: u32,
        /// The time since the request was begun.
        elapsed: Duration,
    },
}

/// Receives the events.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Event<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observe))
    }

    pub(crate) fn tell(&self, event: &Event<'_>) {
        (self.0)(event);
    }

    /// Tells of a request whose headers are marked where they hold a secret.
    pub(crate) fn tell_request(
        &self,
        operation: &'static Operation,
        attempt: u32,
        request: &Request,
    ) {
        let mut headers = request.headers().clone();
        for value in headers.values_mut().filter(|value| value.is_sensitive()) {
            *value = HeaderValue::from_static("[redacted]");
        }
        self.tell(&Event::Request {
            operation,
            attempt,
            method: request.method(),
            url: request.url(),
            headers: &headers,
        });
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer").finish_non_exhaustive()
    }
}
