//! Operations of Swagger 2.0: what is sent, and what is answered.

use openapi_document::{Member, Node, Place, Pointer, Value};

use super::schema::{list_style, of_field, of_value, schema};
use crate::make::{Members, each, flag, list, member, text};

/// The media type of a definition that names none.
const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// What an operation has of its surroundings.
pub(super) struct Surroundings<'a> {
    root: &'a Node,
    /// The parameters of its path.
    shared: Vec<&'a Node>,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(root: &'a Node, item: &'a Node) -> Self {
        let shared = item.get("parameters").into_iter().flat_map(Node::items);
        Self {
            root,
            shared: shared.collect(),
        }
    }

    /// An operation as OpenAPI 3.0 writes it. References to parameters and responses are followed.
    pub(super) fn operation(&self, node: &'a Node) -> Node {
        let mut made = Members::default();
        for key in [
            "tags",
            "summary",
            "description",
            "operationId",
            "deprecated",
        ] {
            made.take(node, key, key);
        }
        let key = member(node, "parameters").map_or(node.place, |member| member.key);
        let parameters = self.parameters(node);
        let (bodies, others): (Vec<_>, Vec<_>) = parameters
            .into_iter()
            .partition(|node| matches!(place_of(node), "body" | "formData"));
        let others: Vec<_> = others.into_iter().map(parameter).collect();
        if !others.is_empty() {
            made.add("parameters", key, list(others, key));
        }
        if let Some(body) = self.body(node, &bodies) {
            made.add("requestBody", body.place, body);
        }
        if let Some(responses) = member(node, "responses") {
            let produced = self.media_types(node, "produces");
            let made_responses = each(&responses.node, |node| {
                response(self.followed(node), &produced)
            });
            made.add("responses", responses.key, made_responses);
        }
        made.node(node.place)
    }

    /// Its parameters and those of its path that it has not itself.
    fn parameters(&self, node: &'a Node) -> Vec<&'a Node> {
        let own = node.get("parameters").into_iter().flat_map(Node::items);
        let mut all: Vec<_> = own.map(|node| self.followed(node)).collect();
        for shared in self.shared.iter().map(|node| self.followed(node)) {
            let is_same = |node: &&&Node| {
                place_of(node) == place_of(shared) && name_of(node) == name_of(shared)
            };
            if all.iter().find(is_same).is_none() {
                all.push(shared);
            }
        }
        all
    }

    /// What a reference leads to, or the node itself.
    fn followed(&self, node: &'a Node) -> &'a Node {
        let target = node
            .reference()
            .and_then(Pointer::from_local_reference)
            .and_then(|pointer| self.root.resolve(&pointer));
        target.map_or(node, |(_, node)| node)
    }

    /// The body, of the one parameter that is it or of the fields of a form.
    fn body(&self, operation: &Node, parameters: &[&Node]) -> Option<Node> {
        let (form, whole): (Vec<&Node>, Vec<&Node>) = parameters
            .iter()
            .partition(|node| place_of(node) == "formData");
        let consumed = self.media_types(operation, "consumes");
        let mut made = Members::default();
        if let Some(body) = whole.first() {
            made.take(body, "description", "description");
            made.take(body, "required", "required");
            let mut media = Members::default();
            if let Some(Member { key, node }) = member(body, "schema") {
                media.add("schema", *key, schema(node));
            }
            let content = content(&consumed, &media.node(body.place));
            made.add("content", body.place, content);
            return Some(made.node(body.place));
        }
        let first = form.first()?;
        let has_file = form.iter().any(|node| kind_of(node) == "file");
        let types: Vec<_> = consumed
            .into_iter()
            .filter(|name| [FORM, MULTIPART].contains(&name.as_str()))
            .collect();
        let types = match (types.is_empty(), has_file) {
            (false, _) => types,
            (true, true) => vec![MULTIPART.to_owned()],
            (true, false) => vec![FORM.to_owned()],
        };
        let mut media = Members::default();
        media.add("schema", first.place, fields(&form, first.place));
        made.add(
            "content",
            first.place,
            content(&types, &media.node(first.place)),
        );
        if form.iter().any(|node| is_required(node)) {
            made.add("required", first.place, flag(true, first.place));
        }
        Some(made.node(first.place))
    }

    /// The media types of an operation, or else those of the document, which some tools write as the
    /// text of a list. Parameters such as the character set make no other type.
    fn media_types(&self, operation: &Node, key: &str) -> Vec<String> {
        let listed = |node: &Node| -> Vec<String> {
            let written = node.as_str().map(serde_json::from_str::<Vec<String>>);
            match written {
                Some(Ok(types)) => types,
                Some(Err(_)) => node.as_str().map(str::to_owned).into_iter().collect(),
                None => node
                    .items()
                    .filter_map(|item| Some(item.as_str()?.to_owned()))
                    .collect(),
            }
        };
        let mut types: Vec<_> = operation
            .get(key)
            .or_else(|| self.root.get(key))
            .map(listed)
            .unwrap_or_default()
            .into_iter()
            .map(|name| name.split(';').next().unwrap_or_default().trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        types.dedup();
        match types.is_empty() {
            true => vec![JSON.to_owned()],
            false => types,
        }
    }
}

fn parameter(node: &Node) -> Node {
    let place = place_of(node);
    let mut made = Members::default();
    for key in ["name", "in", "description", "required"] {
        made.take(node, key, key);
    }
    // OpenAPI asks for it, and no request can do without.
    if place == "path" && !is_required(node) {
        made.add("required", node.place, flag(true, node.place));
    }
    if place == "query" {
        made.take(node, "allowEmptyValue", "allowEmptyValue");
    }
    if let Some((key, value)) = list_style(node, place) {
        made.add(key, value.place, value);
    }
    made.add("schema", node.place, of_value(node));
    if let Some(Member { key, node: example }) = member(node, "x-example") {
        made.add("example", *key, value_of(example, kind_of(node)));
    }
    made.node(node.place)
}

/// The example of a parameter as a value of its type: in a URL all are text, and examples are written as
/// text or as a number without a meaning.
fn value_of(example: &Node, kind: &str) -> Node {
    let value = match (&example.value, kind) {
        (Value::String(text), "integer" | "number" | "boolean") => {
            match serde_json::from_str(text.trim()) {
                Ok(serde_json::Value::Number(number)) => Value::Number(number),
                Ok(serde_json::Value::Bool(flag)) => Value::Bool(flag),
                _ => Value::String(text.clone()),
            }
        }
        (Value::Number(number), "string") => Value::String(number.to_string()),
        (Value::Bool(flag), "string") => Value::String(flag.to_string()),
        (value, _) => value.clone(),
    };
    Node {
        value,
        place: example.place,
    }
}

/// The fields of a form as one object.
fn fields(form: &[&Node], place: Place) -> Node {
    let mut properties = Members::default();
    let mut required = Vec::new();
    for field in form {
        properties.add(name_of(field), field.place, of_field(field));
        if is_required(field) {
            required.push(text(name_of(field), field.place));
        }
    }
    let mut made = Members::default();
    made.add("type", place, text("object", place));
    if !required.is_empty() {
        made.add("required", place, list(required, place));
    }
    made.add("properties", place, properties.node(place));
    made.node(place)
}

fn content(types: &[String], media: &Node) -> Node {
    let mut made = Members::default();
    for name in types {
        made.add(name, media.place, media.clone());
    }
    made.node(media.place)
}

fn response(node: &Node, produced: &[String]) -> Node {
    let mut made = Members::default();
    made.take(node, "description", "description");
    if !made.has("description") {
        made.add("description", node.place, text("", node.place));
    }
    if let Some(headers) = member(node, "headers") {
        let header = |node: &Node| {
            let mut made = Members::default();
            made.take(node, "description", "description");
            made.add("schema", node.place, of_value(node));
            made.node(node.place)
        };
        made.add("headers", headers.key, each(&headers.node, header));
    }
    let mut media = Members::default();
    if let Some(Member { key, node }) = member(node, "schema") {
        media.add("schema", *key, schema(node));
    }
    let place = member(node, "schema").map_or(node.place, |member| member.key);
    let examples = member(node, "examples").filter(|member| member.node.members().next().is_some());
    if !media.is_empty() || examples.is_some() {
        let media = media.node(place);
        let mut content = Members::default();
        for name in produced {
            let example = examples.and_then(|examples| example_of(&examples.node, name));
            content.add(name, place, with_example(&media, example));
        }
        made.add("content", place, content.node(place));
    }
    made.node(node.place)
}

/// The example of this media type. Where one has several, they are numbered, as `application/json-1`.
fn example_of<'a>(examples: &'a Node, media_type: &str) -> Option<&'a Member> {
    let members = examples.as_object()?;
    let numbered = || {
        let mut members = members.iter();
        members.find_map(|(name, member)| name.starts_with(media_type).then_some(member))
    };
    members.get(media_type).or_else(numbered)
}

fn with_example(media: &Node, example: Option<&Member>) -> Node {
    let mut made = Members::default();
    made.take(media, "schema", "schema");
    if let Some(Member { key, node }) = example {
        made.add("example", *key, node.clone());
    }
    made.node(media.place)
}

fn place_of(parameter: &Node) -> &str {
    word(parameter, "in")
}

fn name_of(parameter: &Node) -> &str {
    word(parameter, "name")
}

fn kind_of(parameter: &Node) -> &str {
    word(parameter, "type")
}

fn word<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::as_str).unwrap_or_default()
}

fn is_required(parameter: &Node) -> bool {
    parameter.get("required").and_then(Node::as_bool) == Some(true)
}
