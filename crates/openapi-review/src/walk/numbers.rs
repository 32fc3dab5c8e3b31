//! Numbers of a document, and how they compare.

use std::cmp::Ordering;

use openapi_document::Value;
use serde_json::Number;

use super::super::pair::Side;

/// Integers are compared as such: two large ones may be the same as floating-point numbers.
pub(super) fn order(one: &Number, other: &Number) -> Ordering {
    match (integer(one), integer(other)) {
        (Some(one), Some(other)) => one.cmp(&other),
        _ => {
            let order = one.as_f64().partial_cmp(&other.as_f64());
            order.unwrap_or(Ordering::Equal)
        }
    }
}

/// The number of one side, if it is one.
pub(super) fn number(side: Side<'_>) -> Option<&Number> {
    match &side.node?.value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The number without a fraction, if it has none and fits.
pub(super) fn integer(number: &Number) -> Option<i128> {
    let signed = number.as_i64().map(i128::from);
    signed.or_else(|| number.as_u64().map(i128::from))
}
