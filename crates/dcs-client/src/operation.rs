//! What the document says about an operation that the transport has to know.

use std::ops::RangeInclusive;

use reqwest::Method;

use crate::tolerance::Answer;

/// One operation of the document, as the generated table [`OPERATIONS`](crate::OPERATIONS) lists it.
///
/// ```
/// use dcs_client::OPERATIONS;
///
/// for operation in OPERATIONS {
///     println!("{} {} ({})", operation.method, operation.path, operation.operation_id);
/// }
/// # assert!(!OPERATIONS.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The name of the method on [`Client`](crate::Client), for example `delete_background_task`.
    pub id: &'static str,
    /// The `operationId` as the document writes it, for example `deleteBackgroundTask`.
    pub operation_id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, for example `/v2/{project_id}/instances/{instance_id}/tasks/{task_id}`.
    pub path: &'static str,
    /// Whether the document marks the operation as deprecated.
    pub deprecated: bool,
    /// Whether it takes something away for good, so that a program should ask before it calls it: what the
    /// document says with `x-destructive`, or else whether the method is DELETE.
    pub destructive: bool,
    /// The statuses that mean success.
    pub successes: &'static [RangeInclusive<u16>],
    /// Whether a success without a body is an answer of its own: the method then returns
    /// `Ok(None)`. Elsewhere an empty body where the document promises one is an error.
    pub empty_success_is_null: bool,
    /// What the body of a success is made of.
    pub(crate) answer: Answer,
}
