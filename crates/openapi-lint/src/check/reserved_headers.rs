//! Header parameters: no caller of the client may choose a header that is not an operation's own.

mod names;

use openapi_document::{Group, Level, Node, Pointer, Rule, Sink};

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
           `X-HTTP-Method-Override` or `X-Auth-Token`, in any spelling.",
    why: "whoever chooses the value then decides what the request is: with a length of its own and \
          no body, a server takes the next request for that body, and what it reads after that is \
          a request nobody meant, such as the deletion of an instance",
    mend: "remove the parameter; credentials belong into `components/securitySchemes`",
};

pub(super) fn reserved_headers(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, name) in header_parameters_of(context) {
        let Some(owner) = Owner::of(name) else {
            continue;
        };
        sink.report(
            &RESERVED,
            &pointer,
            format!(
                "a header parameter `{name}` lets the caller decide {}",
                owner.decides()
            ),
            match owner {
                Owner::Credentials => {
                    "remove the parameter; describe how callers prove who they are in \
                     `components: {securitySchemes: …}`"
                }
                Owner::Framing | Owner::Route | Owner::Method | Owner::Client => {
                    "remove the parameter; the client sends what the request needs"
                }
            },
        );
    }
}

/// Every header parameter, wherever it is written out: where its name stands, and the name.
pub(super) fn header_parameters_of<'a>(
    context: &Context<'a>,
) -> impl Iterator<Item = (Pointer, &'a str)> {
    context
        .objects("Parameter Object")
        .filter(|(_, parameter)| parameter.get("in").and_then(Node::as_str) == Some("header"))
        .filter_map(|(pointer, parameter)| {
            Some((pointer.child("name"), parameter.get("name")?.as_str()?))
        })
}
