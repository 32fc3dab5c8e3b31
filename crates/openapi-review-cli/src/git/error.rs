//! Why git could not say what it was asked, and what to do about it.

use std::{io, path::PathBuf};

use super::DEFAULT_BRANCHES;

/// What to do when a commit may be one that a shallow clone left out.
const UNSHALLOW: &str = "fetch the rest of the history: `git fetch --unshallow origin` (on GitHub \
                         Actions: `fetch-depth: 0` for actions/checkout)";

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
    /// What a commit, known by this name, holds cannot be read, though the commit is there.
    Unreadable(String),
    /// The clone leaves out contents until they are asked for, and has not those of a commit.
    NotFetched {
        /// The name of the commit.
        name: String,
        /// The command that fetches them.
        command: String,
    },
    /// What stands in the place of a file is none.
    NoFile {
        /// Where.
        path: String,
        /// The name of the commit.
        name: String,
        /// What it is.
        is: &'static str,
    },
    /// Git ended before it had answered.
    NoAnswer,
}

impl GitError {
    /// What went wrong.
    pub fn message(&self) -> String {
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
            Self::Unreadable(name) => format!("git cannot read the files of {name}"),
            Self::NotFetched { name, .. } => {
                format!("the files of {name} are not in this partial clone")
            }
            Self::NoFile { path, name, is } => {
                format!("{name}:{path} is {is}, and a review reads regular files alone")
            }
            Self::NoAnswer => "git ended before it had answered".to_owned(),
        }
    }

    /// What to do about it.
    pub fn fix(&self, command: &str) -> Option<String> {
        match self {
            Self::NotRun(_) => Some("install git, or compare two files".to_owned()),
            Self::NoRepository(_) => Some(format!("compare two files: `{command} OLD NEW`")),
            Self::NoRevision { word, .. } if word.contains("..") => Some(format!(
                "name the two sides one after the other: `{command} BASE HEAD`"
            )),
            Self::NoRevision {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoRevision { .. } => Some(
                "check the spelling; a branch or tag of the remote is there after `git fetch origin \
                 --tags`"
                    .to_owned(),
            ),
            Self::NoDefaultBranch => Some(format!(
                "name the base: `{command} BASE`; or `git fetch origin` and `git remote set-head \
                 origin --auto`"
            )),
            Self::NoMergeBase {
                is_shallow: true, ..
            } => Some(UNSHALLOW.to_owned()),
            Self::NoMergeBase { .. } => Some(format!("name the base: `{command} BASE`")),
            Self::NotFetched { command, .. } => Some(format!(
                "fetch them: `{command}`; a clone without `--filter` has all files"
            )),
            Self::NoFile { path, .. } => {
                Some(format!("put what belongs at {path} there itself, and commit that"))
            }
            Self::Unreadable(_) | Self::NoAnswer => Some(
                "look at what `git fsck` says, fetch again, or compare two files".to_owned(),
            ),
        }
    }
}
