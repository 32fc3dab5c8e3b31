//! Header parameters: no caller of the client may choose a header that is not an operation's own. Nor a
//! query parameter that frameworks read as the method.

mod names;

use openapi_document::{Example, Group, Kind, Level, Node, Pointer, Rule, Sink};

use self::names::Owner;
pub use self::names::is_ignored;
use super::context::Context;

pub(super) static RESERVED: Rule = Rule {
    id: "reserved-header-parameter",
    group: Group::Safety,
    level: Level::Error,
    needed: true,
    what: "No header parameter is one that HTTP, the connection, a gateway, the signature or the \
           client owns, such as `Content-Length`, `Host`, `X-Forwarded-For`, \
           `X-HTTP-Method-Override` or `X-Auth-Token`, in any spelling, and no query parameter one \
           that names another method, such as `_method`.",
    why: "whoever chooses the value then decides what the request is: with a length of its own and \
          no body, a server takes the next request for that body, and what it reads after that is \
          a request nobody meant, such as the deletion of an instance",
    fix: "remove the parameter; credentials belong into `components/securitySchemes`",
    example: Example::parameter(
        "{name: Content-Length, in: header, schema: {type: string}}",
        "{name: X-Language, in: header, schema: {type: string}}",
    ),
};

pub(super) fn reserved_headers(context: &Context<'_>, sink: &mut Sink<'_>) {
    let headers = header_parameters_of(context)
        .filter_map(|(pointer, name)| Some((pointer, "header", name, Owner::of(name)?)));
    let queries = parameters_of(context, "query")
        .filter_map(|(pointer, name)| Some((pointer, "query", name, Owner::of_query(name)?)));
    for (pointer, place, name, owner) in headers.chain(queries) {
        sink.report(
            &RESERVED,
            &pointer,
            format!(
                "a {place} parameter `{name}` lets the caller decide {}",
                owner.decides()
            ),
        )
        .help(match owner {
            Owner::Credentials => {
                "remove the parameter; describe how callers prove who they are in \
                     `components: {securitySchemes: …}`"
            }
            Owner::Framing | Owner::Route | Owner::Method | Owner::Client => {
                "remove the parameter; the client sends what the request needs"
            }
        });
    }
}

/// Every header parameter, wherever it is written out: where its name stands, and the name.
pub(super) fn header_parameters_of<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (Pointer, &'a str)> {
    parameters_of(context, "header")
}

fn parameters_of<'a>(
    context: &Context<'a>,
    place: &'static str,
) -> impl Iterator<Item = (Pointer, &'a str)> {
    context
        .objects(Kind::Parameter)
        .filter(move |(_, parameter)| parameter.get("in").and_then(Node::as_str) == Some(place))
        .filter_map(|(pointer, parameter)| {
            Some((pointer.child("name"), parameter.get("name")?.as_str()?))
        })
}
