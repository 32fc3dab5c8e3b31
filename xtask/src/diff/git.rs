//! Git, as a subprocess: which revision a word names, and what a file was there.
//!
//! Words from the command line reach git only as arguments of their own behind
//! `--end-of-options`, never through a shell; from then on, commits are named by their ids.

use std::{
    ffi::{OsStr, OsString},
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// More than is read of any document; a larger file is refused for its size.
const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// What to do when a commit may be one that a shallow clone left out.
const UNSHALLOW: &str = "fetch the rest of the history: `git fetch --unshallow origin` (on GitHub \
                         Actions: `fetch-depth: 0` for actions/checkout)";

/// What the default branch may be called, the surest name first.
const DEFAULT_BRANCHES: [&str; 5] = [
    "origin/HEAD",
    "origin/main",
    "origin/master",
    "main",
    "master",
];

/// Why git could not say what it was asked.
#[derive(Debug)]
pub enum GitError {
    /// The program cannot be run.
    NotRun(io::Error),
    /// The folder is in no repository.
    NoRepository(PathBuf),
    /// A word names neither a file nor a revision.
    NoRevision {
        /// The word.
        word: String,
        /// Whether the clone has only the newest commits, so that it may be older.
        is_shallow: bool,
    },
    /// None of the names that a default branch may have is there.
    NoDefaultBranch,
    /// Two revisions have no commit in common, as far as this clone knows.
    NoMergeBase {
        /// The default branch.
        branch: String,
        /// The other side.
        head: String,
        /// Whether the clone has only the newest commits.
        is_shallow: bool,
    },
    /// Anything else; what git said.
    Failed(String),
}

impl GitError {
    /// What went wrong.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::NotRun(source) => format!("cannot run git: {source}"),
            Self::NoRepository(folder) => {
                format!("{} is in no git repository", folder.display())
            }
            Self::NoRevision { word, is_shallow } => {
                let clone = if *is_shallow {
                    " of this shallow clone"
                } else {
                    ""
                };
                format!("`{word}` is neither a file nor a revision{clone}")
            }
            Self::NoDefaultBranch => format!(
                "cannot tell what to compare with: there is no default branch ({})",
                DEFAULT_BRANCHES.join(", ")
            ),
            Self::NoMergeBase {
                branch,
                head,
                is_shallow: true,
            } => format!("this shallow clone does not know where {head} left {branch}"),
            Self::NoMergeBase { branch, head, .. } => {
                format!("{head} and {branch} have no commit in common")
            }
            Self::Failed(said) => format!("git failed: {said}"),
        }
    }

    /// What to do about it.
    pub(crate) fn fix(&self) -> Option<String> {
        match self {
            Self::NotRun(_) => Some("install git, or compare two files".to_owned()),
            Self::NoRepository(_) => Some("compare two files: `cargo xtask diff OLD NEW`".to_owned()),
            Self::NoRevision { word, .. } if word.contains("..") => Some(
                "name the two sides one after the other: `cargo xtask diff BASE HEAD`".to_owned(),
            ),
            Self::NoRevision {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoRevision { .. } => Some(
                "check the spelling; a branch or tag of the remote is there after `git fetch origin \
                 --tags`"
                    .to_owned(),
            ),
            Self::NoDefaultBranch => Some(
                "name the base: `cargo xtask diff BASE`; or `git fetch origin` and `git remote \
                 set-head origin --auto`"
                    .to_owned(),
            ),
            Self::NoMergeBase {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoMergeBase { .. } => Some("name the base: `cargo xtask diff BASE`".to_owned()),
            Self::Failed(_) => None,
        }
    }
}

/// A commit: its id, and how the user knows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Commit {
    id: String,
    /// The word that named it, or its abbreviated id.
    pub name: String,
}

/// The repository around a folder.
#[derive(Debug)]
pub struct Repository {
    folder: PathBuf,
}

impl Repository {
    /// The repository around `folder`. Paths are seen from there.
    ///
    /// # Errors
    ///
    /// When there is none, or git cannot be run.
    pub fn around(folder: &Path) -> Result<Self, GitError> {
        let repository = Self {
            folder: folder.to_owned(),
        };
        match repository.ask(&["rev-parse", "--is-inside-work-tree"])? {
            Some(answer) if answer == "true" => Ok(repository),
            _ => Err(GitError::NoRepository(folder.to_owned())),
        }
    }

    /// The commit that `word` names.
    ///
    /// # Errors
    ///
    /// [`GitError::NoRevision`] when it names none.
    pub fn commit(&self, word: &OsStr) -> Result<Commit, GitError> {
        let name = word.to_string_lossy().into_owned();
        match self.find(word)? {
            Some(id) => Ok(Commit { id, name }),
            None => Err(GitError::NoRevision {
                word: name,
                is_shallow: self.is_shallow()?,
            }),
        }
    }

    /// The id of the commit that `word` names, if it names one.
    ///
    /// # Errors
    ///
    /// When git cannot be run.
    pub fn find(&self, word: &OsStr) -> Result<Option<String>, GitError> {
        let mut object = word.to_owned();
        object.push("^{commit}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options"];
        let arguments = arguments
            .map(OsStr::new)
            .into_iter()
            .chain([object.as_os_str()]);
        self.ask_os(arguments)
    }

    /// Where `head` left the default branch.
    ///
    /// # Errors
    ///
    /// When there is no default branch, or no commit in common.
    pub fn merge_base(&self, head: &Commit) -> Result<(Commit, String), GitError> {
        for branch in DEFAULT_BRANCHES {
            if let Some(id) = self.find(OsStr::new(branch))? {
                return self.merge_base_with(branch, &id, head);
            }
        }
        Err(GitError::NoDefaultBranch)
    }

    fn merge_base_with(
        &self,
        branch: &str,
        branch_id: &str,
        head: &Commit,
    ) -> Result<(Commit, String), GitError> {
        if let Some(id) = self.ask(&["merge-base", branch_id, &head.id])? {
            let short = self.ask(&["rev-parse", "--short", &id])?;
            let name = short.unwrap_or_else(|| id.clone());
            return Ok((Commit { id, name }, branch.to_owned()));
        }
        Err(GitError::NoMergeBase {
            branch: branch.to_owned(),
            head: head.name.clone(),
            is_shallow: self.is_shallow()?,
        })
    }

    /// Whether the clone has only the newest commits.
    fn is_shallow(&self) -> Result<bool, GitError> {
        let answer = self.ask(&["rev-parse", "--is-shallow-repository"])?;
        Ok(answer.as_deref() == Some("true"))
    }

    /// The contents of the file at `path`, seen from the folder, in `commit`; `None` when the
    /// commit has no such file.
    ///
    /// # Errors
    ///
    /// When git cannot be run or fails.
    pub fn file(&self, commit: &Commit, path: &str) -> Result<Option<Vec<u8>>, GitError> {
        let entry = self.ask(&["ls-tree", "-z", &commit.id, "--", path])?;
        // `mode type id<tab>path`
        let id = entry.as_deref().and_then(|entry| {
            let (entry, _) = entry.split_once('\t')?;
            let mut words = entry.split(' ').skip(1);
            (words.next()? == "blob").then(|| words.next().map(str::to_owned))?
        });
        id.map(|id| self.blob(&id)).transpose()
    }

    fn blob(&self, id: &str) -> Result<Vec<u8>, GitError> {
        let mut child = self
            .command()
            .args(["cat-file", "blob", id])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(GitError::NotRun)?;
        let mut bytes = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            stdout
                .take(MAX_BYTES)
                .read_to_end(&mut bytes)
                .map_err(GitError::NotRun)?;
        }
        // The pipe is closed now, so git ends even if it had more to say.
        let status = child.wait().map_err(GitError::NotRun)?;
        let is_cut = bytes.len() as u64 == MAX_BYTES;
        if status.success() || is_cut {
            Ok(bytes)
        } else {
            Err(GitError::Failed(format!("the object {id} cannot be read")))
        }
    }

    /// The answer of git on one line, or `None` when it says no.
    fn ask(&self, arguments: &[&str]) -> Result<Option<String>, GitError> {
        self.ask_os(arguments.iter().map(OsStr::new))
    }

    fn ask_os<'a>(
        &self,
        arguments: impl Iterator<Item = &'a OsStr>,
    ) -> Result<Option<String>, GitError> {
        let arguments: Vec<OsString> = arguments.map(OsStr::to_owned).collect();
        let output = self
            .command()
            .args(&arguments)
            .output()
            .map_err(GitError::NotRun)?;
        if !output.status.success() {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let text = text.trim_end_matches(['\n', '\0']);
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            // Reading takes no lock and asks nobody for a password.
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("LC_ALL", "C");
        command
    }
}
