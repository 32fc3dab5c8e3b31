//! The command `dcs`: each operation of the OpenAPI document as a subcommand.
//!
//! The subcommands are generated; nothing else here names an operation, so one that is added to the
//! document appears by itself. This crate is a program: its library is there so that the tests of
//! the workspace can run it, and promises nothing but [`run`].

#![forbid(unsafe_code)]

mod answer;
mod argument;
mod auth;
mod body;
mod builtin;
mod call;
mod command;
mod curl;
mod exit;
mod failure;
// Written by a generator whose habits are not ours.
#[allow(missing_docs, unused_qualifications, rust_2018_idioms, unused_imports, unused_mut)]
#[allow(clippy::all, dead_code, deprecated)]
#[rustfmt::skip]
mod generated;
mod help;
mod hint;
mod identity;
mod logging;
mod manual;
mod operation;
mod options;
mod output;
mod prompt;
mod runtime;
mod text;

use std::{ffi::OsString, process::ExitCode};

use crate::{exit::Exit, options::Options, output::Output};

// What the generated code calls.
use crate::{answer::Answer, failure::Failure};

/// The heading in `--help` of the options that stand for properties of the request's body.
const BODY_HEADING: &str = "Request body";

/// Runs the command that the arguments of this process name.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let output = Output::new(options::format_of(&arguments));
    run_with(arguments, &output).into()
}

fn run_with(arguments: Vec<OsString>, output: &Output) -> Exit {
    let matches = match command::command().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(message) => return output.explain(&message),
    };
    let Some((name, matches)) = matches.subcommand() else {
        return output.fail(&Failure::usage("no command: see `dcs --help`"));
    };
    // The global options are in what is said to the last command.
    let matches = matches.subcommand().map_or(matches, |(_, matches)| matches);
    let options = match Options::of(matches) {
        Ok(options) => options,
        Err(message) => return output.explain(&message),
    };
    logging::start(options.verbose);
    if let Some(operation) = operation::find(name) {
        let arguments = &arguments;
        let given = call::Given { arguments, matches };
        return call::call(operation, &given, &options, output);
    }
    if name == auth::NAME {
        return auth::status(&options, output);
    }
    match builtin::run(command::command(), name, matches) {
        Ok(text) => output.print(&text),
        Err(failure) => output.fail(&failure),
    }
}
