//! What a reviewer of a change should look at: the lowered document, the public API, and what each
//! operation does on the wire.

use openapi_codegen::{PublicApi, artifacts, lower};
use openapi_document::Document;

use crate::{
    contract,
    support::{committed_document, parse, read},
};

/// The lowered document as the snapshot holds it: JSON, because that is what progenitor reads.
pub fn lowered(document: &Document) -> String {
    let lowered = lower(document).unwrap_or_else(|findings| panic!("{findings}"));
    serde_json::to_string_pretty(lowered.openapi()).unwrap()
}

fn client(document: &Document) -> String {
    let artifacts = artifacts(document).unwrap_or_else(|findings| panic!("{findings}"));
    artifacts
        .into_iter()
        .find(|artifact| artifact.path == "crates/dcs-client/src/generated.rs")
        .unwrap()
        .contents
}

#[test]
fn the_lowered_document() {
    insta::assert_snapshot!(lowered(&committed_document()));
}

#[test]
fn the_public_api() {
    let source = client(&committed_document());
    insta::assert_snapshot!(PublicApi::of(&source).unwrap());
}

#[test]
fn the_contract_of_each_operation() {
    insta::assert_snapshot!(contract::of(&client(&committed_document())));
}

#[test]
fn the_generated_code_of_a_small_document() {
    // Shows every polish: own functions, inert descriptions, responses, deprecation, growth.
    let document = parse("small.yaml", &read("tests/fixtures/small.yaml"));
    insta::assert_snapshot!(client(&document));
}
