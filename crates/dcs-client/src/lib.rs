//! Client for Huawei Cloud Distributed Cache Service (DCS), generated from its OpenAPI document.
//!
//! [`Client`], [`types`] and [`builder`] are generated; around them a thin layer adds what a
//! generated method lacks: credentials and signing, time limits, retries that are safe for a
//! deletion, one error type, and a check that no id makes a request reach another resource.
//!
//! ```
//! use dcs_client::{Client, Credentials};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # // A stand-in for the service, so that this runs without an account.
//! # use std::io::{Read as _, Write as _};
//! # let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
//! # let endpoint = format!("http://{}", listener.local_addr()?);
//! # std::thread::spawn(move || -> std::io::Result<()> {
//! #     let (mut stream, _) = listener.accept()?;
//! #     let _ = stream.read(&mut [0; 4096])?;
//! #     stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
//! # });
//! let client = Client::builder()
//!     .endpoint(endpoint) // or for Huawei Cloud .region("ap-southeast-1")
//!     .credentials(Credentials::token("MIIFvwYJKoZ"))
//!     .build()?;
//!
//! let deleted = client
//!     .delete_background_task()
//!     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
//!     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
//!     .task_id("8abf6e1e72c12e7c0172c15b508500aa")
//!     .send()
//!     .await?;
//! assert_eq!(deleted.status(), 204);
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! Every operation fails with an [`ApiError`]. It answers the questions that a caller has: is the thing
//! gone ([`is_not_found`](ApiError::is_not_found)), may it be tried again
//! ([`is_retryable`](ApiError::is_retryable)) and when ([`retry_after`](ApiError::retry_after)), did the
//! service see it at all ([`was_sent`](ApiError::was_sent)), what is the request's id. The answers rest on
//! the statuses and on the codes of the service and its gateway: of a task that is gone, the service often
//! says so with 400. [`Reason`] has the details as a value.
//!
//! # Answers
//!
//! The service does not always answer what its documentation says, so answers are read tolerantly: a number
//! where text is declared is its text and the reverse, `null` and `""` are absence where a value may be left
//! out, and an enumeration has a variant for values that the document does not list. What is sent is
//! checked as strictly as the document says.
//!
//! # Lists
//!
//! An operation that answers with a page of a list gives all of it with `stream()`, or page by page with
//! `pages()`. They are [`Stream`](futures_core::Stream)s, and need no crate for that:
//!
//! ```no_run
//! # async fn example(client: dcs_client::Client) -> Result<(), dcs_client::ApiError> {
//! let mut tasks = client
//!     .list_background_tasks()
//!     .project_id("a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71")
//!     .instance_id("5560df16-cebf-4473-95c4-d1b573c16e79")
//!     .stream();
//! while let Some(task) = tasks.next().await {
//!     let task = task?;
//!     println!("{:?} {:?} {:?}", task.id, task.status, task.created_at);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Retries
//!
//! Idempotent calls are tried up to three times; [`RetryPolicy`] says after which failures, and
//! what a 404 after a retried deletion means.
//!
//! # What is never done
//!
//! - Following a redirect: it would take the token to another host and turn a `DELETE` into a `GET`.
//! - Sending credentials over plain `http` to another machine.
//! - Showing a credential: not in `Debug`, `Display`, an error, a log or a decoded answer, even where a
//!   server repeats it; of an access key's id, the last four characters are shown.
//! - Sending a request that is not the operation's: whatever the ids are, after parsing, the URL must
//!   have the segments of the path template, ids must be made of letters, digits, `-`, `.`, `_` and `~`,
//!   and no header may be one with which a caller decides what the request is, such as
//!   `Content-Length`, or nothing is sent.
//!
//! # Observability
//!
//! Each call is a [`tracing`](https://docs.rs/tracing) span `dcs_client.call` at level `INFO`. A call
//! that is refused for a parameter has none: it ends before it begins. Fields with OpenTelemetry's names
//! and meaning are `http.request.method`, `url.template`, `server.address`, `server.port`,
//! `http.response.status_code`, `http.response.header.x-request-id`, `http.request.resend_count` and
//! `error.type`; `otel.name`, `otel.kind` and `otel.status_code` are for `tracing-opentelemetry`. Ours are
//! `operation.id`, `attempt` and, in seconds, `http.client.request.duration`, which OpenTelemetry has as
//! a metric. Below the span, each attempt is a `DEBUG` event.
//!
//! [`ClientBuilder::observe`] shows each request and each answer to the program itself, without secrets.
//!
//! Two deviations from OpenTelemetry: `url.full` is left out, as ids belong in no log that did not ask
//! for them, and there is one span per call instead of one per attempt.
//!
//! # Features
//!
//! | feature | default | what it does |
//! |---|---|---|
//! | `rustls` | yes | TLS by rustls with ring; trusts the platform's certificates |
//! | `rustls-aws-lc` | no | the same with aws-lc, as reqwest has it by itself; see below |
//! | `native-tls` | no | TLS by the platform (OpenSSL on Linux, which needs its headers to build) |
//! | `metadata` | no | [`DefaultChain`] asks the metadata service of the machine last |
//! | `schemars` | no | `schemars::JsonSchema` for every generated type |
//!
//! Without either TLS feature only `http` endpoints can be built. With both, reqwest uses the platform's.
//!
//! With `rustls`, reqwest has no cryptography of its own, unless some crate of the program enables its
//! default features or its `rustls`. A program that depends on reqwest without those, and builds a
//! `reqwest::Client` before ours, panics with "No rustls crypto provider". Three ways out of it: build a
//! client of ours first ([`ClientBuilder::build`] installs ring where there is no provider), install a
//! provider at the start of `main`, or enable our `rustls-aws-lc`, with which nothing of the kind can
//! happen. The last is not the default for what it costs: aws-lc is C, and builds half as long again.

#![forbid(unsafe_code)]

pub mod auth;
mod build_error;
mod call_options;
mod choice;
mod client_builder;
mod cloud;
mod credentials;
mod delete_many;
mod encode;
mod endpoint;
mod error;
mod event;
// Written by a generator whose habits are not ours.
#[allow(missing_docs, unused_qualifications, rust_2018_idioms, unused_imports)]
#[allow(clippy::all, clippy::unwrap_used, dead_code)]
#[rustfmt::skip]
mod generated;
mod guard;
mod http_client;
mod multipart;
mod operation;
mod paging;
mod parameter;
mod proxy;
mod redact;
mod response;
mod response_body;
mod retry;
#[doc(hidden)]
pub mod text;
mod timestamp;
mod tolerance;
mod transport;
mod wait;

pub use build_error::BuildError;
/// The body of an answer that is not JSON.
pub use bytes::Bytes;
pub use call_options::SettingError;
pub use client_builder::{ClientBuilder, NewConnections, SameConnections};
pub use credentials::{
    ChainError, Credentials, CredentialsFuture, CredentialsProvider, DefaultChain, Environment,
    EnvironmentError, Found, IamError, Link, PasswordLogin, ProfileError, ProviderError,
    RegionError,
};
pub use delete_many::{DeleteBackgroundTasks, Deletion, Deletions};
pub use error::{ApiError, ClockSkew, ErrorKind, Reason, Sent};
pub use event::Event;
pub use generated::{Client, OPERATIONS, builder, types};
/// Named by the generated code, which shows what of it is needed.
#[doc(hidden)]
pub use multipart::{FilePart, Files, Parts, ToParts};
pub use operation::Operation;
pub use paging::{Items, Paged, Pages};
/// What the client writes in a query, for the mock, which reads it.
#[doc(hidden)]
pub use parameter::{Form, Query, Style};
pub use parameter::{IntoNullable, IntoOptional, IntoParameter, Null, ParameterError};
pub use redact::Redactor;
/// The HTTP client below this one, whose types are part of this crate's interface
/// ([`ClientBuilder::http_client_builder`], [`auth::sign_request`], [`ApiError::status`]): a program that
/// names it from here cannot get another version.
pub use reqwest;
pub use response::Response;
pub use retry::RetryPolicy;
pub use timestamp::{Timestamp, TimestampError};
pub use wait::{TaskEnd, TaskProgress, TaskState, WaitForBackgroundTask};

// What the generated code calls.
use call_options::CallOptions;
use encode::encode_path;
use parameter::rejected;

/// The README's examples, compiled with the crate's own.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
