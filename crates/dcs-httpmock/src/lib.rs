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
//!     then.not_found(types::ErrorResponse::builder().error_code("DCS.4022"));
//! });
//! server.delete_background_task(|_, then| {
//!     then.ok(serde_json::json!({"message": ""}));
//! });
//! let error = dcs_client::ApiError::from(delete("gone").await.unwrap_err());
//! assert!(error.is_not_found());
//! assert_eq!(error.code(), Some("DCS.4022"));
//! assert_eq!(delete("t2").await?.status(), 200);
//! # Ok(())
//! # }
//! ```
//!
//! A request to a path of the document that no mock fits is answered with 501, and the error says which
//! request it was: a test of a thing that is gone does not pass because nobody has answered. Mocks of
//! other paths are made with httpmock's own `mock`; those of the document's with the methods here, as the
//! answer of 501 stands behind the last of them.
//!
//! Answers in turn are mocks in turn, each but the last for so many requests. Here a service recovers,
//! which the client's retries are for. What the document does not describe is said to httpmock itself,
//! with `into_inner`; [`in_turn`] is for sequences of such answers.
//!
//! ```
//! use dcs_httpmock::{MockServer, MockServerExt as _, client_of};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start_async().await;
//! server.delete_background_task(|_, then| {
//!     then.once().into_inner().status(503);
//! });
//! let deleted = server.delete_background_task(|_, then| {
//!     then.no_content();
//! });
//!
//! let client = client_of(&server)?;
//! let call = client.delete_background_task();
//! let answer = call.project_id("p").instance_id("i").task_id("t").send().await?;
//! assert_eq!((answer.status().as_u16(), answer.attempts()), (204, 2));
//! deleted.assert();
//! # Ok(())
//! # }
//! ```
//!
//! [`Tasks`] remembers: it lists, shows and deletes the background tasks of an instance, with the answers
//! for a task that is still running or gone. A program that is given the server's address, such as
//! `dcs --endpoint`, finds the same.

#![forbid(unsafe_code)]

mod body;
// Written by a generator whose habits are not ours.
#[allow(unused_qualifications, rust_2018_idioms, unused_imports)]
#[allow(clippy::all, clippy::panic, dead_code, deprecated)]
#[rustfmt::skip]
mod generated;
mod parts;
mod path;
mod query;
mod tasks;
mod turn;
mod unmatched;

pub use body::IntoBody;
pub use dcs_client;
pub use generated::{MockServerExt, operations};
pub use httpmock::{self, HttpMockRequest, HttpMockResponse, Method, Mock, MockServer, Then, When};
pub use tasks::Tasks;
pub use turn::in_turn;

#[allow(
    unused_imports,
    reason = "named where the document has a form or a query of its own style"
)]
use dcs_client::Style;
use dcs_client::{BuildError, Client, Credentials};

/// A client of `server`, with a token that is none. From then on the server answers what no mock fits with
/// 501.
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
    unmatched::stand_behind(server);
    Client::builder()
        .endpoint(server.base_url())
        .credentials(Credentials::token("token-of-the-mock"))
        .build()
}

/// The README's example, compiled with the crate's own.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
