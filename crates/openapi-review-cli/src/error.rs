//! How a command ends.

use std::{io, path::PathBuf};

use openapi_document::{Findings, visible_lines};
use openapi_review::PolicyError;

use crate::{
    files::FileError,
    git::GitError,
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
    /// Neither one side nor two, nor what git gives its diff driver, but so many words.
    Sides(usize),
    /// A revision is to be reviewed, and no document was named.
    NoDocument,
    /// What is asked for needs a project, and there is none.
    NoProject,
    /// A path of the project does not lead down from its folder.
    Outside(String),
    /// No revision has the document under these names.
    NotThere(Vec<String>),
    /// A revision has no file of this name.
    NoBlob(String),
    /// The current directory is not there any more, or may not be known.
    NoCurrentDirectory(io::Error),
    /// A file cannot be read.
    Read {
        /// The file, as the user knows it.
        path: PathBuf,
        /// Why not.
        source: FileError,
    },
    /// A policy says what means nothing.
    Policy {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        error: PolicyError,
    },
    /// Git could not say what it was asked.
    Git {
        /// Why not.
        error: GitError,
        /// The command that asked.
        command: &'static str,
    },
    /// The document has errors.
    Refused(Findings),
    /// A rule that was named does not exist, or cannot be allowed; why.
    Rule(String),
    /// Both sides of a review are standard input.
    StdinTwice,
    /// Results or diagnostics cannot be printed.
    Output(io::Error),
}

impl Error {
    /// Prints the error, and the fix when there is one.
    ///
    /// # Errors
    ///
    /// When it cannot be printed.
    pub fn report(&self, output: &mut Output<'_>) -> io::Result<()> {
        match self {
            Self::Refused(findings) => output.findings(findings),
            error => report(error.message(), error.fix(), output),
        }
    }

    /// What went wrong; `None` when that has been said already, or nobody listens.
    fn message(&self) -> Option<String> {
        match self {
            Self::Usage | Self::Refused(_) => None,
            Self::Sides(count) => Some(format!("{count} arguments are neither sides nor git's")),
            Self::NoDocument => Some("it is not said which document is meant".to_owned()),
            Self::NoProject => Some("no project around the current folder".to_owned()),
            Self::Outside(path) => Some(format!("{path} does not begin at the current folder")),
            Self::NotThere(names) => Some(format!("not there: {}", names.join(", "))),
            Self::NoBlob(name) => Some(format!("{name} is not there")),
            Self::NoCurrentDirectory(source) => {
                Some(format!("the current directory cannot be found: {source}"))
            }
            Self::Read { path, source } => {
                Some(format!("cannot read {}: {source}", path.display()))
            }
            Self::Policy { path, error } => {
                Some(format!("{}:{}: {error}", path.display(), error.line))
            }
            Self::Git { error, .. } => Some(error.message()),
            Self::Rule(refusal) => Some(refusal.clone()),
            Self::StdinTwice => Some("standard input can be read once, as one side".to_owned()),
            // Whoever closed the pipe has read enough, as `head` does.
            Self::Output(source) if source.kind() == io::ErrorKind::BrokenPipe => None,
            Self::Output(source) => Some(format!("cannot print the results: {source}")),
        }
    }

    /// What to do about it; `None` when it depends on what the user meant.
    fn fix(&self) -> Option<String> {
        match self {
            Self::Sides(_) => Some("name base and head, or one of them, or neither".to_owned()),
            Self::NoDocument => Some(
                "name it from the current folder, `--spec api/openapi.yaml`, or name two files"
                    .to_owned(),
            ),
            Self::NoProject => {
                Some("change to a folder of it and run the command again".to_owned())
            }
            Self::Outside(_) => Some(
                "write the path from the current folder; for a file that is not below it, change to a \
                 folder above both"
                    .to_owned(),
            ),
            Self::NotThere(_) => Some(
                "check the path, which begins at the current folder, and that it is committed"
                    .to_owned(),
            ),
            Self::NoBlob(_) => Some(
                "write the path from the top of the repository, or `./` and the path from the \
                 current folder"
                    .to_owned(),
            ),
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
            Self::Git { error, command } => error.fix(command),
            Self::Usage
            | Self::Refused(_)
            | Self::Rule(_)
            | Self::Policy { .. }
            | Self::Output(_) => None,
        }
    }
}

/// Prints what went wrong, if that is still to be said, and what to do about it.
///
/// # Errors
///
/// When it cannot be printed.
pub fn report(
    message: Option<String>,
    fix: Option<String>,
    output: &mut Output<'_>,
) -> io::Result<()> {
    let Some(message) = message else {
        return Ok(());
    };
    let message = visible_lines(&message);
    writeln!(output.diagnostics, "{ERROR}error{ERROR:#}: {message}")?;
    if let Some(fix) = fix {
        let fix = visible_lines(&fix);
        writeln!(output.diagnostics, "  {HELP}help{HELP:#}: {fix}")?;
    }
    output.diagnostics.flush()
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Self::Output(source)
    }
}
