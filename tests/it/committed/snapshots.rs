//! What a reviewer of a change of the document should look at: the lowered document, the public API,
//! what each operation does on the wire, and what people read who run `dcs`.
//!
//! Nothing else is asserted here, so that `cargo xtask accept` can accept all of it.

use std::fmt::Write as _;

use dcs_client::types;
use insta::assert_snapshot;
use openapi_codegen::PublicApi;
use schemars::{Schema, schema_for};

use super::{contract, document};
use crate::{
    cli::help::stdout,
    snapshots::{client, lowered},
};

#[test]
fn the_lowered_document() {
    assert_snapshot!(lowered(&document()));
}

#[test]
fn the_public_api() {
    assert_snapshot!(PublicApi::of(&client(&document())).unwrap());
}

#[test]
fn the_contract_of_each_operation() {
    assert_snapshot!(contract::of(&client(&document())));
}

/// What `schemars` derives from the types of the operation that has always been there: not from the
/// document, but from the generated code.
#[test]
fn the_json_schemas_of_the_types() {
    let schemas: [(&str, Schema); 5] = [
        (
            "DeleteBackgroundTaskResponse",
            schema_for!(types::DeleteBackgroundTaskResponse),
        ),
        ("ErrorResponse", schema_for!(types::ErrorResponse)),
        ("InstanceId", schema_for!(types::InstanceId)),
        ("ProjectId", schema_for!(types::ProjectId)),
        ("TaskId", schema_for!(types::TaskId)),
    ];
    let mut text = String::new();
    for (name, schema) in schemas {
        let schema = serde_json::to_string_pretty(&schema).unwrap();
        writeln!(text, "{name}: {schema}").unwrap();
    }
    assert_snapshot!(text);
}

#[test]
fn the_short_help_of_the_command_line() {
    assert_snapshot!(stdout(&["-h"]));
}

#[test]
fn the_help_of_the_command_line() {
    assert_snapshot!(stdout(&["--help"]));
}

#[test]
fn the_help_of_an_operation() {
    assert_snapshot!(stdout(&["delete-background-task", "--help"]));
}

#[test]
fn the_manual() {
    assert_snapshot!(manual(&["man"]));
}

#[test]
fn the_manual_of_an_operation() {
    assert_snapshot!(manual(&["man", "delete-background-task"]));
}

#[track_caller]
fn manual(arguments: &[&str]) -> String {
    stdout(arguments).replace(env!("CARGO_PKG_VERSION"), "[version]")
}
