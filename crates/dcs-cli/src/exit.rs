//! The exit statuses, on which other people's scripts rely.

use std::process::ExitCode;

/// How the process ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Exit {
    /// What was asked is done.
    Done,
    /// The service said no.
    Refused,
    /// Nothing was sent: wrong usage, a refused value, no credentials, no confirmation, or no connection.
    NothingSent,
    /// Something may have been sent, and no usable answer came: nobody knows what was done.
    Unknown,
    /// The thing is not there, or not any more.
    Gone,
    /// The service did not accept the credentials, or not for this.
    NotAuthorised,
    /// Nobody reads what is written: the status that a shell shows for a Unix tool which died of
    /// `SIGPIPE`. Rust ignores that signal, and taking it back needs unsafe code.
    BrokenPipe,
}

/// The status that a shell shows for what died of `SIGINT`, of a process that had to tidy up before.
pub(crate) const INTERRUPTED: i32 = 130;

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::NothingSent => 2,
            Exit::Unknown => 3,
            Exit::Gone => 4,
            Exit::NotAuthorised => 5,
            Exit::BrokenPipe => 141,
        })
    }
}
