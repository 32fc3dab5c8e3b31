//! The generated command line and mock of a small document, which show what polish does to them.

use crate::support::{artifacts, parse, read};

#[track_caller]
fn generated(path: &str) -> String {
    let document = parse("small.yaml", &read("tests/fixtures/small.yaml"));
    let artifacts = artifacts(&document).unwrap_or_else(|findings| panic!("{findings}"));
    let found = artifacts.into_iter().find(|artifact| artifact.path == path);
    found.unwrap().contents
}

#[test]
fn the_command_line_of_a_small_document() {
    insta::assert_snapshot!(generated("crates/dcs-cli/src/generated.rs"));
}

#[test]
fn the_mock_of_a_small_document() {
    insta::assert_snapshot!(generated("crates/dcs-httpmock/src/generated.rs"));
}
