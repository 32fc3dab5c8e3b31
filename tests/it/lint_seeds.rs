//! The documents that the fuzzer begins with, and those that once broke something: each is
//! answered as the fuzz targets ask for, and nothing of it is left to the generator's panics.

use std::{fs, path::PathBuf};

use crate::support::root;

#[path = "../../crates/openapi-codegen/fuzz/fuzz_targets/run.rs"]
mod run;

#[test]
fn every_seed_is_generated_or_refused_before_the_generator_runs() {
    for (name, bytes) in seeds("generate") {
        run::generate(&name, &bytes, true);
    }
}

#[test]
fn every_seed_is_reviewed_both_ways() {
    for (name, bytes) in seeds("diff") {
        println!("{name}");
        run::diff(&bytes, true);
    }
}

/// The names and the contents of the seeds of a target.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = root()
        .join("crates/openapi-codegen/fuzz/seeds")
        .join(target);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(
        paths.len() > 20,
        "the seeds are not where they are looked for"
    );
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}
