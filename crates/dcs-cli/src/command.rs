//! The whole command line.

use clap::{Args as _, Command};

use crate::{builtin, help, operation, options::Options};

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
    command
        .subcommands(operation::commands(&globals))
        .subcommands(builtin::commands())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}
