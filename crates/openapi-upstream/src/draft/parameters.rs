//! The parameters of a draft: the document's own where it has them, ids with a safety pattern.

use openapi_document::{Document, Node, Place, Pointer, Value};

use super::{
    names::{Taken, sentence, upper_camel},
    schemas::{Goes, Made, Schemas, differences, nested, source, words, yes},
    tolerance::Seen,
};
use crate::make::Members;

/// Headers that OpenAPI does not take from a list of parameters, or that the client writes itself.
const RESERVED: [&str; 6] = [
    "accept",
    "authorization",
    "content-type",
    "x-auth-token",
    "x-project-id",
    "x-sdk-date",
];

/// What an id in a path may hold, as wide as it can be: see `openapi/README.md`.
const SAFE: &str = "^[A-Za-z0-9-]+$";
/// The same for ids of which an example has an underscore.
const SAFE_WITH_UNDERSCORE: &str = "^[A-Za-z0-9_-]+$";

/// The parameters of the operation, and what the vendor says instead.
#[derive(Default)]
pub(super) struct Parameters {
    pub(super) list: Vec<Node>,
    pub(super) vendor: Members,
    /// New ones, for the components.
    pub(super) components: Members,
}

impl Parameters {
    /// Those of the document that the vendor's refer to by name; `known` is our document as the vendor
    /// would have it.
    pub(super) fn of<'a>(
        parameters: &[&'a Node],
        (ours, known): (&Document, &Node),
        schemas: &mut Schemas<'a>,
    ) -> Self {
        let there = ours.root().at(&components());
        let names = there.into_iter().flat_map(Node::members);
        let mut taken = Taken::of(names.map(|(name, _)| name));
        let mut made = Self::default();
        for parameter in parameters {
            made.add(parameter, ours, known, schemas, &mut taken);
        }
        made
    }

    fn add<'a>(
        &mut self,
        theirs: &'a Node,
        ours: &Document,
        known: &Node,
        schemas: &mut Schemas<'a>,
        taken: &mut Taken,
    ) {
        let name = said(theirs, "name");
        let place = said(theirs, "in");
        let schema = theirs.get("schema");
        if place == "header" && RESERVED.contains(&&*name.to_ascii_lowercase()) {
            return self
                .vendor
                .add(name, Place::default(), without_name(theirs));
        }
        if let Some(component) = shared(ours, theirs) {
            let at = components().child(component);
            let patch = schema.map(|schema| patch_of(known, &at, schema));
            nested(&mut self.vendor, name, patch.unwrap_or_default());
            return self.list.push(reference(component));
        }
        match place {
            "path" => {
                let component = taken.take(schemas.prefix(), &upper_camel(name));
                let schema = schemas.add(&component, id(name, theirs));
                let node = written(theirs, schema);
                self.components
                    .add(&component, Place::default(), sourced(node));
                self.list.push(reference(&component));
            }
            _ => {
                let Some(schema) = schema else { return };
                let Made { node, vendor } = schemas.schema(schema, Goes::Out, &Seen::default());
                let mut patch = Members::default();
                nested(&mut patch, "schema", vendor);
                nested(&mut self.vendor, name, patch);
                self.list.push(written(theirs, node));
            }
        }
    }
}

/// The component of ours that is this parameter: of the same name, in the same place, of the same type.
fn shared<'a>(ours: &'a Document, theirs: &Node) -> Option<&'a str> {
    let kind = |root: Option<&Node>, parameter: &Node| -> Option<String> {
        let schema = parameter.get("schema")?;
        let target = schema.reference().and_then(Pointer::from_local_reference);
        let schema = match (target, root) {
            (Some(target), Some(root)) => root.resolve(&target)?.1,
            _ => schema,
        };
        Some(schema.get("type")?.as_str()?.to_owned())
    };
    let known = ours.root().at(&components())?.members();
    let mut known = known.filter(|(_, node)| {
        said(node, "name") == said(theirs, "name")
            && said(node, "in") == said(theirs, "in")
            && kind(Some(ours.root()), node) == kind(None, theirs)
            && required(node) == required(theirs)
            && node.get("allowEmptyValue").is_some() == theirs.get("allowEmptyValue").is_some()
    });
    known.next().map(|(name, _)| name)
}

/// What the vendor says of a parameter that ours, with all that is known, does not.
fn patch_of(known: &Node, at: &Pointer, schema: &Node) -> Members {
    let mut patch = Members::default();
    let found = known.resolve(&at.child("schema"));
    if let Some((_, ours)) = found {
        let mut of_schema = Members::default();
        differences(ours, schema, &mut of_schema);
        nested(&mut patch, "schema", of_schema);
    }
    patch
}

/// A new parameter, for people in the words of its name.
fn written(theirs: &Node, schema: Node) -> Node {
    let mut made = Members::default();
    let name = said(theirs, "name");
    made.take(theirs, "name", "name");
    made.take(theirs, "in", "in");
    if required(theirs) {
        made.add("required", Place::default(), yes());
    }
    made.add("description", Place::default(), words(&sentence(name)));
    for key in ["style", "explode", "allowEmptyValue"] {
        made.take(theirs, key, key);
    }
    made.add("schema", Place::default(), schema);
    made.node(Place::default())
}

fn sourced(parameter: Node) -> Node {
    let mut made = Members::default();
    let from = source("table of parameters", Members::default(), Goes::Out);
    made.add("x-source", Place::default(), from);
    for (key, member) in parameter.as_object().into_iter().flatten() {
        made.add(key, Place::default(), member.node.clone());
    }
    made.node(Place::default())
}

/// The schema of an id in a path. No dot, slash, backslash or percent sign is one.
fn id(name: &str, theirs: &Node) -> Node {
    let mut made = Members::default();
    made.add("description", Place::default(), words(&sentence(name)));
    let schema = theirs.get("schema");
    let kind = schema.map_or("string", |schema| said(schema, "type"));
    let mut limits = Members::default();
    if kind == "integer" || kind == "boolean" {
        limits.add("type", Place::default(), words(kind));
        if kind == "integer" {
            limits.add("format", Place::default(), words("int64"));
        }
    } else {
        limits.add("type", Place::default(), words("string"));
        limits.add("minLength", Place::default(), number(1));
        limits.add("maxLength", Place::default(), number(64));
        let example = theirs
            .get("example")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let pattern = match example.contains('_') {
            true => SAFE_WITH_UNDERSCORE,
            false => SAFE,
        };
        limits.add("pattern", Place::default(), words(pattern));
    }
    let limits = limits.node(Place::default());
    let mut vendor = Members::default();
    if let Some(schema) = schema {
        differences(&limits, schema, &mut vendor);
    }
    let mut from = Members::default();
    let said = "DEF, table of parameters; OWN: pattern and lengths";
    from.add("from", Place::default(), words(said));
    if !vendor.is_empty() {
        let why = "A safety device, see \"Conventions\" in README.md.";
        from.add("resolution", Place::default(), words(why));
        from.add("vendor", Place::default(), vendor.node(Place::default()));
    }
    made.add("x-source", Place::default(), from.node(Place::default()));
    for (key, member) in limits.as_object().into_iter().flatten() {
        made.add(key, Place::default(), member.node.clone());
    }
    made.node(Place::default())
}

fn without_name(parameter: &Node) -> Node {
    let mut made = Members::default();
    for key in ["in", "required", "schema"] {
        made.take(parameter, key, key);
    }
    made.node(Place::default())
}

fn components() -> Pointer {
    Pointer::root().child("components").child("parameters")
}

fn reference(component: &str) -> Node {
    let mut made = Members::default();
    let target = format!("#/components/parameters/{component}");
    made.add("$ref", Place::default(), words(&target));
    made.node(Place::default())
}

fn number(value: u64) -> Node {
    Node {
        value: Value::Number(value.into()),
        place: Place::default(),
    }
}

fn required(parameter: &Node) -> bool {
    parameter.get("required").and_then(Node::as_bool) == Some(true)
}

fn said<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}
