//! The review: what is reported for which edit, and that nothing goes unreported.

mod action;
mod anywhere;
mod code;
mod command_line;
mod driver;
mod edits;
mod example;
mod gate;
mod invariants;
mod json_schema;
mod mutations;
mod partial_clone;
mod policy;
mod release;
mod repository;
mod rules;
mod schemas;
mod support;
mod untrusted;
pub mod workflow_scripts;
mod workflows;
