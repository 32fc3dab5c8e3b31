//! Documents that can be read, but whose parts do not fit together.

use std::fs;

use insta::assert_snapshot;

use super::{edited, refused_at, with_schemas};
use crate::command::{CLIENT, folder, put, xtask};

#[test]
fn unresolvable_reference() {
    let document = edited("schemas/Thing'", "schemas/Thnig'");
    assert_snapshot!(refused_at("14:30", document));
}

#[test]
fn reference_that_is_no_pointer() {
    assert_snapshot!(refused_at(
        "14:30",
        edited("'#/components/schemas/Thing'", "'#Thing'")
    ));
}

#[test]
fn reference_to_an_object_of_another_kind() {
    let document = edited(
        "'#/components/schemas/Thing'",
        "'#/components/parameters/Id'",
    );
    assert_snapshot!(refused_at("14:30", document));
}

#[test]
fn chain_of_references_that_never_reaches_a_schema() {
    let circle = "    Thing: {$ref: '#/components/schemas/Other'}
    Other: {$ref: '#/components/schemas/Thing'}
";
    assert_snapshot!(refused_at("20:5", with_schemas(circle)));
}

#[test]
fn reference_to_itself() {
    let itself = "    Thing: {$ref: '#/components/schemas/Thing'}\n";
    assert_snapshot!(refused_at("19:5", with_schemas(itself)));
}

#[test]
fn schema_that_is_a_part_of_itself() {
    let itself = "    Thing: {allOf: [{$ref: '#/components/schemas/Thing'}]}\n";
    assert_snapshot!(refused_at("19:5", with_schemas(itself)));
}

#[test]
fn recursion_through_a_property_is_legal() {
    let document = edited(
        "name: {type: string}",
        "next: {$ref: '#/components/schemas/Thing'}",
    );
    let folder = folder();
    put(folder.path(), "document.yaml", document);
    let arguments = ["regen", "--spec", "document.yaml", "--out-dir", "out"];
    let run = xtask(folder.path(), &arguments);
    assert_eq!((run.status, run.stderr.as_str()), (Some(0), ""));
    let client = fs::read_to_string(folder.path().join("out").join(CLIENT)).unwrap();
    assert!(client.contains("Box<Thing>"));
}

#[test]
fn external_reference_to_a_file() {
    let document = edited("'#/components/schemas/Thing'", "'other.yaml#/Thing'");
    assert_snapshot!(refused_at("14:30", document));
}

#[test]
fn external_reference_to_another_host() {
    let document = edited(
        "'#/components/schemas/Thing'",
        "'https://example.com/thing.json'",
    );
    assert_snapshot!(refused_at("14:30", document));
}

#[test]
fn external_reference_of_a_path() {
    let document = edited("    get:", "    $ref: 'paths.yaml#/thing'\n    get:");
    assert_snapshot!(refused_at("5:11", document));
}

#[test]
fn path_parameter_missing_from_the_template() {
    assert_snapshot!(refused_at("8:11", edited("/things/{id}:", "/things:")));
}

#[test]
fn template_with_a_name_that_is_no_parameter() {
    assert_snapshot!(refused_at(
        "5:5",
        edited("/things/{id}:", "/things/{id}/{part}:")
    ));
}

#[test]
fn path_parameter_that_is_not_required() {
    assert_snapshot!(refused_at("17:5", edited("required: true, ", "")));
}

#[test]
fn two_operations_with_one_operation_id() {
    let document = edited(
        "paths:\n",
        "paths:\n  /others:\n    get:\n      operationId: getThing\n      responses:\n        '204': {description: Nothing.}\n",
    );
    assert_snapshot!(refused_at("11:20", document));
}

#[test]
fn change_of_protocol_beside_json() {
    let document = edited(
        "components:",
        "        '101':
          description: Another protocol.
components:",
    );
    assert_snapshot!(refused_at("10:9", document));
}

#[test]
fn key_of_the_wrong_type() {
    assert_snapshot!(refused_at(
        "6:20",
        edited("operationId: getThing", "operationId: [a]")
    ));
}
