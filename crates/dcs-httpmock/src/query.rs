//! Query parameters as the client writes them.

use dcs_client::Query;
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
    #[expect(
        clippy::expect_used,
        reason = "a test that asks for the impossible is to fail loudly"
    )]
    let query = serde_urlencoded::to_string(Query::new(name, value))
        .expect("a value that can stand in a query");
    #[expect(clippy::expect_used, reason = "it has just been written")]
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(&query).expect("a query is a list of pairs");
    pairs
        .into_iter()
        .fold(when, |when, (name, value)| when.query_param(name, value))
}
