//! Waiting for a task.

use std::{
    io::{self, IsTerminal as _},
    time::Duration,
};

use dcs_client::{TaskEnd, TaskProgress};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::{Value, json};

use super::commands::{DEADLINE, LIST, TASK_ID};
use crate::{
    Failure,
    answer::completed,
    call::{Given, Ready, Shown},
    exit::Exit,
    operation::{self, PROJECT_ID, Subcommand, given as value_of},
    options::{Format, Options},
    output::Output,
    runtime,
    text::printable,
};

const OPERATION: &str = "wait_for_background_task";

/// The line on stdout.
#[derive(Serialize)]
struct EndLine<'a> {
    operation: &'a str,
    /// `succeeded`, `failed`, `gone` or `timed_out`.
    end: &'a str,
    task: &'a Value,
}

/// Waits until the task that `given` names has ended, and writes how.
pub(crate) fn wait(
    subcommand: Subcommand,
    given: &Given<'_>,
    options: &Options,
    output: &Output,
) -> Exit {
    let shown = Shown::with_bodies();
    let value = |parameter| value_of(parameter, given.matches).unwrap_or_default();
    let id = value(TASK_ID);
    let mut written = Value::Null;
    let ended = runtime::run(|runtime| {
        let ready = Ready::of(runtime, subcommand, given, options, output, &shown)?;
        let client = &ready.client;
        let wait = client.wait_for_background_task();
        let wait = wait
            .project_id(value_of(PROJECT_ID, &ready.matches).unwrap_or_default())
            .instance_id(value("instance-id"))
            .task_id(id.as_str());
        let wait = match ready.matches.get_one(DEADLINE) {
            Some(deadline) => wait.deadline(*deadline),
            None => wait,
        };
        let progress = Progress::of(options, output);
        let wait = wait.on_progress(|at| {
            if let Some(task) = listed(shown.bodies(), &id) {
                written = task;
            }
            progress.show(at);
        });
        let end = runtime.block_on(wait.wait());
        progress.clear();
        end.map_err(|error| Failure::of_call(error).at(client.endpoint()))
    });
    let (end, task, exit) = match &ended {
        Ok(TaskEnd::Succeeded(task)) => ("succeeded", json!(task), Exit::Done),
        Ok(TaskEnd::Failed(task)) => ("failed", json!(task), Exit::Refused),
        Ok(TaskEnd::TimedOut(task)) => ("timed_out", json!(task), Exit::Unknown),
        Ok(_) if options.ignore_not_found => ("gone", Value::Null, Exit::Done),
        Ok(_) => ("gone", Value::Null, Exit::Gone),
        Err(failure) if failure.is_dry_run() => {
            return output.dry_run(OPERATION, &shown.request());
        }
        Err(failure) => return output.fail(failure),
    };
    let task = completed(task, written);
    let line = EndLine {
        operation: OPERATION,
        end,
        task: &task,
    };
    match output.end(&line, &id, end, &task) {
        Exit::Done => exit,
        broken => broken,
    }
}

/// The task as the service has written it, of which the document may not know all.
fn listed(bodies: Vec<Value>, id: &str) -> Option<Value> {
    let list = operation::find(LIST)?.command.list()?;
    let mut tasks = bodies.iter().flat_map(|body| list.entries(body));
    let task = tasks.find(|task| task.get("id").and_then(Value::as_str) == Some(id));
    task.cloned()
}

/// How far it is: a bar on a terminal, lines for people elsewhere, and nothing for programs.
enum Progress<'a> {
    Bar(ProgressBar),
    Lines(&'a Output),
    Nothing,
}

impl<'a> Progress<'a> {
    fn of(options: &Options, output: &'a Output) -> Self {
        match options.format {
            Format::Text | Format::Table if io::stderr().is_terminal() => {
                let style = ProgressStyle::with_template("{bar:30} {percent:>3} % {msg}");
                let bar = ProgressBar::new(100);
                if let Ok(style) = style {
                    bar.set_style(style);
                }
                Self::Bar(bar)
            }
            Format::Text | Format::Table => Self::Lines(output),
            Format::Json | Format::Jsonl | Format::Tsv => Self::Nothing,
        }
    }

    fn show(&self, at: TaskProgress<'_>) {
        let status = at.task.status.as_deref().unwrap_or("in an unknown state");
        let status = printable(status);
        let left = at.remaining.map_or_else(String::new, |left| {
            let left = Duration::from_secs(left.as_secs());
            format!(", about {} left", humantime::format_duration(left))
        });
        match self {
            Self::Bar(bar) => {
                // Of a task that has ended, the service says none.
                if let Some(percent) = at.percent.and_then(|percent| u64::try_from(percent).ok()) {
                    bar.set_position(percent.min(100));
                }
                bar.set_message(format!("{status}{left}"));
            }
            Self::Lines(output) => {
                let percent = at.percent.map(|percent| format!(", {percent} %"));
                output.note(&format!("{status}{}{left}", percent.unwrap_or_default()));
            }
            Self::Nothing => {}
        }
    }

    fn clear(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
