//! Every edit of a document is reported, and alike both ways. `it` tries some of them.

use std::path::PathBuf;

use openapi_document::Document;
use proptest::{prelude::*, sample::Index, test_runner::TestCaseError};
use serde_json::Value;

use crate::review::{
    edits::{
        consistent, each_edit_is_reported, pointers, replace, several_edits,
        several_edits_are_reported,
    },
    support::{THINGS, changes, parse},
};

/// The documents of the corpus that are small enough to edit everywhere.
const SMALL: [&str; 3] = ["buildomat.json", "keeper.json", "propolis-server.json"];
const LARGE: &str = "nexus.json";

#[test]
fn a_real_document_compared_with_itself_has_no_changes() {
    for (_, text) in corpus(&[&SMALL[..], &[LARGE]].concat()) {
        let document = parse(&text);
        assert_eq!(changes(&document, &document), []);
    }
}

#[test]
fn every_single_edit_is_reported() {
    let things = parse(THINGS).root().to_json();
    let edits = each_edit_is_reported("things.yaml", &things, 1);
    assert!(edits > 400, "{edits}");
}

#[test]
fn every_single_edit_of_real_documents_is_reported() {
    for (name, text) in corpus(&SMALL) {
        let document: Value = serde_json::from_str(&text).unwrap();
        let edits = each_edit_is_reported(&name, &document, 1);
        assert!(edits > 400, "{name}: {edits}");
    }
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
        for (_, text) in corpus(&[LARGE]) {
            let document: Value = serde_json::from_str(&text).unwrap();
            let pointers = pointers(&document);
            let base = parse(&text);
            for index in &indexes {
                let pointer = index.get::<String>(&pointers);
                let mut edited = document.clone();
                if replace(&mut edited, pointer).is_none() {
                    continue;
                }
                if let Ok(head) = Document::parse(LARGE, edited.to_string().as_bytes()) {
                    consistent(&base, &head, pointer).map_err(TestCaseError::fail)?;
                }
            }
        }
    }
}

/// The named documents of the corpus, or none where it is not here.
fn corpus(names: &[&str]) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    if !folder.is_dir() {
        println!("skipped: no corpus at {}", folder.display());
        return Vec::new();
    }
    names
        .iter()
        .map(|name| {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            ((*name).to_owned(), text)
        })
        .collect()
}
