//! The whole command line.

use clap::{ArgMatches, Args as _, Command};

use crate::{
    auth, builtin, groups, help,
    operation::{self, Subcommand},
    options::Options,
    tasks::commands as tasks,
};

/// `dcs`, with a subcommand for each operation of the document and a few of its own.
pub(crate) fn command() -> Command {
    let command = Command::new("dcs")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Call Huawei Cloud Distributed Cache Service (DCS) from a shell")
        .after_help("Credentials come from the environment or a file; `dcs --help` says how.")
        .after_long_help(help::MORE)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .max_term_width(100)
        .subcommand_help_heading("Commands");
    let command = Options::augment_args(command);
    let globals: Vec<_> = command
        .get_arguments()
        .filter_map(|argument| argument.get_long().map(str::to_owned))
        .chain(["help".to_owned(), "version".to_owned()])
        .collect();
    let operations: Vec<_> = operation::commands(&globals)
        .into_iter()
        .map(tasks::extended)
        .chain(tasks::commands(&globals))
        .collect();
    command
        .subcommands(groups::commands(&operations))
        .subcommands(operations)
        .subcommands(builtin::commands())
}

/// What the names of the commands stand for.
pub(crate) enum Chosen<'a> {
    Operation(Subcommand),
    /// Waiting for a task: it takes the ids that this operation takes.
    Wait(Subcommand),
    AuthStatus,
    Builtin(&'a str),
}

impl<'a> Chosen<'a> {
    pub(crate) fn of(names: &[&'a str]) -> Self {
        let name = names.first().copied().unwrap_or_default();
        if name == auth::NAME {
            return Self::AuthStatus;
        }
        let name = match names {
            [group, verb] => groups::member(group, verb).unwrap_or_else(|| name.to_owned()),
            _ => name.to_owned(),
        };
        if let Some(operation) = tasks::waited_for(&name) {
            return Self::Wait(operation);
        }
        match operation::find(&name) {
            Some(operation) => Self::Operation(operation),
            None => Self::Builtin(names.first().copied().unwrap_or_default()),
        }
    }
}

/// The names of the commands that were given, one within the other, and what was said to the last: the global
/// options are in that, too.
pub(crate) fn last(matches: &ArgMatches) -> (Vec<&str>, &ArgMatches) {
    let mut names = Vec::new();
    let mut last = matches;
    while let Some((name, matches)) = last.subcommand() {
        names.push(name);
        last = matches;
    }
    (names, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}
