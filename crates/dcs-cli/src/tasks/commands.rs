//! The commands and the options: what is said about background tasks.

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, builder::ValueParser, value_parser};
use dcs_client::types::BackgroundTask;

use crate::operation::{self, Subcommand};

const DELETE: &str = "delete-background-task";
const WAIT: &str = "wait-background-task";
/// Says how its tasks are shown.
pub(super) const LIST: &str = "list-background-tasks";
/// Takes the ids that waiting takes.
const PROGRESS: &str = "show-background-task-progress";

/// The option of the ids, which the document has.
pub(super) const TASK_ID: &str = "task-id";

// Each has a dot, which no id of a generated option has.
pub(super) const TASK_IDS_FROM: &str = "tasks.ids-from";
pub(super) const OLDER_THAN: &str = "tasks.older-than";
pub(super) const STATUS: &str = "tasks.status";
pub(super) const PARALLEL: &str = "tasks.parallel";
pub(super) const WAIT_FIRST: &str = "tasks.wait";
pub(super) const DEADLINE: &str = "tasks.deadline";

/// How long to wait where it is not said.
const PATIENCE: &str = "30m";

/// The words for an end that are named to whoever asks for another: those that the client takes for one.
const ENDS: [&str; 9] = [
    "SUCCESS",
    "SUCCESSFUL",
    "SUCCEEDED",
    "FINISH",
    "FINISHED",
    "FAIL",
    "FAILED",
    "FAILURE",
    "ERROR",
];

const HEADING: &str = "More than one task";

/// The commands here that are no operation's, and the operation whose ids each takes.
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    [(PROGRESS, WAIT)].into_iter()
}

/// The operation whose ids the command `name` takes, which waits.
pub(crate) fn waited_for(name: &str) -> Option<Subcommand> {
    (name == WAIT).then(|| operation::find(PROGRESS)).flatten()
}

/// The commands beside those of operations. An option that would hide one of `globals` has another name.
pub(crate) fn commands(globals: &[String]) -> Option<Command> {
    let command = operation::find(PROGRESS)?.command(globals).name(WAIT);
    Some(
        command
            .about("Waiting Until a Background Task Has Ended")
            .long_about(
                "Waiting Until a Background Task Has Ended\n\nAsks for the list of tasks at once, after 2 \
                 seconds, and then in intervals that grow to 30 seconds. Exit status: 0 the task has succeeded, 1 it has \
                 failed, 3 it still runs, 4 there is no such task.",
            )
            .after_help(format!(
                "Example:\n  dcs {WAIT} --region ap-southeast-1 --instance-id INSTANCE_ID --task-id TASK_ID \
                 --deadline 10m"
            ))
            .arg(deadline()),
    )
}

/// The command of an operation, with the options of what is here.
pub(crate) fn extended(command: Command) -> Command {
    if command.get_name() != DELETE {
        return command;
    }
    let option = |id: &'static str, name: &'static str, value: &'static str| {
        let option = Arg::new(id).long(name).value_name(value);
        option.help_heading(HEADING)
    };
    let which = ArgGroup::new("tasks.which").args([TASK_ID, TASK_IDS_FROM, OLDER_THAN, STATUS]);
    command
        .mut_arg(TASK_ID, |argument| {
            let argument = argument.required(false).action(ArgAction::Append);
            argument.conflicts_with_all([OLDER_THAN, STATUS])
        })
        .arg(
            option(TASK_IDS_FROM, "task-ids-from", "FILE")
                .help("File with an id on each line; - for standard input")
                .value_parser(value_parser!(std::path::PathBuf))
                .conflicts_with_all([OLDER_THAN, STATUS]),
        )
        .arg(
            option(OLDER_THAN, "older-than", "AGE")
                .help("All tasks that ended so long ago, such as 30d or 12h")
                .value_parser(duration()),
        )
        .arg(
            option(STATUS, "status", "STATUS")
                .help("All tasks that ended with this status, such as SUCCESS")
                .value_parser(end()),
        )
        .arg(
            option(PARALLEL, "parallel", "N")
                .help("How many are under way at once [default: 8]")
                .value_parser(value_parser!(u8).range(1..=64)),
        )
        .arg(
            Arg::new(WAIT_FIRST)
                .long("wait")
                .action(ArgAction::SetTrue)
                .help("Wait for a task that runs, and delete it when it has ended"),
        )
        .arg(
            deadline()
                .help(format!(
                    "How long to wait for a task at most [default: {PATIENCE}]"
                ))
                .hide_default_value(true)
                .requires(WAIT_FIRST),
        )
        .group(which.required(true).multiple(true))
}

/// Whether what was said to the operation is more than one plain call.
pub(crate) fn are_many(subcommand: Subcommand, matches: &ArgMatches) -> bool {
    let is_given = |id| matches.contains_id(id);
    let ids = || matches.get_raw(TASK_ID).map_or(0, Iterator::count);
    subcommand.name() == DELETE
        && (ids() > 1
            || [TASK_IDS_FROM, OLDER_THAN, STATUS]
                .into_iter()
                .any(is_given)
            || matches.get_flag(WAIT_FIRST))
}

fn deadline() -> Arg {
    Arg::new(DEADLINE)
        .long("deadline")
        .value_name("TIME")
        .help("How long to wait at most, such as 90s or 1h")
        .default_value(PATIENCE)
        .value_parser(duration())
}

fn duration() -> ValueParser {
    ValueParser::new(|text: &str| {
        humantime::parse_duration(text)
            .map_err(|error| format!("{error}; write it as 30d, 12h, 90m or 45s"))
    })
}

/// A status with which a task has ended. With another none would fit, as a misspelt one does not.
fn end() -> ValueParser {
    ValueParser::new(|text: &str| match is_end(text) {
        true => Ok(text.trim().to_owned()),
        false => Err(format!("no task ends with it; one of {}", ENDS.join(", "))),
    })
}

fn is_end(status: &str) -> bool {
    let task = BackgroundTask::builder().status(status.to_owned());
    BackgroundTask::try_from(task).is_ok_and(|task| task.is_deletable())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_that_is_named_is_one_for_the_client() {
        let others: Vec<_> = ENDS.into_iter().filter(|end| !is_end(end)).collect();
        assert_eq!(others, [""; 0]);
        assert!(!is_end("EXECUTING"));
    }
}
