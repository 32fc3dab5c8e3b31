//! The two sides, read: documents, versions, and why one is not known.

use std::{ffi::OsStr, fmt::Display, path::Path};

use openapi_codegen::PublicApi;
use openapi_document::{Document, Findings, Node, stack::both};
use openapi_lint::{Policy, parse};
use openapi_review::{Day, Review, Version, Versions};

use super::{Source, Sources};
use crate::{
    code::Code,
    error::Error,
    files::FileError,
    git::{Commit, Tree},
    manifest::{self, NoVersion},
    project::{Project, VersionFrom},
    read,
};

/// A side that has been read.
#[derive(Clone)]
pub(crate) struct Side {
    /// `None` when there is none on this side, or it cannot be read.
    document: Option<Document>,
    /// Why it cannot be read.
    unread: Option<Findings>,
    /// `None` for a plain file of a project with manifests, and when nothing says one.
    version: Option<Version>,
    /// Why the manifests say no version, for a person.
    no_version: Option<String>,
    /// The code of the crates, or why it cannot be read; `None` where a side is a document alone.
    code: Option<Result<Code, String>>,
}

/// Both sides.
pub(crate) struct Sides {
    base: Side,
    head: Side,
    /// The version of the project as it is.
    current: Option<Version>,
    /// What says the version.
    pub(crate) version: VersionFrom,
    /// What was seen in reading; for stderr.
    pub(crate) notes: Vec<String>,
}

/// What a manifest holds; `None` when it is not there.
type Contents = Result<Option<Vec<u8>>, FileError>;

impl Side {
    /// A side that is a document and nothing else, and says its version itself.
    pub(crate) fn of_document(document: Option<Document>) -> Self {
        Self {
            version: document.as_ref().and_then(own_version),
            document,
            unread: None,
            no_version: None,
            code: None,
        }
    }

    fn with_code<E: Display>(self, code: Result<Code, E>) -> Self {
        Self {
            code: Some(code.map_err(|error| error.to_string())),
            ..self
        }
    }

    fn public_api(&self) -> Option<Result<PublicApi, String>> {
        let code = self.code.as_ref()?.as_ref();
        Some(code.map_err(Clone::clone).and_then(Code::public_api))
    }

    fn generator(&self) -> Option<&str> {
        self.code.as_ref()?.as_ref().ok()?.generator()
    }

    /// A side whose version is in manifests: these are what they hold, and a person knows them by their
    /// paths behind `prefix`.
    fn with_manifests(
        document: Option<Document>,
        from: &VersionFrom,
        prefix: &str,
        manifests: &[Contents],
    ) -> Self {
        if *from == VersionFrom::Document {
            return Self::of_document(document);
        }
        let version = version(from, prefix, manifests);
        Self {
            no_version: version.as_ref().err().cloned(),
            version: version.ok(),
            ..Self::of_document(document)
        }
    }

    /// What a revision does not have, when this is the side of one that has no document.
    fn lacking(&self, source: &Source, path: Option<String>) -> Option<String> {
        let Source::Commit(commit) = source else {
            return None;
        };
        let is_there = self.document.is_some() || self.unread.is_some();
        (!is_there).then(|| format!("{}:{}", commit.name, path.unwrap_or_default()))
    }

    /// A document that says nothing of the version of a project that has manifests.
    fn alone(document: Document, project: &Project) -> Self {
        let side = Self::of_document(Some(document));
        match project.version {
            VersionFrom::Document => side,
            VersionFrom::Manifest(_) | VersionFrom::Workspace { .. } => Self {
                version: None,
                ..side
            },
        }
    }
}

impl Sides {
    /// Two sides of which nothing else is known.
    pub(crate) fn new(base: Side, head: Side, version: VersionFrom) -> Self {
        let current = match version {
            VersionFrom::Document => head.version.clone().or_else(|| base.version.clone()),
            VersionFrom::Manifest(_) | VersionFrom::Workspace { .. } => None,
        };
        Self {
            base,
            head,
            current,
            version,
            notes: Vec::new(),
        }
    }

    /// The same head, and a release as base.
    pub(crate) fn since(&self, release: Side) -> Self {
        Self {
            base: release,
            head: self.head.clone(),
            current: self.current.clone(),
            version: self.version.clone(),
            notes: Vec::new(),
        }
    }

    /// What changes from one to the other, on the wire alone or also in Rust.
    pub(crate) fn review(&self, wire: bool, today: Option<Day>) -> Review {
        let versions = Versions {
            base: self.base.version.clone(),
            head: self.head.version.clone(),
            current: self.current.clone(),
        };
        let (base, head) = (self.base.document.as_ref(), self.head.document.as_ref());
        let review = match (&self.base.unread, head) {
            (Some(findings), Some(head)) => Review::without_base(findings.clone(), head, versions),
            _ if wire => return Review::wire_dated(base, head, versions, today),
            _ => Review::dated(base, head, versions, today),
        };
        let (base, head) = (&self.base, &self.head);
        if let (Some(Ok(base)), Some(Ok(head))) = (&base.code, &head.code)
            && base == head
        {
            return review;
        }
        match both(|| base.public_api(), || head.public_api()) {
            (Some(base), Some(head)) => review.with_code(base.and_then(|base| Ok((base, head?)))),
            _ => review,
        }
    }
}

impl Sources<'_> {
    /// Reads both sides. `bare` names the document of a revision at head by the path alone, as
    /// annotations need it.
    pub(crate) fn read(&self, bare: bool) -> Result<Sides, Error> {
        let mut notes = Vec::new();
        let named = self.project.base_document.clone();
        let base = match (&self.base, &named) {
            (Source::Commit(commit), None) => self.side_before(commit),
            (base, _) => self.side(base, named.clone(), false),
        };
        let base = match base {
            // What cannot be compared with can still be put right by head.
            Err(Error::Refused(findings)) => {
                notes.push(format!(
                    "base cannot be read: {}",
                    findings.to_string().lines().next().unwrap_or_default()
                ));
                Side {
                    unread: Some(findings),
                    ..Side::of_document(None)
                }
            }
            side => side?,
        };
        let head_path = self.project.document.clone();
        let head = self.side(&self.head, head_path.clone(), bare)?;
        let base_lacks = base.lacking(&self.base, named.or_else(|| head_path.clone()));
        let head_lacks = head.lacking(&self.head, head_path);
        // A document that is nowhere is one that was misspelt, and not one without a change.
        if let Some(base_lacks) = base_lacks {
            if head_lacks.is_some() || self.project.base_document.is_some() {
                let names = [base_lacks].into_iter().chain(head_lacks);
                return Err(Error::NotThere(names.collect()));
            }
            notes.push(format!(
                "{base_lacks} is not there, so the document counts as added; if it had another \
                 path, name it as base, `REVISION:PATH`"
            ));
        }
        for why in [&base.no_version, &head.no_version].into_iter().flatten() {
            notes.push(format!("{why}; the version counts as not bumped"));
        }
        if let (Some(before), Some(now)) = (base.generator(), head.generator())
            && before != now
        {
            notes.push(format!(
                "the generated code is made by {now} and was made by {before}; what that changes stands \
                 under the code of the crates"
            ));
        }
        let sides = Sides::new(base, head, self.project.version.clone());
        Ok(Sides {
            current: self.current_version().or(sides.current),
            notes,
            ..sides
        })
    }

    /// The last release before base; `None` when base is one, and when none is known: then what is asked
    /// for is asked for since base, which is stricter.
    pub(crate) fn release(&self, sides: &Sides) -> Option<Side> {
        let Source::Commit(base) = &self.base else {
            return None;
        };
        let repository = self.project.repository().ok()?;
        let newest = sides.base.version.as_ref()?;
        let (version, commit) = repository.release(base, newest).ok()??;
        let release = self.side_before(&commit).ok()?;
        // A tag of something else in the repository may look alike.
        let is_release = release.document.is_some() && release.version == Some(version);
        is_release.then_some(release)
    }

    fn side(&self, source: &Source, document: Option<String>, bare: bool) -> Result<Side, Error> {
        let project = self.project;
        let prefix = |commit: &Commit| format!("{}:", commit.name);
        match source {
            Source::File(path) => Ok(Side::alone(read::document(path, path)?, project)),
            Source::Blob(commit, path) => {
                let repository = project.repository()?;
                let name = format!("{}{path}", prefix(commit));
                let (tree, path) = match path.strip_prefix("./") {
                    Some(path) => (Tree::Folder, path),
                    None => (Tree::Top, path.as_str()),
                };
                let mut files = project.asking(repository.files(commit, tree, &[path]))?;
                let bytes = files.pop().flatten().ok_or(Error::NoBlob(name.clone()))?;
                Ok(Side::alone(document_in(&name, &bytes)?, project))
            }
            Source::WorkingTree => {
                let folder = project.folder()?;
                let path = project.document()?;
                let document = read::document(&folder.join(path), Path::new(path))?;
                let manifests = project.version.manifests().into_iter();
                let manifests: Vec<_> = manifests
                    .map(|path| manifest::contents(&folder.join(path)).map(Some))
                    .collect();
                let side = Side::with_manifests(Some(document), &project.version, "", &manifests);
                Ok(side.with_code(Code::of_folder(project.crates, folder)))
            }
            Source::Commit(commit) => {
                project.document()?;
                let path = document.ok_or(Error::NoDocument)?;
                let repository = project.repository()?;
                let paths = [vec![path.as_str()], project.version.manifests()].concat();
                let files = repository.files(commit, Tree::Folder, &paths);
                let mut files = project.asking(files)?.into_iter();
                let name = match bare {
                    true => path.clone(),
                    false => format!("{}{path}", prefix(commit)),
                };
                let bytes = files.next().flatten();
                let document = bytes.map(|bytes| document_in(&name, &bytes)).transpose()?;
                let manifests: Vec<_> = files.map(Ok).collect();
                let prefix = prefix(commit);
                let side = Side::with_manifests(document, &project.version, &prefix, &manifests);
                let code = Code::of_commit(project.crates, &repository, commit);
                Ok(side.with_code(code.map_err(|error| error.message())))
            }
        }
    }

    /// A commit before head, which has the document where head has it, or else where git saw it before it
    /// was renamed.
    fn side_before(&self, commit: &Commit) -> Result<Side, Error> {
        let path = self.project.document()?;
        let source = Source::Commit(commit.clone());
        let side = self.side(&source, Some(path.to_owned()), false)?;
        if side.document.is_some() {
            return Ok(side);
        }
        match self.name_before(commit, path) {
            Some(before) => self.side(&source, Some(before), false),
            None => Ok(side),
        }
    }

    /// What a commit called the document, when that was renamed since.
    fn name_before(&self, commit: &Commit, path: &str) -> Option<String> {
        let repository = self.project.repository().ok()?;
        let head = match &self.head {
            Source::Commit(head) => head.clone(),
            Source::WorkingTree => repository.commit(OsStr::new("HEAD")).ok()?,
            Source::File(_) | Source::Blob(..) => return None,
        };
        repository.name_before(commit, &head, path)
    }

    /// The version of the project as it is, when manifests say it.
    fn current_version(&self) -> Option<Version> {
        let path = *self.project.version.manifests().first()?;
        let contents = manifest::contents(&self.project.folder.as_ref()?.join(path)).ok()?;
        stated(&self.project.version, &contents).ok()
    }
}

fn document_in(name: &str, bytes: &[u8]) -> Result<Document, Error> {
    parse(&Policy::needed(), name, bytes).map_err(Error::Refused)
}

/// The version that a document says of itself, where that has three numbers.
fn own_version(document: &Document) -> Option<Version> {
    let info = document.root().get("info")?;
    let version = info.get("version").and_then(Node::as_str)?;
    Version::parse(version.trim_start_matches('v')).ok()
}

/// The version that manifests say; or why it is not known, for a person.
fn version(from: &VersionFrom, prefix: &str, manifests: &[Contents]) -> Result<Version, String> {
    let paths = from.manifests();
    let mut manifests = paths.into_iter().zip(manifests);
    let Some((path, contents)) = manifests.next() else {
        return Err("no manifest says the version".to_owned());
    };
    let version = said(prefix, path, contents, |manifest| stated(from, manifest))?;
    for (path, contents) in manifests {
        said(prefix, path, contents, manifest::inherits_version)?;
    }
    Ok(version)
}

/// The version that the first manifest says. That of a crate may be in a workspace of its own.
fn stated(from: &VersionFrom, manifest: &[u8]) -> Result<Version, NoVersion> {
    let version = manifest::version(manifest);
    match from {
        VersionFrom::Manifest(_) => version.or_else(|_| manifest::package_version(manifest)),
        VersionFrom::Document | VersionFrom::Workspace { .. } => version,
    }
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
