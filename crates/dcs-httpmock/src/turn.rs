//! Answers that change from request to request.

use std::sync::atomic::{AtomicUsize, Ordering};

use httpmock::{HttpMockRequest, HttpMockResponse};

/// For httpmock's `respond_with`: answers with each of `responses` in turn, and with the last from
/// then on.
///
/// # Panics
///
/// Without any response.
///
/// ```
/// use dcs_httpmock::{HttpMockResponse, in_turn};
///
/// let responses = [503, 204].map(|status| HttpMockResponse::builder().status(status).build());
/// let respond = in_turn(responses);
/// # let _ = respond;
/// ```
pub fn in_turn(
    responses: impl IntoIterator<Item = HttpMockResponse>,
) -> impl Fn(&HttpMockRequest) -> HttpMockResponse + Send + Sync + 'static {
    let responses: Vec<_> = responses.into_iter().collect();
    assert!(!responses.is_empty(), "in_turn: give at least one response");
    let last = responses.len() - 1;
    let next = AtomicUsize::new(0);
    move |_| {
        let index = next.fetch_add(1, Ordering::Relaxed).min(last);
        responses
            .get(index)
            .cloned()
            .unwrap_or_else(|| HttpMockResponse::builder().build())
    }
}
