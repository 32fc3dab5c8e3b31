//! What the benchmarks share: documents of any size, ratios measured in pairs, and the table in
//! which they are printed.
//!
//! A time means little on another machine, so each target is a ratio of two things that are
//! measured in turns within one run. No test asserts one.

#![forbid(unsafe_code)]

mod ratio;
mod report;
mod synthetic;

pub use ratio::{Ratio, paired};
pub use report::Report;
pub use synthetic::{changed, document};
