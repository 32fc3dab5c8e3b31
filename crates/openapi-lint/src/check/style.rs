//! How this workspace writes its own document.

mod unused;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToLowerCamelCase;
use openapi_document::{Example, Group, Kind, Level, Node, Operation, Pointer, Rule, Sink};

pub(super) use self::unused::UNUSED;
use super::context::Context;
use crate::naming;

pub(super) static OPERATION_ID: Rule = Rule {
    id: "operation-id-case",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation has an `operationId` in lowerCamelCase.",
    why: "it is the name of the method in every client, and one form is easier to find than many",
    fix: "write it as the finding shows",
    example: Example::operation(
        "tags: [Things]\n\
         operationId: read_thing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static SUMMARY: Rule = Rule {
    id: "operation-summary",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation has a `summary`.",
    why: "it is the first line of the method's documentation and of the command's help",
    fix: "add `summary`, one line without a full stop",
    example: Example::operation(
        "tags: [Things]\n\
         operationId: readThing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static DESCRIPTION: Rule = Rule {
    id: "operation-description",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation and each parameter has a `description`.",
    why: "it is all that a caller sees of the vendor's page",
    fix: "add `description`, with the words of the vendor's page",
    example: Example::operation(
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         responses: {'204': {description: Done.}}",
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static TAG: Rule = Rule {
    id: "operation-tag",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation has a tag, and each tag is described under `tags`.",
    why: "documentation and command line group the operations by their tags",
    fix: "add the tag to the operation, and its name and description to `tags`",
    example: Example::operation(
        "tags: [Thnigs]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static SECURITY: Rule = Rule {
    id: "operation-security",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation has a security requirement, its own or that of the document.",
    why: "a caller must know which credentials are asked for",
    fix: "add `security` to the document, or to the operation",
    example: Example::operation(
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}\n\
         security: []",
        "tags: [Things]\n\
         operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         responses: {'204': {description: Done.}}\n\
         security: [{token: []}]",
    ),
};
pub(super) static SUCCESS: Rule = Rule {
    id: "operation-success",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each operation describes a success: a status of 2XX.",
    why: "without it the client hands every success to the caller as bytes",
    fix: "add its status, for example `'204': {description: Deleted.}`",
    example: Example::responses(
        "{'303': {description: Elsewhere.}}",
        "{'204': {description: Done.}, '303': {description: Elsewhere.}}",
    ),
};
pub(super) static ERROR: Rule = Rule {
    id: "shared-error",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each response of 4XX and 5XX has the one schema that all errors share.",
    why: "callers handle all errors of the service by one type, `ApiError`",
    fix: "refer to a response of `components/responses` that has the schema",
    example: Example::responses(
        "'204': {description: Done.}\n\
         '404': {description: Gone.}",
        "'204': {description: Done.}\n\
         '404': {description: Gone., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}",
    ),
};
pub(super) static SCHEMA_DESCRIPTION: Rule = Rule {
    id: "schema-description",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each schema in `components` and each property has a `description`.",
    why: "it is the documentation of the type and of the field",
    fix: "add `description`, with the words of the vendor's page",
    example: Example::schema(
        "{type: object, description: A thing., properties: {name: {type: string}}}",
        "{type: object, description: A thing., properties: {name: {type: string, \
             description: Its name.}}}",
    ),
};
pub(super) fn style(context: &Context<'_>, sink: &mut Sink<'_>) {
    let tags = tags(context);
    for operation in context.operations.iter() {
        operation_id(sink, operation);
        texts(sink, operation);
        tag(sink, operation, &tags);
        security(context, sink, operation);
        success(context, sink, operation);
    }
    errors(context, sink);
    descriptions(context, sink);
    unused::unused(context, sink);
}

fn tags<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    context
        .node(&Pointer::root().child("tags"))
        .into_iter()
        .flat_map(Node::items)
        .filter_map(|tag| tag.get("name")?.as_str())
        .collect()
}

fn operation_id(sink: &mut Sink<'_>, operation: &Operation<'_>) {
    let Some(id) = operation.operation_id else {
        let (method, path) = (operation.method.to_uppercase(), operation.path);
        let message = format!("`{method} {path}` has no `operationId`");
        sink.report(&OPERATION_ID, &operation.pointer, message)
            .help("add one in lowerCamelCase");
        return;
    };
    let expected = id.to_lower_camel_case();
    if id != expected {
        sink.report(
            &OPERATION_ID,
            &operation.pointer.child("operationId"),
            format!("the operationId `{id}` is not in lowerCamelCase"),
        )
        .help(format!("write `{expected}`"));
    }
}

fn has_text(node: &Node, key: &str) -> bool {
    let text = node.get(key).and_then(Node::as_str).unwrap_or_default();
    !text.trim().is_empty()
}

fn texts(sink: &mut Sink<'_>, operation: &Operation<'_>) {
    for (rule, key) in [(&SUMMARY, "summary"), (&DESCRIPTION, "description")] {
        if !has_text(operation.node, key) {
            sink.report(
                rule,
                &operation.pointer,
                format!(
                    "the operation `{}` has no `{key}`",
                    naming::operation_id(operation)
                ),
            )
            .help(format!("add `{key}`, with the words of the vendor's page"));
        }
    }
}

fn tag(sink: &mut Sink<'_>, operation: &Operation<'_>, tags: &BTreeSet<&str>) {
    let used: Vec<_> = operation
        .node
        .get("tags")
        .into_iter()
        .flat_map(Node::items)
        .filter_map(Node::as_str)
        .collect();
    if used.is_empty() {
        sink.report(
            &TAG,
            &operation.pointer,
            format!(
                "the operation `{}` has no tag",
                naming::operation_id(operation)
            ),
        )
        .help("add `tags: [NAME]`, a name that `tags` at the top describes");
    }
    for (index, name) in used.iter().enumerate() {
        if tags.contains(name) {
            continue;
        }
        let help = match sink.suggestion(name, tags.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("add `{{name: {name}, description: …}}` to `tags` at the top"),
        };
        sink.report(
            &TAG,
            &operation.pointer.child("tags").child(index),
            format!("the tag `{name}` is not described"),
        )
        .help(help);
    }
}

fn security(context: &Context<'_>, sink: &mut Sink<'_>, operation: &Operation<'_>) {
    let document = context.node(&Pointer::root().child("security"));
    let requirements = operation.node.get("security").or(document);
    let has_one = requirements.is_some_and(|requirements| requirements.items().next().is_some());
    if !has_one {
        sink.report(
            &SECURITY,
            &operation.pointer,
            format!(
                "the operation `{}` has no security requirement",
                naming::operation_id(operation)
            ),
        );
    }
}

fn success(context: &Context<'_>, sink: &mut Sink<'_>, operation: &Operation<'_>) {
    let pointer = operation.pointer.child("responses");
    let mut statuses = context.node(&pointer).into_iter().flat_map(Node::members);
    if !statuses.any(|(status, _)| status.starts_with('2')) {
        sink.report_key(
            &SUCCESS,
            &pointer,
            format!(
                "the operation `{}` describes no success",
                naming::operation_id(operation)
            ),
        );
    }
}

fn errors(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut bodies = Vec::new();
    let mut counts = BTreeMap::<String, usize>::new();
    for operation in context.operations.iter() {
        let pointer = operation.pointer.child("responses");
        for (status, _) in context.node(&pointer).into_iter().flat_map(Node::members) {
            let is_error = status.starts_with(['4', '5']) || status == "default";
            let response = context.resolve(&pointer.child(status));
            let Some((_, response)) = response.filter(|_| is_error) else {
                continue;
            };
            let schema = response
                .get("content")
                .and_then(|content| content.get("application/json")?.get("schema")?.reference())
                .map(str::to_owned);
            if let Some(schema) = &schema {
                *counts.entry(schema.clone()).or_default() += 1;
            }
            bodies.push((pointer.child(status), schema));
        }
    }
    let shared = counts
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(schema, _)| schema);
    for (pointer, schema) in bodies {
        if schema.is_some() && schema == shared {
            continue;
        }
        let status = pointer.last().unwrap_or_default();
        let help = match &shared {
            Some(shared) => {
                format!("give it the content `application/json` with `$ref: '{shared}'`")
            }
            None => "give it the content `application/json` with a `$ref` to the schema of errors"
                .to_owned(),
        };
        sink.report_key(
            &ERROR,
            &pointer,
            format!("the error `{status}` has not the schema that all errors share"),
        )
        .help(help);
    }
}

fn descriptions(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, schema) in context.schemas() {
        let tokens: Vec<_> = pointer.tokens().collect();
        let subject = match tokens.as_slice() {
            [components, schemas, name] if components == "components" && schemas == "schemas" => {
                format!("the schema `{name}`")
            }
            [.., key, name] if key == "properties" => format!("the property `{name}`"),
            _ => continue,
        };
        if !has_text(schema, "description") {
            sink.report_key(
                &SCHEMA_DESCRIPTION,
                pointer,
                format!("{subject} has no `description`"),
            );
        }
    }
    for (pointer, parameter) in context.objects(Kind::Parameter) {
        let name = parameter.get("name").and_then(Node::as_str);
        if !has_text(parameter, "description") {
            sink.report(
                &DESCRIPTION,
                pointer,
                format!(
                    "the parameter `{}` has no `description`",
                    name.unwrap_or_default()
                ),
            );
        }
    }
}
