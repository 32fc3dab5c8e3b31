//! What the document says and the generated client does not follow.

use openapi_document::{Example, Finding, Group, Kind, Level, Node, Pointer, Rule, Sink};

use super::{
    context::Context,
    reserved_headers::{header_parameters_of, is_ignored},
};

pub(super) static RESPONSE_HEADERS: Rule = Rule {
    id: "ignored-response-headers",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "Headers of responses are documentation only.",
    why: "the generated methods have no types for them; a caller reads them with \
          `ResponseValue::headers`",
    fix: "read them with `ResponseValue::headers`",
    example: Example::responses(
        "{'204': {description: Done., headers: {X-Id: {schema: {type: string}}}}}",
        "{'204': {description: Done.}}",
    ),
};
pub(super) static SERVERS: Rule = Rule {
    id: "ignored-servers",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "Servers stand at the document, not at a path or an operation.",
    why: "a client has one endpoint, and sends every request there",
    fix: "split the document by server, and make a client of each",
    example: Example::operation(
        "operationId: readThing\n\
         servers: [{url: 'https://other.example.com'}]\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static CALLBACKS: Rule = Rule {
    id: "ignored-callbacks",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "Callbacks are documentation only.",
    why: "a client does not serve requests",
    fix: "nothing has to be fixed",
    example: Example::operation(
        "operationId: readThing\n\
         callbacks: {done: {'{$request.query.url}': {}}}\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static DISCRIMINATOR: Rule = Rule {
    id: "ignored-discriminator",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "A `discriminator` is not needed to tell alternatives apart.",
    why: "the generator ignores it, and takes of the alternatives that fit the one that has the most of \
          the value's members; where a later one has no more of them than an earlier one, its values are \
          read as the wrong type",
    fix: "give the property in each alternative an `enum` with its one value, and require it",
    example: Example::schema(
        "{type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}",
        "{type: object, required: [kind], properties: {kind: {type: string, enum: [thing]}}}",
    ),
};
pub(super) static HEADER_PARAMETER: Rule = Rule {
    id: "ignored-header-parameter",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "No header parameter is named `Accept`, `Content-Type` or `Authorization`.",
    why: "OpenAPI says that they are ignored, so the generated methods have no parameter for them; \
          the client sets the headers itself",
    fix: "remove the parameter; describe `Authorization` as a security scheme",
    example: Example::parameter(
        "{name: Accept, in: header, schema: {type: string}}",
        "{name: X-Format, in: header, schema: {type: string}}",
    ),
};
pub(super) static VERSION: Rule = Rule {
    id: "invalid-api-version",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "`info.version` is made of visible ASCII characters and spaces.",
    why: "the generated code makes a header of it and panics on anything else",
    fix: "write it with visible ASCII characters",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things, version: 1–2}\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: 1-2}\n\
         paths: {}",
    ),
};
pub(super) static EXTENSION: Rule = Rule {
    id: "extension-needs-crate",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The extensions `x-dropshot-pagination` and `x-dropshot-websocket` need crates in the \
           client.",
    why: "the generated code then uses `futures`, or `base64` and `rand`; and the client sends no \
          request that asks for a websocket",
    fix: "add the crates to the client, or remove the extension",
    example: Example::operation(
        "operationId: readThing\n\
         x-dropshot-pagination: {}\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         responses: {'204': {description: Done.}}",
    ),
};

pub(super) fn ignored(context: &Context<'_>, sink: &mut Sink<'_>) {
    let headers = context
        .objects(Kind::Response)
        .filter(|(_, response)| response.get("headers").is_some())
        .map(|(pointer, _)| pointer.child("headers"));
    first_of(
        sink,
        &RESPONSE_HEADERS,
        headers,
        "the typed result has no place for these headers",
    );
    let callbacks = context
        .objects(Kind::Operation)
        .filter(|(_, operation)| operation.get("callbacks").is_some())
        .map(|(pointer, _)| pointer.child("callbacks"));
    first_of(
        sink,
        &CALLBACKS,
        callbacks,
        "a client does not serve these callbacks",
    );
    for kind in [Kind::PathItem, Kind::Operation] {
        for (pointer, _) in context
            .objects(kind)
            .filter(|(_, holder)| holder.get("servers").is_some())
        {
            sink.report_key(
                &SERVERS,
                &pointer.child("servers"),
                "the client sends every request to its one endpoint, not to these servers",
            );
        }
    }
    discriminators(context, sink);
    header_parameters(context, sink);
    version(context, sink);
    extensions(context, sink);
}

/// Reports the first of many places, with the number of the others.
fn first_of<'s>(
    sink: &'s mut Sink<'_>,
    rule: &'static Rule,
    mut places: impl Iterator<Item = Pointer>,
    message: &str,
) -> Option<&'s mut Finding> {
    let first = places.next()?;
    let message = match places.count() {
        0 => message.to_owned(),
        others => format!("{message} (here, and at {others} other places)"),
    };
    Some(sink.report_key(rule, &first, message))
}

fn discriminators(context: &Context<'_>, sink: &mut Sink<'_>) {
    let ignored = context
        .schemas()
        .filter(|(_, schema)| schema.get("discriminator").is_some())
        .map(|(pointer, _)| pointer.child("discriminator"));
    first_of(
        sink,
        &DISCRIMINATOR,
        ignored,
        "the generator ignores `discriminator`, and takes the alternative whose members fit best",
    );
}

fn header_parameters(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, name) in header_parameters_of(context).filter(|(_, name)| is_ignored(name)) {
        sink.report(
            &HEADER_PARAMETER,
            &pointer,
            format!("OpenAPI ignores a header parameter `{name}`; the client sets the header"),
        );
    }
}

fn version(context: &Context<'_>, sink: &mut Sink<'_>) {
    let pointer = Pointer::root().child("info").child("version");
    let version = context.node(&pointer).and_then(Node::as_str);
    let bad = version
        .unwrap_or_default()
        .chars()
        .find(|c| !matches!(c, ' '..='~'));
    if let Some(bad) = bad {
        sink.report(
            &VERSION,
            &pointer,
            format!("`info.version` contains {bad:?}, which a header cannot hold"),
        );
    }
}

fn extensions(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (key, crates) in [
        ("x-dropshot-pagination", "`futures`"),
        ("x-dropshot-websocket", "`base64` and `rand`"),
    ] {
        let places = context
            .objects(Kind::Operation)
            .filter(|(_, operation)| operation.get(key).is_some())
            .map(|(pointer, _)| pointer.child(key));
        let message = format!("`{key}` makes the client need {crates}");
        if let Some(finding) = first_of(sink, &EXTENSION, places, &message) {
            finding.help("add them to its `Cargo.toml`, or remove the extension");
        }
    }
}
