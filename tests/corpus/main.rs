//! Documents of other people: the three crates of each compile without a warning, their types read and write what
//! the document says, and so does the client, whose every call is made against a server on loopback.
//!
//! The documents are not part of this repository, and compiling them takes minutes, so `cargo test` leaves
//! this out (`test = false`). `cargo xtask ci` runs it where `../shared/corpus` has some, and says where it
//! has not.
#![cfg(test)]

#[path = "../growth/built.rs"]
mod built;
mod joined;
#[path = "../growth/scratch.rs"]
#[expect(dead_code, reason = "the tests in `growth` need more of it")]
mod scratch;
#[path = "../truth/mod.rs"]
mod truth;

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::scratch::{cargo_command, read, root, text, three_crates};

/// The crates of which some document needs more than ours does.
const MANIFESTS: [&str; 3] = [
    "crates/dcs-cli/Cargo.toml",
    "crates/dcs-client/Cargo.toml",
    "crates/dcs-httpmock/Cargo.toml",
];
/// What they need: for formats, and for connections that are upgraded.
const NEEDED: &str = "
base64 = \"0.22\"
chrono = { version = \"0.4\", default-features = false, features = [\"clock\", \"serde\"] }
rand = \"0.9\"
uuid = { version = \"1\", features = [\"serde\"] }
";

#[test]
fn the_three_crates_of_each_document_compile_and_tell_the_truth() {
    let documents = documents();
    assert!(!documents.is_empty(), "there are no documents");
    let mut wrong = Vec::new();
    for path in documents {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        wrong.extend(check(&path).into_iter().map(|why| format!("{name}: {why}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn with_crates(manifest: &str) -> String {
    let head = "\n[dependencies]\n";
    assert_eq!(manifest.matches(head).count(), 1, "{manifest}");
    manifest.replace(head, &format!("{head}{}", NEEDED.trim_start()))
}

/// The documents, in the order of their names.
fn documents() -> Vec<PathBuf> {
    let folder = root().join("../shared/corpus");
    let entries = fs::read_dir(folder).unwrap();
    let mut documents: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    documents.retain(|path| path.extension().is_some_and(|it| it == "json"));
    documents.sort();
    documents
}

/// What is wrong with what is made of a document.
fn check(path: &Path) -> Vec<String> {
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let document = joined::with_helpers(&document);
    let files = MANIFESTS.map(|path| (path.into(), with_crates(&read(path)).into()));
    let workspace = three_crates("corpus", &document.to_string(), files.into());
    let truth = truth::write(&workspace, &document);
    let build = format!(
        "build --quiet -p dcs-cli -p dcs-httpmock --bin dcs --lib {}",
        truth::BUILD
    );
    let build = cargo_command(&workspace, &build).output().unwrap();
    let said = text(&build.stderr);
    if !build.status.success() || said.contains("warning") {
        return vec![said];
    }
    // A document of any size has more.
    assert!(truth.values() > 5, "{}: {truth:?}", path.display());
    let mut wrong = truth.run(&workspace);
    wrong.extend(truth.left_out.iter().map(|why| format!("no call of {why}")));
    wrong
}
