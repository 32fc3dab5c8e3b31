//! The documents that the fuzzer begins with, and those that once broke something: each becomes a
//! client or findings, and nothing of it is left to the generator's panics.

use std::fs;

use openapi_pipeline::{Document, Policy, artifacts, lint};

use crate::support::root;

#[test]
fn every_seed_is_generated_or_refused_before_the_generator_runs() {
    let folder = root().join("crates/openapi-pipeline/fuzz/seeds");
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(document) = Document::parse(&name, &fs::read(&path).unwrap()) else {
            continue;
        };
        lint(&document, &Policy::own());
        if let Err(refused) = artifacts(&document) {
            let failure = refused
                .iter()
                .find(|finding| finding.rule == "generator-failure");
            assert!(failure.is_none(), "{refused}");
        }
        count += 1;
    }
    assert!(count > 20, "the seeds are not where they are looked for");
}
