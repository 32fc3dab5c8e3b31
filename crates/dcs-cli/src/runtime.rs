//! The runtime that calls are made on.

use std::{
    future::pending,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

use tokio::runtime::{Builder, Handle, Runtime};

use crate::Failure;

/// How late a time limit may be.
const TICK: Duration = Duration::from_millis(50);

/// Does the work with a runtime, and waits for nothing that it leaves behind.
pub(crate) fn run<T>(work: impl FnOnce(&Runtime) -> Result<T, Failure>) -> Result<T, Failure> {
    // Interim answers (1xx) are read for megabytes before the connection's task gives way, so on one thread a
    // server that sends nothing else would keep the limit on the attempt waiting.
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| Failure::usage(format!("the process cannot start I/O: {error}")))?;
    let ticking = keep_ticking(runtime.handle().clone());
    let result = work(&runtime);
    drop(ticking);
    // A name that is still being looked up must not hold up the end.
    runtime.shutdown_background();
    result
}

/// Ends with Ctrl-C; never, where that cannot be heard.
pub(crate) async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

/// Makes an idle thread of the runtime look at the clock now and then, until the returned value is dropped.
///
/// The thread that was waiting for the network is the one that looks at the clock, and when it goes to read
/// what has come, it wakes no other to take that over. One that is given something to do takes it over.
fn keep_ticking(runtime: Handle) -> mpsc::Sender<()> {
    let (ticking, ended) = mpsc::channel();
    thread::spawn(move || {
        while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            drop(runtime.spawn(async {}));
        }
    });
    ticking
}
