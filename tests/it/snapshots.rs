//! The forms that generated code is looked at in, and the generated code of a small document.

use openapi_codegen::lower;
use openapi_document::Document;

use crate::{
    command::CLIENT,
    support::{artifacts, parse, read},
};

/// The lowered document as the snapshot holds it: JSON, because that is what progenitor reads.
pub fn lowered(document: &Document) -> String {
    let lowered = lower(document).unwrap_or_else(|findings| panic!("{findings}"));
    serde_json::to_string_pretty(lowered.openapi()).unwrap()
}

/// The generated client.
pub fn client(document: &Document) -> String {
    let artifacts = artifacts(document).unwrap_or_else(|findings| panic!("{findings}"));
    artifacts
        .into_iter()
        .find(|artifact| artifact.path == CLIENT)
        .unwrap()
        .contents
}

#[test]
fn the_generated_code_of_a_small_document() {
    // Shows every polish: own functions, inert descriptions, responses, deprecation, growth.
    let document = parse("small.yaml", &read("tests/fixtures/small.yaml"));
    insta::assert_snapshot!(client(&document));
}
