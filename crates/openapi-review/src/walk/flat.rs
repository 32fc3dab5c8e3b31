//! Schemas without their `allOf`: what several schemas ask for together, as one.
//!
//! Whoever moves the properties that two schemas share into a third changes the text and nothing that
//! is sent. So a schema with `allOf` is also known in its flat form, as far as it has one, and two
//! schemas whose flat forms mean the same are not held against each other part by part.

use std::collections::HashMap;

use indexmap::{IndexMap, map::Entry};
use openapi_document::{Document, Kind, Member, Node, Value};

use super::{
    super::pair::{canonical, same},
    follow,
    plain::At,
};

/// How many `allOf` inside of each other are seen through.
const MAX_DEPTH: usize = 16;
/// How many members all flat forms of a document may have together. No document of people comes near;
/// an untrusted one is compared part by part from there on.
const MAX_MEMBERS: usize = 100_000;

/// The flat forms of the schemas of a document that have `allOf`.
#[derive(Default)]
pub(super) struct Flat {
    /// By the address of the schema: the document stays borrowed as long as the comparison takes. Only
    /// looked up, never iterated.
    forms: HashMap<*const Node, Node>,
}

impl Flat {
    pub(super) fn of(document: Option<&Document>) -> Self {
        let mut flat = Self::default();
        let Some(document) = document else {
            return flat;
        };
        let mut members = 0;
        for object in document.tree().objects() {
            if object.kind != Kind::Schema || object.node.get("allOf").is_none() {
                continue;
            }
            if let Some(form) = flattened(document, object.node, MAX_DEPTH) {
                members += form.len();
                if members > MAX_MEMBERS {
                    break;
                }
                let place = object.node.place;
                let value = Value::Object(form);
                flat.forms
                    .insert(std::ptr::from_ref(object.node), Node { value, place });
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
}

/// Whether two schemas say the same but for what is there for people to read.
pub(super) fn mean_the_same(base: &Node, head: &Node) -> bool {
    canonical(&meaning(At::Object(Kind::Schema), base))
        == canonical(&meaning(At::Object(Kind::Schema), head))
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
                    if let (true, Value::Array(items)) = (key == "required", &mut node.value) {
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

/// What `schema` and all that it is composed of ask for; `None` when that is more than one schema can
/// say.
fn flattened(document: &Document, schema: &Node, depth: usize) -> Option<Members> {
    let depth = depth.checked_sub(1)?;
    let mut form = schema.as_object()?.clone();
    let parts = form.shift_remove("allOf")?.node;
    for part in parts.as_array()? {
        let target = follow(Some(document), part)?.node;
        let part = match target.get("allOf") {
            Some(_) => flattened(document, target, depth)?,
            None => target.as_object()?.clone(),
        };
        for (key, member) in part {
            add(&mut form, key, member)?;
        }
    }
    // Each part would forbid the properties of the others.
    let is_closed = form
        .get("additionalProperties")
        .is_some_and(|member| member.node.as_bool() != Some(true));
    (!is_closed).then_some(form)
}

/// Adds what a part says to what is said already.
fn add(form: &mut Members, key: String, member: Member) -> Option<()> {
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
                    for name in more {
                        if !known.iter().any(|known| same(known, &name)) {
                            known.push(name);
                        }
                    }
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
