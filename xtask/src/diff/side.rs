//! The two sides of a review: each a file, a revision, or the working tree.

use std::{
    cell::OnceCell,
    ffi::OsStr,
    path::{Path, PathBuf},
};

use openapi_pipeline::{Document, Version};

use super::{
    git::{Commit, Repository},
    version,
};
use crate::{
    error::Error,
    read,
    workspace::{self, DOCUMENT},
};

/// The manifest that says the version.
const MANIFEST: &str = "Cargo.toml";

/// Where a document is taken from.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Source {
    /// A file that has nothing to do with a version.
    File(PathBuf),
    /// The document of this workspace as it was.
    Commit(Commit),
    /// The document of this workspace as it is.
    WorkingTree,
}

/// Where both documents are taken from, and why.
pub(super) struct Sources {
    pub(super) base: Source,
    pub(super) head: Source,
    /// What was chosen for the user, or chosen between; for stderr.
    pub(super) notes: Vec<String>,
    surroundings: Surroundings,
}

/// The workspace, when there is one: two files can be compared without. The repository around it is
/// looked for when it is needed, and once.
struct Surroundings {
    root: Option<PathBuf>,
    repository: OnceCell<Repository>,
}

/// A side that has been read.
pub(super) struct Side {
    /// `None` when the commit has no document.
    pub(super) document: Option<Document>,
    /// `None` for a plain file.
    pub(super) version: Option<Version>,
}

impl Surroundings {
    /// The workspace, or the error that there is none.
    fn root(&self) -> Result<PathBuf, Error> {
        self.root.clone().map_or_else(workspace::find, Ok)
    }

    /// The repository, or the error that there is none.
    fn repository(&self) -> Result<&Repository, Error> {
        if let Some(repository) = self.repository.get() {
            return Ok(repository);
        }
        let found = Repository::around(&self.root()?)?;
        Ok(self.repository.get_or_init(|| found))
    }
}

impl Sources {
    /// Finds out what the two words mean, or what is meant without them.
    pub(super) fn of(base: Option<&OsStr>, head: Option<&OsStr>) -> Result<Self, Error> {
        let surroundings = Surroundings {
            root: workspace::find().ok(),
            repository: OnceCell::new(),
        };
        let mut notes = Vec::new();
        let head = match head {
            Some(word) => source(word, &surroundings, &mut notes)?,
            None => Source::WorkingTree,
        };
        let base = match base {
            Some(word) => source(word, &surroundings, &mut notes)?,
            None => {
                let repository = surroundings.repository()?;
                let tip = match &head {
                    Source::Commit(commit) => commit.clone(),
                    Source::File(_) | Source::WorkingTree => {
                        repository.commit(OsStr::new("HEAD"))?
                    }
                };
                let (commit, branch) = repository.merge_base(&tip)?;
                notes.push(format!(
                    "base: {}, the merge base with {branch}",
                    commit.name
                ));
                Source::Commit(commit)
            }
        };
        Ok(Self {
            base,
            head,
            notes,
            surroundings,
        })
    }

    /// Reads a side. `bare` names its document by the path alone, as annotations need it.
    pub(super) fn read(&self, source: &Source, bare: bool) -> Result<Side, Error> {
        match source {
            Source::File(path) => Ok(Side {
                document: Some(read::document(path, path)?),
                version: None,
            }),
            Source::WorkingTree => {
                let path = self.surroundings.root()?.join(DOCUMENT);
                Ok(Side {
                    document: Some(read::document(&path, Path::new(DOCUMENT))?),
                    version: self.current_version(),
                })
            }
            Source::Commit(commit) => {
                let repository = self.surroundings.repository()?;
                let [document, manifest] = repository.files(commit, [DOCUMENT, MANIFEST])?;
                let name = match bare {
                    true => DOCUMENT.to_owned(),
                    false => format!("{}:{DOCUMENT}", commit.name),
                };
                let document = document
                    .map(|bytes| Document::parse(&name, &bytes).map_err(Error::Refused))
                    .transpose()?;
                Ok(Side {
                    document,
                    version: manifest.as_deref().and_then(version::of_manifest),
                })
            }
        }
    }

    /// The version of the workspace as it is, when there is a workspace.
    pub(super) fn current_version(&self) -> Option<Version> {
        let root = self.surroundings.root.as_ref()?;
        let manifest = read::if_present(&root.join(MANIFEST)).ok()??;
        version::of_manifest(&manifest)
    }
}

/// What a word on the command line means. A file that is there is what was meant: whoever has
/// both a file and a branch of that name can write `refs/heads/NAME`.
fn source(
    word: &OsStr,
    surroundings: &Surroundings,
    notes: &mut Vec<String>,
) -> Result<Source, Error> {
    let path = Path::new(word);
    if path.is_file() {
        let is_revision = surroundings
            .repository()
            .is_ok_and(|repository| repository.find(word).is_ok_and(|found| found.is_some()));
        if is_revision {
            let name = path.display();
            notes.push(format!(
                "`{name}` is a file and a revision; the file is taken (`{name}^0` is the revision)"
            ));
        }
        return Ok(Source::File(path.to_owned()));
    }
    // What looks like a path is one: "no such file" says more than "no such revision".
    let looks_like_path = path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension == *known)
    });
    let repository = match surroundings.repository() {
        Ok(repository) => repository,
        Err(_) if looks_like_path => return Ok(Source::File(path.to_owned())),
        Err(error) => return Err(error),
    };
    if looks_like_path && repository.find(word)?.is_none() {
        return Ok(Source::File(path.to_owned()));
    }
    Ok(Source::Commit(repository.commit(word)?))
}
