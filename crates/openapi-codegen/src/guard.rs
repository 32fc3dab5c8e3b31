//! The last resort around the generator: its panics become values.
//!
//! progenitor answers some documents with a panic. What is known to do so is refused before it
//! runs; this guard is for what is not known yet. It wraps calls of progenitor and nothing of
//! ours.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    static GUARDING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside the generator, whose panic would be caught and reported.
///
/// A program that installs a panic hook asks this to stay silent then: the default hook prints
/// even when the panic is caught.
pub fn is_guarding() -> bool {
    GUARDING.get()
}

/// Runs `generator` and returns its panic message instead of unwinding.
pub(crate) fn guard<T>(generator: impl FnOnce() -> T) -> Result<T, String> {
    let outer = GUARDING.replace(true);
    // The closure owns a generator that is dropped with it, so nothing can be seen half-changed.
    let result = catch_unwind(AssertUnwindSafe(generator));
    GUARDING.set(outer);
    result.map_err(|payload| {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| "a panic without a message".to_owned())
    })
}
