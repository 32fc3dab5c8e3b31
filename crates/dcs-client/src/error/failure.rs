//! What is known of a failed call before it is an error.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::body::{self, Said};
use super::{ApiError, ClockSkew, Inner, Reason, Sent};

/// What caused an error; shared by the error's clones.
pub(crate) type Source = Arc<dyn Error + Send + Sync>;

/// What came from the server, without the request's secrets.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// What is known of a failed call, to be made an [`ApiError`].
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) answer: Option<Box<Answered>>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) clock_skew: Option<ClockSkew>,
    pub(crate) source: Option<Source>,
}

impl Failure {
    /// Without an answer.
    pub(crate) fn new(reason: Reason) -> Self {
        Self {
            reason,
            answer: None,
            retry_after: None,
            clock_skew: None,
            source: None,
        }
    }

    pub(crate) fn with_source(self, source: Source) -> Self {
        Self {
            source: Some(source),
            ..self
        }
    }

    /// Whether an answer came that is not what the document describes.
    pub(crate) fn is_invalid_answer(&self) -> bool {
        self.answer.is_some() && matches!(self.reason, Reason::Unlisted | Reason::Redirect { .. })
    }

    /// The error of a call in which this came of the last of so many attempts.
    pub(crate) fn into_error(self, attempts: u32, sent: Sent) -> ApiError {
        let said = match (&self.answer, &self.reason) {
            (Some(answer), Reason::Answered) => body::said(&answer.body),
            // That is no error in any form.
            (Some(answer), Reason::Undecodable { .. }) => Said {
                message: body::text(&answer.body),
                ..Said::default()
            },
            _ => Said::default(),
        };
        ApiError(Arc::new(Inner {
            reason: self.reason,
            answer: self.answer,
            said,
            attempts,
            sent,
            retry_after: self.retry_after,
            clock_skew: self.clock_skew,
            source: self.source,
        }))
    }
}
