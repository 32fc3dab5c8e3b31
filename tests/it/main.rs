//! One binary for all tests of the workspace: linking is most of what a test binary costs.

mod cli;
mod contract;
mod drift;
mod inert;
mod lowering;
mod mock;
mod mutations;
mod schemars;
mod server;
mod snapshots;
mod support;
mod wire;
