//! Room on the stack for recursive work.
//!
//! Reading, checking and generating follow the nesting of a document, which is limited; but the
//! frames of a debug build are large, and the stack of a caller's thread may be small. A stack
//! overflow ends the process and cannot be caught, so the work gets a stack of its own.

use std::{cell::Cell, panic, sync::Mutex, thread};

/// What the deepest document takes in a debug build, several times over. Memory is used only as
/// far as the stack grows.
const STACK_SIZE: usize = 256 * 1024 * 1024;

thread_local! {
    static HAS_ROOM: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` with room on the stack, and returns what it returns. A panic passes through.
pub(crate) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if HAS_ROOM.get() {
        return work();
    }
    // The closure is handed over in a place that the caller keeps: when no thread can be made, it
    // is still there, and the stack at hand has to do.
    let work = Mutex::new(Some(work));
    let take = || work.lock().ok().and_then(|mut work| work.take());
    let result = thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("openapi-pipeline".to_owned())
            .stack_size(STACK_SIZE)
            .spawn_scoped(scope, || {
                HAS_ROOM.set(true);
                take().map(|work| work())
            });
        match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => panic::resume_unwind(payload),
            Err(_) => take().map(|work| work()),
        }
    });
    #[expect(
        clippy::expect_used,
        reason = "the closure is taken once, by whichever runs it"
    )]
    result.expect("the work has run")
}

#[cfg(test)]
mod tests {
    use std::{panic, thread};

    use super::with_room;

    #[test]
    fn a_panic_passes_through() {
        let result = panic::catch_unwind(|| with_room(|| -> u8 { panic!("through") }));
        let payload = result.unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"through"));
    }

    #[test]
    fn nested_work_stays_on_the_same_stack() {
        let (outer, inner) = with_room(|| {
            let outer = thread::current().id();
            (outer, with_room(|| thread::current().id()))
        });
        assert_eq!(outer, inner);
    }
}
