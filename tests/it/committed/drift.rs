//! The committed artifacts are what the committed document makes, and what the rules say.

use similar::TextDiff;
use xtask::rule_pages::rule_pages;

use super::document;
use crate::support::{artifacts, read};

#[test]
fn the_committed_artifacts_are_those_of_the_committed_document_and_of_the_rules() {
    let artifacts = artifacts(&document()).unwrap_or_else(|findings| panic!("{findings}"));
    for artifact in artifacts.into_iter().chain(rule_pages()) {
        let committed = read(&artifact.path);
        if committed != artifact.contents {
            let diff = TextDiff::from_lines(&committed, &artifact.contents);
            let diff = diff
                .unified_diff()
                .header("committed", "generated")
                .to_string();
            panic!(
                "{} is stale; run `cargo xtask regen`\n{diff}",
                artifact.path
            );
        }
    }
}

#[test]
fn the_table_of_facts_is_that_of_the_committed_document() {
    let path = xtask::workspace::FACTS;
    let committed = read(path);
    let page = xtask::facts::page(&committed, &document());
    let page = page.unwrap_or_else(|error| panic!("{error:?}"));
    assert!(
        committed == page,
        "{path} is stale; run `cargo xtask accept`"
    );
}

#[test]
fn the_header_names_the_version_of_the_generator_that_is_locked() {
    let lock = read("Cargo.lock");
    let (_, package) = lock.split_once("name = \"progenitor\"\n").unwrap();
    let version = package.lines().next().unwrap();
    let version = version.trim_start_matches("version = ").trim_matches('"');
    for artifact in artifacts(&document()).unwrap() {
        let header = format!("// Generator: progenitor {version}.\n");
        assert!(artifact.contents.contains(&header), "{}", artifact.path);
    }
}
