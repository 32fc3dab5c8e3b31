//! A typed mock of Huawei Cloud Distributed Cache Service (DCS), for tests of code that uses
//! [`dcs_client`].
//!
//! It is [`httpmock`] with a method for each operation of the OpenAPI document: the request's
//! parameters and the documented answers have names and types, and a server on this machine plays the
//! service. No account is needed.
//!
//! ```
//! use dcs_httpmock::{MockServer, MockServerExt as _, client_of, dcs_client::types};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start_async().await;
//! let gone: types::TaskId = "gone".parse()?;
//! let mut deleted = server.delete_background_task(|_, then| {
//!     then.no_content();
//! });
//!
//! let client = client_of(&server)?;
//! let delete = |task: &str| {
//!     let call = client.delete_background_task();
//!     call.project_id("p").instance_id("i").task_id(task).send()
//! };
//! assert_eq!(delete("t1").await?.status(), 204);
//! deleted.assert();
//! deleted.delete(); // The first mock that fits answers.
//!
//! // 404 with the documented body, for one task; 200 for the others.
//! server.delete_background_task(|when, then| {
//!     when.task_id(&gone);
//!     let error = types::ErrorResponse::builder().error_code("DCS.4022".to_owned());
//!     then.not_found(&error.try_into().expect("nothing is required"));
//! });
//! server.delete_background_task(|_, then| {
//!     let body = types::DeleteBackgroundTaskResponse::builder().message(String::new());
//!     then.ok(&body.try_into().expect("nothing is required"));
//! });
//! let error = dcs_client::ApiError::from(delete("gone").await.unwrap_err());
//! assert!(error.is_not_found());
//! assert_eq!(error.code(), Some("DCS.4022"));
//! assert_eq!(delete("t2").await?.status(), 200);
//! # Ok(())
//! # }
//! ```
//!
//! A request that no mock fits is answered by httpmock, with 404 and without a documented body. To the
//! client that is [`is_not_found`](dcs_client::ApiError::is_not_found) as well, so a test of a thing
//! that is gone should ask the mock whether it was called ([`Mock::assert`]).
//!
//! What the document does not describe is said to httpmock itself, with `into_inner`: here a service
//! that recovers, which the client's retries are for.
//!
//! ```
//! use dcs_httpmock::{
//!     HttpMockResponse, MockServer, MockServerExt as _, client_of, in_turn,
//! };
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start_async().await;
//! let mock = server.delete_background_task(|_, then| {
//!     let busy = HttpMockResponse::builder().status(503).build();
//!     let deleted = HttpMockResponse::builder().status(200).body(r#"{"message":""}"#).build();
//!     then.into_inner().respond_with(in_turn([busy, deleted]));
//! });
//!
//! let client = client_of(&server)?;
//! let call = client.delete_background_task();
//! let deleted = call.project_id("p").instance_id("i").task_id("t").send().await?;
//! assert_eq!(deleted.status(), 200);
//! mock.assert_calls(2);
//! # Ok(())
//! # }
//! ```

#![forbid(unsafe_code)]

// Written by a generator whose habits are not ours.
#[allow(unused_qualifications, rust_2018_idioms, unused_imports)]
#[allow(clippy::all, clippy::panic, dead_code, deprecated)]
#[rustfmt::skip]
mod generated;
mod path;
mod query;
mod turn;

pub use dcs_client;
pub use generated::{MockServerExt, operations};
pub use httpmock::{self, HttpMockRequest, HttpMockResponse, Method, Mock, MockServer, Then, When};
pub use turn::in_turn;

use dcs_client::{BuildError, Client, Credentials};

/// A client of `server`, with a token that is none.
///
/// # Errors
///
/// [`BuildError::HttpClient`], if this machine lets no HTTP client be built.
///
/// ```
/// let server = dcs_httpmock::MockServer::start();
/// let client = dcs_httpmock::client_of(&server)?;
/// # let _ = client;
/// # Ok::<(), dcs_httpmock::dcs_client::BuildError>(())
/// ```
pub fn client_of(server: &MockServer) -> Result<Client, BuildError> {
    Client::builder()
        .endpoint(server.base_url())
        .credentials(Credentials::token("token-of-the-mock"))
        .build()
}

/// The README's example, compiled with the crate's own.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
