//! The command `openapi-review`: reviews a change of an OpenAPI document in any repository, or between
//! any two files.
//!
//! What it computes comes from the crate `openapi-review`, which is pure. Here stand files, git and the
//! terminal:
//!
//! ```text
//! arguments ──sources──> two sides ──read──> documents, versions ──Review──> shown, exit status
//!             (file, revision, git's diff driver)                        (openapi-review)
//! ```
//!
//! - [`review::run`] is the one way from arguments to a review. `cargo xtask diff` takes it as well,
//!   with a [`Project`] that knows its document and the manifests that say its version.
//! - [`git`] asks git for objects and runs nothing that a repository configures.
//! - [`files`], [`read`], [`manifest`], [`output`], [`error`] and [`process`] are what both command lines
//!   stand on.

pub mod cli;
mod clock;
mod code;
mod driver;
pub mod error;
pub mod files;
pub mod git;
pub mod manifest;
pub mod output;
pub mod process;
pub mod project;
pub mod read;
pub mod review;
mod source;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use crate::{
    cli::Cli,
    error::{Error, Outcome},
    output::Output,
};
pub use project::{Crate, Project, VersionFrom};

/// Runs the command that the arguments of this process ask for.
pub fn run() -> ExitCode {
    process::run("openapi-review", run_with)
}

/// Runs the command with these arguments, the name of the program first, and gives the exit status: 0
/// nothing to report, 1 the change is refused, 2 the command could not do its job.
pub fn run_with(arguments: Vec<OsString>, output: &mut Output<'_>) -> u8 {
    let result = match Cli::try_parse_from(arguments) {
        Ok(cli) => dispatch(&cli, output),
        Err(message) => process::explain(&message, output),
    };
    process::status(result, output, Error::report)
}

fn dispatch(cli: &Cli, output: &mut Output<'_>) -> Result<Outcome, Error> {
    match cli.sides.as_slice() {
        [] => review::run(&cli.project()?, (None, None), &cli.review, output),
        [base] => review::run(&cli.project()?, (Some(base), None), &cli.review, output),
        [base, head] => review::run(
            &cli.project()?,
            (Some(base), Some(head)),
            &cli.review,
            output,
        ),
        arguments => {
            let folder = std::env::current_dir().ok();
            driver::run(arguments, folder.as_deref(), &cli.review, output)
        }
    }
}
