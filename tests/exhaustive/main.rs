//! Every edit of documents that have every construct: that none goes unreported.
//!
//! They are many, so `cargo test` leaves this out (`test = false`); `cargo xtask ci` runs it with
//! `cargo test --workspace --test exhaustive`. `it` holds a table of what is reported for which edit, and
//! tries some of these.
#![cfg(test)]

mod edits;
mod rust;

/// The edits that cargo-semver-checks judges, too.
#[path = "../semver/table.rs"]
mod table;

/// What is shared with the tests of the review in `it`.
#[path = "../it/review"]
mod review {
    pub mod edits;
    #[expect(dead_code, reason = "the tests in `it` need more of it")]
    pub mod support;
}
