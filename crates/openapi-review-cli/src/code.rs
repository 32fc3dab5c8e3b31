//! The code of the crates of a project, as it is committed or lies in the working tree.

use std::{collections::BTreeMap, ffi::OsStr, path::Path};

use openapi_codegen::PublicApi;

use crate::{
    files::{self, FileError, Folder, Kind},
    git::{Commit, GitError, Repository},
    project::Crate,
};

/// More than any source file has: 16 MiB.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The line of a generated file that names its generator.
const GENERATOR: &str = "// Generator: ";

/// The source files of the crates of a project, each crate's by their paths below its `src`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Code(Vec<(&'static Crate, BTreeMap<String, String>)>);

impl Code {
    /// What the crates are in a commit.
    pub(crate) fn of_commit(
        crates: &'static [Crate],
        repository: &Repository,
        commit: &Commit,
    ) -> Result<Self, GitError> {
        let read = |it: &'static Crate| {
            let files = repository.files_below(commit, it.source, ".rs")?;
            let files = files.into_iter();
            let files = files.map(|(path, bytes)| (path, text(bytes)));
            Ok((it, files.collect()))
        };
        crates.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// What the crates are in the working tree at `folder`.
    pub(crate) fn of_folder(crates: &'static [Crate], folder: &Path) -> Result<Self, FileError> {
        let read = |it: &'static Crate| {
            let mut files = BTreeMap::new();
            let source = folder.join(it.source);
            if source.is_dir() {
                add(&Folder::at(&source)?, "", &mut files)?;
            }
            Ok((it, files))
        };
        crates.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// The public API of the crates.
    ///
    /// # Errors
    ///
    /// When a file is not Rust; which, and why.
    pub(crate) fn public_api(&self) -> Result<PublicApi, String> {
        let mut api = PublicApi::default();
        for (it, files) in &self.0 {
            let one = PublicApi::of_crate(files, it.module);
            api = api.and(one.map_err(|error| format!("{}/{error}", it.source))?);
        }
        Ok(api)
    }

    /// What made the code that is generated, if a file says so.
    pub(crate) fn generator(&self) -> Option<&str> {
        let mut files = self.0.iter().flat_map(|(_, files)| files.values());
        // It is the second line.
        files.find_map(|text| text.lines().nth(1)?.strip_prefix(GENERATOR))
    }
}

/// Adds the source files of a folder and of those in it. A link is none of them.
fn add(folder: &Folder, path: &str, files: &mut BTreeMap<String, String>) -> Result<(), FileError> {
    for name in folder.names()? {
        let Some(shown) = name.to_str().filter(|name| !matches!(*name, "." | "..")) else {
            continue;
        };
        let is_source = Path::new(shown).extension() == Some(OsStr::new("rs"));
        match folder.kind(&name)? {
            Kind::Folder => add(&folder.folder(&name)?, &format!("{path}{shown}/"), files)?,
            Kind::File if is_source => {
                let bytes = files::contents(&folder.open(&name)?, MAX_BYTES)?;
                files.insert(format!("{path}{shown}"), text(bytes));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What is no text is no Rust either, and is refused as that.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}
