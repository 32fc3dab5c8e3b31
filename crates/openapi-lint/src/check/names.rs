//! Names that must not collide in the generated code.

use std::collections::BTreeMap;

use openapi_document::{Example, Group, Kind, Level, Node, Operation, Pointer, Rule, Sink};

use super::context::Context;
use crate::naming::{operation_id, pascal_case, snake_case};

pub(super) static DUPLICATE: Rule = Rule {
    id: "duplicate-operation-id",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "No two operations have the same `operationId`.",
    why: "it is the name by which tools and code know the operation",
    fix: "rename one of the two",
    example: Example::paths(
        "/things: {get: {operationId: read, responses: {'204': {description: Done.}}}}\n\
         /others: {get: {operationId: read, responses: {'204': {description: Done.}}}}",
        "/things: {get: {operationId: readThings, responses: {'204': {description: Done.}}}}\n\
         /others: {get: {operationId: readOthers, responses: {'204': {description: Done.}}}}",
    ),
};
pub(super) static DUPLICATE_PARAMETER: Rule = Rule {
    id: "duplicate-parameter",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "No list of parameters has the same name in the same place twice.",
    why: "a request has one value for it",
    fix: "remove one of the two",
    example: Example::operation(
        "operationId: readThing\n\
         parameters: [{name: limit, in: query, schema: {type: string}}, {name: limit, in: query, schema: {type: integer}}]\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         parameters: [{name: limit, in: query, schema: {type: integer}}]\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static RESERVED: Rule = Rule {
    id: "reserved-name",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No operation, parameter or schema becomes a name that the generated code has already.",
    why: "the generated code would not compile, or would call something else",
    fix: "choose another name",
    example: Example::operation(
        "operationId: client\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static COLLISION: Rule = Rule {
    id: "name-collision",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No two operations, parameters or schemas become the same name in Rust.",
    why: "the generated code would not compile, or one of the two would stand for both",
    fix: "rename one of the two",
    example: Example::operation(
        "operationId: readThing\n\
         parameters: [{name: page-size, in: query, schema: {type: string}}, {name: page_size, in: query, schema: {type: string}}]\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         parameters: [{name: page-size, in: query, schema: {type: string}}]\n\
         responses: {'204': {description: Done.}}",
    ),
};

/// Methods that `Client` has or calls: an operation of that name would replace or shadow them.
const CLIENT_METHODS: [&str; 11] = [
    "new",
    "new_with_client",
    "builder",
    "clone",
    "api_version",
    "baseurl",
    "client",
    "inner",
    "pre",
    "exec",
    "post",
];

/// Names in scope of the module `builder`: a builder of that name would collide with them.
const BUILDER_TYPES: [&str; 16] = [
    "Box",
    "ByteStream",
    "ClientHooks",
    "ClientInfo",
    "Default",
    "Error",
    "From",
    "Into",
    "OperationInfo",
    "Option",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "String",
    "TryFrom",
    "Vec",
];

/// Methods that each operation's builder has beside its setters.
const BUILDER_METHODS: [&str; 4] = ["new", "send", "stream", "clone"];

/// Names that the code which sends a request has for itself.
const LOCALS: [&str; 1] = ["header_map"];

/// Names that the generated types use without a path.
const TYPE_NAMES: [&str; 3] = ["Default", "Err", "Ok"];

pub(super) fn names(context: &Context<'_>, sink: &mut Sink<'_>) {
    operation_ids(context, sink);
    schemas(context, sink);
    for operation in context.operations.iter() {
        setters(context, sink, operation);
    }
    for (list, _) in context.objects(Kind::PathItem) {
        duplicate_parameters(context, sink, list);
    }
    for operation in context.operations.iter() {
        duplicate_parameters(context, sink, &operation.pointer);
    }
}

fn operation_ids(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = BTreeMap::<String, (String, Pointer)>::new();
    for operation in context.operations.iter() {
        let id = operation_id(operation);
        let pointer = match operation.operation_id {
            Some(_) => operation.pointer.child("operationId"),
            None => operation.pointer.clone(),
        };
        let rust_name = snake_case(&id);
        if CLIENT_METHODS.contains(&rust_name.as_str()) {
            let message = format!(
                "the operationId `{id}` becomes the method `{rust_name}`, which `Client` \
                     has already"
            );
            sink.report(&RESERVED, &pointer, message);
        } else if BUILDER_TYPES.contains(&pascal_case(&id).as_str()) {
            let message = format!(
                "the operationId `{id}` becomes the type `builder::{}`, a name that the generated \
                 code uses for something else",
                pascal_case(&id)
            );
            sink.report(&RESERVED, &pointer, message);
        }
        let Some((other, first)) = seen.get(&rust_name) else {
            seen.insert(rust_name, (id.into_owned(), pointer));
            continue;
        };
        let (rule, message) = if *other == id {
            (&DUPLICATE, format!("the operationId `{id}` stands twice"))
        } else {
            let message = format!(
                "the operationIds `{other}` and `{id}` both become the method `{rust_name}`"
            );
            (&COLLISION, message)
        };
        sink.report_pair(rule, &pointer, first, message);
    }
}

fn schemas(context: &Context<'_>, sink: &mut Sink<'_>) {
    let pointer = Pointer::root().child("components").child("schemas");
    let mut seen = BTreeMap::<String, Pointer>::new();
    let schemas = context.node(&pointer).into_iter().flat_map(Node::members);
    for (name, _) in schemas {
        let at = pointer.child(name);
        let rust_name = pascal_case(name);
        if TYPE_NAMES.contains(&rust_name.as_str()) {
            let message = format!(
                "the schema `{name}` becomes the type `{rust_name}`, a name that the generated code \
                 uses for something else"
            );
            sink.report_key(&RESERVED, &at, message);
        }
        if let Some(first) = seen.get(&rust_name) {
            let other = first.last().unwrap_or_default();
            let message =
                format!("the schemas `{other}` and `{name}` both become the type `{rust_name}`");
            sink.report_pair(&COLLISION, &at, first, message);
            continue;
        }
        seen.insert(rust_name, at);
    }
}

fn setters(context: &Context<'_>, sink: &mut Sink<'_>, operation: &Operation<'_>) {
    let mut seen = BTreeMap::<String, (&str, Pointer)>::new();
    for parameter in context.parameters(operation) {
        let name = parameter.name;
        let at = parameter.used;
        let rust_name = snake_case(name);
        let body = rust_name == "body" && operation.node.get("requestBody").is_some();
        if BUILDER_METHODS.contains(&rust_name.as_str()) || body {
            let message = format!(
                "the parameter `{name}` becomes the setter `{rust_name}`, which the builder of \
                 the operation has already"
            );
            sink.report(&RESERVED, &at, message);
        } else if LOCALS.contains(&rust_name.as_str()) {
            let message = format!(
                "the parameter `{name}` becomes `{rust_name}`, a name that the code which sends the \
                 request has already"
            );
            sink.report(&RESERVED, &at, message);
        }
        match seen.get(&rust_name) {
            Some((other, first)) => {
                let message = format!(
                    "the parameters `{other}` and `{name}` both become the setter `{rust_name}`"
                );
                sink.report_pair(&COLLISION, &at, first, message);
            }
            None => {
                seen.insert(rust_name, (name, at));
            }
        }
    }
}

fn duplicate_parameters(context: &Context<'_>, sink: &mut Sink<'_>, holder: &Pointer) {
    let mut seen = BTreeMap::<(&str, &str), Pointer>::new();
    for parameter in context.listed(&holder.child("parameters")) {
        let (name, location) = (parameter.name, parameter.location);
        if let Some(first) = seen.get(&(name, location)) {
            let message = format!("the parameter `{name}` in `{location}` stands twice");
            sink.report_pair(&DUPLICATE_PARAMETER, &parameter.used, first, message);
            continue;
        }
        seen.insert((name, location), parameter.used);
    }
}
