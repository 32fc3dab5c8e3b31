//! What a file should hold, beside what it holds.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use crate::{
    error::Error,
    text_diff::{self, LineCounts},
    write::Root,
};
use openapi_review_cli::{
    error::Error as Common,
    output::{GOOD, NOTE},
};

/// A file as it should be, and how it differs from the one that is there.
pub(crate) struct File {
    /// How messages call the file.
    pub name: PathBuf,
    /// From the root.
    pub path: String,
    /// What it should hold.
    pub contents: String,
    /// How that differs from what it holds.
    pub change: Change,
}

/// How a file differs from what it should hold.
pub(crate) enum Change {
    /// It does not.
    Unchanged,
    /// It is not there.
    Created(LineCounts),
    /// It holds something else.
    Updated {
        /// What it holds.
        old: String,
        /// The lines that differ.
        lines: LineCounts,
    },
}

impl Change {
    /// The difference between the bytes of a file, if it is there, and what it should hold.
    pub(crate) fn between(old: Option<&[u8]>, new: &str) -> Self {
        let Some(old) = old else {
            return Self::Created(text_diff::count("", new));
        };
        if old == new.as_bytes() {
            return Self::Unchanged;
        }
        // A file that somebody has filled with something else than text differs all the same.
        let old = String::from_utf8_lossy(old).into_owned();
        let lines = text_diff::count(&old, new);
        Self::Updated { old, lines }
    }

    /// Whether nothing is to be done.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::Unchanged)
    }
}

impl File {
    /// Compares `contents` with the file at `path` below `root`, which messages call `root_name`.
    pub(crate) fn new(
        root: &Root,
        root_name: &Path,
        path: String,
        contents: String,
    ) -> Result<Self, Error> {
        let name = root_name.join(&path);
        let old = root.read(Path::new(&path)).map_err(|source| Common::Read {
            path: name.clone(),
            source,
        })?;
        Ok(Self {
            name,
            path,
            change: Change::between(old.as_deref(), &contents),
            contents,
        })
    }

    /// Writes the file unless it holds that already.
    pub(crate) fn write(&self, root: &Root) -> Result<(), Error> {
        if self.change.is_none() {
            return Ok(());
        }
        let replaced = root.replace(Path::new(&self.path), self.contents.as_bytes());
        replaced.map_err(|source| Error::Write {
            path: self.name.clone(),
            source,
        })
    }
}

/// Prints what became of a file, on one line.
pub(crate) fn print_written(name: &Path, change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let name = name.display();
    match change {
        Change::Unchanged => writeln!(out, "{name}: {GOOD}unchanged{GOOD:#}"),
        Change::Created(lines) => {
            writeln!(
                out,
                "{name}: {NOTE}created{NOTE:#} (+{} lines)",
                lines.added
            )
        }
        Change::Updated { lines, .. } => {
            let LineCounts { added, removed } = lines;
            writeln!(
                out,
                "{name}: {NOTE}updated{NOTE:#} (+{added} −{removed} lines)"
            )
        }
    }
}
