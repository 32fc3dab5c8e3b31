//! Names of types that the generator makes up.
//!
//! It names the type of a schema that is written out after the place where it stands, or after
//! its `title`, and when that name is taken, it uses the type that has it, whatever that type is.
//! A value would then be read as something else than the document says, without a word.

use std::collections::BTreeMap;

use openapi_document::{
    Example, Group, Kind, Level, MediaType, Node, Pointer, Rule, Sink, grammar::Field,
};

use super::context::Context;
use crate::naming::{operation_id, pascal_case, snake_case};

pub(super) static COLLISION: Rule = Rule {
    id: "type-name-collision",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No two different schemas become types of the same name.",
    why: "the generator would silently use the first for both",
    fix: "move one of them to `components/schemas` under a name of its own and refer to it, or \
           change its `title`",
    example: Example::responses(
        "'200': {description: Done., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}\n\
         '404': {description: Gone., content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}",
        "'200': {description: Done., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}\n\
         '404': {description: Gone., content: {application/json: {schema: {title: Gone, type: object, properties: {b: {type: string}}}}}}",
    ),
};

/// How deep schemas are followed.
const MAX_DEPTH: usize = 64;

pub(super) fn type_names(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut names = Names {
        context,
        seen: BTreeMap::new(),
        clashes: Vec::new(),
    };
    let schemas = Pointer::root().child("components").child("schemas");
    let components = context.node(&schemas).into_iter().flat_map(Node::members);
    for (name, schema) in components {
        let at = schemas.child(name);
        let name = pascal_case(name);
        names.take(&name, schema, &at);
        names.contents(&name, schema, &at, 0);
    }
    for operation in context.operations.iter() {
        let id = operation_id(operation);
        for parameter in context.parameters(operation) {
            let at = parameter.pointer.child("schema");
            names.inline(&format!("{id}-{}", parameter.name), &at, 0);
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
    for (name, pointer, first) in names.clashes {
        sink.report_pair(
            &COLLISION,
            &pointer,
            &first,
            format!("two different schemas become the type `{name}`"),
        )
        .help(
            "move this one to `components/schemas` under a name of its own and refer to it, or \
             change its `title`",
        );
    }
}

struct Names<'c, 'd> {
    context: &'c Context<'d>,
    seen: BTreeMap<String, (Pointer, serde_json::Value)>,
    clashes: Vec<(String, Pointer, Pointer)>,
}

impl Names<'_, '_> {
    fn take(&mut self, name: &str, schema: &Node, at: &Pointer) {
        let meaning = meaning(schema);
        match self.seen.get(name) {
            None => {
                self.seen.insert(name.to_owned(), (at.clone(), meaning));
            }
            Some((first, other)) if *other != meaning && first != at => {
                self.clashes
                    .push((name.to_owned(), at.clone(), first.clone()));
            }
            Some(_) => {}
        }
    }

    /// The one content that the generator makes a type of.
    fn content(&mut self, hint: &str, content: &Pointer) {
        let names = self
            .context
            .node(content)
            .into_iter()
            .flat_map(Node::members);
        let json = names
            .map(|(name, _)| name)
            .find(|name| MediaType::of(name).is_json());
        if let Some(json) = json {
            self.inline(hint, &content.child(json).child("schema"), 0);
        }
    }

    /// A schema that is written out where it is used, which gets a name after `hint`.
    fn inline(&mut self, hint: &str, at: &Pointer, depth: usize) {
        let Some(schema) = self.context.node(at) else {
            return;
        };
        if schema.reference().is_some() || depth > MAX_DEPTH {
            return;
        }
        let title = schema.get("title").and_then(Node::as_str);
        let name = pascal_case(title.unwrap_or(hint));
        if is_named(schema) {
            self.take(&name, schema, at);
        }
        self.contents(&name, schema, at, depth);
    }

    fn contents(&mut self, name: &str, schema: &Node, at: &Pointer, depth: usize) {
        let properties = at.child("properties");
        let described = schema.get("properties").into_iter().flat_map(Node::members);
        for (property, _) in described {
            let hint = format!("{name}_{}", snake_case(property));
            self.inline(&hint, &properties.child(property), depth + 1);
        }
        self.inline(&format!("{name}Item"), &at.child("items"), depth + 1);
        let value = if schema.get("properties").is_some() {
            format!("{name}_extraValue")
        } else {
            format!("{name}Value")
        };
        self.inline(&value, &at.child("additionalProperties"), depth + 1);
        // What is merged gets its names from the whole.
        let parts = schema.get("allOf").map_or(0, |parts| parts.items().count());
        for index in 0..parts {
            let part = at.child("allOf").child(index);
            if let Some(node) = self.context.node(&part)
                && node.reference().is_none()
                && depth < MAX_DEPTH
            {
                self.contents(name, node, &part, depth + 1);
            }
        }
    }
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
