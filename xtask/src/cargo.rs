//! Cargo, as a program that commands run.

use std::{env, ffi::OsString, process::Command};

/// What cargo tells the program that it runs of its package. Build scripts look at these variables as
/// well: one that sees another value runs again, and all that depends on it is built again.
const OF_THIS_PROGRAM: [&str; 2] = ["CARGO_MANIFEST_", "CARGO_PKG_"];

/// A run of the cargo that has started this program, so that its toolchain does the rest as well.
pub(crate) fn command(arguments: &str) -> Command {
    let mut command = Command::new(program());
    command.args(arguments.split_whitespace());
    for (name, _) in env::vars_os() {
        let name_text = name.to_string_lossy();
        if OF_THIS_PROGRAM.iter().any(|of| name_text.starts_with(of)) {
            command.env_remove(&name);
        }
    }
    command
}

/// How that cargo is called.
pub(crate) fn program() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"))
}
