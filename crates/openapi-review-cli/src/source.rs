//! What the words of the command line mean: a file, a revision, the file of a revision, a range of
//! revisions, or the working tree.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use crate::{
    error::Error,
    git::{Commit, Repository},
    project::Project,
    read,
};

mod sides;

pub(crate) use self::sides::{Side, Sides};

/// Where a document is taken from.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Source {
    /// A file that has nothing to do with a project.
    File(PathBuf),
    /// A file of a revision, named from the top of the repository.
    Blob(Commit, String),
    /// The document of the project as it was.
    Commit(Commit),
    /// The document of the project as it is.
    WorkingTree,
}

/// Where both documents are taken from, and why.
pub(crate) struct Sources<'a> {
    project: &'a Project,
    base: Source,
    head: Source,
    /// What was chosen for the user, or chosen between; for stderr.
    pub(crate) notes: Vec<String>,
}

/// A range of revisions, as git writes it.
struct Range<'a> {
    left: &'a str,
    right: &'a str,
    /// Whether it begins where right left left.
    is_symmetric: bool,
}

impl<'a> Sources<'a> {
    /// Finds out what the two words mean, or what is meant without them.
    pub(crate) fn of(
        project: &'a Project,
        base: Option<&OsStr>,
        head: Option<&OsStr>,
    ) -> Result<Self, Error> {
        let mut sources = Self {
            project,
            base: Source::WorkingTree,
            head: Source::WorkingTree,
            notes: Vec::new(),
        };
        if let (Some(base), Some(head)) = (base, head)
            && read::is_stdin(base)
            && read::is_stdin(head)
        {
            return Err(Error::StdinTwice);
        }
        if let (Some(word), None) = (base, head)
            && let Some(range) = sources.range(word)
        {
            sources.take_range(&range)?;
            return Ok(sources);
        }
        if let Some(word) = head {
            sources.head = sources.source(word)?;
        }
        sources.base = match base {
            Some(word) => sources.source(word)?,
            None => {
                let repository = project.repository()?;
                let tip = match &sources.head {
                    Source::Commit(commit) | Source::Blob(commit, _) => commit.clone(),
                    Source::File(_) | Source::WorkingTree => {
                        project.asking(repository.commit(OsStr::new("HEAD")))?
                    }
                };
                let (commit, branch) = project.asking(repository.merge_base(&tip))?;
                sources.took_merge_base(commit, &branch)
            }
        };
        Ok(sources)
    }

    fn took_merge_base(&mut self, commit: Commit, branch: &str) -> Source {
        self.notes.push(format!(
            "base: {}, the merge base with {branch}",
            commit.name
        ));
        Source::Commit(commit)
    }

    /// The range that a word is. One without a left side, or which names a file, is none.
    fn range<'w>(&self, word: &'w OsStr) -> Option<Range<'w>> {
        let text = word.to_str()?;
        if Path::new(text).exists() || looks_like_path(Path::new(text)) {
            return None;
        }
        let (left, right, is_symmetric) = match text.split_once("...") {
            Some((left, right)) => (left, right, true),
            None => {
                let (left, right) = text.split_once("..")?;
                (left, right, false)
            }
        };
        (!left.is_empty()).then_some(Range {
            left,
            right: if right.is_empty() { "HEAD" } else { right },
            is_symmetric,
        })
    }

    fn take_range(&mut self, range: &Range<'_>) -> Result<(), Error> {
        let repository = self.project.repository()?;
        let commit = |word: &str| self.project.asking(repository.commit(OsStr::new(word)));
        let (left, right) = (commit(range.left)?, commit(range.right)?);
        self.base = match range.is_symmetric {
            true => {
                let base = repository.merge_base_with(&left, &right);
                let base = self.project.asking(base)?;
                self.took_merge_base(base, range.left)
            }
            false => Source::Commit(left),
        };
        self.head = Source::Commit(right);
        Ok(())
    }

    /// What a word on the command line means. A file that is there is what was meant: whoever has
    /// both a file and a branch of that name can write `refs/heads/NAME`.
    fn source(&mut self, word: &OsStr) -> Result<Source, Error> {
        let path = Path::new(word);
        if read::is_stdin(word) {
            return Ok(Source::File(path.to_owned()));
        }
        let is_revision = |repository: &Repository| matches!(repository.find(word), Ok(Some(_)));
        let repository = self.project.repository();
        // Also a pipe, of which reading says more than git does.
        if path.metadata().is_ok_and(|metadata| !metadata.is_dir()) {
            if repository.is_ok_and(|repository| is_revision(&repository)) {
                let name = path.display();
                self.notes.push(format!(
                    "`{name}` is a file and a revision; the file is taken (`{name}^0` is the revision)"
                ));
            }
            return Ok(Source::File(path.to_owned()));
        }
        if let (Ok(repository), Some((revision, file))) = (
            &repository,
            word.to_str().and_then(|word| word.split_once(':')),
        ) && let Ok(Some(_)) = repository.find(OsStr::new(revision))
        {
            let commit = self
                .project
                .asking(repository.commit(OsStr::new(revision)))?;
            return Ok(Source::Blob(commit, file.to_owned()));
        }
        // What looks like a path is one: "no such file" says more than "no such revision".
        match repository {
            Ok(repository) if !looks_like_path(path) || is_revision(&repository) => {
                let commit = self.project.asking(repository.commit(word))?;
                Ok(Source::Commit(commit))
            }
            Err(error) if !looks_like_path(path) => Err(error),
            _ => Ok(Source::File(path.to_owned())),
        }
    }
}

fn looks_like_path(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension == *known)
    })
}

impl Project {
    /// The folder of the project, or the error that there is none.
    fn folder(&self) -> Result<&Path, Error> {
        self.folder.as_deref().ok_or(Error::NoProject)
    }

    fn repository(&self) -> Result<Repository, Error> {
        Ok(Repository::around(self.folder()?.to_owned()))
    }

    /// The document, or the error that none was named.
    fn document(&self) -> Result<&str, Error> {
        self.document.as_deref().ok_or(Error::NoDocument)
    }

    /// What git answers; why it does not, with advice that names this command.
    fn asking<T>(&self, answer: Result<T, crate::git::GitError>) -> Result<T, Error> {
        answer.map_err(|error| Error::Git {
            error,
            command: self.command,
        })
    }
}
