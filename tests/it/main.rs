//! One binary for all tests of the workspace: linking is most of what a test binary costs.

mod bad_input;
mod ci_cli;
mod command;
mod determinism;
mod lowering;
mod regen_cli;
mod support;
mod torn_files;
