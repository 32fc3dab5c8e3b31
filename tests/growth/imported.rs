//! Three crates of a document with drafts of twenty operations of the vendor's.

use openapi_document::{Document, Operations};
use openapi_upstream::{Definition, draft};

use crate::scratch::{cargo, files, grown, read, text, three_crates};

const IMPORTS: &str = "tests/fixtures/upstream/import";

#[test]
fn what_is_drafted_compiles() {
    let mut document = grown(&read("tests/fixtures/dcs.yaml"), "tests/fixtures/helpers");
    let definitions: Vec<_> = files()
        .iter()
        .filter(|(path, _)| path.starts_with(IMPORTS))
        .map(|(path, bytes)| Definition::read(&path.to_string_lossy(), bytes))
        .map(|definition| definition.unwrap_or_else(|findings| panic!("{findings}")))
        .collect();
    assert_eq!(definitions.len(), 20);
    for definition in &definitions {
        let operations: Operations<'_> = definition.operations();
        let id = operations
            .iter()
            .find_map(|operation| operation.operation_id);
        let ours = Document::parse("drafted.yaml", document.as_bytes());
        let ours = ours.unwrap_or_else(|findings| panic!("{findings}"));
        let drafted = draft(&ours, std::slice::from_ref(definition), id.unwrap());
        document = drafted.unwrap_or_else(|error| panic!("{error}")).text;
    }
    let workspace = three_crates("imported", &document, [].into());
    let check = cargo(&workspace, "check -p dcs-cli -p dcs-httpmock");
    assert!(check.status.success(), "{}", text(&check.stderr));
}
