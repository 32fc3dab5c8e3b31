//! The answer to a call that succeeded.

use std::fmt;
use std::ops::Deref;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use crate::error::request_id;

/// What the service answered: the value, and what came with it.
///
/// It dereferences to the value.
///
/// ```
/// use dcs_client::{Client, types};
///
/// # async fn example(client: Client) -> Result<(), dcs_client::ApiError> {
/// let deleted = client
///     .delete_background_task()
///     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
///     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
///     .task_id("8abf6e1e72c12e7c0172c15b508500aa")
///     .send()
///     .await?;
/// println!("{} {:?}", deleted.status(), deleted.request_id());
/// let body: Option<types::DeleteBackgroundTaskResponse> = deleted.into_inner();
/// # let _ = body;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    attempts: u32,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, status: StatusCode, headers: HeaderMap, attempts: u32) -> Self {
        Self {
            value,
            status,
            headers,
            attempts,
        }
    }

    /// The HTTP status, one of those that the document lists for the operation.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer. Where one repeated a credential of the request, it holds `[redacted]`.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id by which the service's support finds the request in its logs (`X-Request-Id`).
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How often the request was sent: 1 unless it was tried again.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The value alone.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Without the headers, of which there are many.
impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("attempts", &self.attempts)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
