//! Patterns: whether they can be tried, and what they accept.
//!
//! The generated types use `regress`, which backtracks as JavaScript engines do. The same engine
//! tries the values here, so that what is found here is what happens there; and because a bad
//! pattern takes such an engine for ever, its structure is looked at first.

mod parse;
mod witness;

use self::parse::{Item, Set, parse};

/// The longest pattern that is read, in bytes.
const MAX_LENGTH: usize = 2_000;

/// Why a pattern is not used.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Trouble {
    /// It is no regular expression; why not.
    Invalid(String),
    /// It is longer or deeper than anything that a person writes.
    Huge,
    /// A short text can keep the engine busy for ever.
    Slow,
}

/// A pattern that can be tried.
pub(super) struct Pattern {
    regex: regress::Regex,
    items: Vec<Item>,
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn new(text: &str) -> Result<Self, Trouble> {
        if text.len() > MAX_LENGTH {
            return Err(Trouble::Huge);
        }
        let items = parse(text).map_err(|error| match error {
            parse::Error::TooDeep => Trouble::Huge,
            parse::Error::Syntax => match regress::Regex::new(text) {
                Err(error) => Trouble::Invalid(error.to_string()),
                // What cannot be understood cannot be vouched for.
                Ok(_) => Trouble::Slow,
            },
        })?;
        let regex =
            regress::Regex::new(text).map_err(|error| Trouble::Invalid(error.to_string()))?;
        if is_slow(&items) {
            return Err(Trouble::Slow);
        }
        Ok(Self { regex, items })
    }

    /// Whether the pattern occurs in `text`, which is what OpenAPI and the generated types ask.
    pub(super) fn accepts(&self, text: &str) -> bool {
        self.regex.find(text).is_some()
    }

    /// Texts that take one of `wanted` wherever the pattern has a place for it; see
    /// [`witness::through`]. Not each of them need be accepted.
    pub(super) fn through(&self, wanted: &[char], extra: usize) -> Vec<String> {
        witness::through(&self.items, wanted, extra)
    }
}

/// Whether a repetition can divide the same text in many ways, so that a text which fails in the
/// end is tried in all of them.
fn is_slow(items: &[Item]) -> bool {
    long_chain(items) || items.iter().any(slow_item)
}

fn slow_item(item: &Item) -> bool {
    match item {
        Item::Set(_) | Item::Empty => false,
        Item::Group(branches) => branches.iter().any(|branch| is_slow(branch)),
        Item::Repeat { body, .. } => (item.is_many() && ambiguous(body)) || slow_item(body),
    }
}

/// Whether a repetition of `body` can divide a text in several ways.
fn ambiguous(body: &Item) -> bool {
    if !varies(body) && !overlapping_branches(body) {
        return false;
    }
    !branches(body).iter().all(|branch| is_separated(branch))
}

/// Whether what is repeated has a length of its own choice.
fn varies(item: &Item) -> bool {
    match item {
        Item::Set(_) | Item::Empty => false,
        Item::Group(branches) => branches.iter().flatten().any(varies),
        Item::Repeat { body, .. } => item.is_variable() || varies(body),
    }
}

fn overlapping_branches(item: &Item) -> bool {
    let Item::Group(branches) = item else {
        return false;
    };
    let firsts: Vec<_> = branches.iter().map(|branch| first(branch)).collect();
    firsts
        .iter()
        .enumerate()
        .any(|(index, a)| firsts.iter().skip(index + 1).any(|b| !a.is_disjoint(*b)))
}

fn branches(item: &Item) -> Vec<Vec<&Item>> {
    match item {
        Item::Group(branches) => branches
            .iter()
            .map(|branch| match branch.as_slice() {
                [only @ Item::Group(_)] => branches_of_one(only),
                items => items.iter().collect(),
            })
            .collect(),
        item => vec![vec![item]],
    }
}

fn branches_of_one(item: &Item) -> Vec<&Item> {
    match item {
        Item::Group(branches) => match branches.as_slice() {
            [only] => only.iter().collect(),
            _ => vec![item],
        },
        item => vec![item],
    }
}

/// Whether each pass through `branch` begins or ends with a character that cannot occur in the
/// rest of it, which leaves one way to divide a text.
fn is_separated(branch: &[&Item]) -> bool {
    let separates = |item: &Item, rest: &[&Item]| {
        let Item::Set(set) = item else {
            return false;
        };
        rest.iter().all(|item| all(item).is_disjoint(*set))
    };
    match branch {
        [] => true,
        [only] => matches!(only, Item::Set(_)),
        [head, rest @ ..] => {
            separates(head, rest)
                || branch
                    .split_last()
                    .is_some_and(|(last, rest)| separates(last, rest))
        }
    }
}

/// Every character that can occur in `item`.
fn all(item: &Item) -> Set {
    match item {
        Item::Set(set) => *set,
        Item::Empty => Set::default(),
        Item::Group(branches) => branches
            .iter()
            .flatten()
            .map(all)
            .fold(Set::default(), Set::union),
        Item::Repeat { body, .. } => all(body),
    }
}

/// Every character that can come first.
fn first(items: &[Item]) -> Set {
    let mut set = Set::default();
    for item in items {
        let (here, may_be_empty) = match item {
            Item::Set(here) => (*here, false),
            Item::Empty => (Set::default(), true),
            Item::Group(branches) => (
                branches
                    .iter()
                    .map(|branch| first(branch))
                    .fold(Set::default(), Set::union),
                branches.iter().any(Vec::is_empty),
            ),
            Item::Repeat { body, min, .. } => (first(std::slice::from_ref(body)), *min == 0),
        };
        set = set.union(here);
        if !may_be_empty {
            break;
        }
    }
    set
}

/// Whether many repetitions that can take the same characters follow each other: `.*.*.*.*x`
/// takes as many steps as the fourth power of the length of the text.
fn long_chain(items: &[Item]) -> bool {
    const MAX: usize = 3;
    let mut chain = 0;
    let mut set = Set::default();
    for item in items {
        let here = all(item);
        match (item.is_variable(), set.is_disjoint(here)) {
            (true, false) => {
                chain += 1;
                set = set.union(here);
            }
            (true, true) => {
                chain = 1;
                set = here;
            }
            // What must stand between them and is none of theirs holds them apart.
            (false, true) if matches!(item, Item::Set(_)) => {
                chain = 0;
                set = Set::default();
            }
            (false, _) => {}
        }
        if chain > MAX {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;
