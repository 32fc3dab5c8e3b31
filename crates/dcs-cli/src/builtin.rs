//! The commands that call no operation: they print something about `dcs` itself.

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_complete::Shell;

use crate::{Failure, command::command};

/// Their names and clap's own, which no operation can have.
pub(crate) const NAMES: [&str; 3] = ["completions", "help", "man"];

pub(crate) fn commands() -> [Command; 2] {
    [
        Command::new("completions")
            .about("Print completions for a shell")
            .arg(
                Arg::new("shell")
                    .value_name("SHELL")
                    .required(true)
                    .value_parser(value_parser!(Shell)),
            ),
        Command::new("man")
            .about("Print the manual page, of one command if it is named")
            .after_help("Read it with `dcs man | man -l -`.")
            .arg(Arg::new("command").value_name("COMMAND")),
    ]
}

/// What the command `name` prints.
pub(crate) fn run(name: &str, matches: &ArgMatches) -> Result<String, Failure> {
    let mut text = Vec::new();
    match matches.try_get_one::<Shell>("shell") {
        Ok(Some(shell)) => clap_complete::generate(*shell, &mut command(), "dcs", &mut text),
        _ => manual(matches.try_get_one::<String>("command").ok().flatten())?
            .render(&mut text)
            .map_err(|error| Failure::usage(format!("{name}: {error}")))?,
    }
    String::from_utf8(text).map_err(|error| Failure::usage(format!("{name}: {error}")))
}

fn manual(name: Option<&String>) -> Result<clap_mangen::Man, Failure> {
    let mut all = command().disable_help_subcommand(true);
    all.build();
    let Some(name) = name else {
        return Ok(clap_mangen::Man::new(all));
    };
    let found = all.find_subcommand(name).cloned().ok_or_else(|| {
        Failure::usage(format!(
            "man: no command {}; `dcs --help` lists them",
            crate::text::shown(name)
        ))
    })?;
    // A page of its own is named after both.
    let title = format!("dcs-{name}");
    Ok(clap_mangen::Man::new(found).title(title))
}
