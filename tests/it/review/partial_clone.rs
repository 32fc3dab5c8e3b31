//! A clone that leaves out the contents of files until they are asked for: asking git for them
//! would run what the clone's configuration names.
#![cfg(unix)]

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use tempfile::TempDir;

use super::repository::{TIGHTENED, change, commit, ends, git, repository};
use crate::command::{command, folder, put, run, xtask};

/// A clone that has the newest files and no older ones, and whose configuration names a program to
/// fetch them with. The program leaves a mark.
struct Partial {
    folder: TempDir,
    _origin: TempDir,
}

impl Partial {
    #[track_caller]
    fn clone(filter: &str) -> Self {
        let origin = repository();
        change(origin.path(), TIGHTENED);
        commit(origin.path(), "tighten");
        for key in ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"] {
            git(origin.path(), &["config", key, "true"]);
        }
        let folder = folder();
        let url = format!("file://{}", origin.path().display());
        git(folder.path(), &["clone", "--quiet", filter, &url, "clone"]);
        let partial = Self {
            folder,
            _origin: origin,
        };
        let script = "#!/bin/sh\ntouch \"$(dirname \"$0\")/mark\"\nexec git-upload-pack \"$@\"\n";
        partial.program("upload-pack", script);
        let program = partial.folder.path().join("upload-pack");
        let program = program.to_str().expect("a path is text");
        git(
            &partial.path(),
            &["config", "remote.origin.uploadpack", program],
        );
        partial
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("clone")
    }

    /// Puts a program beside the clone.
    fn program(&self, name: &str, script: &str) {
        put(self.folder.path(), name, script);
        let permissions = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.folder.path().join(name), permissions)
            .expect("a program may be run");
    }

    fn is_marked(&self) -> bool {
        self.folder.path().join("mark").exists()
    }
}

#[test]
fn a_missing_file_runs_nothing_and_says_how_to_fetch_it() {
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let clone = Partial::clone(filter);
        let run = xtask(&clone.path(), &["diff", "HEAD~1"]);
        assert!(!clone.is_marked(), "{filter}: {run}");
        let why = "error: the files of HEAD~1 are not in this partial clone";
        ends(&run, 2, &[why, "help: fetch them: `git show "]);

        // What is recommended is what helps.
        let command = run.stderr.split('`').nth(1).unwrap_or_default();
        let status = Command::new("sh")
            .args(["-c", command])
            .current_dir(clone.path())
            .status();
        assert!(status.expect("a shell starts").success(), "{command}");
        assert!(clone.is_marked(), "{filter}: nothing was missing");
        ends(
            &xtask(&clone.path(), &["diff", "HEAD~1"]),
            1,
            &["request-parameter-max-length-decreased"],
        );
    }
}

#[test]
fn a_git_that_does_not_know_how_not_to_fetch_may_not_use_any_transport() {
    let clone = Partial::clone("--filter=blob:none");
    // Git before 2.45 does not know the variable.
    clone.program(
        "older/git",
        "#!/bin/sh\nunset GIT_NO_LAZY_FETCH\nPATH=\"${PATH#*:}\" exec git \"$@\"\n",
    );
    let path = std::env::var("PATH").expect("there is a PATH");
    let older = clone.folder.path().join("older");
    let mut command = command(&clone.path(), &["diff", "HEAD~1"]);
    let run = run(command.env("PATH", format!("{}:{path}", older.display())));
    assert!(!clone.is_marked(), "{run}");
    ends(&run, 2, &["are not in this partial clone"]);
}

#[test]
fn what_the_clone_has_is_reviewed() {
    let clone = Partial::clone("--filter=blob:none");
    put(
        &clone.path(),
        "openapi/dcs.yaml",
        crate::command::document(),
    );
    let run = xtask(&clone.path(), &["diff", "HEAD"]);
    ends(&run, 0, &["request-parameter-max-length-increased"]);
    assert!(!clone.is_marked(), "{run}");
}
