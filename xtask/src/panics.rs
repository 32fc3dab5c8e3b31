//! Panics: those of the generator are caught and explained, any other is a bug and says so.

use std::{
    io::{self, Write},
    panic::{self, AssertUnwindSafe},
};

/// Makes panics say what to do about them, and keeps silent about those of the generator, which
/// the pipeline catches and turns into findings.
pub(crate) fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if openapi_pipeline::is_guarding() {
            return;
        }
        // A panic hook has nobody to hand a failed write to.
        let _ = writeln!(
            io::stderr(),
            "error: this is a bug in xtask, not in your document; nothing is half written\n  \
             help: please report it with the command, the document and the lines below"
        );
        default(info);
    }));
}

/// What `work` returns, or `None` when it panics.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Option<T> {
    // The caller does nothing afterwards but end the process, so nothing half-changed is seen.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::catch;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(catch(|| 1), Some(1));
        assert_eq!(catch(|| -> u8 { panic!("caught by the test") }), None);
    }
}
