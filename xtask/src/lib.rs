//! The command line of this workspace: everything that reads files, writes files or runs programs.
//!
//! What a command computes comes from the crates `openapi-*`, which are pure. Here stand the arguments
//! ([`cli`]), one module for each command ([`regen`], [`accept`], [`lint`], [`diff`], [`upstream`], [`ci`]),
//! and what
//! they share.

pub mod accept;
mod cargo;
pub mod ci;
pub mod cli;
mod compared;
pub mod diff;
pub mod error;
pub mod facts;
mod layout;
pub mod lint;
mod marked;
pub mod regen;
pub mod rule_pages;
pub mod text_diff;
pub mod upstream;
mod version_bump;
pub mod workspace;
pub mod write;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;
use openapi_review_cli::{error::Outcome, output::Output, process};

use crate::{
    cli::{Cli, Command},
    error::Error,
};

/// Runs the command that the arguments of this process name.
pub fn run() -> ExitCode {
    process::run("xtask", run_with)
}

/// Runs the command that `arguments` name, the name of the program first, and gives the exit
/// status: 0 nothing to report, 1 the check found something, 2 the command could not do its job.
pub fn run_with(arguments: Vec<OsString>, output: &mut Output<'_>) -> u8 {
    let result = match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(&cli.command, output),
        Err(message) => process::explain(&message, output).map_err(Error::Common),
    };
    process::status(result, output, Error::report)
}

fn dispatch(command: &Command, output: &mut Output<'_>) -> Result<Outcome, Error> {
    match command {
        Command::Regen(arguments) => regen::run(arguments, output),
        Command::Accept => accept::run(output),
        Command::Lint(arguments) => lint::run(arguments, output),
        Command::Diff(arguments) => diff::run(arguments, output),
        Command::Upstream(arguments) => upstream::run(arguments, output),
        Command::Ci(arguments) => ci::run(arguments, output),
    }
}
