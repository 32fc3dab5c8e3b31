//! The command `dcs`: each operation of the OpenAPI document as a subcommand.
//!
//! The subcommands are generated, so an operation that is added to the document appears by itself. Only
//! the module `tasks` names operations: it helps with more than one call. This crate is a program: its
//! library is there so that the tests of the workspace can run it, and promises nothing but [`run`].

#![forbid(unsafe_code)]

mod answer;
mod argument;
mod auth;
mod body;
mod builtin;
mod call;
mod command;
mod curl;
mod download;
mod exit;
mod failure;
// Written by a generator whose habits are not ours.
#[allow(missing_docs, unused_qualifications, rust_2018_idioms, unused_imports, unused_mut)]
#[allow(clippy::all, dead_code, deprecated)]
#[rustfmt::skip]
mod generated;
mod groups;
mod help;
mod hint;
mod identity;
mod logging;
mod manual;
mod operation;
mod options;
mod output;
mod pages;
#[allow(dead_code, reason = "called where the document has a body in parts")]
mod part;
mod prompt;
mod query;
mod runtime;
mod table;
mod tasks;
mod text;

use std::{ffi::OsString, process::ExitCode};

use crate::{command::Chosen, exit::Exit, options::Options, output::Output};

// What the generated code calls.
use crate::{answer::Answer, failure::Failure, table::Table};

/// The heading in `--help` of the options that stand for properties of the request's body.
const BODY_HEADING: &str = "Request body";

/// Runs the command that the arguments of this process name.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let output = Output::new(options::format_of(&arguments));
    run_with(arguments, output).into()
}

fn run_with(arguments: Vec<OsString>, output: Output) -> Exit {
    let matches = match command::command().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(message) => return output.explain(&message),
    };
    let (names, matches) = command::last(&matches);
    let options = match Options::of(matches) {
        Ok(options) => options,
        Err(message) => return output.explain(&message),
    };
    let output = output.with_query(options.query.clone());
    let output = &output;
    logging::start(options.verbose);
    let given = call::Given {
        arguments: &arguments,
        matches,
    };
    match Chosen::of(&names) {
        Chosen::Operation(operation) if tasks::commands::are_many(operation, matches) => {
            tasks::delete(operation, &given, &options, output)
        }
        Chosen::Operation(operation) => call::call(operation, &given, &options, output),
        Chosen::Wait(operation) => tasks::wait(operation, &given, &options, output),
        Chosen::AuthStatus => auth::status(&options, output),
        Chosen::Builtin(name) => match builtin::run(command::command(), name, matches) {
            Ok(text) => output.print(&text),
            Err(failure) => output.fail(&failure),
        },
    }
}
