//! What git has in a tree, as it lists it.

use std::iter;

/// What the tree of a folder is called.
pub(super) const FOLDER: &str = "a folder";

/// An entry of a tree.
pub(super) struct Entry {
    mode: String,
    pub(super) id: String,
}

impl Entry {
    /// The entry in `mode type id<tab>path`, and its path.
    pub(super) fn of(entry: &str) -> Option<(Self, &str)> {
        let (entry, at) = entry.split_once('\t')?;
        let mut words = entry.split(' ');
        let (mode, id) = (words.next()?.to_owned(), words.nth(1)?.to_owned());
        Some((Self { mode, id }, at))
    }

    /// The entry in a line, when it is about `path`.
    pub(super) fn at(entry: &str, path: &str) -> Option<Self> {
        let (entry, at) = Self::of(entry)?;
        (at == path).then_some(entry)
    }

    /// What it is, when it is no regular file. What git has of a link is the text of where it leads,
    /// which cargo and the other commands would follow.
    pub(super) fn kind(&self) -> Option<&'static str> {
        match self.mode.as_str() {
            "100644" | "100755" => None,
            "120000" => Some("a symbolic link"),
            "160000" => Some("a submodule"),
            _ => Some(FOLDER),
        }
    }
}

/// The folders on the way to a path, the nearest first.
pub(super) fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    iter::successors(path.rsplit_once('/'), |(above, _)| above.rsplit_once('/'))
        .map(|(above, _)| above)
}
