//! The two sides of a review: each a file, a revision, or the working tree.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use openapi_document::Document;
use openapi_lint::{Policy, parse};
use openapi_review::Version;

use super::git::{Commit, Repository};
use crate::{
    error::Error,
    files::FileError,
    manifest::{self, MANIFEST, NoVersion},
    read,
    workspace::{self, DOCUMENT},
};

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
    /// The workspace, when there is one: two files can be compared without.
    root: Option<PathBuf>,
}

/// A side that has been read.
pub(super) struct Side {
    /// `None` when the commit has no document.
    pub(super) document: Option<Document>,
    /// `None` for a plain file, and when the manifests say none.
    pub(super) version: Option<Version>,
    /// Why the manifests say no version, for a person.
    pub(super) no_version: Option<String>,
}

/// What is read of a revision: the document, the workspace's manifest, and the manifests of the
/// crates that are published.
const FILES: [&str; 5] = [
    DOCUMENT,
    MANIFEST,
    "crates/dcs-cli/Cargo.toml",
    "crates/dcs-client/Cargo.toml",
    "crates/dcs-httpmock/Cargo.toml",
];
/// Those that the version depends on.
const MANIFESTS: [&str; 4] = {
    let [_, manifests @ ..] = FILES;
    manifests
};

/// What a manifest holds; `None` when it is not there.
type Contents = Result<Option<Vec<u8>>, FileError>;

/// The version of the workspace, which all that is published has; or why it is not known, for a
/// person, who knows the [`MANIFESTS`] by their paths behind `prefix`.
fn version(prefix: &str, manifests: &[Contents; 4]) -> Result<Version, String> {
    let ([path, paths @ ..], [workspace, published @ ..]) = (MANIFESTS, manifests);
    let version = said(prefix, path, workspace, manifest::version)?;
    for (path, contents) in paths.into_iter().zip(published) {
        said(prefix, path, contents, manifest::inherits_version)?;
    }
    Ok(version)
}

/// What a manifest says, as `read` reads it.
fn said<T>(
    prefix: &str,
    path: &str,
    contents: &Contents,
    read: impl Fn(&[u8]) -> Result<T, NoVersion>,
) -> Result<T, String> {
    match contents {
        Ok(Some(contents)) => read(contents).map_err(|why| match why.line() {
            Some(line) => format!("{prefix}{path}:{line}: {why}"),
            None => format!("{prefix}{path}: {why}"),
        }),
        Ok(None) => Err(format!("{prefix}{path}: it is not there")),
        Err(why) => Err(format!("{prefix}{path}: {why}")),
    }
}

impl Side {
    /// A side whose version is in the [`MANIFESTS`].
    fn with_manifests(document: Option<Document>, prefix: &str, manifests: &[Contents; 4]) -> Self {
        let version = version(prefix, manifests);
        Self {
            document,
            no_version: version.as_ref().err().cloned(),
            version: version.ok(),
        }
    }
}

impl Sources {
    /// Finds out what the two words mean, or what is meant without them.
    pub(super) fn of(base: Option<&OsStr>, head: Option<&OsStr>) -> Result<Self, Error> {
        let root = workspace::find().ok();
        let mut notes = Vec::new();
        if let (Some(base), Some(head)) = (base, head)
            && read::is_stdin(base)
            && read::is_stdin(head)
        {
            return Err(Error::StdinTwice);
        }
        let head = match head {
            Some(word) => source(word, &root, &mut notes)?,
            None => Source::WorkingTree,
        };
        let base = match base {
            Some(word) => source(word, &root, &mut notes)?,
            None => {
                let repository = repository(&root)?;
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
            root,
        })
    }

    /// Reads a side. `bare` names its document by the path alone, as annotations need it.
    pub(super) fn read(&self, source: &Source, bare: bool) -> Result<Side, Error> {
        match source {
            Source::File(path) => Ok(Side {
                document: Some(read::document(path, path)?),
                version: None,
                no_version: None,
            }),
            Source::WorkingTree => {
                let root = workspace_root(&self.root)?;
                let document = read::document(&root.join(DOCUMENT), Path::new(DOCUMENT))?;
                let manifests =
                    MANIFESTS.map(|path| manifest::contents(&root.join(path)).map(Some));
                Ok(Side::with_manifests(Some(document), "", &manifests))
            }
            Source::Commit(commit) => {
                let repository = repository(&self.root)?;
                let [document, manifests @ ..] = repository.files(commit, FILES)?;
                let name = match bare {
                    true => DOCUMENT.to_owned(),
                    false => format!("{}:{DOCUMENT}", commit.name),
                };
                let document = document
                    .map(|bytes| parse(&Policy::needed(), &name, &bytes).map_err(Error::Refused))
                    .transpose()?;
                let prefix = format!("{}:", commit.name);
                Ok(Side::with_manifests(document, &prefix, &manifests.map(Ok)))
            }
        }
    }

    /// The version of the workspace as it is, when there is a workspace.
    pub(super) fn current_version(&self) -> Option<Version> {
        let manifest = manifest::contents(&self.root.as_ref()?.join(MANIFEST)).ok()?;
        manifest::version(&manifest).ok()
    }
}

/// What a word on the command line means. A file that is there is what was meant: whoever has
/// both a file and a branch of that name can write `refs/heads/NAME`.
fn source(word: &OsStr, root: &Option<PathBuf>, notes: &mut Vec<String>) -> Result<Source, Error> {
    let path = Path::new(word);
    if read::is_stdin(word) {
        return Ok(Source::File(path.to_owned()));
    }
    let is_revision = |repository: &Repository| matches!(repository.find(word), Ok(Some(_)));
    // Also a pipe, of which reading says more than git does.
    if path.metadata().is_ok_and(|metadata| !metadata.is_dir()) {
        if repository(root).is_ok_and(|repository| is_revision(&repository)) {
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
    match repository(root) {
        Ok(repository) if !looks_like_path || is_revision(&repository) => {
            Ok(Source::Commit(repository.commit(word)?))
        }
        Err(error) if !looks_like_path => Err(error),
        _ => Ok(Source::File(path.to_owned())),
    }
}

/// The workspace, or the error that there is none.
fn workspace_root(root: &Option<PathBuf>) -> Result<PathBuf, Error> {
    root.clone().map_or_else(workspace::find, Ok)
}

fn repository(root: &Option<PathBuf>) -> Result<Repository, Error> {
    Ok(Repository::around(workspace_root(root)?))
}
