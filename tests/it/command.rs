//! `cargo xtask` as a process, and folders for it to work in.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use tempfile::TempDir;
use xtask::{rule_pages::rule_pages, workspace::TARGET};

use crate::support;

/// The path of the client from the root of a workspace.
pub const CLIENT: &str = TARGET.client;

/// The paths of all that is generated, in the order in which they are written.
pub const ARTIFACTS: [&str; 3] = [TARGET.cli, CLIENT, TARGET.mock];

/// What a process did; printed as people see it.
pub struct Run {
    /// `None` when a signal ended the process.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    /// What a process did that has ended.
    #[track_caller]
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
        Self {
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            status,
            stdout,
            stderr,
        } = self;
        match status {
            Some(status) => writeln!(f, "exit status {status}")?,
            None => writeln!(f, "ended by a signal")?,
        }
        for (name, text) in [("stdout", stdout), ("stderr", stderr)] {
            if !text.is_empty() {
                write!(f, "--- {name}\n{text}")?;
            }
        }
        Ok(())
    }
}

/// The command `cargo xtask <arguments>` in `folder`, to be started.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    program(env!("CARGO_BIN_EXE_xtask-under-test"), folder, arguments)
}

/// A program in `folder`, to be started.
pub fn program(program: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR");
    command
}

/// Runs `command` to its end.
#[track_caller]
pub fn run(command: &mut Command) -> Run {
    Run::of(command.output().expect("the binary under test starts"))
}

/// Runs `cargo xtask <arguments>` in `folder`.
#[track_caller]
pub fn xtask(folder: &Path, arguments: &[&str]) -> Run {
    run(&mut command(folder, arguments))
}

/// An empty folder.
pub fn folder() -> TempDir {
    tempfile::tempdir().expect("there is room for temporary files")
}

/// The document of a [`workspace`]: a small one, so that the commands take little time, and one in
/// which no rule for the own document finds anything.
pub fn document() -> String {
    support::read("tests/fixtures/own.yaml")
}

/// A workspace with a [`document`] and the pages about the rules, and nothing generated from the
/// document.
pub fn workspace() -> TempDir {
    let workspace = folder();
    put(workspace.path(), "Cargo.toml", "[workspace]\n");
    put(workspace.path(), "openapi/dcs.yaml", document());
    for page in rule_pages() {
        put(workspace.path(), page.path, page.contents);
    }
    workspace
}

/// A workspace in which everything is up to date.
#[track_caller]
pub fn generated_workspace() -> TempDir {
    // Generated once for all tests, and copied.
    static GENERATED: LazyLock<[String; 3]> = LazyLock::new(|| {
        let workspace = workspace();
        assert_eq!(xtask(workspace.path(), &["regen"]).status, Some(0));
        ARTIFACTS.map(|path| {
            fs::read_to_string(workspace.path().join(path)).expect("the artifact was written")
        })
    });
    let workspace = workspace();
    for (path, text) in ARTIFACTS.iter().zip(&*GENERATED) {
        put(workspace.path(), path, text);
    }
    workspace
}

/// Puts a file into `folder`.
#[expect(
    clippy::disallowed_methods,
    reason = "nobody kills a test to look at its fixtures"
)]
pub fn put(folder: &Path, path: impl AsRef<Path>, contents: impl AsRef<[u8]>) {
    let path = folder.join(path);
    let parent = path.parent().expect("a file in a folder has a parent");
    fs::create_dir_all(parent).expect("the folder of a fixture can be made");
    fs::write(path, contents).expect("a fixture can be written");
}

/// The paths of all files below `folder`, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).unwrap_or(&path).to_owned());
            }
        }
    }
    files.sort();
    files
}
