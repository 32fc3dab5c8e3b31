//! How a command ends.

use std::{io, path::PathBuf};

use openapi_document::{Findings, visible_lines};

use crate::{
    cargo,
    diff::git::GitError,
    files::FileError,
    layout::{README, SNAPSHOT_TESTS},
    output::{ERROR, HELP, Output},
};

/// How a command ends that could do its job.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Outcome {
    /// There is nothing to report.
    Clean,
    /// The check found something.
    Found,
}

/// Why a command could not do its job.
#[derive(Debug)]
pub enum Error {
    /// The arguments are wrong; what is wrong with them has been printed.
    Usage,
    /// There is no workspace around the current directory.
    NoWorkspace {
        /// Where the search began.
        from: PathBuf,
        /// The nearest workspace that has no document.
        without_document: Option<PathBuf>,
    },
    /// The current directory is not there any more, or may not be known.
    NoCurrentDirectory(io::Error),
    /// A file cannot be read.
    Read {
        /// The file, as the user knows it.
        path: PathBuf,
        /// Why not.
        source: FileError,
    },
    /// A file cannot be written.
    Write {
        /// The file, as the user knows it.
        path: PathBuf,
        /// Why not.
        source: FileError,
    },
    /// Git could not say what it was asked.
    Git(GitError),
    /// The document has errors.
    Refused(Findings),
    /// A rule that was named does not exist, or cannot be allowed; why.
    Rule(String),
    /// Cargo cannot be started.
    Cargo(io::Error),
    /// The tests that make the snapshots of the document failed; how, has been printed.
    NotAccepted,
    /// The README has lost the lines around its example.
    NoExample,
    /// Steps of `ci` could not be run; which, and why, has been printed.
    NotRun,
    /// Both sides of a review are standard input.
    StdinTwice,
    /// Results or diagnostics cannot be printed.
    Output(io::Error),
}

impl Error {
    /// Prints the error, and the fix when there is one.
    pub(crate) fn report(&self, output: &mut Output<'_>) -> io::Result<()> {
        if let Self::Refused(findings) = self {
            return output.findings(findings);
        }
        let Some(message) = self.message() else {
            return Ok(());
        };
        let message = visible_lines(&message);
        writeln!(output.diagnostics, "{ERROR}error{ERROR:#}: {message}")?;
        if let Some(fix) = self.fix() {
            let fix = visible_lines(&fix);
            writeln!(output.diagnostics, "  {HELP}help{HELP:#}: {fix}")?;
        }
        output.diagnostics.flush()
    }

    /// What went wrong; `None` when that has been said already, or nobody listens.
    fn message(&self) -> Option<String> {
        match self {
            Self::Usage | Self::Refused(_) | Self::NotRun => None,
            Self::NoWorkspace { from, .. } => Some(format!(
                "no workspace with openapi/dcs.yaml at or above {}",
                from.display()
            )),
            Self::NoCurrentDirectory(source) => {
                Some(format!("the current directory cannot be found: {source}"))
            }
            Self::Read { path, source } => {
                Some(format!("cannot read {}: {source}", path.display()))
            }
            Self::Git(error) => Some(error.message()),
            Self::Write { path, source } => {
                Some(format!("cannot write {}: {source}", path.display()))
            }
            Self::Rule(refusal) => Some(refusal.clone()),
            Self::Cargo(source) => Some(format!(
                "cannot run {}: {source}",
                cargo::program().display()
            )),
            Self::NotAccepted => Some(format!(
                "the snapshots cannot be accepted: `cargo {SNAPSHOT_TESTS}` fails"
            )),
            Self::NoExample => Some(format!("{README} has no place for the example of a review")),
            Self::StdinTwice => Some("standard input can be read once, as one side".to_owned()),
            // Whoever closed the pipe has read enough, as `head` does.
            Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Output(source) => Some(format!("cannot print the results: {source}")),
        }
    }

    /// What to do about it; `None` when it depends on what the user meant.
    fn fix(&self) -> Option<String> {
        match self {
            Self::NoWorkspace {
                without_document: Some(workspace),
                ..
            } => Some(format!(
                "the workspace {} has lost its openapi/dcs.yaml; bring it back, for example with \
                 `git restore openapi/dcs.yaml`",
                workspace.display()
            )),
            Self::NoWorkspace { .. } => {
                Some("change to a folder of the workspace and run the command again".to_owned())
            }
            Self::NoCurrentDirectory(_) => {
                Some("change to a folder that is there and run the command again".to_owned())
            }
            Self::Read { source, .. } => match source {
                FileError::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                    Some("check the path".to_owned())
                }
                FileError::NotRegular(_) => {
                    Some("name a regular file, or `-` for standard input".to_owned())
                }
                FileError::Io(_) => None,
                FileError::TooLarge(_) | FileError::InTheWay { .. } => Some(
                    "move it away and run the command again; files are written below the folder \
                     itself, and no link in it is followed"
                        .to_owned(),
                ),
            },
            Self::StdinTwice => Some("name a file or a revision for the other side".to_owned()),
            Self::Git(error) => error.fix(),
            Self::NotAccepted => Some(
                "fix what it says above, such as a test that names what the document has lost, and run \
                 the command again"
                    .to_owned(),
            ),
            Self::NoExample => Some(
                "bring back the lines `<!-- the example: begin -->` and `<!-- the example: end -->`"
                    .to_owned(),
            ),
            Self::Write { .. } => Some(
                "files that were written before this one are whole; fix the cause and run the \
                 command again"
                    .to_owned(),
            ),
            Self::Usage
            | Self::Refused(_)
            | Self::Rule(_)
            | Self::Cargo(_)
            | Self::NotRun
            | Self::Output(_) => None,
        }
    }
}

impl From<GitError> for Error {
    fn from(error: GitError) -> Self {
        Self::Git(error)
    }
}
