//! Names that must not collide in the generated code, and what is called otherwise for that.

mod properties;
mod setters;

use std::{
    cell::LazyCell,
    collections::{BTreeMap, BTreeSet},
};

use openapi_document::{
    Example, Finding, Group, Kind, Level, Node, Operation, Pointer, Rule, Sink,
};

use super::{context::Context, renames::Renames};
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
pub(super) static RENAMED: Rule = Rule {
    id: "renamed",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "No two operations, parameters, schemas or properties become the same name in Rust, and \
           none a name that the generated code has already.",
    why: "one of them gets another name, which the finding shows; when others are added to the \
          document, it may be another one",
    fix: "nothing has to be fixed; to choose the name, rename one of the two, or write a schema \
          that is used in one place below `components/schemas`",
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

/// Names that the generated types use without a path.
const TYPE_NAMES: [&str; 3] = ["Default", "Err", "Ok"];

pub(super) fn names(context: &Context<'_>, sink: &mut Sink<'_>) {
    for finding in &renamed(context).1 {
        sink.push(finding.clone());
    }
    for (list, _) in context.objects(Kind::PathItem) {
        duplicate_parameters(context, sink, list);
    }
    for operation in context.operations.iter() {
        duplicate_parameters(context, sink, &operation.pointer);
    }
}

/// What is called otherwise than its name says, and what is found on the way. The names that are there
/// decide, and not their order.
pub(super) fn renamed<'a>(context: &'a Context<'_>) -> &'a (Renames, Vec<Finding>) {
    context.renamed.get_or_init(|| find(context))
}

fn find(context: &Context<'_>) -> (Renames, Vec<Finding>) {
    let mut renames = Renames::default();
    let mut sink = Sink::new(context.root);
    operation_ids(context, &mut sink, &mut renames);
    schemas(context, &mut sink, &mut renames);
    setters::setters(context, &mut sink, &mut renames);
    properties::properties(context, &mut sink, &mut renames);
    (renames, sink.into_findings())
}

/// The first of the names made of `name` and a number that is not `taken`.
pub(super) fn numbered(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{name}{number}"));
    let mut free = numbered.skip_while(|name| is_taken(name));
    free.next().unwrap_or_default()
}

fn operation_ids(context: &Context<'_>, sink: &mut Sink<'_>, renames: &mut Renames) {
    // A builder and a method are made of each.
    let names = |id: &str| [snake_case(id), pascal_case(id)];
    let operations = context.operations.iter().map(|operation| {
        let id = operation_id(operation);
        (names(&id), id, operation)
    });
    let mut operations: Vec<_> = operations.collect();
    operations.sort_by(|(_, a, first), (_, b, second)| {
        (a, first.path, first.method).cmp(&(b, second.path, second.method))
    });
    let natural = LazyCell::new(|| {
        let names = operations.iter().flat_map(|(names, ..)| names);
        names.map(String::as_str).collect::<BTreeSet<_>>()
    });
    let place = |operation: &Operation<'_>| match operation.operation_id {
        Some(_) => operation.pointer.child("operationId"),
        None => operation.pointer.clone(),
    };
    let mut seen = BTreeMap::<String, usize>::new();
    for (index, ([method, builder], id, operation)) in operations.iter().enumerate() {
        let is_reserved =
            CLIENT_METHODS.contains(&method.as_str()) || BUILDER_TYPES.contains(&builder.as_str());
        let other = seen.get(method).or_else(|| seen.get(builder));
        let other = other.and_then(|index| operations.get(*index));
        if other.is_none() && !is_reserved {
            seen.extend([method, builder].map(|name| (name.clone(), index)));
            continue;
        }
        let at = place(operation);
        if let Some((_, other, first)) = other
            && other == id
        {
            let message = format!("the operationId `{id}` stands twice");
            sink.report_pair(&DUPLICATE, &at, &place(first), message);
            continue;
        }
        let is_taken = |name: &str| {
            let mut names = names(name).into_iter();
            names.any(|name| natural.contains(&*name) || seen.contains_key(&name))
        };
        let own = match is_reserved {
            true if !is_taken(&format!("{id}Operation")) => format!("{id}Operation"),
            _ => numbered(id, is_taken),
        };
        let renamed = names(&own);
        let [own_method, _] = &renamed;
        match other {
            Some((_, other, first)) => {
                let message = format!(
                    "the operationIds `{other}` and `{id}` both become the method `{method}`; this \
                     one is `{own_method}`"
                );
                sink.report_pair(&RENAMED, &at, &place(first), message);
            }
            None => {
                let message = format!(
                    "the operationId `{id}` becomes a name that the generated code has already; its \
                     method is `{own_method}`"
                );
                sink.report(&RENAMED, &at, message);
            }
        }
        seen.extend(renamed.map(|name| (name, index)));
        renames.operations.insert(operation.pointer.clone(), own);
    }
}

fn schemas(context: &Context<'_>, sink: &mut Sink<'_>, renames: &mut Renames) {
    let pointer = Pointer::root().child("components").child("schemas");
    let schemas = context.node(&pointer).into_iter().flat_map(Node::members);
    let mut schemas: Vec<_> = schemas.map(|(name, _)| name).collect();
    schemas.sort_unstable();
    let natural: BTreeSet<_> = schemas.iter().map(|name| pascal_case(name)).collect();
    let mut seen = BTreeMap::<String, Pointer>::new();
    for name in schemas {
        let at = pointer.child(name);
        let rust_name = pascal_case(name);
        let is_reserved = TYPE_NAMES.contains(&rust_name.as_str());
        let first = seen.get(&rust_name).cloned();
        if !is_reserved && first.is_none() {
            seen.insert(rust_name, at);
            continue;
        }
        let is_taken = |name: &str| {
            let name = pascal_case(name);
            natural.contains(&name) || seen.contains_key(&name)
        };
        let own = match is_reserved {
            true if !is_taken(&format!("{rust_name}Schema")) => format!("{rust_name}Schema"),
            _ => numbered(&rust_name, is_taken),
        };
        match first {
            Some(first) => {
                let other = first.last().unwrap_or_default();
                let message = format!(
                    "the schemas `{other}` and `{name}` both become the type `{rust_name}`; this one \
                     is `{own}`"
                );
                sink.report_pair(&RENAMED, &at, &first, message);
            }
            None => {
                let message = format!(
                    "the schema `{name}` becomes a name that the generated code uses for something \
                     else; its type is `{own}`"
                );
                sink.report_key(&RENAMED, &at, message);
            }
        }
        seen.insert(pascal_case(&own), at);
        renames.schemas.insert(name.to_owned(), own);
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
