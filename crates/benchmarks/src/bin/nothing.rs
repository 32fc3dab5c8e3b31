//! A program that does nothing: the yardstick for `cargo xtask regen` without changes.

fn main() {}
