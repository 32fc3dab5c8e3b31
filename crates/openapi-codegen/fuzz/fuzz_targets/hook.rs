//! Panics inside the generator are caught and reported as findings; any other is a bug.

use std::sync::Once;

use openapi_codegen::is_guarding;

/// Ends the process at a panic of our own.
pub fn install() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            if !is_guarding() {
                eprintln!("{info}");
                std::process::abort();
            }
        }));
    });
}

/// Whether a failure of the generator counts as a crash.
pub fn is_strict() -> bool {
    std::env::var_os("FUZZ_STRICT").is_some()
}
