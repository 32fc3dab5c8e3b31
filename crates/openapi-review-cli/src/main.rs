//! The binary `openapi-review`. What it does stands in the library, which `cargo xtask diff` calls, too.

use std::process::ExitCode;

fn main() -> ExitCode {
    openapi_review_cli::run()
}
