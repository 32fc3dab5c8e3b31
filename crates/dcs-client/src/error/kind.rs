//! The kinds of errors.

use std::fmt;

/// What kind of error an [`ApiError`](crate::ApiError) is.
///
/// `Display` gives a word for scripts: `api`, `invalid_request`, `credentials`, `transport`,
/// `invalid_response`, `dry_run`.
///
/// ```
/// assert_eq!(dcs_client::ErrorKind::InvalidRequest.to_string(), "invalid_request");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The service answered with an error.
    Api,
    /// The request was refused before it was sent.
    InvalidRequest,
    /// There were no usable credentials; nothing was sent.
    Credentials,
    /// The connection failed, broke off or took too long.
    Transport,
    /// The answer is not what the document describes.
    InvalidResponse,
    /// Nothing was sent, as the client's builder asked.
    DryRun,
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "api",
            Self::InvalidRequest => "invalid_request",
            Self::Credentials => "credentials",
            Self::Transport => "transport",
            Self::InvalidResponse => "invalid_response",
            Self::DryRun => "dry_run",
        })
    }
}
