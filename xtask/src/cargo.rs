//! Cargo and the tools beside it, as programs that commands run.

use std::{env, ffi::OsString, process::Command};

/// What cargo tells the program that it runs of its package. Build scripts look at these variables as
/// well: one that sees another value runs again, and all that depends on it is built again.
const OF_THIS_PROGRAM: [&str; 2] = ["CARGO_MANIFEST_", "CARGO_PKG_"];

/// A run of the cargo that has started this program, so that its toolchain does the rest as well.
pub(crate) fn command(arguments: &str) -> Command {
    prepared(Command::new(program()), arguments.split_whitespace())
}

/// A run of the program that `line` begins with: of that cargo, or of what else is found by its name.
pub(crate) fn tool(line: &str) -> Command {
    match line.strip_prefix("cargo ") {
        Some(arguments) => command(arguments),
        None => {
            let mut words = line.split_whitespace();
            prepared(Command::new(words.next().unwrap_or_default()), words)
        }
    }
}

fn prepared<'a>(mut command: Command, arguments: impl Iterator<Item = &'a str>) -> Command {
    command.args(arguments);
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
