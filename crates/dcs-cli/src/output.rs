//! Writing results to stdout, and everything else to stderr.

use std::io::{self, IsTerminal as _, Write};

use anstyle::{AnsiColor, Style};
use dcs_client::{Environment, Redactor};
use serde::Serialize;
use serde_json::Value;

use crate::{
    Answer, Failure,
    exit::Exit,
    options::Format,
    query::Query,
    table::{Table, rows},
    text::{json_printable, people, printable, styled_printable},
};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const NOTE: Style = AnsiColor::Yellow.on_default().bold();

pub(crate) struct Output {
    format: Format,
    query: Option<Query>,
    /// The client shows none of the secrets that it sends. This is the second guard, for an answer or a usage
    /// error that repeats another.
    redactor: Redactor,
}

/// The line on stdout after a success.
#[derive(Serialize)]
struct AnswerLine<'a> {
    operation: &'a str,
    /// Where it is one of many.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
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

/// The line on stdout behind those of many calls.
#[derive(Serialize)]
struct SummaryLine<'a> {
    operation: &'a str,
    summary: &'a Value,
}

/// The line on stderr after a failure, or on stdout after one of many.
#[derive(Serialize)]
struct FailureLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
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

impl<'a> AnswerLine<'a> {
    fn of(operation: &'a str, id: Option<&'a str>, answer: &'a Answer) -> Self {
        Self {
            operation,
            id,
            status: answer.status,
            request_id: answer.request_id.as_deref(),
            body: &answer.body,
        }
    }
}

impl<'a> FailureParts<'a> {
    fn of(failure: &'a Failure) -> Self {
        Self {
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
        }
    }
}

impl Output {
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            query: None,
            redactor: Environment::of_process().redactor(),
        }
    }

    /// The same, which writes of answers only what is asked for.
    pub(crate) fn with_query(self, query: Option<Query>) -> Self {
        Self { query, ..self }
    }

    /// Whether an answer with this list, or without one, can be written in the form that is wished.
    pub(crate) fn can_show(&self, list: Option<Table>) -> Result<(), Failure> {
        let has_columns = list.is_some_and(|list| !list.columns.is_empty());
        if self.format != Format::Tsv || has_columns || self.query.is_some() {
            return Ok(());
        }
        Err(Failure::usage(
            "--output tsv: this operation answers no list whose columns are known; choose them with --query, \
             or use --output json; nothing was sent",
        ))
    }

    /// Writes what the service answered, in which there may be a list.
    pub(crate) fn answer(&self, operation: &str, answer: &Answer, list: Option<Table>) -> Exit {
        if let Some(query) = &self.query {
            return self.chosen(query, &answer.body);
        }
        let table = list.filter(|list| !list.columns.is_empty());
        let entries = list.map(|list| list.entries(&answer.body));
        let entries = entries.unwrap_or_default();
        let is_seen = self.format == Format::Table || io::stdout().is_terminal();
        // Where there is none, people are told the status, and programs read a list without an entry.
        let is_seen = is_seen && !answer.body.is_null();
        match (self.format, table) {
            (Format::Json, _) => self.line(&AnswerLine::of(operation, None, answer)),
            (Format::Jsonl, _) if list.is_some() => self.print(&lines(entries)),
            (Format::Jsonl, _) => self.line(&answer.body),
            (Format::Tsv, Some(table)) => self.print(&table.separated(entries)),
            (Format::Text | Format::Table, Some(table)) if is_seen => {
                let exit = self.print(&table.aligned(entries));
                let hint = answer.hint.as_deref();
                if let Some(hint) = hint.filter(|_| io::stderr().is_terminal()) {
                    self.note(hint);
                }
                exit
            }
            (Format::Text | Format::Table | Format::Tsv, _) => {
                self.print(&format!("{}\n{}", heading(answer), people(&answer.body)))
            }
        }
    }

    /// Writes what the service answered to one of many calls, the one about `id`.
    pub(crate) fn answer_of(&self, id: &str, operation: &str, answer: &Answer) -> Exit {
        match self.format {
            Format::Json | Format::Jsonl => self.line(&AnswerLine::of(operation, Some(id), answer)),
            Format::Tsv => self.print(&format!("{}\t{}\n", printable(id), answer.status)),
            Format::Text | Format::Table => {
                self.print(&format!("{}: {}\n", printable(id), heading(answer)))
            }
        }
    }

    /// Writes why one of many calls failed: where programs read it, on stdout like the others.
    pub(crate) fn failure_of(&self, id: &str, operation: &str, failure: &Failure) -> Exit {
        let written = match self.format {
            Format::Json | Format::Jsonl => self.line(&FailureLine {
                operation: Some(operation),
                id: Some(id),
                error: FailureParts::of(failure),
            }),
            Format::Tsv => {
                let code = failure.code.as_deref().map(printable);
                let code = code.unwrap_or_else(|| failure.kind.to_string());
                self.print(&format!("{}\t{code}\n", printable(id)))
            }
            Format::Text | Format::Table => {
                let text = printable(&failure.text);
                self.diagnose(&format!("{ERROR}{}:{ERROR:#} {text}", printable(id)));
                Exit::Done
            }
        };
        match written {
            Exit::Done => failure.exit,
            broken => broken,
        }
    }

    /// Writes how many of many calls came to which end.
    pub(crate) fn summary(&self, operation: &str, counts: &Value) -> Exit {
        match self.format {
            Format::Json | Format::Jsonl => self.line(&SummaryLine {
                operation,
                summary: counts,
            }),
            Format::Text | Format::Table | Format::Tsv => {
                let counts = counts.as_object().into_iter().flatten();
                let counts = counts.filter(|(_, count)| count.as_u64() != Some(0));
                let counts =
                    counts.map(|(name, count)| format!("{count} {}", name.replace('_', " ")));
                let counts = counts.collect::<Vec<_>>().join(", ");
                let counts = match counts.as_str() {
                    "" => "nothing to do",
                    counts => counts,
                };
                self.diagnose(counts);
                Exit::Done
            }
        }
    }

    /// Shows things that were found before something is done with them, to stderr; not where programs read.
    pub(crate) fn found(&self, table: Option<Table>, things: &[Value]) {
        if let Some(table) = table.filter(|_| self.is_for_people()) {
            self.diagnose(table.aligned(things).trim_end());
        }
    }

    /// Writes how something ended that is no call: `what` the service says of it, and its `id`.
    pub(crate) fn end(&self, line: &impl Serialize, id: &str, end: &str, what: &Value) -> Exit {
        if let Some(query) = &self.query {
            return self.chosen(query, what);
        }
        match self.format {
            Format::Json | Format::Jsonl => self.line(line),
            Format::Tsv => self.print(&format!("{}\t{end}\n", printable(id))),
            Format::Text | Format::Table => self.print(&format!("{end}\n{}", people(what))),
        }
    }

    /// Writes what a query chooses.
    fn chosen(&self, query: &Query, of: &Value) -> Exit {
        match query.of(of) {
            Ok(found) => self.print(&self.queried(&found)),
            Err(failure) => self.fail(&failure),
        }
    }

    /// What a query has found: JSON where that is asked for, and otherwise a line for each text or number.
    fn queried(&self, found: &Value) -> String {
        match (self.format, found) {
            (Format::Json, _) => format!("{}\n", json(found)),
            (Format::Jsonl, Value::Array(entries)) => lines(entries),
            (Format::Jsonl, _) => format!("{}\n", json(found)),
            (Format::Tsv, _) => rows(found),
            (Format::Text | Format::Table, Value::Array(entries))
                if !entries
                    .iter()
                    .any(|entry| entry.is_object() || entry.is_array()) =>
            {
                rows(found)
            }
            (Format::Text | Format::Table, _) => people(found),
        }
    }

    fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Text | Format::Table)
    }

    /// Writes the request that was not sent.
    pub(crate) fn dry_run(&self, operation: &str, request: &str) -> Exit {
        match self.format {
            Format::Json | Format::Jsonl => self.line(&DryRunLine {
                operation,
                dry_run: request,
            }),
            Format::Text | Format::Table | Format::Tsv => self.print(&format!("{request}\n")),
        }
    }

    /// Writes why it failed, to stderr.
    pub(crate) fn fail(&self, failure: &Failure) -> Exit {
        let line = match self.format {
            Format::Json | Format::Jsonl => json(&FailureLine {
                operation: None,
                id: None,
                error: FailureParts::of(failure),
            }),
            Format::Text | Format::Table | Format::Tsv => {
                let hint = failure.call.hint.as_deref();
                let hint = hint.map(|hint| format!("\n{}", hint_line(hint)));
                let text = printable(&failure.text);
                format!("{ERROR}error:{ERROR:#} {text}{}", hint.unwrap_or_default())
            }
        };
        self.diagnose(&line);
        failure.exit
    }

    /// Writes what to do about failures, to stderr; programs read it beside each failure.
    pub(crate) fn hint(&self, hint: &str) {
        if self.is_for_people() {
            self.diagnose(&hint_line(hint));
        }
    }

    /// Writes something worth knowing, to stderr; not where programs read it.
    pub(crate) fn note(&self, note: &str) {
        if self.is_for_people() {
            self.diagnose(&format!("{NOTE}note:{NOTE:#} {}", printable(note)));
        }
    }

    /// Writes what clap has to say: the help that was asked for, or what is wrong with the usage.
    pub(crate) fn explain(&self, message: &clap::Error) -> Exit {
        let text = message.render();
        if !message.use_stderr() {
            return self.print(&text.ansi().to_string());
        }
        if matches!(self.format, Format::Json | Format::Jsonl) {
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

fn hint_line(hint: &str) -> String {
    format!("{NOTE}hint:{NOTE:#} {}", printable(hint))
}

/// The status, and by which the service finds the request.
fn heading(answer: &Answer) -> String {
    let id = answer.request_id.as_deref();
    let request = id.map_or_else(String::new, |id| format!(" (request {})", printable(id)));
    format!("{}{request}", answer.status_line)
}

/// A line of JSON for each.
fn lines(entries: &[Value]) -> String {
    let lines = entries.iter().map(|entry| format!("{}\n", json(entry)));
    lines.collect()
}
