//! Whatever two documents say: a review that holds both ways and can be shown, and neither a
//! panic of our own nor a stack overflow, a hang or a flood of memory.

#![no_main]

mod hook;
#[allow(dead_code, reason = "each target runs one of the two")]
mod run;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    hook::install();
    run::diff(bytes, hook::is_strict());
});
