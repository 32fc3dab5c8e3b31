//! Documents that have grown, all the way to what is made of them: nothing hand-written changes.
//!
//! Compiling takes long, so `cargo test` leaves this out (`test = false`); `cargo xtask ci` runs it
//! with `cargo test --workspace --test growth`.
#![cfg(test)]

mod accepted;
mod built;
mod grown;
mod hundred;
mod imported;
mod scratch;
#[path = "../truth/mod.rs"]
mod truth;
mod wide;
