//! Names of types that the generator makes up.
//!
//! It names the type of a schema that is written out after the place where it stands, or after
//! its `title`, and when that name is taken, it uses the type that has it, whatever that type is.
//! A value would then be read as something else than the document says, without a word, so it gets a title.

use std::collections::BTreeMap;

use openapi_document::{Finding, Kind, MediaType, Node, Pointer, Sink, grammar::Field};

use super::{
    context::Context,
    names::{RENAMED, numbered, renamed},
};
use crate::naming::{pascal_case, snake_case};

/// How deep schemas are followed.
const MAX_DEPTH: usize = 64;

pub(super) fn type_names(context: &Context<'_>, sink: &mut Sink<'_>) {
    for finding in &titles(context).1 {
        sink.push(finding.clone());
    }
}

/// The titles by which types get names of their own, and what is found on the way. References lead somewhere.
pub(super) fn titles<'a>(
    context: &'a Context<'_>,
) -> &'a (BTreeMap<Pointer, String>, Vec<Finding>) {
    context.titles.get_or_init(|| find(context))
}

fn find(context: &Context<'_>) -> (BTreeMap<Pointer, String>, Vec<Finding>) {
    let renames = &renamed(context).0;
    let mut names = Names {
        context,
        seen: BTreeMap::new(),
        titles: BTreeMap::new(),
        sink: Sink::new(context.root),
    };
    let schemas = Pointer::root().child("components").child("schemas");
    let components = context.node(&schemas).into_iter().flat_map(Node::members);
    let components = components.map(|(name, schema)| {
        let own = renames.schemas.get(name).map_or(name, String::as_str);
        (pascal_case(own), schema, schemas.child(name))
    });
    let components: Vec<_> = components.collect();
    // Components keep their names, whatever is written out in one of them.
    for (name, schema, at) in &components {
        names.seen.insert(name.clone(), (at.clone(), schema));
    }
    for (name, schema, at) in &components {
        names.contents(name, schema, at, 0);
    }
    for operation in context.operations.iter() {
        let id = renames.operation_id(operation);
        let own = renames.parameters.get(&operation.pointer);
        for parameter in context.parameters(operation) {
            let key = (parameter.name.to_owned(), parameter.location.to_owned());
            let own = own.and_then(|own| own.get(&key));
            let name = own.map_or(parameter.name, String::as_str);
            let at = parameter.pointer.child("schema");
            names.at(&at, || format!("{id}-{name}"));
        }
        if let Some((body, _)) = context.resolve(&operation.pointer.child("requestBody")) {
            names.content(&format!("{id}-body"), &body.child("content"));
        }
        let responses = operation.pointer.child("responses");
        let statuses = context.node(&responses).into_iter().flat_map(Node::members);
        for (status, _) in statuses {
            if let Some((response, _)) = context.resolve(&responses.child(status)) {
                names.content(&format!("{id}-response"), &response.child("content"));
            }
        }
    }
    (names.titles, names.sink.into_findings())
}

struct Names<'c, 'd> {
    context: &'c Context<'d>,
    seen: BTreeMap<String, (Pointer, &'d Node)>,
    titles: BTreeMap<Pointer, String>,
    sink: Sink<'c>,
}

impl<'d> Names<'_, 'd> {
    /// The name of the type of the schema at `at`, for which it asks for `name`.
    fn take(&mut self, name: String, schema: &'d Node, at: &Pointer) -> String {
        let first = match self.seen.get(&name) {
            Some((first, other)) if first != at && meaning(other) != meaning(schema) => {
                first.clone()
            }
            Some(_) => return name,
            None => {
                self.seen.insert(name.clone(), (at.clone(), schema));
                return name;
            }
        };
        let own = numbered(&name, |name| self.seen.contains_key(name));
        let message =
            format!("two different schemas become the type `{name}`; this one is `{own}`");
        self.sink.report_pair(&RENAMED, at, &first, message);
        self.titles.insert(at.clone(), own.clone());
        self.seen.insert(own.clone(), (at.clone(), schema));
        own
    }

    /// The contents that the generator may make a type of. Which one of several it is makes no difference:
    /// a name more is taken.
    fn content(&mut self, hint: &str, content: &Pointer) {
        let typed = self
            .context
            .node(content)
            .into_iter()
            .flat_map(Node::members)
            .filter(|(name, _)| is_typed(name));
        for (name, _) in typed {
            self.at(&content.child(name).child("schema"), || hint.to_owned());
        }
    }

    /// The schema at `at`, if there is one.
    fn at(&mut self, at: &Pointer, hint: impl FnOnce() -> String) {
        if let Some(schema) = self.context.node(at) {
            self.inline(hint, schema, || at.clone(), 0);
        }
    }

    /// A schema that is written out where it is used, which gets a name after `hint`.
    fn inline(
        &mut self,
        hint: impl FnOnce() -> String,
        schema: &'d Node,
        at: impl FnOnce() -> Pointer,
        depth: usize,
    ) {
        let is_named = is_named(schema);
        // Most schemas are of a type that has a name already, and hold no other.
        let is_leaf = !is_named
            && !["items", "additionalProperties", "allOf"]
                .iter()
                .any(|key| schema.get(key).is_some());
        if is_leaf || schema.reference().is_some() || depth > MAX_DEPTH {
            return;
        }
        let at = at();
        let title = schema.get("title").and_then(Node::as_str);
        let name = match self.titles.get(&at) {
            Some(own) => own.clone(),
            None => pascal_case(&title.map_or_else(hint, str::to_owned)),
        };
        let name = match is_named {
            true => self.take(name, schema, &at),
            false => name,
        };
        self.contents(&name, schema, &at, depth);
    }

    fn contents(&mut self, name: &str, schema: &'d Node, at: &Pointer, depth: usize) {
        let described = schema.get("properties").into_iter().flat_map(Node::members);
        for (property, described) in described {
            self.inline(
                || format!("{name}_{}", snake_case(property)),
                described,
                || at.child("properties").child(property),
                depth + 1,
            );
        }
        if let Some(items) = schema.get("items") {
            self.inline(
                || format!("{name}Item"),
                items,
                || at.child("items"),
                depth + 1,
            );
        }
        if let Some(value) = schema.get("additionalProperties") {
            let suffix = match schema.get("properties") {
                Some(_) => "_extraValue",
                None => "Value",
            };
            self.inline(
                || format!("{name}{suffix}"),
                value,
                || at.child("additionalProperties"),
                depth + 1,
            );
        }
        // What is merged gets its names from the whole.
        let parts = schema.get("allOf").into_iter().flat_map(Node::items);
        for (index, part) in parts.enumerate() {
            if part.reference().is_none() && depth < MAX_DEPTH {
                self.contents(name, part, &at.child("allOf").child(index), depth + 1);
            }
        }
    }
}

/// Whether a body of this media type may have a type: JSON, a form, and what is any of both.
fn is_typed(name: &str) -> bool {
    let media_type = MediaType::of(name);
    let essence = media_type.essence.trim().to_ascii_lowercase();
    essence.ends_with("json") || essence.contains('*') || media_type.is_form()
}

/// Whether the generator makes a type with a name of its own for the schema.
fn is_named(schema: &Node) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let several = |key: &str| {
        schema
            .get(key)
            .is_some_and(|parts| parts.items().count() > 1)
    };
    let ty = schema.get("type").and_then(Node::as_str);
    (has("enum") && ty != Some("boolean"))
        || has("properties")
        || has("pattern")
        || has("minLength")
        || has("maxLength")
        || several("allOf")
        || several("anyOf")
        || several("oneOf")
}

/// What a schema says, without what is only for readers.
fn meaning(schema: &Node) -> serde_json::Value {
    let mut json = schema.to_json();
    if let Some(members) = json.as_object_mut() {
        members.retain(|key, _| {
            key != "nullable" && !Kind::Schema.field(key).is_some_and(Field::is_for_people)
        });
    }
    json
}
