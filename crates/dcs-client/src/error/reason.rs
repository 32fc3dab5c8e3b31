//! What went wrong, as a value.

use std::fmt;

use super::ErrorKind;
use crate::auth::SignError;
use crate::text::one_line;
use crate::{ParameterError, SettingError};

/// Why a call failed: the details behind [`ErrorKind`].
///
/// `Display` is what [`ApiError`](crate::ApiError) shows of it, in the words of this crate's methods; a
/// program with other words, such as options, writes its own for the variants that name one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The service, or a gateway before it, answered with an error. What it says is in the
    /// [`code`](crate::ApiError::code) and the [`message`](crate::ApiError::message).
    Answered,
    /// A parameter is missing or breaks a rule of the document.
    Parameter(ParameterError),
    /// A setting of this call cannot be used.
    Setting(SettingError),
    /// The request could not be put together.
    Unbuilt,
    /// The request is not the one that its operation is; the text says in which respect.
    #[non_exhaustive]
    Misfit {
        /// The `operationId`.
        operation: &'static str,
        /// What does not fit.
        misfit: String,
    },
    /// The request could not be signed.
    Unsigned(SignError),
    /// The credentials are of no use; the text says which part, and what is wrong with it.
    #[non_exhaustive]
    InvalidCredentials {
        /// Its value is not in it.
        fault: String,
    },
    /// The credentials provider failed; its own error is the [`source`](std::error::Error::source).
    #[non_exhaustive]
    Provider {
        /// The text of its error and of that error's sources.
        text: String,
    },
    /// The credentials provider did not answer within the time limit.
    ProviderTimeout,
    /// No connection to the server could be made.
    #[non_exhaustive]
    Connect {
        /// Scheme, host and port.
        server: String,
    },
    /// No connection to the server could be made within the time limit.
    #[non_exhaustive]
    ConnectTimeout {
        /// Scheme, host and port.
        server: String,
    },
    /// The server's TLS or its certificate was refused.
    #[non_exhaustive]
    Tls {
        /// Scheme, host and port.
        server: String,
    },
    /// No answer came within the time limit.
    #[non_exhaustive]
    AnswerTimeout {
        /// Scheme, host and port.
        server: String,
    },
    /// The connection broke off before an answer.
    #[non_exhaustive]
    Interrupted {
        /// Scheme, host and port.
        server: String,
    },
    /// The answer is not HTTP.
    #[non_exhaustive]
    NotHttp {
        /// Scheme, host and port.
        server: String,
    },
    /// The request failed in another way.
    #[non_exhaustive]
    Failed {
        /// Scheme, host and port.
        server: String,
    },
    /// The connection broke off within the body of the answer.
    BodyInterrupted,
    /// The body of the answer did not end within the time limit.
    BodyTimeout,
    /// The body of the answer was not taken by what [`ClientBuilder::bytes_to`](crate::ClientBuilder::bytes_to)
    /// was given, whose error is the [`source`](std::error::Error::source).
    BodyUnsaved,
    /// The body of the answer is larger than the limit.
    #[non_exhaustive]
    BodyTooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body of a success is not what the document describes.
    #[non_exhaustive]
    Undecodable {
        /// What the reader of JSON says.
        text: String,
    },
    /// The document does not list the status for the operation.
    Unlisted,
    /// A redirect, which is not followed.
    #[non_exhaustive]
    Redirect {
        /// Scheme, host and port of where to.
        target: Option<String>,
    },
    /// Nothing was sent, as the client's builder asked.
    DryRun,
}

impl Reason {
    /// The kind that it is one of.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Answered => ErrorKind::Api,
            Self::Parameter(_)
            | Self::Setting(_)
            | Self::Unbuilt
            | Self::Misfit { .. }
            | Self::Unsigned(SignError::StreamingBody) => ErrorKind::InvalidRequest,
            Self::Unsigned(_)
            | Self::InvalidCredentials { .. }
            | Self::Provider { .. }
            | Self::ProviderTimeout => ErrorKind::Credentials,
            Self::Connect { .. }
            | Self::ConnectTimeout { .. }
            | Self::Tls { .. }
            | Self::AnswerTimeout { .. }
            | Self::Interrupted { .. }
            | Self::Failed { .. }
            | Self::BodyInterrupted
            | Self::BodyTimeout
            | Self::BodyUnsaved => ErrorKind::Transport,
            Self::NotHttp { .. }
            | Self::BodyTooLarge { .. }
            | Self::Undecodable { .. }
            | Self::Unlisted
            | Self::Redirect { .. } => ErrorKind::InvalidResponse,
            Self::DryRun => ErrorKind::DryRun,
        }
    }

    /// Whether time ran out.
    pub(super) fn is_timeout(&self) -> bool {
        matches!(
            self,
            Self::ConnectTimeout { .. } | Self::AnswerTimeout { .. } | Self::BodyTimeout
        )
    }

    /// Whether no connection could be made.
    pub(super) fn is_connect(&self) -> bool {
        matches!(
            self,
            Self::Connect { .. } | Self::ConnectTimeout { .. } | Self::Tls { .. }
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered => f.write_str("the service answered with an error"),
            Self::Parameter(error) => write!(f, "invalid request: {error}"),
            Self::Setting(error) => write!(f, "invalid request: {error}"),
            Self::Unbuilt => f.write_str("invalid request: it could not be put together"),
            Self::Misfit { operation, misfit } => {
                write!(
                    f,
                    "invalid request: {operation}: {misfit}; nothing was sent"
                )
            }
            Self::Unsigned(error @ SignError::StreamingBody) => {
                write!(f, "invalid request: {error}")
            }
            Self::Unsigned(error) => write!(f, "credentials: {error}"),
            Self::InvalidCredentials { fault } => write!(f, "credentials: {fault}"),
            Self::Provider { text } => write!(
                f,
                "credentials: the credentials provider failed: {}",
                one_line(text)
            ),
            Self::ProviderTimeout => f.write_str(
                "credentials: the credentials provider did not answer within the time limit",
            ),
            Self::Connect { server } => write!(f, "could not connect to {server}"),
            Self::ConnectTimeout { server } => {
                write!(f, "could not connect to {server} within the time limit")
            }
            Self::Tls { server } => write!(
                f,
                "no secure connection to {server}: its TLS or its certificate was refused"
            ),
            Self::AnswerTimeout { server } => {
                write!(f, "no answer from {server} within the time limit")
            }
            Self::Interrupted { server } => {
                write!(f, "the connection to {server} broke off before an answer")
            }
            Self::NotHttp { server } => write!(f, "the answer of {server} is not HTTP"),
            Self::Failed { server } => write!(f, "the request to {server} failed"),
            Self::BodyInterrupted => {
                f.write_str("the connection broke off within the response's body")
            }
            Self::BodyTimeout => {
                f.write_str("the response's body did not end within the time limit")
            }
            Self::BodyUnsaved => f.write_str("the response's body could not be saved"),
            Self::BodyTooLarge { limit } => write!(
                f,
                "the response's body is larger than {limit} bytes; if that is expected, raise \
                 `ClientBuilder::max_body_bytes`"
            ),
            Self::Undecodable { text } => {
                write!(f, "the response is not what the document describes: {text}")
            }
            Self::Unlisted => f.write_str("the document does not list this status"),
            Self::Redirect { target } => {
                f.write_str("redirects are not followed")?;
                if let Some(target) = target {
                    write!(f, " (to {target})")?;
                }
                f.write_str("; check the endpoint")
            }
            Self::DryRun => f.write_str("dry run: the request was not sent"),
        }
    }
}
