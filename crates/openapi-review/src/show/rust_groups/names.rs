//! Lines of Rust without the name of what they belong to, by which one that was renamed is known.

use std::collections::BTreeSet;

use super::{Owner, RustChanges, key};

/// The names that stand on both sides, each with the module or the type that it stands in: what is renamed
/// has none of them, however they begin.
pub(super) struct Stable<'a>(BTreeSet<&'a str>);

impl<'a> Stable<'a> {
    pub(super) fn of(rust: &'a RustChanges) -> Self {
        let names = |lines: Vec<&'a str>| -> BTreeSet<&'a str> {
            let lines = lines.into_iter();
            let names = lines.flat_map(|line| names(line).map(|name| name.whole));
            names.collect()
        };
        let base = names(rust.items().filter_map(|item| item.base).collect());
        let head = names(rust.items().filter_map(|item| item.head).collect());
        Self(base.intersection(&head).copied().collect())
    }
}

/// A name in a line.
struct Name<'a> {
    /// What stands between the name before and this one.
    before: &'a str,
    name: &'a str,
    /// The name with what it stands in: `types::Thing` of `types::Thing::size` for `Thing`.
    whole: &'a str,
}

/// The names in a line, and what stands behind the last one as if a name without letters followed.
fn names(line: &str) -> impl Iterator<Item = Name<'_>> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    // Where the name before begins and ends.
    let (mut last, mut end) = (0, 0);
    std::iter::from_fn(move || {
        let rest = line.get(end..).filter(|rest| !rest.is_empty())?;
        let from = end + rest.find(is_name).unwrap_or(rest.len());
        let name = line.get(from..)?;
        let to = from + name.find(|c| !is_name(c)).unwrap_or(name.len());
        let before = line.get(end..from)?;
        let whole = match before {
            "::" => last,
            _ => from,
        };
        (last, end) = (from, to);
        Some(Name {
            before,
            name: line.get(from..to)?,
            whole: line.get(whole..to)?,
        })
    })
}

/// A line in which names that begin with the name of an owner have a sign in its place.
pub(super) fn nameless(line: &str, owner: &Owner, stable: &Stable<'_>) -> String {
    let mut text = String::with_capacity(line.len());
    for Name {
        before,
        name,
        whole,
    } in names(line)
    {
        text.push_str(before);
        let known = match owner.is_type {
            true => name.to_owned(),
            false => key(name),
        };
        let end = known.strip_prefix(&owner.key);
        match end.filter(|_| !stable.0.contains(whole)) {
            Some(end) => {
                text.push('*');
                text.push_str(end);
            }
            None => text.push_str(name),
        }
    }
    text
}
