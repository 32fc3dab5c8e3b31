//! Client for Huawei Cloud Distributed Cache Service (DCS).
#![forbid(unsafe_code)]

pub mod auth;
mod build_error;
mod client_builder;
mod credentials;
mod encode;
mod endpoint;
mod error;
#[allow(missing_docs, unused_qualifications, rust_2018_idioms)]
#[allow(clippy::all, clippy::unwrap_used, dead_code, unused_imports)]
#[rustfmt::skip]
mod generated;
mod operation;
mod parameter;
mod path_lock;
mod retry;
mod text;
mod transport;

pub use build_error::BuildError;
pub use client_builder::ClientBuilder;
pub use credentials::{
    Credentials, CredentialsFuture, CredentialsProvider, EnvironmentError, ProviderError,
};
pub use error::{ApiError, ErrorKind};
pub use generated::{ByteStream, Client, Error, OPERATIONS, ResponseValue, builder, types};
pub use operation::Operation;
pub use retry::RetryPolicy;

// What the generated code calls.
use encode::encode_path;
use parameter::{invalid_parameter, missing_parameter, rejected};
use transport::decode;
