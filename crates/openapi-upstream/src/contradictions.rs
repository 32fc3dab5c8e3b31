//! Contradictions within one definition: its examples against its tables.

use openapi_document::{
    Example, Finding, Findings, Group, Level, Node, Operation, Place, Pointer, Rule,
    template::{Part, parts},
};
use openapi_lint::{INVALID_EXAMPLE, Policy, UNDECLARED_EXAMPLE_PROPERTY, findings};

use crate::definition::Definition;

/// The example of a request is another request.
pub static CONTRADICTING_REQUEST: Rule = Rule {
    id: "contradicting-request-example",
    group: Group::Correctness,
    level: Level::Warning,
    needed: false,
    what: "The example of a request has the method, the path and the parameters of its operation.",
    why: "one of the two is wrong, and who writes a document by hand takes over one of them",
    fix: "decide which holds, and say so beside the fact: `x-source: {contradiction: …, resolution: …}`",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         paths:\n  \
         /things:\n    \
         delete:\n      \
         x-request-examples-url-1: GET https://{endpoint}/things\n      \
         responses: {'204': {description: Gone.}}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         paths:\n  \
         /things:\n    \
         delete:\n      \
         x-request-examples-url-1: DELETE https://{endpoint}/things\n      \
         responses: {'204': {description: Gone.}}",
    ),
};

/// How the keys begin under which the API Explorer has examples of requests.
const REQUEST_EXAMPLE: &str = "x-request-example";

/// Where a definition contradicts itself.
pub fn contradictions(definition: &Definition) -> Findings {
    let document = definition.document();
    let mut found: Vec<Finding> = Vec::new();
    for operation in definition.operations().iter() {
        for (key, text, place) in request_lines(definition, operation) {
            let pointer = operation.pointer.child(key);
            let problems = problems(definition, operation, text).into_iter();
            found.extend(problems.map(|problem| finding(problem, &pointer, place)));
        }
    }
    let lint = findings(document, &Policy::own());
    let of_examples = lint
        .iter()
        .filter(|finding| [&INVALID_EXAMPLE, &UNDECLARED_EXAMPLE_PROPERTY].contains(&finding.rule));
    found.extend(of_examples.map(|finding| {
        let pointer = finding.place.and_then(|place| definition.pointer(place));
        Finding {
            level: Level::Warning,
            help: CONTRADICTING_REQUEST.fix.to_owned(),
            pointer: pointer.unwrap_or_else(|| finding.pointer.clone()),
            ..finding.clone()
        }
    }));
    document.findings(found)
}

fn finding(message: String, pointer: &Pointer, place: Place) -> Finding {
    Finding {
        rule: &CONTRADICTING_REQUEST,
        level: CONTRADICTING_REQUEST.level,
        message,
        help: CONTRADICTING_REQUEST.fix.to_owned(),
        pointer: pointer.clone(),
        place: Some(place),
        related: Vec::new(),
    }
}

/// The examples of requests that name a URL, with their keys.
fn request_lines<'a>(
    definition: &'a Definition,
    operation: &Operation<'_>,
) -> impl Iterator<Item = (&'a str, &'a str, Place)> {
    let written = definition.written(operation);
    let members = written.into_iter().flat_map(Node::members);
    members.filter_map(|(key, node)| {
        let text = node.as_str().filter(|text| text.contains("://"))?;
        let is_example = key.starts_with(REQUEST_EXAMPLE);
        is_example.then_some((key, text, node.place))
    })
}

/// What the line `METHOD URL` says that the operation does not.
fn problems(definition: &Definition, operation: &Operation<'_>, line: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let line = line.trim();
    let (method, url) = match line.split_once(char::is_whitespace) {
        Some((first, rest)) if !first.contains("://") => (Some(first), rest.trim()),
        _ => (None, line),
    };
    if let Some(method) = method.filter(|method| !method.eq_ignore_ascii_case(operation.method)) {
        problems.push(format!(
            "the example says {} where the table says {}",
            method.to_ascii_uppercase(),
            operation.method.to_ascii_uppercase()
        ));
    }
    let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind.find('/').and_then(|at| behind.get(at..));
    let (path, query) = match path.unwrap_or_default().split_once('?') {
        Some((path, query)) => (path, query),
        None => (path.unwrap_or_default(), ""),
    };
    let template = format!("{}{}", definition.base_path(), operation.path);
    if !fits(path, &template) {
        problems.push(format!(
            "the path of the example, `{path}`, is not `{template}`"
        ));
    }
    let declared = declared(definition, operation);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let name = pair.split_once('=').map_or(pair, |(name, _)| name);
        if !declared.iter().any(|declared| declared == name) {
            problems.push(format!(
                "the example has the parameter `{name}`, which the table has not"
            ));
        }
    }
    problems
}

/// Whether a path is one of a template: equal literals, and something for each parameter.
fn fits(path: &str, template: &str) -> bool {
    let (mut path, mut template) = (path.split('/'), template.split('/'));
    loop {
        match (path.next(), template.next()) {
            (None, None) => return true,
            (Some(segment), Some(pattern)) if segment_fits(segment, pattern) => {}
            _ => return false,
        }
    }
}

fn segment_fits(segment: &str, pattern: &str) -> bool {
    let is_value = !segment.is_empty() && !segment.contains(char::is_whitespace);
    let has_name = parts(pattern).any(|part| matches!(part, Part::Parameter(_)));
    match has_name {
        // A value, or another name in braces.
        true => is_value && segment.matches('{').count() == segment.matches('}').count(),
        false => segment == pattern,
    }
}

/// The names of the query parameters.
fn declared(definition: &Definition, operation: &Operation<'_>) -> Vec<String> {
    let document = definition.document();
    let above = operation.pointer.parent();
    let lists = std::iter::once(operation.pointer.clone()).chain(above);
    let mut names = Vec::new();
    for list in lists.map(|at| at.child("parameters")) {
        let count = document
            .root()
            .at(&list)
            .map_or(0, |list| list.items().count());
        for index in 0..count {
            let found = document.resolve(&list.child(index));
            let parameter = found.map(|(_, parameter)| parameter);
            let is_query =
                |parameter: &&Node| parameter.get("in").and_then(Node::as_str) == Some("query");
            let name = parameter.filter(is_query).and_then(|node| node.get("name"));
            names.extend(name.and_then(Node::as_str).map(str::to_owned));
        }
    }
    names
}
