//! The committed document, and what was made of it.
//!
//! No other test reads it: the tests of the tools have documents of their own below `fixtures/`, so
//! that an edit of this one leaves them alone. What stands in [`snapshots`] changes with it, and
//! `cargo xtask accept` writes that anew.

mod contract;
mod drift;
mod examples;
mod snapshots;

use openapi_document::Document;

use crate::support::{parse, read};

/// The committed document.
#[track_caller]
fn document() -> Document {
    let path = xtask::workspace::DOCUMENT;
    parse(path, &read(path))
}
