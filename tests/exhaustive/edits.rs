//! Every edit of a document is reported, and alike both ways. `it` tries some of them.

use std::path::Path;

use benchmarks::document;
use openapi_document::Document;
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};

use crate::review::{
    edits::{
        consistent, each_edit_is_reported, pointers, replace, several_edits,
        several_edits_are_reported,
    },
    support::{THINGS, changes, parse},
};

/// How many operations the large document has.
const OPERATIONS: usize = 100;

#[test]
fn a_document_compared_with_itself_has_no_changes() {
    let large = Document::parse("large.yaml", document(OPERATIONS).as_bytes()).unwrap();
    for document in seeds().into_iter().chain([large]) {
        assert_eq!(changes(&document, &document), [], "{}", document.file());
    }
}

#[test]
fn every_single_edit_is_reported() {
    let things = parse(THINGS).root().to_json();
    let edits = each_edit_is_reported("things.yaml", &things, 1);
    assert!(edits > 400, "{edits}");
}

#[test]
fn every_single_edit_of_every_construct_is_reported() {
    let edits: usize = seeds()
        .iter()
        .map(|seed| each_edit_is_reported(seed.file(), &seed.root().to_json(), 1))
        .sum();
    assert!(edits > 3_000, "{edits}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn several_edits_at_once_are_reported_alike_both_ways(edits in several_edits()) {
        several_edits_are_reported(&edits)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_a_large_document_are_reported_alike_both_ways(
        indexes in proptest::collection::vec(any::<Index>(), 1..4),
    ) {
        let base = parse(&document(OPERATIONS));
        let json = base.root().to_json();
        let pointers = pointers(&json);
        for index in &indexes {
            let pointer = index.get::<String>(&pointers);
            let mut edited = json.clone();
            if replace(&mut edited, pointer).is_none() {
                continue;
            }
            if let Ok(head) = Document::parse("large.json", edited.to_string().as_bytes()) {
                consistent(&base, &head, pointer).map_err(TestCaseError::fail)?;
            }
        }
    }
}

/// The documents that the fuzzers begin with, as far as they can be read: each has another construct
/// of OpenAPI.
fn seeds() -> Vec<Document> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/openapi-codegen/fuzz/seeds/generate");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let seeds: Vec<_> = paths
        .iter()
        .filter_map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            Document::parse(&name, &std::fs::read(path).unwrap()).ok()
        })
        .collect();
    assert!(seeds.len() > 40, "{}", seeds.len());
    seeds
}
