//! What the client tells of its calls, on stderr.

use tracing_subscriber::{filter::LevelFilter, fmt::format::FmtSpan};

/// Writes logs to stderr: with `-v` each call, with `-vv` each attempt too.
///
/// The libraries below the client have their say from `-vv` on; none logs headers or bodies there.
pub(crate) fn start(verbose: u8) {
    let level = match verbose {
        0 => return,
        1 => LevelFilter::INFO,
        _ => LevelFilter::DEBUG,
    };
    // There is one subscriber for a process; a second call changes nothing.
    let _ = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_span_events(FmtSpan::CLOSE)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .try_init();
}
