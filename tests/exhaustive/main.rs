//! Tests of the tools with very many cases: every edit of real documents, and the documents that the
//! fuzzer begins with.
//!
//! They take long, so `cargo test` leaves them out (`test = false`); `cargo xtask ci` runs them with
//! `cargo test --workspace --test exhaustive`. The same is tested in `it/` case by case, in tables.
#![cfg(test)]

mod edits;
mod seeds;

#[path = "../it/review/support.rs"]
#[expect(dead_code, reason = "the tests in `it` need more of it")]
mod review;
#[path = "../it/support.rs"]
#[expect(dead_code, reason = "the tests in `it` need more of it")]
mod support;
