//! Requests that no mock fits.
//!
//! httpmock answers them with 404, which to a client of this service means "not found": a test of a thing
//! that is gone would pass for the wrong reason. So behind the mocks of the document's operations stands
//! one that answers every request to one of their paths with 501 and says what it was.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use dcs_client::OPERATIONS;
use httpmock::{HttpMockRequest, HttpMockResponse, Mock, MockServer, Then, When};
use regex::Regex;
use serde_json::json;

use crate::path;

/// The id of the mock behind all others, for each server. httpmock lends its servers to one test after
/// the other, and an id is given once only.
static LAST: Mutex<BTreeMap<SocketAddr, usize>> = Mutex::new(BTreeMap::new());

/// Makes a mock, in front of the one that answers what no mock fits.
pub(crate) fn mock<'a>(server: &'a MockServer, configure: impl FnOnce(When, Then)) -> Mock<'a> {
    let mock = server.mock(configure);
    stand_behind(server);
    mock
}

/// Puts the mock that answers what no other fits behind those that there are: the first that fits answers.
pub(crate) fn stand_behind(server: &MockServer) {
    let paths: Vec<_> = OPERATIONS
        .iter()
        .map(|operation| path::any(operation.path))
        .collect();
    let last = server.mock(|when, then| {
        when.is_true(move |request| is_documented(&paths, request));
        then.respond_with(refuse);
    });
    let mut all = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(before) = all.insert(*server.address(), last.id()) {
        Mock::new(before, server).delete();
    }
}

fn is_documented(paths: &[Regex], request: &HttpMockRequest) -> bool {
    let uri = request.uri();
    paths.iter().any(|path| path.is_match(uri.path()))
}

fn refuse(request: &HttpMockRequest) -> HttpMockResponse {
    let body = json!({"error_code": "MOCK.0501", "error_msg": describe(request)});
    HttpMockResponse::builder()
        .status(501)
        .header("content-type", "application/json")
        .body(body.to_string())
        .build()
}

/// What the request is, and why no mock answers it as far as that can be told.
fn describe(request: &HttpMockRequest) -> String {
    let (method, uri) = (request.method_str(), request.uri());
    let of_path = OPERATIONS
        .iter()
        .filter(|operation| path::any(operation.path).is_match(uri.path()));
    let nearest: Vec<_> = of_path
        .map(|operation| {
            let fits = operation.method.as_str() == method;
            (operation, fits)
        })
        .collect();
    let line = uri.path_and_query().map_or("/", |line| line.as_str());
    match nearest.iter().find(|(_, fits)| *fits) {
        Some((operation, _)) => format!(
            "no mock fits `{method} {line}`; it is a request of `{id}`, so either no \
             `server.{id}(…)` was made, or each of them has a condition that the request does not \
             meet, or has given all its answers",
            id = operation.id,
        ),
        None => {
            let names: Vec<_> = nearest
                .iter()
                .map(|(operation, _)| format!("`{} {}`", operation.method, operation.path))
                .collect();
            format!(
                "no mock fits `{method} {line}`; the nearest operation is {}",
                names.join(" or ")
            )
        }
    }
}
