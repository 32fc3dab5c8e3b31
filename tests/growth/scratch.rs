//! Copies of this checkout in which documents grow.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use openapi_codegen::artifacts;
use openapi_document::Document;
use tests::joined;
use xtask::workspace::TARGET;

use crate::built;

/// The contents of files, by their paths from the root of a copy.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The checkout that is copied.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// The text of a file of the checkout.
#[track_caller]
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What git has of the checkout, or would take: the files of a clone after the next commit, by their
/// paths from the root.
pub fn files() -> Files {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    let listed = text(&listed.stdout);
    let paths = listed.split_terminator('\0').map(PathBuf::from);
    // A file may be deleted, and not yet from the index.
    let paths = paths.filter(|path| root().join(path).exists());
    paths
        .map(|path| {
            let bytes = fs::read(root().join(&path)).unwrap();
            (path, bytes)
        })
        .collect()
}

/// Makes the folder `name` hold these files and no others, but for what is built there. The folder
/// stays, and a file that is right already keeps its time, so that the next run builds little.
pub fn copy(name: &str, files: &Files) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let target = folder.join("target/debug");
    if !target.exists() {
        built::take_over(
            &String::from_utf8_lossy(&files[Path::new("Cargo.lock")]),
            &target,
        );
    }
    let there = contents(&folder);
    for path in there.keys().filter(|path| !files.contains_key(*path)) {
        fs::remove_file(folder.join(path)).unwrap();
    }
    for (path, bytes) in files {
        if there.get(path) != Some(bytes) {
            put(&folder.join(path), bytes);
        }
    }
    folder
}

/// Every file of a copy, but for what is built. A folder that is not there has none.
pub fn contents(copy: &Path) -> Files {
    let mut contents = Files::new();
    let mut folders = vec![copy.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(copy).unwrap();
            if !path.is_dir() {
                contents.insert(name.to_owned(), fs::read(&path).unwrap());
            } else if name != "target" {
                folders.push(path);
            }
        }
    }
    contents
}

/// Writes a file of a copy.
#[expect(clippy::disallowed_methods, reason = "a torn file here harms nobody")]
pub fn put(path: &Path, contents: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

/// `document` with the operations of `paths.yaml` and the schemas of `schemas.yaml` in the folder
/// `more`.
#[track_caller]
pub fn grown(document: &str, more: &str) -> String {
    let part = |name: &str| read(&format!("{more}/{name}.yaml"));
    joined(document, &part("paths"), &part("schemas"))
}

/// The three crates, and what the tests of one of them need.
const CRATES: [&str; 4] = [
    "crates/dcs-cli",
    "crates/dcs-client",
    "crates/dcs-httpmock",
    "crates/loopback",
];

/// A workspace with the three crates of a document: without their tests, with the lock file and the
/// workspace's manifest, and with `more` files.
#[track_caller]
pub fn three_crates(name: &str, document: &str, more: Files) -> PathBuf {
    let mut files = files();
    files.retain(|path, _| {
        let is_test = path.iter().any(|part| part == "tests");
        path == Path::new("Cargo.lock")
            || CRATES.iter().any(|name| path.starts_with(name)) && !is_test
    });
    let manifest = read("Cargo.toml");
    let members = r#"members = ["crates/*", "tests", "xtask"]"#;
    assert!(manifest.contains(members));
    let manifest = manifest.replace(members, r#"members = ["crates/*"]"#);
    files.insert("Cargo.toml".into(), manifest.into());
    let document = Document::parse("grown.yaml", document.as_bytes());
    let document = document.unwrap_or_else(|findings| panic!("{findings}"));
    let artifacts = artifacts(&document, &TARGET).unwrap_or_else(|findings| panic!("{findings}"));
    for artifact in artifacts {
        files.insert(artifact.path.into(), artifact.contents.into());
    }
    files.extend(more);
    copy(name, &files)
}

/// What cargo has built in a copy.
pub fn built(folder: &Path, name: &str) -> PathBuf {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    folder.join("target/debug").join(name)
}

/// Runs cargo in a copy with what has been fetched to build this test.
pub fn cargo(folder: &Path, arguments: &str) -> Output {
    let mut command = cargo_command(folder, arguments);
    command.env("CARGO_NET_OFFLINE", "true").output().unwrap()
}

/// Cargo in a copy, which builds in a folder of its own: cargo takes what it has built of a crate in another
/// checkout for that of this one.
pub fn cargo_command(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    // What cargo has set for this test would make build scripts run again.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_")) {
        command.env_remove(name);
    }
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

/// What a program has printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
