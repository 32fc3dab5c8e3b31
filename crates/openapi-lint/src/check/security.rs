//! Security schemes and servers.

use std::collections::BTreeSet;

use openapi_document::{
    Example, Group, Kind, Level, Node, Pointer, Rule, Sink,
    template::{Part, parts},
};

use super::context::Context;

pub(super) static UNDEFINED_SCHEME: Rule = Rule {
    id: "undefined-security-scheme",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each security requirement names a scheme of `components/securitySchemes`.",
    why: "a caller cannot know how to prove who they are",
    fix: "correct the name, or describe the scheme",
    example: Example::operation(
        "operationId: readThing\n\
         security: [{tokne: []}]\n\
         responses: {'204': {description: Done.}}",
        "operationId: readThing\n\
         security: [{token: []}]\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static SERVER_VARIABLE: Rule = Rule {
    id: "undefined-server-variable",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each `{name}` in the URL of a server is described in its `variables`, and its default \
           is one of its `enum`.",
    why: "nobody can tell what to put there",
    fix: "describe the variable, or write its value into the URL",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         servers: [{url: 'https://{region}.example.com'}]\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu}}}]\n\
         paths: {}",
    ),
};
pub(super) static INSECURE_SERVER: Rule = Rule {
    id: "insecure-server",
    group: Group::Safety,
    level: Level::Error,
    needed: false,
    what: "Servers speak https.",
    why: "over plain http, whoever is on the way reads the credentials and changes the answers; \
          the client refuses to send credentials there",
    fix: "write `https://`",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         servers: [{url: 'http://example.com'}]\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         servers: [{url: 'https://example.com'}]\n\
         paths: {}",
    ),
};

pub(super) fn security(context: &Context<'_>, sink: &mut Sink<'_>) {
    let schemes: BTreeSet<_> = context
        .node(&Pointer::root().child("components").child("securitySchemes"))
        .into_iter()
        .flat_map(Node::members)
        .map(|(name, _)| name)
        .collect();
    let operations = context.operations.iter();
    let holders = operations.map(|operation| operation.pointer.clone());
    for holder in [Pointer::root()].into_iter().chain(holders) {
        requirements(context, sink, &schemes, &holder.child("security"));
    }
    for (pointer, server) in context.objects(Kind::Server) {
        variables(sink, pointer, server);
        insecure(sink, pointer, server);
    }
}

fn requirements(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    schemes: &BTreeSet<&str>,
    list: &Pointer,
) {
    let requirements = context.node(list).into_iter().flat_map(Node::items);
    for (index, requirement) in requirements.enumerate() {
        for (name, _) in requirement.members() {
            if schemes.contains(name) {
                continue;
            }
            let help = match sink.suggestion(name, schemes.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("describe it: `components: {{securitySchemes: {{{name}: …}}}}`"),
            };
            sink.report_key(
                &UNDEFINED_SCHEME,
                &list.child(index).child(name),
                format!("there is no security scheme `{name}`"),
            )
            .help(help);
        }
    }
}

fn variables(sink: &mut Sink<'_>, pointer: &Pointer, server: &Node) {
    let Some(url) = server.get("url").and_then(Node::as_str) else {
        return;
    };
    let variables = server.get("variables");
    let names = parts(url).filter_map(|part| match part {
        Part::Parameter(name) | Part::Unclosed(name) => Some(name),
        Part::Literal(_) => None,
    });
    for name in names {
        if variables
            .and_then(|variables| variables.get(name))
            .is_none()
        {
            sink.report(
                &SERVER_VARIABLE,
                &pointer.child("url"),
                format!("the server has no variable `{name}`"),
            )
            .help(format!("add `variables: {{{name}: {{default: …}}}}`"));
        }
    }
    for (name, variable) in variables.into_iter().flat_map(Node::members) {
        let default = variable.get("default").and_then(Node::as_str);
        let values: Vec<_> = variable
            .get("enum")
            .into_iter()
            .flat_map(Node::items)
            .filter_map(Node::as_str)
            .collect();
        if let Some(default) = default
            && !values.is_empty()
            && !values.contains(&default)
        {
            sink.report(
                &SERVER_VARIABLE,
                &pointer.child("variables").child(name).child("default"),
                format!("the default {default:?} of `{name}` is not one of its `enum`"),
            )
            .help(format!(
                "write one of {}",
                openapi_document::text::list(&values)
            ));
        }
    }
}

fn insecure(sink: &mut Sink<'_>, pointer: &Pointer, server: &Node) {
    let url = server.get("url").and_then(Node::as_str).unwrap_or_default();
    let is_http = url
        .get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"));
    let host = url.get(7..).unwrap_or_default();
    let is_loopback = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'))
    });
    if is_http && !is_loopback {
        sink.report(
            &INSECURE_SERVER,
            &pointer.child("url"),
            format!("{url:?} is not encrypted"),
        );
    }
}
