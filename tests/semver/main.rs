//! The edits of `edits.json`, held against cargo-semver-checks: what it calls breaking must be breaking.
//!
//! It takes minutes and a program that is not everywhere, so `cargo test` leaves this out (`test = false`);
//! `cargo xtask ci` runs it with `cargo test --workspace --test semver` where the program is installed, and
//! says where it is not. Its features are the default ones, because OpenSSL's headers are not everywhere.
//! Version 0.51.0 was tried on the first five edits, and says what the table says: that the trait of the mock
//! is sealed, it sees, too. What the review says of the same edits is a test of `exhaustive`.
#![cfg(test)]

#[path = "../growth/built.rs"]
mod built;
#[path = "../growth/scratch.rs"]
#[expect(dead_code, reason = "the tests in `growth` need more of it")]
mod scratch;
mod table;

use std::{path::Path, process::Command};

use crate::scratch::{Files, text, three_crates};

/// The libraries that people use.
const LIBRARIES: [&str; 2] = ["dcs-client", "dcs-httpmock"];

#[test]
fn what_cargo_semver_checks_calls_breaking_is_breaking() {
    let base = three_crates("semver-base", &table::base(), Files::new());
    let (mut wrong, mut seen, mut unseen) = (Vec::new(), 0, Vec::new());
    for edit in table::edits() {
        let head = three_crates("semver-head", &edit.head, Files::new());
        let is_found = LIBRARIES
            .iter()
            .any(|library| is_breaking(&base, &head, library));
        match (is_found, edit.breaks) {
            (true, true) => seen += 1,
            (true, false) => wrong.push(edit.name),
            (false, true) => unseen.push(edit.name),
            (false, false) => {}
        }
    }
    // A program that sees nothing has not looked.
    assert!(
        seen > 10,
        "{seen} edits are seen, and these are not: {unseen:#?}"
    );
    assert!(
        wrong.is_empty(),
        "said to break nothing, and breaking: {wrong:#?}"
    );
    println!("{seen} edits are seen, and these break and are not: {unseen:#?}");
}

/// Whether a library of head lacks what one of base has.
#[track_caller]
fn is_breaking(base: &Path, head: &Path, library: &str) -> bool {
    let of = |folder: &Path| folder.join("crates").join(library);
    let output = Command::new("cargo")
        .args([
            "semver-checks",
            "check-release",
            "--release-type",
            "minor",
            "--default-features",
        ])
        .arg("--manifest-path")
        .arg(of(head).join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(of(base))
        .output()
        .expect("cargo starts");
    let said = text(&output.stderr);
    match output.status.success() {
        true => false,
        false if said.contains("semver requires new major version") => true,
        false => panic!(
            "cargo-semver-checks could not do its job (`cargo install --locked cargo-semver-checks` \
             installs it):\n{said}"
        ),
    }
}
