//! Query parameters as the client writes them.

use dcs_client::{Query, Style};
use httpmock::When;
use serde::Serialize;

/// Only requests that have what the client writes for `name` with the value `value`: a pair, or for an
/// array a pair for each element.
///
/// # Panics
///
/// When the value cannot stand in a query, as the client would refuse it too.
#[allow(
    dead_code,
    reason = "called where the document has a parameter in the query"
)]
pub(crate) fn with<T: Serialize>(when: When, name: &str, value: &T) -> When {
    styled(when, name, value, Style::Each)
}

/// The same for a parameter that is written in a style of its own.
///
/// # Panics
///
/// When the value cannot stand in a query, as the client would refuse it too.
pub(crate) fn styled<T: Serialize>(when: When, name: &str, value: &T, style: Style) -> When {
    #[expect(
        clippy::expect_used,
        reason = "a test that asks for the impossible is to fail loudly"
    )]
    let query = serde_urlencoded::to_string(Query::styled(name, value, style))
        .expect("a value that can stand in a query");
    #[expect(clippy::expect_used, reason = "it has just been written")]
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query).expect("a query is a list of pairs");
    pairs
        .into_iter()
        .fold(when, |when, (name, value)| when.query_param(name, value))
}

/// A list as a header has it.
#[allow(dead_code, reason = "called where the document has a list in a header")]
pub(crate) fn list(value: &impl Serialize) -> String {
    parts(value).join(",")
}

/// The parts of a list.
///
/// # Panics
///
/// When the value is none, as the client would refuse it too.
#[expect(
    clippy::expect_used,
    reason = "a test that asks for the impossible is to fail loudly"
)]
pub(crate) fn parts(value: &impl Serialize) -> Vec<String> {
    let query = serde_urlencoded::to_string(Query::styled("", value, Style::Each));
    let query = query.expect("a value that can stand in a header or a path");
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query).expect("a query is a list of pairs");
    pairs.into_iter().map(|(_, part)| part).collect()
}
