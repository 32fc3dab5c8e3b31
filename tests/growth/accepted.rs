//! A second operation in the document of this checkout, accepted with one command.

use std::path::Path;

use crate::scratch::{cargo, contents, copy, files, grown, put, text};

const DOCUMENT: &str = "openapi/dcs.yaml";

#[test]
fn a_second_operation_is_accepted_with_one_command_and_so_is_its_end() {
    let before = files();
    let checkout = copy("accepted", &before);
    let document = &before[Path::new(DOCUMENT)];

    let with_sibling = grown(&text(document), "tests/fixtures/sibling");
    put(&checkout.join(DOCUMENT), with_sibling);
    let accepted = run(&checkout, "xtask accept");
    for name in [
        "crates/dcs-cli/src/generated.rs: updated",
        "crates/dcs-client/src/generated.rs: updated",
        "crates/dcs-httpmock/src/generated.rs: updated",
        "the_contract_of_each_operation.snap: updated",
        "the_help_of_the_command_line.snap: updated",
        "the_lowered_document.snap: updated",
        "the_public_api.snap: updated",
    ] {
        assert!(accepted.contains(name), "{name} is not in {accepted}");
    }
    assert_eq!(run(&checkout, "xtask accept"), "");
    for command in [
        "xtask regen --check",
        "xtask lint",
        "test --locked --workspace",
    ] {
        run(&checkout, command);
    }

    put(&checkout.join(DOCUMENT), document);
    assert_eq!(
        run(&checkout, "xtask accept").lines().count(),
        accepted.lines().count()
    );
    let after = contents(&checkout);
    let changed = before.keys().chain(after.keys());
    let changed: Vec<_> = changed
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    assert!(changed.is_empty(), "{changed:?}");
}

/// Runs cargo to its success, and gives what it printed.
#[track_caller]
fn run(checkout: &Path, arguments: &str) -> String {
    let output = cargo(checkout, arguments);
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| text(bytes));
    assert!(
        output.status.success(),
        "cargo {arguments}: {}\n{stdout}\n{stderr}",
        output.status
    );
    stdout
}
