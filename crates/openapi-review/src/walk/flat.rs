//! Schemas without their `allOf`: what several schemas ask for together, as one.
//!
//! Whoever moves the properties that two schemas share into a third changes the text and nothing that
//! is sent. So a schema with `allOf` is also known in its flat form, as far as it has one, and two
//! schemas whose flat forms mean the same are not held against each other part by part.

use std::collections::{BTreeSet, HashMap};

use indexmap::{IndexMap, map::Entry};
use openapi_document::{Document, Kind, Member, Node, Value};

use super::{
    super::pair::{canonical, same},
    follow,
    plain::At,
};

/// How many `allOf` inside of each other are seen through.
const MAX_DEPTH: usize = 16;
/// How many values all flat forms of a document may be made of together. No document of people comes
/// near; an untrusted one is compared part by part from there on.
const MAX_VALUES: usize = 500_000;

/// The flat forms of the schemas of a document that have `allOf`.
#[derive(Default)]
pub(super) struct Flat {
    /// By the address of the schema: the document stays borrowed as long as the comparison takes. Only
    /// looked up, never iterated.
    forms: HashMap<*const Node, Node>,
    /// How many values were looked at to make them.
    values: usize,
}

impl Flat {
    pub(super) fn of(document: Option<&Document>) -> Self {
        let mut flat = Self::default();
        let Some(document) = document else {
            return flat;
        };
        for object in document.tree().objects() {
            if object.kind == Kind::Schema && object.node.get("allOf").is_some() {
                flat.add(document, object.node, MAX_DEPTH);
            }
        }
        flat
    }

    /// The flat form of a schema: itself, when it has no `allOf`.
    pub(super) fn form<'a>(&'a self, schema: &'a Node) -> Option<&'a Node> {
        match schema.get("allOf") {
            Some(_) => self.forms.get(&std::ptr::from_ref(schema)),
            None => Some(schema),
        }
    }

    /// Makes the form of a schema with `allOf`, and those of its parts. Each is made once: a part that
    /// many schemas have, each of them many times, is no more work than one.
    fn add(&mut self, document: &Document, schema: &Node, depth: usize) -> Option<()> {
        if self.form(schema).is_some() {
            return Some(());
        }
        let depth = depth.checked_sub(1)?;
        self.spend(values(schema))?;
        let mut form = schema.as_object()?.clone();
        form.shift_remove("allOf");
        // The document's own parts, and not those of the copy: a form is known by the address.
        for part in schema.get("allOf")?.as_array()? {
            let target = follow(Some(document), part)?.node;
            if target.get("allOf").is_some() {
                self.add(document, target, depth)?;
            }
            let required = form.get("required").map_or(0, |it| values(&it.node));
            self.spend(required + values(self.form(target)?))?;
            for (key, member) in self.form(target)?.as_object()?.clone() {
                merge(&mut form, key, member)?;
            }
        }
        // Each part would forbid the properties of the others.
        let is_closed = form
            .get("additionalProperties")
            .is_some_and(|member| member.node.as_bool() != Some(true));
        if is_closed {
            return None;
        }
        let (value, place) = (Value::Object(form), schema.place);
        let schema = std::ptr::from_ref(schema);
        self.forms.insert(schema, Node { value, place });
        Some(())
    }

    /// Counts the work for so many values; `None` when that is more than is done.
    fn spend(&mut self, values: usize) -> Option<()> {
        self.values = self.values.saturating_add(values);
        (self.values <= MAX_VALUES).then_some(())
    }
}

/// How many values there are in one, with all that it holds.
fn values(node: &Node) -> usize {
    1 + match &node.value {
        Value::Array(items) => items.iter().map(values).sum(),
        Value::Object(members) => members.values().map(|member| values(&member.node)).sum(),
        _ => 0,
    }
}

/// Whether two schemas say the same but for what is there for people to read.
pub(super) fn mean_the_same(base: &Node, head: &Node) -> bool {
    meaning_of(Kind::Schema, base) == meaning_of(Kind::Schema, head)
}

/// What an object of a kind says but for what is there for people to read: objects that mean the same say
/// the same.
pub(super) fn meaning_of(kind: Kind, object: &Node) -> String {
    canonical(&meaning(At::Object(kind), object))
}

/// A value without what is there for people, and without an order where that has no meaning.
fn meaning(at: At, node: &Node) -> Node {
    let value = match &node.value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .filter(|(key, _)| !at.is_for_people(key))
                .map(|(key, member)| {
                    let mut node = meaning(at.member(key), &member.node);
                    if let (Some(Kind::Schema), "required", Value::Array(items)) =
                        (at.object(), key.as_str(), &mut node.value)
                    {
                        items.sort_by_cached_key(canonical);
                    }
                    let key_place = member.key;
                    (
                        key.clone(),
                        Member {
                            key: key_place,
                            node,
                        },
                    )
                })
                .collect(),
        ),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| meaning(at.item(), item)).collect())
        }
        value => value.clone(),
    };
    Node {
        value,
        place: node.place,
    }
}

type Members = IndexMap<String, Member>;

/// Adds what a part says to what is said already.
fn merge(form: &mut Members, key: String, member: Member) -> Option<()> {
    let is_for_people = At::Object(Kind::Schema).is_for_people(&key);
    match form.entry(key) {
        Entry::Vacant(entry) => {
            entry.insert(member);
        }
        // What the whole says of itself is said of it, and not what a part says of itself.
        Entry::Occupied(_) if is_for_people => {}
        Entry::Occupied(mut entry) => {
            let key = entry.key().clone();
            match (
                key.as_str(),
                &mut entry.get_mut().node.value,
                member.node.value,
            ) {
                ("properties", Value::Object(known), Value::Object(more)) => {
                    for (name, property) in more {
                        match known.entry(name) {
                            Entry::Vacant(entry) => {
                                entry.insert(property);
                            }
                            Entry::Occupied(entry) if same(&entry.get().node, &property.node) => {}
                            Entry::Occupied(_) => return None,
                        }
                    }
                }
                ("required", Value::Array(known), Value::Array(more)) => {
                    let names: BTreeSet<_> = known.iter().map(canonical).collect();
                    let is_new = |name: &Node| !names.contains(&canonical(name));
                    known.extend(more.into_iter().filter(is_new));
                }
                (_, _, value) => {
                    let place = member.key;
                    return same(&entry.get().node, &Node { value, place }).then_some(());
                }
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Twelve parts of which each has the next eight times: paths through them are 8¹².
    #[test]
    fn a_part_is_looked_at_once_however_many_ways_lead_to_it() {
        let mut text = String::from(
            "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n",
        );
        for part in 0..12 {
            let next = format!("{{$ref: '#/components/schemas/Part{}'}}", part + 1);
            let _ = writeln!(
                text,
                "    Part{part}: {{allOf: [{}]}}",
                [&*next; 8].join(", ")
            );
        }
        text.push_str("    Part12: {required: [a], properties: {a: {type: string}}}\n");
        let document = Document::parse("things.yaml", text.as_bytes()).expect("it is a document");
        let flat = Flat::of(Some(&document));
        assert!(flat.values < 10_000, "{}", flat.values);
        let schemas = document
            .root()
            .get("components")
            .and_then(|it| it.get("schemas"));
        let schema = schemas.and_then(|schemas| schemas.get("Part0"));
        let form = schema.and_then(|schema| flat.form(schema));
        let form = form.map(|form| form.to_json().to_string());
        let expected = r#"{"properties":{"a":{"type":"string"}},"required":["a"]}"#;
        assert_eq!(form.as_deref(), Some(expected));
    }
}
