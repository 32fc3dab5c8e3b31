//! Cargo, as a program that commands run.

use std::{ffi::OsString, process::Command};

/// Runs of the cargo that has started this program, so that its toolchain does the rest as well.
pub(crate) fn command(arguments: &str) -> Command {
    let mut command = Command::new(program());
    command.args(arguments.split_whitespace());
    command
}

/// How that cargo is called.
pub(crate) fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}
