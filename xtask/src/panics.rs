//! Panics: those of the generator are caught and explained, any other is a bug and says so.

use std::{
    io::{self, Write},
    panic, thread,
};

/// Makes panics say what to do about them, and keeps silent about those of the generator, which
/// the pipeline catches and turns into findings.
pub(crate) fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if openapi_codegen::is_guarding() {
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

/// What the generator is given to recurse in. The main thread of some platforms has 1 MiB, which a
/// document that nests as deep as is read overflows; the memory is taken only when it is used.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// What `work` returns in a thread with a large stack, or `None` when it panics.
///
/// # Errors
///
/// When the thread cannot be started.
pub(crate) fn catch<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    let thread = thread::Builder::new()
        .name("xtask".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(work)?;
    Ok(thread.join().ok())
}

#[cfg(test)]
mod tests {
    use super::catch;

    #[test]
    fn a_panic_is_no_result() {
        assert_eq!(catch(|| 1).unwrap(), Some(1));
        assert_eq!(
            catch(|| -> u8 { panic!("caught by the test") }).unwrap(),
            None
        );
    }
}
