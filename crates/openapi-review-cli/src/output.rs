//! Where results and diagnostics go, and the styles they are printed in.
//!
//! Styles are written always. The streams that [`run`](crate::run) makes remove them unless they
//! end at a terminal and `NO_COLOR` is not set.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use openapi_document::Findings;
use openapi_lint::{Styling, render_text};

/// What has gone wrong.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// How to fix it.
pub const HELP: Style = AnsiColor::Cyan.on_default().bold();
/// What is in order.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// What needs a look.
pub const NOTE: Style = AnsiColor::Yellow.on_default();
/// A line that a diff adds.
pub const ADDED: Style = AnsiColor::Green.on_default();
/// A line that a diff removes.
pub const REMOVED: Style = AnsiColor::Red.on_default();
/// The places in a diff.
pub const HUNK: Style = AnsiColor::Cyan.on_default();
/// A heading.
pub const HEADING: Style = Style::new().bold();

/// The two streams of a command.
pub struct Output<'a> {
    /// What the command was asked for: stdout.
    pub results: &'a mut dyn Write,
    /// Progress, findings and errors: stderr.
    pub diagnostics: &'a mut dyn Write,
}

impl<'a> Output<'a> {
    /// Output to these two streams.
    pub fn new(results: &'a mut dyn Write, diagnostics: &'a mut dyn Write) -> Self {
        Self {
            results,
            diagnostics,
        }
    }

    /// Prints findings for a person; nothing when there are none.
    pub fn findings(&mut self, findings: &Findings) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        let text = render_text(findings, Styling::Coloured);
        writeln!(self.diagnostics, "{text}")?;
        self.diagnostics.flush()
    }
}
