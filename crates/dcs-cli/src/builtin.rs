//! The commands that call no operation: they print something about `dcs` itself.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use crate::{Failure, auth, manual};

/// Their names and clap's own, which no operation can have.
pub(crate) const NAMES: [&str; 4] = [auth::NAME, "completions", "help", "man"];

pub(crate) fn commands() -> [Command; 3] {
    [
        auth::command(),
        Command::new("completions")
            .about("Print completions for a shell")
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .help("Shell that is to complete commands")
                    .required(true)
                    .value_parser(value_parser!(Shell)),
            ),
        Command::new("man")
            .about("Print the manual page, of one command if it is named")
            .after_help("Read it with `dcs man | man -l -`.")
            .arg(
                Arg::new("command")
                    .value_name("COMMAND")
                    .help("Command to describe; without it, dcs itself"),
            ),
    ]
}

/// What the command `name` prints about `all`, the whole command line.
pub(crate) fn run(mut all: Command, name: &str, matches: &ArgMatches) -> Result<String, Failure> {
    let Ok(Some(shell)) = matches.try_get_one::<Shell>("shell") else {
        let command = matches.try_get_one::<String>("command").ok().flatten();
        return manual::page(all, command.map(String::as_str));
    };
    let mut text = Vec::new();
    clap_complete::generate(*shell, &mut all, "dcs", &mut text);
    String::from_utf8(text).map_err(|error| Failure::usage(format!("{name}: {error}")))
}
