//! A success, of any operation.

use dcs_client::Response;
use serde::Serialize;
use serde_json::Value;

use crate::Failure;

/// What the service answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The status with its words, such as `204 No Content`.
    pub(crate) status_line: String,
    /// By which the service finds the request in its logs.
    pub(crate) request_id: Option<String>,
    /// The body, `null` where there is none.
    pub(crate) body: Value,
}

impl Answer {
    /// Of a deletion for which there was nothing to delete.
    pub(crate) fn gone(failure: Failure) -> Self {
        Self {
            status: failure.status.unwrap_or_default(),
            status_line: failure.call.status_line.unwrap_or_default(),
            request_id: failure.request_id,
            body: Value::Null,
        }
    }

    /// Of an operation that answers with a body, or may.
    pub(crate) fn with_body<T: Serialize>(response: &Response<T>) -> Result<Self, Failure> {
        let body = serde_json::to_value(&**response)
            .map_err(|error| Failure::unshowable(response.status().as_u16(), &error))?;
        Ok(Self {
            body,
            ..Self::without_body(response)
        })
    }

    /// Of an operation that answers without one.
    pub(crate) fn without_body<T>(response: &Response<T>) -> Self {
        Self {
            status: response.status().as_u16(),
            status_line: response.status().to_string(),
            request_id: response.request_id().map(str::to_owned),
            body: Value::Null,
        }
    }
}
