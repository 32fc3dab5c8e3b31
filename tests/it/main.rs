//! One binary for all tests of the workspace: linking is most of what a test binary costs.
#![cfg(test)]

mod review;
