//! How a command ends.

use std::{io, path::PathBuf};

use openapi_document::visible;
use openapi_upstream::NoDraft;

use openapi_review_cli::{
    error::{Error as Common, report},
    files::FileError,
    output::Output,
};

use crate::{cargo, layout::SNAPSHOT_TESTS};

/// Why a command could not do its job.
#[derive(Debug)]
pub enum Error {
    /// What other commands meet as well.
    Common(Common),
    /// There is no workspace around the current directory.
    NoWorkspace {
        /// Where the search began.
        from: PathBuf,
        /// The nearest workspace that has no document.
        without_document: Option<PathBuf>,
    },
    /// A file cannot be written.
    Write {
        /// The file, as the user knows it.
        path: PathBuf,
        /// Why not.
        source: FileError,
    },
    /// A folder has no definition of the vendor's.
    NoDefinition(PathBuf),
    /// A draft is to be added to standard input.
    ImportIntoStdin,
    /// There is no draft of an operation.
    NoDraft(NoDraft),
    /// Cargo cannot be started.
    Cargo(io::Error),
    /// The tests that make the snapshots of the document failed; how, has been printed.
    NotAccepted,
    /// A page has lost the lines around a part that a command writes.
    NoMarks {
        /// The page, from the root.
        file: &'static str,
        /// What the part is called.
        name: &'static str,
    },
    /// Steps of `ci` could not be run; which, and why, has been printed.
    NotRun,
}

impl Error {
    /// Prints the error, and the fix when there is one.
    pub(crate) fn report(&self, output: &mut Output<'_>) -> io::Result<()> {
        match self {
            Self::Common(error) => error.report(output),
            error => report(error.message(), error.fix(), output),
        }
    }

    /// What went wrong; `None` when that has been said already.
    fn message(&self) -> Option<String> {
        match self {
            Self::Common(_) | Self::NotRun => None,
            Self::NoWorkspace { from, .. } => Some(format!(
                "no workspace with openapi/dcs.yaml at or above {}",
                from.display()
            )),
            Self::Write { path, source } => {
                Some(format!("cannot write {}: {source}", path.display()))
            }
            Self::NoDefinition(folder) => Some(format!(
                "{} has no definition of the vendor's: no file in Swagger 2.0 or OpenAPI 3.0 whose name ends \
                 with .json, .yaml or .yml",
                folder.display()
            )),
            Self::ImportIntoStdin => {
                Some("a draft is added to a file, and standard input is none".to_owned())
            }
            Self::NoDraft(error) => Some(error.to_string()),
            Self::Cargo(source) => Some(format!(
                "cannot run {}: {source}",
                cargo::program().display()
            )),
            Self::NotAccepted => Some(format!(
                "the snapshots cannot be accepted: `cargo {SNAPSHOT_TESTS}` fails"
            )),
            Self::NoMarks { file, name } => Some(format!("{file} has no place for the {name}")),
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
            Self::ImportIntoStdin => Some("name the document: `--document FILE`".to_owned()),
            Self::NoDefinition(_) => Some(
                "name the folder into which the vendor's files were unpacked".to_owned(),
            ),
            Self::NoDraft(NoDraft::Unknown {
                near: Some(near), ..
            }) => Some(format!("did you mean `{}`?", visible(near))),
            Self::NoDraft(NoDraft::Unknown { .. }) => Some(
                "write the operation's id as the vendor does; `--format json` lists those that the document \
                 has not as `others`"
                    .to_owned(),
            ),
            Self::NoDraft(NoDraft::Known { .. }) => Some(
                "edit it there; without `--import`, the command says what the vendor has changed".to_owned(),
            ),
            Self::NoDraft(NoDraft::Elsewhere { .. }) => Some(
                "name in `servers` what all paths of the vendor's begin with, or write the operation by hand"
                    .to_owned(),
            ),
            Self::NoDraft(_) => {
                Some("write it in block style, a key a line, and run the command again".to_owned())
            }
            Self::NotAccepted => Some(
                "fix what it says above, such as a test that names what the document has lost, and run \
                 the command again"
                    .to_owned(),
            ),
            Self::NoMarks { name, .. } => Some(format!(
                "bring back the lines `<!-- the {name}: begin -->` and `<!-- the {name}: end -->`"
            )),
            Self::Write { .. } => Some(
                "files that were written before this one are whole; fix the cause and run the \
                 command again"
                    .to_owned(),
            ),
            Self::Common(_) | Self::Cargo(_) | Self::NotRun => None,
        }
    }
}

impl From<Common> for Error {
    fn from(error: Common) -> Self {
        Self::Common(error)
    }
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Self::Common(Common::Output(source))
    }
}
