//! What keeps a call from being sent.

use reqwest::{Body, Response, StatusCode};

use crate::Error;

/// The text of the error that ends a dry run.
pub(crate) const DRY_RUN: &str = "dry run: the request was not sent";

/// A reason to send nothing. `exec` can return only a response or a `reqwest::Error`, so this
/// travels in the extensions of a response that `post` replaces.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The request does not fit its operation.
    Refused(String),
    /// There are no credentials, or they cannot be used.
    Credentials(String),
    /// The builder asked to send nothing.
    DryRun,
}

impl Failure {
    /// A response that stands for the failure. Should anybody call the hooks without `post`, its
    /// status, which HTTP does not define and no document names, makes it an error all the same.
    pub(super) fn into_response(self) -> Response {
        let mut response = http::Response::new(Body::default());
        *response.status_mut() =
            StatusCode::from_u16(999).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        response.extensions_mut().insert(self);
        response.into()
    }

    /// The nearest of progenitor's variants. `ApiError` tells the kinds apart by them.
    pub(super) fn to_error<E>(&self) -> Error<E> {
        match self {
            Self::Refused(reason) => Error::InvalidRequest(reason.clone()),
            Self::Credentials(reason) => Error::Custom(reason.clone()),
            Self::DryRun => Error::Custom(DRY_RUN.to_owned()),
        }
    }
}
