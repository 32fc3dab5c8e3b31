//! A repository with a document, and what its tests say of a run of `cargo xtask diff` in it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::LazyLock,
};

use serde_json::Value;
use tempfile::TempDir;

use super::{json_schema::is_valid, support::edit};
use crate::command::{Run, document, files, folder, put};

/// A manifest with a version.
pub const MANIFEST: &str = "[workspace]\n\n[workspace.package]\nversion = \"0.1.0\"\n";
/// The crates that are published.
pub const PUBLISHED: [&str; 3] = ["dcs-cli", "dcs-client", "dcs-httpmock"];
/// The manifest of a crate that has the version of the workspace.
pub const INHERITS: &str = "[package]\nversion.workspace = true\n";
/// An edit that breaks callers.
pub const TIGHTENED: (&str, &str) = ("maxLength: 64", "maxLength: 32");
/// An edit that changes nothing but a description.
pub const DESCRIBED: (&str, &str) = ("Returned message.", "The message.");

/// A repository with a document on `main`, and `topic` checked out.
pub fn repository() -> TempDir {
    // Made once for all tests, and written again for each. Kept in memory, because a static is never
    // dropped, and its folder would stay.
    static MADE: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
        let folder = folder();
        put(folder.path(), "Cargo.toml", MANIFEST);
        put(folder.path(), "openapi/dcs.yaml", document());
        for name in PUBLISHED {
            put(folder.path(), format!("crates/{name}/Cargo.toml"), INHERITS);
        }
        // Without a template, because copying hooks that do nothing takes time.
        let init = ["init", "--quiet", "--initial-branch=main", "--template="];
        git(folder.path(), &init);
        commit(folder.path(), "base");
        git(folder.path(), &["switch", "--quiet", "--create", "topic"]);
        let read = |path: PathBuf| {
            let contents = fs::read(folder.path().join(&path)).expect("a file can be read");
            (path, contents)
        };
        files(folder.path()).into_iter().map(read).collect()
    });
    let folder = folder();
    for (path, contents) in MADE.iter() {
        put(folder.path(), path, contents);
    }
    folder
}

/// What git prints, which must succeed.
#[track_caller]
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=T", "-c", "user.email=t@example.com"])
        .args([
            "-c",
            "protocol.file.allow=always",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(["-c", "maintenance.auto=false"])
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {stderr}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Commits all that is there.
#[track_caller]
pub fn commit(folder: &Path, message: &str) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", message]);
}

/// Makes an edit of the document in the work tree.
#[track_caller]
pub fn change(folder: &Path, (from, to): (&str, &str)) {
    let path = "openapi/dcs.yaml";
    let text = fs::read_to_string(folder.join(path)).expect("the document is there");
    put(folder, path, edit(&text, from, to));
}

/// The review that was printed as JSON, which must be what its schema says.
#[track_caller]
pub fn json(run: &Run) -> Value {
    let review = serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run}"));
    is_valid(&review);
    review
}

/// Checks how a run ended, and that it said all of `says`.
#[track_caller]
pub fn ends(run: &Run, status: i32, says: &[&str]) {
    assert_eq!(run.status, Some(status), "{run}");
    for words in says {
        assert!(
            run.stdout.contains(words) || run.stderr.contains(words),
            "{words:?} is missing in\n{run}"
        );
    }
}
