//! Servers on loopback, for the tests and the benchmarks of this workspace.
//!
//! A mock of the service says what an operation answers. These say what bytes come over a socket: they
//! do what no proper server does, record what they were sent, byte by byte, or answer without a single
//! allocation.
//!
//! - [`Server`] follows a script of [`Reply`]s, one for each request, and keeps each request.
//! - [`steady`] answers the same requests again and again on connections that stay open, so that what
//!   is measured is the caller's.

mod script;
pub mod steady;

pub use script::{Reply, Server, http};
