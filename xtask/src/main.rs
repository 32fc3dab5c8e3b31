//! The binary `xtask`. What it does stands in the library, where the documentation sees it and
//! where the package `tests` can make the same binary for its own tests.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::run()
}
