//! Writing results to stdout, and everything else to stderr.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use dcs_client::{Environment, Redactor};
use serde::Serialize;
use serde_json::Value;

use crate::{
    Answer, Failure,
    exit::Exit,
    options::Format,
    text::{json_printable, people, printable, styled_printable},
};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default().bold();

pub(crate) struct Output {
    format: Format,
    /// The client shows none of the secrets that it sends. This is the second guard, for an answer or a usage
    /// error that repeats another.
    redactor: Redactor,
}

/// The line on stdout after a success.
#[derive(Serialize)]
struct AnswerLine<'a> {
    operation: &'a str,
    status: u16,
    request_id: Option<&'a str>,
    body: &'a Value,
}

/// The line on stdout after a dry run.
#[derive(Serialize)]
struct DryRunLine<'a> {
    operation: &'a str,
    dry_run: &'a str,
}

/// The line on stderr after a failure.
#[derive(Serialize)]
struct FailureLine<'a> {
    error: FailureParts<'a>,
}

#[derive(Serialize)]
struct FailureParts<'a> {
    kind: String,
    status: Option<u16>,
    code: Option<&'a str>,
    message: &'a str,
    request_id: Option<&'a str>,
    sent: String,
    retryable: bool,
    attempts: u32,
    /// In seconds.
    retry_after: Option<u64>,
    endpoint: Option<&'a str>,
    hint: Option<&'a str>,
}

impl Output {
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            redactor: Environment::of_process().redactor(),
        }
    }

    /// Writes what the service answered.
    pub(crate) fn answer(&self, operation: &str, answer: &Answer) -> Exit {
        let request_id = answer.request_id.as_deref();
        match self.format {
            Format::Json => self.line(&AnswerLine {
                operation,
                status: answer.status,
                request_id,
                body: &answer.body,
            }),
            Format::Text => {
                let request = request_id
                    .map_or_else(String::new, |id| format!(" (request {})", printable(id)));
                let status = &answer.status_line;
                self.print(&format!("{status}{request}\n{}", people(&answer.body)))
            }
        }
    }

    /// Writes the request that was not sent.
    pub(crate) fn dry_run(&self, operation: &str, request: &str) -> Exit {
        match self.format {
            Format::Json => self.line(&DryRunLine {
                operation,
                dry_run: request,
            }),
            Format::Text => self.print(&format!("{request}\n")),
        }
    }

    /// Writes why it failed, to stderr.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        let line = match self.format {
            Format::Json => json(&FailureLine {
                error: FailureParts {
                    kind: failure.kind.to_string(),
                    status: failure.status,
                    code: failure.code.as_deref(),
                    message: &failure.message,
                    request_id: failure.request_id.as_deref(),
                    sent: failure.call.sent.to_string(),
                    retryable: failure.call.retryable,
                    attempts: failure.call.attempts,
                    retry_after: failure.call.retry_after.map(|wait| wait.as_secs()),
                    endpoint: failure.call.endpoint.as_deref(),
                    hint: failure.call.hint.as_deref(),
                },
            }),
            Format::Text => {
                let hint = failure.call.hint.as_deref().map(|hint| {
                    let hint = printable(hint);
                    format!("\n{NOTE}hint:{NOTE:#} {hint}")
                });
                let text = printable(&failure.text);
                format!("{ERROR}error:{ERROR:#} {text}{}", hint.unwrap_or_default())
            }
        };
        self.diagnose(&line);
        failure.exit
    }

    /// Writes something worth knowing, to stderr; not where programs read it.
    pub(crate) fn note(&self, note: &str) {
        if self.format == Format::Text {
            self.diagnose(&format!("{NOTE}note:{NOTE:#} {}", printable(note)));
        }
    }

    /// Writes what clap has to say: the help that was asked for, or what is wrong with the usage.
    pub(crate) fn explain(&self, message: &clap::Error) -> Exit {
        let text = message.render();
        if !message.use_stderr() {
            return self.print(&text.ansi().to_string());
        }
        if self.format == Format::Json {
            let text = text.to_string();
            // The rest is usage and advice.
            let first = text.split("\n\n").next().unwrap_or_default();
            let first = first.strip_prefix("error: ").unwrap_or(first);
            let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
            return self.fail(&Failure::usage(line));
        }
        self.diagnose(styled_printable(&text.ansi().to_string()).trim_end());
        Exit::NothingSent
    }

    /// Writes text to stdout.
    pub(crate) fn print(&self, text: &str) -> Exit {
        let text = self.redactor.redact(text);
        let mut stdout = anstream::stdout().lock();
        let written = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
        match written {
            Ok(()) => Exit::Done,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::BrokenPipe,
            Err(error) => self.fail(&Failure::unwritable(&error)),
        }
    }

    /// Writes a line of JSON to stdout.
    pub(crate) fn line(&self, value: &impl Serialize) -> Exit {
        self.print(&format!("{}\n", json(value)))
    }

    /// When stderr cannot be written either, the exit status is all that is left.
    fn diagnose(&self, line: &str) {
        let mut stderr = anstream::stderr().lock();
        let _ = writeln!(stderr, "{}", self.redactor.redact(line));
        let _ = stderr.flush();
    }
}

/// One line for any reader: what a terminal acts on, or takes for the end of a line, is escaped too.
fn json(value: &impl Serialize) -> String {
    // Strings, numbers and values that are JSON already: nothing here can fail.
    json_printable(&serde_json::to_string(value).unwrap_or_default())
}
