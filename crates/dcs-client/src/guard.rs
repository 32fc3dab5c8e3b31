//! The guard before sending: what the generated code has made goes out only as the request that its
//! operation is.
//!
//! It trusts neither the document nor the types made of it. The [path](path) must be the
//! operation's own, and no [header](headers), nor a name in the query, may change what the
//! request is.

mod headers;
mod names;
mod path;

use reqwest::Request;

use crate::Operation;
use crate::endpoint::Endpoint;
use crate::error::Reason;

pub(crate) use names::is_reserved;

/// Checks `request` as the generated code has made it, before anything of the client's is added.
///
/// The error says what is wrong and how to fix it, and repeats no value.
pub(crate) fn check(
    operation: &Operation,
    endpoint: &Endpoint,
    request: &Request,
) -> Result<(), Reason> {
    let misfit = path::misfit(operation, endpoint, request).or_else(|| headers::misfit(request));
    match misfit {
        None => Ok(()),
        Some(misfit) => Err(Reason::Misfit {
            operation: operation.operation_id,
            misfit: format!(
                "the request does not fit `{} {}`: {misfit}",
                operation.method, operation.path
            ),
        }),
    }
}
