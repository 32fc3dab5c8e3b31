//! The schemas of a draft: strict where something is sent, tolerant in answers, and beside each what the
//! vendor says instead.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Document, Kind, Node, Place, Pointer, Value};

use super::{
    names::{Taken, sentence, upper_camel},
    tolerance::{LIMITS, Seen, tolerant},
};
use crate::{
    make::{Members, flag, list, member, text},
    source::SOURCE,
};

/// Where a value goes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Goes {
    /// To the service.
    Out,
    /// To the caller.
    Back,
}

/// A schema of the draft, and what the vendor says instead, as a patch of it.
pub(super) struct Made {
    pub(super) node: Node,
    pub(super) vendor: Members,
}

/// The schemas that a draft needs.
pub(super) struct Schemas<'a> {
    theirs: &'a Document,
    taken: Taken,
    /// What stands before a name that is taken.
    prefix: String,
    /// Ours, by the vendor's names and where their values go: what is strict one way is tolerant the other.
    names: BTreeMap<(Goes, String), String>,
    made: Vec<(String, Node)>,
}

impl<'a> Schemas<'a> {
    /// Schemas of the vendor's document `theirs`, whose names are not those of `ours`.
    pub(super) fn new(ours: &Document, theirs: &'a Document, prefix: String) -> Self {
        let components = ours.root().get("components");
        let sections = components.into_iter().flat_map(Node::members);
        let names = sections.flat_map(|(_, section)| section.members());
        Self {
            theirs,
            taken: Taken::of(names.map(|(name, _)| name)),
            prefix,
            names: BTreeMap::new(),
            made: Vec::new(),
        }
    }

    /// What stands before a name that is taken.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The components, in the order in which they were met.
    pub(super) fn into_components(self) -> Vec<(String, Node)> {
        self.made
    }

    /// A component of this name, or of one that is made of it, and a reference to it.
    pub(super) fn add(&mut self, name: &str, node: Node) -> Node {
        let name = self.taken.take(&self.prefix, name);
        self.made.push((name.clone(), node));
        reference(&name)
    }

    /// A schema of the vendor's; what is written out becomes a component of this name when it is an object.
    pub(super) fn body(&mut self, node: &'a Node, name: &str, goes: Goes, seen: &Seen<'a>) -> Made {
        let is_object = node.get("properties").is_some();
        if node.reference().is_some() || !is_object {
            return self.schema(node, goes, seen);
        }
        let component = self.component(node, name, "table of the body", goes, seen);
        Made {
            node: self.add(name, component),
            vendor: Members::default(),
        }
    }

    /// Recursive: the depth of a definition is limited where it is read, and each component is made once.
    pub(super) fn schema(&mut self, node: &'a Node, goes: Goes, seen: &Seen<'a>) -> Made {
        if let Some(target) = node.reference() {
            let reference = self.behind(target, goes, &seen.without_null());
            let mut vendor = Members::default();
            if goes == Goes::Out || !seen.is_null() {
                return Made {
                    node: reference,
                    vendor,
                };
            }
            // What is null is the member, not what it refers to.
            let mut made = Members::default();
            made.add("nullable", Place::default(), yes());
            say_beside(&mut made, reference);
            vendor.add("nullable", Place::default(), nothing());
            return Made {
                node: made.node(Place::default()),
                vendor,
            };
        }
        let parts = node.get("allOf").and_then(Node::as_array);
        if let Some([only]) = parts
            && only.reference().is_some()
        {
            let mut made = self.schema(only, goes, seen);
            if let Some(kind) = node.get("type") {
                made.vendor.add("type", Place::default(), kind.clone());
            }
            return made;
        }
        let mut made = self.written(node, goes, seen);
        differences(&made.node, node, &mut made.vendor);
        made
    }

    fn written(&mut self, node: &'a Node, goes: Goes, seen: &Seen<'a>) -> Made {
        let mut made = tolerant(node, goes, seen);
        let mut vendor = Members::default();
        if let Some(parts) = member(node, "allOf") {
            let parts = parts.node.items().map(|part| self.schema(part, goes, seen));
            let parts: Vec<_> = parts.map(|part| part.node).collect();
            made.add("allOf", Place::default(), list(parts, Place::default()));
        }
        // A value of any kind has nothing in it that is known.
        let is_any = !made.has("type") && node.get("type").is_some();
        if is_any {
            for key in ["items", "properties"] {
                if let Some(theirs) = node.get(key) {
                    vendor.add(key, Place::default(), without_words(theirs));
                }
            }
            return Made {
                node: made.node(node.place),
                vendor,
            };
        }
        if let Some(items) = node.get("items") {
            let items = self.schema(items, goes, &seen.items());
            made.add("items", Place::default(), items.node);
            nested(&mut vendor, "items", items.vendor);
        }
        if let Some(values) = node.get("additionalProperties") {
            match values.value {
                Value::Object(_) => {
                    let values = self.schema(values, goes, &Seen::default());
                    made.add("additionalProperties", Place::default(), values.node);
                    nested(&mut vendor, "additionalProperties", values.vendor);
                }
                _ => made.take(node, "additionalProperties", "additionalProperties"),
            }
        }
        if let Some(properties) = node.get("properties") {
            let mut members = Members::default();
            let mut patches = Members::default();
            for (name, property) in properties.members() {
                let seen = seen.member(name, property);
                let Made { node, vendor } = self.schema(property, goes, &seen);
                members.add(name, Place::default(), described(name, node, &seen));
                nested(&mut patches, name, vendor);
            }
            made.add("properties", Place::default(), members.node(node.place));
            nested(&mut vendor, "properties", patches);
        }
        Made {
            node: made.node(node.place),
            vendor,
        }
    }

    /// A reference to what stands behind a reference of the vendor's.
    fn behind(&mut self, target: &str, goes: Goes, seen: &Seen<'a>) -> Node {
        let pointer = Pointer::from_local_reference(target);
        let vendors = pointer.as_ref().and_then(Pointer::last).unwrap_or_default();
        // What limits nothing is the same both ways.
        let way = match self.limits(target) {
            true => goes,
            false => Goes::Out,
        };
        let key = (way, vendors.clone());
        if let Some(name) = self.names.get(&key) {
            return reference(name);
        }
        let found = pointer.and_then(|pointer| self.theirs.root().resolve(&pointer));
        let Some((_, node)) = found else {
            // What is not defined may be anything.
            return Members::default().node(Place::default());
        };
        let name = self.taken.take(&self.prefix, &upper_camel(&vendors));
        // It is known before it is made, for it may refer to itself.
        self.names.insert(key, name.clone());
        let index = self.made.len();
        let node = self.component(node, &vendors, &vendors, goes, seen);
        self.made.insert(index, (name.clone(), node));
        reference(&name)
    }

    /// Whether anything is asked for by what stands behind a reference of the vendor's.
    fn limits(&self, target: &str) -> bool {
        let root = self.theirs.root();
        let behind = |target: &str| root.at(&Pointer::from_local_reference(target)?);
        let mut seen = BTreeSet::from([target]);
        let mut open: Vec<_> = behind(target).into_iter().collect();
        while let Some(node) = open.pop() {
            if LIMITS.iter().any(|key| node.get(key).is_some()) {
                return true;
            }
            if let Some(target) = node.reference().filter(|target| seen.insert(target)) {
                open.extend(behind(target));
            }
            open.extend(node.items());
            open.extend(node.members().map(|(_, node)| node));
        }
        false
    }

    fn component(
        &mut self,
        node: &'a Node,
        name: &str,
        from: &str,
        goes: Goes,
        seen: &Seen<'a>,
    ) -> Node {
        let Made { node, vendor } = self.schema(node, goes, seen);
        let mut made = Members::default();
        made.add("description", Place::default(), words(&sentence(name)));
        made.add(SOURCE, Place::default(), source(from, vendor, goes));
        say_beside(&mut made, node);
        made.node(Place::default())
    }
}

/// Puts a schema behind what is said of it. What refers to a component cannot say more by itself.
fn say_beside(made: &mut Members, node: Node) {
    if node.reference().is_some() {
        let only = list(vec![node], Place::default());
        return made.add("allOf", Place::default(), only);
    }
    for (key, member) in node.as_object().into_iter().flatten() {
        made.add(key, Place::default(), member.node.clone());
    }
}

/// A property with a description, its name in words.
fn described(name: &str, node: Node, seen: &Seen<'_>) -> Node {
    let mut made = Members::default();
    made.add("description", Place::default(), words(&sentence(name)));
    if let Some((contradiction, resolution)) = seen.contradiction() {
        let mut source = Members::default();
        for (key, said) in [
            ("from", "DEF, table of the answer"),
            ("contradiction", contradiction),
            ("resolution", resolution),
        ] {
            source.add(key, Place::default(), words(said));
        }
        made.add(SOURCE, Place::default(), source.node(Place::default()));
    }
    say_beside(&mut made, node);
    made.node(Place::default())
}

/// The `x-source` of a draft.
pub(super) fn source(from: &str, vendor: Members, goes: Goes) -> Node {
    let mut source = Members::default();
    source.add("from", Place::default(), words(&format!("DEF, {from}")));
    if !vendor.is_empty() {
        let why = match goes {
            Goes::Out => "A draft: the numbers in 32 bits, and a default is the service's own.",
            Goes::Back => {
                "A draft: the numbers in 32 bits; nothing is required of an answer, or limited; what an \
                 example has null is nullable."
            }
        };
        source.add("resolution", Place::default(), words(why));
        source.add("vendor", Place::default(), vendor.node(Place::default()));
    }
    source.node(Place::default())
}

/// What the vendor's schema says by itself that ours does not, as a patch: what other schemas stand in it is
/// not looked at.
pub(super) fn differences(ours: &Node, theirs: &Node, vendor: &mut Members) {
    let fields = Kind::Schema.fields().iter();
    let plain = fields.filter(|field| field.shape.object().is_none() && !field.is_for_people());
    for key in plain.map(|field| field.name) {
        let value = |node: &Node| node.get(key).map(Node::to_json);
        match (value(ours), theirs.get(key)) {
            (ours, Some(theirs)) if ours.as_ref() != Some(&theirs.to_json()) => {
                vendor.add(key, Place::default(), theirs.clone());
            }
            (Some(_), None) => vendor.add(key, Place::default(), nothing()),
            _ => {}
        }
    }
}

/// A schema of the vendor's without what is there for people to read.
fn without_words(node: &Node) -> Node {
    let mut made = Members::default();
    let Some(members) = node.as_object() else {
        return node.clone();
    };
    for (key, member) in members {
        if !["description", "title", "example"].contains(&key.as_str()) {
            made.add(key, Place::default(), without_words(&member.node));
        }
    }
    made.node(Place::default())
}

/// Adds a patch of a part, when there is something in it.
pub(super) fn nested(vendor: &mut Members, key: &str, patch: Members) {
    if !patch.is_empty() {
        vendor.add(key, Place::default(), patch.node(Place::default()));
    }
}

pub(super) fn reference(name: &str) -> Node {
    let mut made = Members::default();
    let target = format!("#/components/schemas/{name}");
    made.add("$ref", Place::default(), words(&target));
    made.node(Place::default())
}

pub(super) fn words(said: &str) -> Node {
    text(said, Place::default())
}

pub(super) fn yes() -> Node {
    flag(true, Place::default())
}

pub(super) fn nothing() -> Node {
    Node {
        value: Value::Null,
        place: Place::default(),
    }
}
