//! The items of Rust as a reader thinks of them: an operation or a type with all that belongs to it,
//! and what was renamed.

mod names;

use std::collections::BTreeMap;

use self::names::{Stable, nameless};
use super::super::rust::{RustChanges, RustItem};

/// What happened to the items, told by what they belong to.
#[derive(Debug, Default)]
pub(super) struct Groups<'a> {
    /// What has another name, and is the same otherwise: from what to what.
    pub(super) renamed: Vec<(&'a str, &'a str)>,
    /// What is gone with all that belongs to it, and how many items that are.
    pub(super) removed: Vec<(&'a str, usize)>,
    /// What is new with all that belongs to it, and how many items that are.
    pub(super) added: Vec<(&'a str, usize)>,
    /// The other items.
    pub(super) rest: Vec<RustItem<'a>>,
}

/// An operation or a type. That of an operation is known by its name without case and separators, by
/// which its method, its builder, its mock and its command know each other; a type has one name, so that
/// a field of the same word is none.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Owner {
    is_type: bool,
    key: String,
}

/// The items of an owner.
#[derive(Debug, Default)]
struct Owned<'a> {
    /// What the item is called that makes the owner what it is; none when that did not change.
    name: Option<&'a str>,
    items: Vec<RustItem<'a>>,
}

impl<'a> Groups<'a> {
    pub(super) fn of(rust: &'a RustChanges) -> Self {
        let stable = Stable::of(rust);
        let mut owners: BTreeMap<Owner, Owned<'a>> = BTreeMap::new();
        let mut groups = Self::default();
        for item in rust.items() {
            let line = item.head.or(item.base).unwrap_or_default();
            match owner(line) {
                Some((owner, name)) => {
                    let owned = owners.entry(owner).or_default();
                    owned.name = owned.name.or(name);
                    owned.items.push(item);
                }
                None => groups.rest.push(item),
            }
        }
        let mut gone = Vec::new();
        let mut new = Vec::new();
        for (owner, owned) in owners {
            let all = |is: fn(&RustItem<'_>) -> bool| owned.items.iter().all(is);
            match owned.name {
                Some(name) if all(|item| item.base.is_none()) => {
                    // Each that is gone is held against all of these.
                    let lines = owned.nameless(&owner, &stable);
                    new.push((owner, name, owned, lines));
                }
                Some(name) if all(|item| item.head.is_none()) => gone.push((owner, name, owned)),
                _ => groups.rest.extend(owned.items),
            }
        }
        let mut keys = Vec::new();
        for (before, before_name, removed) in gone {
            let lines = removed.nameless(&before, &stable);
            let same = new.iter().position(|(after, _, _, added)| {
                after.is_type == before.is_type && *added == lines
            });
            match same {
                Some(index) => {
                    let (after, after_name, _, _) = new.remove(index);
                    groups.renamed.push((before_name, after_name));
                    keys.push((before, after));
                }
                None => groups.removed.push((before_name, removed.items.len())),
            }
        }
        let added = new.into_iter();
        groups.added = added
            .map(|(_, name, owned, _)| (name, owned.items.len()))
            .collect();
        // What only names what was renamed is the same.
        let is_other = |item: &RustItem<'_>| match (item.base, item.head) {
            (Some(base), Some(head)) => {
                let names = |line: &str, after: bool| {
                    keys.iter().fold(line.to_owned(), |line, (from, to)| {
                        nameless(&line, if after { to } else { from }, &stable)
                    })
                };
                names(base, false) != names(head, true)
            }
            _ => true,
        };
        groups.rest.retain(is_other);
        let order = |item: &RustItem<'_>| (item.base.is_none(), item.head.is_some());
        groups.rest.sort_by_key(order);
        groups
    }
}

impl Owned<'_> {
    /// The items without the name of their owner, in order.
    fn nameless(&self, owner: &Owner, stable: &Stable<'_>) -> Vec<String> {
        let lines = self.items.iter().filter_map(|item| item.head.or(item.base));
        let mut lines: Vec<_> = lines.map(|line| nameless(line, owner, stable)).collect();
        lines.sort_unstable();
        lines
    }
}

/// What an item belongs to, and the name of that, where the item makes it what it is.
fn owner(line: &str) -> Option<(Owner, Option<&str>)> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let (kind, rest) = line.split_once(' ')?;
    if kind == "command" || kind == "option" {
        let name = rest.split(' ').next()?;
        return Some((operation(name), None));
    }
    let path = match kind {
        "impl" => {
            let (of, is) = rest.rsplit_once(" for ")?;
            // A type that is turned into one of another crate is not what the line ends with.
            match of.strip_prefix("From<").and_then(|of| of.strip_suffix('>')) {
                Some(name) if !is.contains("::") => return Some((ty(name), None)),
                _ => is,
            }
        }
        _ => rest,
    };
    let end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '#'));
    // `builder::Thing<'a>::send` goes on behind its lifetime.
    let path = path.replacen("<'a>", "", 1);
    let words: Vec<_> = path.split(end).next()?.split("::").collect();
    let own = |name: &str| rest.find(name).and_then(|at| rest.get(at..at + name.len()));
    match words.as_slice() {
        ["types", "builder", name, ..] => Some((ty(name), None)),
        ["types", name] if kind == "struct" || kind == "enum" || kind == "type" => {
            Some((ty(name), own(name)))
        }
        ["types", name, ..] => Some((ty(name), None)),
        ["Client", name] => Some((operation(name), own(name))),
        ["builder", name, ..] => Some((operation(name), None)),
        ["mock", "MockServerExt", name, ..] => Some((operation(name), None)),
        ["mock", "operations", name, ..] => {
            let name = name.strip_suffix("When").or(name.strip_suffix("Then"))?;
            Some((operation(name), None))
        }
        _ => None,
    }
}

fn ty(name: &str) -> Owner {
    Owner {
        is_type: true,
        key: name.to_owned(),
    }
}

fn operation(name: &str) -> Owner {
    Owner {
        is_type: false,
        key: key(name),
    }
}

fn key(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(removed: &[&str], changed: &[(&str, &str)], added: &[&str]) -> RustChanges {
        let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        RustChanges {
            added: owned(added),
            removed: owned(removed),
            changed: changed
                .iter()
                .map(|(base, head)| crate::RustItemChange {
                    base: (*base).to_owned(),
                    head: (*head).to_owned(),
                })
                .collect(),
        }
    }

    /// An operation with all that belongs to it.
    fn operation_items(snake: &str, camel: &str, kebab: &str) -> Vec<String> {
        vec![
            format!("async fn builder::{camel}<'a>::send(self) -> Result<(), crate::ApiError>"),
            format!("command {kebab}"),
            format!("fn Client::{snake}(&self) -> builder::{camel}<'_>"),
            format!(
                "fn mock::MockServerExt::{snake}<F>(&self, F) -> ::httpmock::Mock<'_> where F: FnOnce(operations::{camel}When)"
            ),
            format!("fn mock::operations::{camel}When::new(::httpmock::When) -> Self"),
            format!("impl Clone for builder::{camel}"),
            format!("option {kebab} --all"),
            format!("struct builder::{camel}<'a> {{ … }} #[non_exhaustive]"),
        ]
    }

    #[test]
    fn an_operation_is_new_with_all_that_belongs_to_it() {
        let items = operation_items("list_things", "ListThings", "list-things");
        let items: Vec<_> = items.iter().map(String::as_str).collect();
        let rust = changes(&[], &[], &items);
        let groups = Groups::of(&rust);
        assert_eq!(groups.added, [("list_things", 8)]);
        assert!(groups.renamed.is_empty() && groups.rest.is_empty());
    }

    #[test]
    fn what_has_another_name_alone_is_renamed() {
        let before = operation_items("list_things", "ListThings", "list-things");
        let after = operation_items("show_all", "ShowAll", "show-all");
        let lines = |items: &[String]| -> Vec<String> { items.to_vec() };
        let (before, after) = (lines(&before), lines(&after));
        let before: Vec<_> = before.iter().map(String::as_str).collect();
        let mut after: Vec<_> = after.iter().map(String::as_str).collect();
        let rust = changes(&before, &[], &after);
        let groups = Groups::of(&rust);
        assert_eq!(groups.renamed, [("list_things", "show_all")]);
        assert!(groups.added.is_empty() && groups.rest.is_empty());
        // With one option less it is another operation.
        after.retain(|line| !line.starts_with("option "));
        let rust = changes(&before, &[], &after);
        let groups = Groups::of(&rust);
        assert!(groups.renamed.is_empty());
        assert_eq!(groups.added, [("show_all", 7)]);
        assert_eq!(groups.removed, [("list_things", before.len())]);
        assert!(groups.rest.is_empty());
    }

    #[test]
    fn what_names_a_renamed_type_is_the_same() {
        let rust = changes(
            &["field types::Cat::lives: i64", "struct types::Cat { … }"],
            &[
                (
                    "field types::Zoo::cat: types::Cat",
                    "field types::Zoo::cat: types::Feline",
                ),
                (
                    "field types::Zoo::two: types::Dog",
                    "field types::Zoo::two: types::Wolf",
                ),
            ],
            &[
                "field types::Feline::lives: i64",
                "struct types::Feline { … }",
            ],
        );
        let groups = Groups::of(&rust);
        assert_eq!(groups.renamed, [("Cat", "Feline")]);
        let rest: Vec<_> = groups.rest.iter().map(|item| item.base).collect();
        assert_eq!(rest, [Some("field types::Zoo::two: types::Dog")]);
    }

    #[test]
    fn what_begins_like_a_renamed_operation_and_stays_is_no_part_of_it() {
        let of = |method: &str, builder: &str| {
            [
                format!(
                    "async fn builder::{builder}<'a>::send(self) -> Result<types::ListThingsAnswer>"
                ),
                format!("fn Client::{method}(&self) -> builder::{builder}<'_>"),
                // A type that has the very name.
                format!("fn builder::{builder}<'a>::like(self, types::ListThings) -> Self"),
            ]
        };
        let (before, after) = (of("list_things", "ListThings"), of("show_all", "ShowAll"));
        let before = before.each_ref().map(String::as_str);
        let after = after.each_ref().map(String::as_str);
        let rust = changes(&before, &[], &after);
        assert_eq!(Groups::of(&rust).renamed, [("list_things", "show_all")]);
    }

    #[test]
    fn what_a_type_is_turned_into_belongs_to_the_type() {
        let of = |name: &str| {
            [
                format!("impl From<{name}> for String"),
                format!("impl From<&{name}> for types::{name}"),
                format!("impl Clone for types::{name}"),
                format!("struct types::{name}(…)"),
            ]
        };
        let (before, after) = (of("CatId"), of("FelineId"));
        let before = before.each_ref().map(String::as_str);
        let after = after.each_ref().map(String::as_str);
        let rust = changes(&before, &[], &after);
        let groups = Groups::of(&rust);
        assert_eq!(groups.renamed, [("CatId", "FelineId")]);
        assert!(groups.rest.is_empty(), "{:?}", groups.rest);
    }

    #[test]
    fn an_item_of_what_is_not_new_stands_by_itself() {
        let field = "field types::Thing::size: i64";
        let rust = changes(&[], &[], &[field]);
        let groups = Groups::of(&rust);
        assert_eq!(groups.rest.len(), 1);
        assert!(groups.added.is_empty());
    }
}
