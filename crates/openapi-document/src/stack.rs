//! Room on the stack for recursive work.
//!
//! Reading, checking and generating follow the nesting of a document, which is limited; but the
//! frames of a debug build are large, and the stack of a caller's thread may be small. A stack
//! overflow ends the process and cannot be caught, so the work gets more stack where it needs it.

use std::{
    io, panic,
    sync::Mutex,
    thread::{self, Scope, ScopedJoinHandle},
};

/// Memory is used only as far as the stack grows. It is small enough for the stack of a thread that has ended to be
/// kept for the next one: glibc keeps up to 40 MB, and gives larger ones back to the system each time.
const STACK_SIZE: usize = 32 * 1024 * 1024;

/// How much of it must be left for more work: twice and more what the deepest documents take in a debug build.
const ROOM: usize = 24 * 1024 * 1024;

/// Runs `work` with room on the stack, and returns what it returns. A panic passes through; and it
/// panics itself where the system has not the address space for a larger stack.
///
/// The thread stays the same: a new one would begin with a cold allocator, which takes a third of
/// the time of a small document.
pub fn with_room<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(ROOM, STACK_SIZE, work)
}

/// Runs both at the same time, each with room on its stack, and returns what they return. A panic
/// passes through.
pub fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    with_room(|| {
        let second = Work::new(second);
        thread::scope(|scope| {
            let thread = second.start(scope);
            let first = first();
            (first, second.finish(thread))
        })
    })
}

/// Work for a thread of its own. It is kept where the caller can reach it: when no thread can be
/// made, it is still there, and the stack at hand has to do.
struct Work<F>(Mutex<Option<F>>);

impl<T: Send, F: FnOnce() -> T + Send> Work<F> {
    fn new(work: F) -> Self {
        Self(Mutex::new(Some(work)))
    }

    fn start<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
    ) -> io::Result<ScopedJoinHandle<'scope, Option<T>>>
    where
        T: 'scope,
    {
        thread::Builder::new()
            .name("openapi-document".to_owned())
            .stack_size(STACK_SIZE)
            .spawn_scoped(scope, || self.run())
    }

    fn run(&self) -> Option<T> {
        let work = self.0.lock().ok().and_then(|mut work| work.take());
        work.map(|work| work())
    }

    fn finish(&self, thread: io::Result<ScopedJoinHandle<'_, Option<T>>>) -> T {
        let result = match thread.map(ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(payload)) => panic::resume_unwind(payload),
            Err(_) => self.run(),
        };
        #[expect(
            clippy::expect_used,
            reason = "the work is taken once, by whichever runs it"
        )]
        result.expect("the work has run")
    }
}

#[cfg(test)]
mod tests {
    use std::{panic, thread};

    use super::{ROOM, both, with_room};

    #[test]
    fn a_panic_passes_through() {
        let result = panic::catch_unwind(|| with_room(|| -> u8 { panic!("through") }));
        let payload = result.unwrap_err();
        assert_eq!(payload.downcast_ref::<&str>(), Some(&"through"));
    }

    #[test]
    fn there_is_room_on_each_stack_and_nested_work_stays_on_it() {
        let here = thread::current().id();
        let left = || stacker::remaining_stack().unwrap();
        let look = move || {
            let outer = left();
            let inner = with_room(left);
            // An optimised build may need no frame in between.
            assert!(inner >= ROOM && inner <= outer && outer - inner < ROOM);
            thread::current().id()
        };
        assert_eq!(with_room(look), here);
        let (first, second) = both(look, look);
        assert_eq!(first, here);
        assert_ne!(second, here);
    }

    #[test]
    fn both_results_come_back_and_a_panic_of_either_passes_through() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
        let first = panic::catch_unwind(|| both(|| -> u8 { panic!("first") }, || 2));
        assert_eq!(first.unwrap_err().downcast_ref::<&str>(), Some(&"first"));
        let second = panic::catch_unwind(|| both(|| 1, || -> u8 { panic!("second") }));
        assert_eq!(second.unwrap_err().downcast_ref::<&str>(), Some(&"second"));
    }
}
