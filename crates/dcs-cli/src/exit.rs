//! The exit statuses, on which other people's scripts rely.

use std::process::ExitCode;

/// How the process ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exit {
    /// What was asked is done.
    Done,
    /// The service answered, and not with a success.
    Answered,
    /// Nothing was sent: wrong usage, a refused value, no credentials, or no confirmation.
    Usage,
    /// Something may have been sent, and no usable answer came.
    NoAnswer,
    /// Nobody reads what is written: the status that a shell shows for a Unix tool which died of
    /// `SIGPIPE`. Rust ignores that signal, and taking it back needs unsafe code.
    BrokenPipe,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Answered => 1,
            Exit::Usage => 2,
            Exit::NoAnswer => 3,
            Exit::BrokenPipe => 141,
        })
    }
}
