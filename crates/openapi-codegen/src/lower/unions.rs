//! `anyOf` with several objects: a value may be several of them at once, and then has members of each.
//!
//! | the alternatives | become |
//! |---|---|
//! | tell themselves apart, by a property that each requires and of which no value fits two | what they are |
//! | keep members that they do not name | what they are |
//! | others, whose properties can be listed | `oneOf`, with one more: an object with the properties of all |
//! | others | what they are, with a warning |
//!
//! Which of them a value is, is seen from its members when it is read (`polish/alternatives.rs`).

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Example, Group, Level, Pointer, Rule, Sink,
    grammar::{Below, Field, Kind, visit_mut},
};
use openapi_lint::naming::pascal_case;
use serde_json::{Map, Value, json};

const SCHEMAS: &str = "#/components/schemas/";

pub(super) static OVERLAPPING: Rule = Rule {
    id: "overlapping-alternatives",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "Of the objects in an `anyOf`, all properties can be listed, or no value is two of them.",
    why: "a value may be several of them at once; it is read as the one that has the most of its \
          members, and the others are lost",
    fix: "describe alternatives with `properties` and `allOf` alone, none of which may be `null`, and the \
          `anyOf` beside nothing else; or require in each a property with an `enum` of its own",
    example: Example::schema(
        "{anyOf: [{type: object, nullable: true, properties: {a: {type: string}}}, \
             {type: object, properties: {b: {type: string}}}]}",
        "{anyOf: [{type: object, properties: {a: {type: string}}}, \
             {type: object, properties: {b: {type: string}}}]}",
    ),
};

/// How far an alternative is followed.
const MAX_DEPTH: usize = 16;

/// How many alternatives give their names to the object of all.
const MAX_NAMED: usize = 3;

/// Adds an object with the properties of all to each `anyOf` that needs one.
pub(super) fn lower(document: &mut Value, notes: &mut Sink<'_>) {
    let components = document.pointer("/components/schemas");
    let components = components.and_then(Value::as_object).cloned();
    let mut unions = Unions {
        components: components.unwrap_or_default(),
        made: BTreeMap::new(),
    };
    visit_mut(document, &mut |kind, at, members| {
        if kind == Kind::Schema {
            unions.add(members, at, notes);
        }
        Below::Visit
    });
    let schemas = document.pointer_mut("/components/schemas");
    if let Some(schemas) = schemas.and_then(Value::as_object_mut) {
        schemas.extend(unions.made);
    }
}

struct Unions {
    components: Map<String, Value>,
    /// The objects that were made, by their names.
    made: BTreeMap<String, Value>,
}

/// The properties of an object.
#[derive(Clone, Debug, Default)]
struct Object {
    properties: BTreeMap<String, Value>,
    required: BTreeSet<String>,
}

impl Unions {
    fn add(&mut self, schema: &mut Map<String, Value>, at: &Pointer, notes: &mut Sink<'_>) {
        let Some(Value::Array(alternatives)) = schema.get("anyOf") else {
            return;
        };
        let is_more = ["type", "properties", "allOf", "oneOf", "enum"];
        let is_more = is_more.iter().any(|key| schema.contains_key(*key));
        let objects = alternatives
            .iter()
            .map(|alternative| self.object(alternative, 0));
        let objects = objects.collect::<Option<Vec<_>>>();
        let Some(objects) = objects.filter(|_| !is_more) else {
            let lossy = alternatives.iter().filter(|one| self.loses(one, 0));
            if lossy.count() > 1 {
                let message = "a value that is several of these alternatives at once loses members";
                notes.report_key(&OVERLAPPING, &at.child("anyOf"), message.to_owned());
            }
            return;
        };
        if objects.len() < 2 || are_apart(&objects) {
            return;
        }
        let union = json!(union(&objects));
        let mut alternatives = alternatives.clone();
        alternatives.push(match self.name(&alternatives, at, &union) {
            Some(name) => {
                self.made.insert(name.clone(), union);
                json!({"$ref": format!("{SCHEMAS}{name}")})
            }
            None => union,
        });
        schema.remove("anyOf");
        schema.insert("oneOf".to_owned(), Value::Array(alternatives));
    }

    /// The object that a schema describes; `None` for what is none, for one that keeps other members, and for what
    /// cannot be listed.
    fn object(&self, schema: &Value, depth: usize) -> Option<Object> {
        let schema = schema.as_object().filter(|_| depth < MAX_DEPTH)?;
        if let Some(reference) = schema.get("$ref") {
            let name = reference.as_str()?.strip_prefix(SCHEMAS)?;
            return self.object(self.components.get(name)?, depth + 1);
        }
        let says_more = |key: &String| {
            let is_known = [
                "type",
                "properties",
                "required",
                "allOf",
                "additionalProperties",
            ];
            !is_known.contains(&key.as_str())
                && !key.starts_with("x-")
                && !Kind::Schema.field(key).is_some_and(Field::is_for_people)
        };
        let keeps_more = schema
            .get("additionalProperties")
            .is_some_and(|more| *more != json!(false));
        let is_object = schema.get("type").is_none_or(|ty| ty == "object");
        if keeps_more || !is_object || schema.keys().any(says_more) {
            return None;
        }
        let mut object = Object::default();
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let part = self.object(part, depth + 1)?;
            part.properties
                .into_iter()
                .for_each(|(name, property)| object.add(name, property));
            object.required.extend(part.required);
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            object.add(name.clone(), property.clone());
        }
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        object.required.extend(required.map(str::to_owned));
        (!object.properties.is_empty()).then_some(object)
    }

    /// Whether a value that is read as the schema loses members that it does not name.
    fn loses(&self, schema: &Value, depth: usize) -> bool {
        let reference = schema.get("$ref").and_then(Value::as_str);
        if let Some(name) = reference.and_then(|reference| reference.strip_prefix(SCHEMAS)) {
            let target = self.components.get(name).filter(|_| depth < MAX_DEPTH);
            return target.is_some_and(|target| self.loses(target, depth + 1));
        }
        let keeps_more = schema
            .get("additionalProperties")
            .is_some_and(|more| *more != json!(false));
        let properties = schema.get("properties").and_then(Value::as_object);
        let parts = ["allOf", "anyOf", "oneOf"]
            .iter()
            .filter_map(|key| schema.get(*key)?.as_array());
        let mut parts = parts.flatten();
        let names_some = properties.is_some_and(|properties| !properties.is_empty());
        !keeps_more
            && (names_some || depth < MAX_DEPTH && parts.any(|part| self.loses(part, depth + 1)))
    }

    /// The name of the object of all, which no type has, nor one that is made of it; `None` where there is nothing to
    /// name it after.
    fn name(&self, alternatives: &[Value], at: &Pointer, union: &Value) -> Option<String> {
        let names = alternatives.iter().map(|alternative| {
            let reference = alternative.get("$ref")?.as_str()?;
            reference.strip_prefix(SCHEMAS)
        });
        let names = names
            .collect::<Option<Vec<_>>>()
            .filter(|names| names.len() <= MAX_NAMED);
        let component = || {
            let section = at.parent()?;
            (section.as_str() == "/components/schemas")
                .then(|| at.last())
                .flatten()
        };
        let name = match names {
            Some(names) => names.join("-and-"),
            None => format!("{}-members", component()?),
        };
        let mut name = pascal_case(&name);
        let is_taken = |name: &str| {
            let is_other = self.made.get(name).is_some_and(|made| made != union);
            is_other
                || self
                    .components
                    .keys()
                    .any(|known| pascal_case(known).starts_with(name))
        };
        while is_taken(&name) {
            name.push_str("Members");
        }
        Some(name)
    }
}

impl Object {
    /// Adds a property. One that is described in two ways is any value.
    fn add(&mut self, name: String, property: Value) {
        match self.properties.get_mut(&name) {
            Some(known) if meaning(known) != meaning(&property) => *known = json!({}),
            Some(_) => {}
            None => {
                self.properties.insert(name, property);
            }
        }
    }
}

/// What a property says, without what is only for readers.
fn meaning(property: &Value) -> Value {
    let mut property = property.clone();
    if let Some(members) = property.as_object_mut() {
        members.retain(|key, _| !Kind::Schema.field(key).is_some_and(Field::is_for_people));
    }
    property
}

fn union(objects: &[Object]) -> Map<String, Value> {
    let mut all = Object::default();
    for object in objects {
        for (name, property) in &object.properties {
            all.add(name.clone(), property.clone());
        }
    }
    let of_each = |name: &&String| objects.iter().all(|object| object.required.contains(*name));
    let required: Vec<_> = all.properties.keys().filter(of_each).cloned().collect();
    let properties: Map<_, _> = all.properties.into_iter().collect();
    let description = "The members of several alternatives at once.";
    let mut union = Map::new();
    union.insert("type".to_owned(), "object".into());
    union.insert("description".to_owned(), description.into());
    union.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        union.insert("required".to_owned(), required.into());
    }
    union
}

/// Whether no value can be two of them.
fn are_apart(objects: &[Object]) -> bool {
    let mut rest = objects;
    while let Some((one, others)) = rest.split_first() {
        if others.iter().any(|other| !is_apart(one, other)) {
            return false;
        }
        rest = others;
    }
    true
}

fn is_apart(one: &Object, other: &Object) -> bool {
    let mut shared = one.required.intersection(&other.required);
    shared.any(|name| {
        let values = |object: &Object| {
            let property = object.properties.get(name)?;
            property.get("enum")?.as_array().cloned()
        };
        match (values(one), values(other)) {
            (Some(one), Some(other)) => one.iter().all(|value| !other.contains(value)),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests;
