//! The binary `dcs`. What it does stands in the library, where the package `tests` can make the
//! same binary for its own tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    dcs_cli::run()
}
