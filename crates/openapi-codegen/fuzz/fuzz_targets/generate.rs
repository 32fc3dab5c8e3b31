//! Whatever the bytes are: a client, or findings with a place, and neither a panic of our own nor
//! a stack overflow, a hang or a flood of memory.

#![no_main]

mod hook;
#[allow(dead_code, reason = "each target runs one of the two")]
mod run;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    hook::install();
    run::generate("fuzz.yaml", bytes, hook::is_strict());
});
