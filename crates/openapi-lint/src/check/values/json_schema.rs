//! A schema of OpenAPI 3.0 as JSON Schema, and the check of a value against it.
//!
//! OpenAPI 3.0 has the bounds of JSON Schema's draft 4, `nullable` beside them, and references
//! that lead to `components`. Nothing is fetched from anywhere.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use jsonschema::{Draft, Keyword, Registry, ValidationError, Validator};
use openapi_document::{
    Kind, Node, Pointer, Value,
    grammar::{Field, Purpose, Shape},
};
use serde_json::{Map, Value as Json, json};

use crate::pattern::{Budget, Pattern};

const URI: &str = "urn:openapi-lint:document";

/// How much work one value may be, and how many values are checked against schemas in all.
const MAX_STEPS: usize = 20_000;
const MAX_CHECKS: usize = 2_000;
/// How many differences are told of one value.
const MAX_ERRORS: usize = 3;

/// Checks values against the schemas of one document.
pub(super) struct Checker<'a> {
    root: &'a Node,
    registry: Registry<'static>,
    checks: usize,
    patterns: Patterns,
    budget: Budget,
}

pub(super) enum Outcome {
    Fits,
    /// Where in the value it does not fit, and why.
    DoesNot(Vec<(Pointer, String)>),
    NotChecked(String),
}

impl<'a> Checker<'a> {
    /// `None` when the schemas cannot be read as JSON Schema, which other rules then explain.
    pub(super) fn new(root: &'a Node) -> Option<Self> {
        let schemas = Pointer::root().child("components").child("schemas");
        let schemas: Map<_, _> = root
            .at(&schemas)
            .into_iter()
            .flat_map(Node::members)
            .map(|(name, schema)| (name.to_owned(), converted(schema)))
            .collect();
        let components = json!({
            "$schema": "http://json-schema.org/draft-04/schema#",
            "components": { "schemas": schemas },
        });
        let registry = Registry::new()
            .retriever(Nowhere)
            .draft(Draft::Draft4)
            .add(URI, components)
            .ok()?
            .prepare()
            .ok()?;
        Some(Self {
            root,
            registry,
            checks: 0,
            patterns: Patterns::default(),
            budget: Budget::of_a_document(),
        })
    }

    pub(super) fn check(&mut self, schema: &Node, value: &Node) -> Outcome {
        self.checks += 1;
        if self.checks > MAX_CHECKS {
            return Outcome::NotChecked(format!("{MAX_CHECKS} others have been before it"));
        }
        let mut left = MAX_STEPS;
        if self.count(schema, value, &mut left).is_none() {
            return Outcome::NotChecked("it takes too many steps".to_owned());
        }
        let validator = match self.validator(schema) {
            Ok(validator) => validator,
            Err(error) => return Outcome::NotChecked(error),
        };
        let value = value.to_json();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .take(MAX_ERRORS)
            .map(|error| (path(error.instance_path().as_str()), error.to_string()))
            .collect();
        if errors.is_empty() {
            Outcome::Fits
        } else {
            Outcome::DoesNot(errors)
        }
    }

    fn validator(&self, schema: &Node) -> Result<Validator, String> {
        let patterns = self.patterns.clone();
        jsonschema::options()
            .with_draft(Draft::Draft4)
            .with_registry(&self.registry)
            .offline()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_keyword("pattern", move |_, value, _| {
                let text = value.as_str().unwrap_or_default();
                Ok(Box::new(Matches::new(&patterns, text)))
            })
            .build(&converted(schema))
            .map_err(|error| error.to_string())
    }

    /// Takes the steps that a validator takes, and counts them: the number of ways through
    /// combinations can grow with the power of their depth. `None` when they are too many.
    fn count(&mut self, schema: &Node, value: &Node, left: &mut usize) -> Option<()> {
        *left = left.checked_sub(1)?;
        if let (Some(pattern), Some(text)) =
            (schema.get("pattern").and_then(Node::as_str), value.as_str())
            && let Some(pattern) = self.patterns.get(pattern)
        {
            self.budget.take(pattern.steps(text))?;
        }
        if let Some(reference) = schema.reference() {
            let target = Pointer::from_local_reference(reference)?;
            let (_, target) = self.root.resolve(&target)?;
            return self.count(target, value, left);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for part in schema.get(key).into_iter().flat_map(Node::items) {
                self.count(part, value, left)?;
            }
        }
        if let Some(not) = schema.get("not") {
            self.count(not, value, left)?;
        }
        let properties = schema.get("properties");
        for (name, member) in value.members() {
            let described = properties
                .and_then(|properties| properties.get(name))
                .or_else(|| schema.get("additionalProperties"));
            if let Some(described) = described {
                self.count(described, member, left)?;
            }
        }
        if let Some(items) = schema.get("items") {
            for item in value.items() {
                self.count(items, item, left)?;
            }
        }
        Some(())
    }
}

/// Refuses to fetch anything.
struct Nowhere;

impl jsonschema::Retrieve for Nowhere {
    fn retrieve(
        &self,
        uri: &jsonschema::Uri<String>,
    ) -> Result<Json, Box<dyn std::error::Error + Send + Sync>> {
        Err(format!("{uri} leads out of the document").into())
    }
}

/// The patterns of a document, each read once; `None` for one that is refused. It constrains nothing
/// here: the finding about it says what to do first.
#[derive(Clone, Default)]
struct Patterns(Arc<Mutex<HashMap<String, Option<Arc<Pattern>>>>>);

impl Patterns {
    fn get(&self, text: &str) -> Option<Arc<Pattern>> {
        let mut known = self.0.lock().ok()?;
        if let Some(pattern) = known.get(text) {
            return pattern.clone();
        }
        let pattern = Pattern::new(text).ok().map(Arc::new);
        known.insert(text.to_owned(), pattern.clone());
        pattern
    }
}

/// The keyword `pattern` with the engine of the generated types.
struct Matches {
    text: String,
    pattern: Option<Arc<Pattern>>,
}

impl Matches {
    fn new(patterns: &Patterns, text: &str) -> Self {
        Self {
            text: text.to_owned(),
            pattern: patterns.get(text),
        }
    }
}

impl<'i> Keyword<'i> for Matches {
    fn validate(&self, instance: &'i Json) -> Result<(), ValidationError<'i>> {
        if self.is_valid(instance) {
            return Ok(());
        }
        Err(ValidationError::custom(format!(
            "{instance} does not match \"{}\"",
            self.text
        )))
    }

    fn is_valid(&self, instance: &'i Json) -> bool {
        let (Some(pattern), Some(text)) = (&self.pattern, instance.as_str()) else {
            return true;
        };
        pattern.matches(text)
    }
}

fn path(text: &str) -> Pointer {
    text.split('/')
        .skip(1)
        .map(|token| token.replace("~1", "/").replace("~0", "~"))
        .fold(Pointer::root(), |pointer, token| pointer.child(token))
}

/// The schema in the words of JSON Schema.
fn converted(schema: &Node) -> Json {
    if let Some(reference) = schema.reference() {
        return json!({ "$ref": format!("{URI}{reference}") });
    }
    if let Some(all) = schema.as_bool() {
        return Json::Bool(all);
    }
    let mut result = Map::new();
    for (key, value) in schema.members() {
        let field = Kind::Schema
            .field(key)
            .filter(|field| constrains(field, schema, value));
        if let Some(field) = field {
            result.insert(key.to_owned(), converted_value(&field.shape, value));
        }
    }
    match schema.get("nullable").map(|nullable| &nullable.value) {
        Some(Value::Bool(true)) => json!({ "anyOf": [{ "enum": [null] }, result] }),
        _ => result.into(),
    }
}

/// Whether a field of `schema` with this value is one that JSON Schema has, and says something.
fn constrains(field: &Field, schema: &Node, value: &Node) -> bool {
    matches!(field.purpose, Purpose::Constraint(_))
        && match field.name {
            // It widens all of the schema.
            "nullable" => false,
            // Draft 4 does not admit an empty list, which says nothing.
            "required" => value.items().next().is_some(),
            "exclusiveMaximum" => schema.get("maximum").is_some(),
            "exclusiveMinimum" => schema.get("minimum").is_some(),
            _ => true,
        }
}

fn converted_value(shape: &Shape, value: &Node) -> Json {
    match shape {
        Shape::OrReference(_) | Shape::FlagOrReference(_) => converted(value),
        Shape::List(item) => value
            .items()
            .map(|value| converted_value(item, value))
            .collect(),
        Shape::Map(entry) => {
            let members = value.members();
            let members =
                members.map(|(key, value)| (key.to_owned(), converted_value(entry, value)));
            members.collect::<Map<_, _>>().into()
        }
        _ => value.to_json(),
    }
}
