//! One binary for all tests of the workspace: linking is most of what a test binary costs.
#![cfg(test)]

mod accept_cli;
mod bad_input;
mod ci_cli;
mod cli;
mod command;
mod committed;
mod determinism;
mod headers;
mod inert;
mod lint_cli;
mod lint_first_steps;
mod lint_seeds;
mod lowering;
mod mock;
mod mutations;
mod openapi_3_1;
mod regen_cli;
mod review;
mod security_promises;
mod sent_lists;
mod snapshots;
mod support;
mod torn_files;
mod untrusted_files;
mod upstream;
mod wire;
