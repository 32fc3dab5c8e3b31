//! The command line of this workspace: everything that reads files, writes files or runs programs.
//!
//! What a command computes comes from the crates `openapi-*`, which are pure. Here stand the arguments
//! ([`cli`]), one module for each command ([`regen`], [`accept`], [`lint`], [`diff`], [`ci`]), and what
//! they share.

pub mod accept;
mod cargo;
pub mod ci;
pub mod cli;
mod compared;
pub mod diff;
pub mod error;
pub mod files;
mod layout;
pub mod lint;
mod manifest;
pub mod output;
mod panics;
pub mod read;
pub mod regen;
pub mod rule_pages;
pub mod text_diff;
pub mod workspace;
pub mod write;

use std::{
    ffi::OsString,
    io::{self, Write},
    process::ExitCode,
};

use clap::Parser;

use crate::{
    cli::{Cli, Command},
    error::{Error, Outcome},
    output::Output,
};

/// The exit status of a command that could not do its job.
const COULD_NOT: u8 = 2;

/// Runs the command that the arguments of this process name.
pub fn run() -> ExitCode {
    panics::install_hook();
    let status = panics::catch(|| {
        let mut results = anstream::stdout().lock();
        let mut diagnostics = anstream::stderr().lock();
        let mut output = Output::new(&mut results, &mut diagnostics);
        run_with(std::env::args_os(), &mut output)
    });
    match status {
        Ok(status) => ExitCode::from(status.unwrap_or(COULD_NOT)),
        Err(error) => {
            // When the error cannot be shown either, the exit status is all that is left to say it.
            let _ = writeln!(io::stderr(), "error: cannot start a thread: {error}");
            ExitCode::from(COULD_NOT)
        }
    }
}

/// Runs the command that `arguments` name, the name of the program first, and gives the exit
/// status: 0 nothing to report, 1 the check found something, 2 the command could not do its job.
pub fn run_with(arguments: impl IntoIterator<Item = OsString>, output: &mut Output<'_>) -> u8 {
    let result = match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(&cli.command, output),
        Err(message) => explain(&message, output),
    };
    let result = result.and_then(|outcome| {
        output.results.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Found) => 1,
        Err(error) => {
            // When the error cannot be shown either, the exit status is all that is left to say it.
            let _ = error.report(output);
            COULD_NOT
        }
    }
}

fn dispatch(command: &Command, output: &mut Output<'_>) -> Result<Outcome, Error> {
    match command {
        Command::Regen(arguments) => regen::run(arguments, output),
        Command::Accept => accept::run(output),
        Command::Lint(arguments) => lint::run(arguments, output),
        Command::Diff(arguments) => diff::run(arguments, output),
        Command::Ci(arguments) => ci::run(arguments, output),
    }
}

/// Prints what clap has to say: the help that was asked for, or what is wrong with the usage.
fn explain(message: &clap::Error, output: &mut Output<'_>) -> Result<Outcome, Error> {
    let text = message.render();
    let text = text.ansi();
    if message.use_stderr() {
        write!(output.diagnostics, "{text}")?;
        return Err(Error::Usage);
    }
    write!(output.results, "{text}")?;
    Ok(Outcome::Clean)
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Self::Output(source)
    }
}
