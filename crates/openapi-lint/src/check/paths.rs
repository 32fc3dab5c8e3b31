//! Path templates and path parameters must say the same.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Example, Group, Level, Node, Operation, Pointer, Rule, Sink, path_items,
    template::{Part, parts, without_names},
};

use super::context::Context;

pub(super) static MISMATCH: Rule = Rule {
    id: "path-parameter-mismatch",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The path template and the path parameters of an operation name the same parameters.",
    why: "a request needs a value for each part of its path, and a parameter needs a \
         place to go to",
    fix: "add the missing parameter with `in: path`, or correct the name in one of the two",
    example: Example::parameter(
        "{name: id, in: path, required: true, schema: {type: integer}}",
        "{name: id, in: query, required: true, schema: {type: integer}}",
    ),
};
pub(super) static OPTIONAL: Rule = Rule {
    id: "optional-path-parameter",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "A path parameter is required.",
    why: "a path has no place for a missing value",
    fix: "add `required: true`: a path has no place for a missing value",
    example: Example::parameter(
        "{name: thing_id, in: path, schema: {type: integer}}",
        "{name: thing_id, in: path, required: true, schema: {type: integer}}",
    ),
};
pub(super) static INVALID_TEMPLATE: Rule = Rule {
    id: "invalid-path-template",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "A path is made of characters that a URL can hold as they are, and of `{name}`.",
    why: "any other character would be sent in another form than the document shows, \
         or break the template",
    fix: "write segments of letters, digits and `-._~`, and parameters as `{name}`",
    example: Example::paths(
        "/all things: {get: {operationId: readThings, responses: {'204': {description: Done.}}}}",
        "/all-things: {get: {operationId: readThings, responses: {'204': {description: Done.}}}}",
    ),
};
pub(super) static DUPLICATE: Rule = Rule {
    id: "duplicate-path",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "No two paths differ in the names of their parameters alone.",
    why: "a server cannot tell the two apart",
    fix: "move the operations into one of them",
    example: Example::paths(
        "/things/{thing_id}: {}\n\
         /things/{id}: {}",
        "/things/{thing_id}: {}\n\
         /others/{id}: {}",
    ),
};
pub(super) static METHOD: Rule = Rule {
    id: "unsupported-method",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "No operation has the method TRACE.",
    why: "whoever answers it repeats the request, and the credentials with it",
    fix: "leave the operation out, and call the service by hand",
    example: Example::paths(
        "/things: {trace: {operationId: things, responses: {'204': {description: Done.}}}}",
        "/things: {get: {operationId: things, responses: {'204': {description: Done.}}}}",
    ),
};

pub(super) fn paths(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut by_path = BTreeMap::<&str, Vec<&Operation<'_>>>::new();
    for operation in context.operations.iter() {
        if operation.method == "trace" {
            sink.report_key(
                &METHOD,
                &operation.pointer,
                "the client sends no request with the method TRACE",
            );
        }
        by_path.entry(operation.path).or_default().push(operation);
    }
    let mut seen = BTreeMap::<String, Pointer>::new();
    for (at, path, _) in path_items(context.root) {
        let Some(names) = names(sink, &at, path) else {
            continue;
        };
        duplicate(sink, &mut seen, path, &at);
        for operation in by_path.get(path).into_iter().flatten() {
            parameters(context, sink, operation, &names);
        }
    }
}

const SEGMENTS: &str = "write segments of letters, digits and `-._~`, or `{name}`";

/// The names of the parameters of a path template; a finding when it is none.
fn names<'p>(sink: &mut Sink<'_>, at: &Pointer, path: &'p str) -> Option<BTreeSet<&'p str>> {
    let mut names = BTreeSet::new();
    let mut refuse = |message: String, help: &str| {
        sink.report_key(&INVALID_TEMPLATE, at, message)
            .help(help.to_owned());
    };
    if path.contains("//") {
        refuse(
            format!("the path `{path}` contains an empty segment"),
            SEGMENTS,
        );
        return None;
    }
    for part in parts(path) {
        let name = match part {
            Part::Literal(literal) => {
                if let Some(bad) = invalid_character(literal) {
                    refuse(format!("the path `{path}` contains {bad:?}"), SEGMENTS);
                    return None;
                }
                continue;
            }
            Part::Unclosed(_) => {
                refuse(
                    format!("the path `{path}` has a `{{` without its `}}`"),
                    SEGMENTS,
                );
                return None;
            }
            Part::Parameter(name) => name,
        };
        if name.is_empty() || name.contains(['/', '{']) {
            refuse(
                format!("the path `{path}` has a parameter without a usable name"),
                SEGMENTS,
            );
            return None;
        }
        if !names.insert(name) {
            let message = format!("the path `{path}` names `{name}` twice");
            let help = "a name has one value: give the second one a name of its own, and declare a \
                        parameter of that name";
            refuse(message, help);
            return None;
        }
    }
    Some(names)
}

/// The first character that a path cannot hold as it is (RFC 3986, section 3.3).
fn invalid_character(literal: &str) -> Option<char> {
    literal
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !"-._~!$&'()*+,;=:@/".contains(*c))
}

fn duplicate(sink: &mut Sink<'_>, seen: &mut BTreeMap<String, Pointer>, path: &str, at: &Pointer) {
    let Some(first) = seen.insert(without_names(path), at.clone()) else {
        return;
    };
    let other = first.last().unwrap_or_default();
    sink.report_pair(
        &DUPLICATE,
        at,
        &first,
        format!("the paths `{other}` and `{path}` are the same path"),
    );
}

fn parameters(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    operation: &Operation<'_>,
    names: &BTreeSet<&str>,
) {
    let parameters = context.parameters(operation);
    let declared: BTreeMap<_, _> = parameters
        .iter()
        .filter(|parameter| parameter.location == "path")
        .map(|parameter| (parameter.name, parameter))
        .collect();
    for name in names.iter().filter(|name| !declared.contains_key(*name)) {
        sink.report(
            &MISMATCH,
            &operation.pointer,
            format!("`{{{name}}}` in `{}` has no parameter", operation.path),
        )
        .help(format!(
            "add a parameter `{name}` with `in: path` and `required: true`"
        ));
    }
    for (name, parameter) in &declared {
        if !names.contains(*name) {
            let nearest = sink.suggestion(name, names.iter().copied());
            let help = match nearest {
                Some(near) => format!("did you mean `{near}`, which is in the path?"),
                None => format!("add `{{{name}}}` to the path, or remove the parameter"),
            };
            sink.report(
                &MISMATCH,
                &parameter.used,
                format!(
                    "the path parameter `{name}` does not occur in `{}`",
                    operation.path
                ),
            )
            .help(help);
        }
        if parameter.node.get("required").and_then(Node::as_bool) != Some(true) {
            sink.report(
                &OPTIONAL,
                &parameter.pointer,
                format!("the path parameter `{name}` is not required"),
            );
        }
    }
}
