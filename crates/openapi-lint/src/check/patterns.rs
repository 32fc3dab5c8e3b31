//! The patterns of schemas.

use openapi_document::{Example, Group, Level, Node, Rule, Sink, text::excerpt};

use super::context::Context;
use crate::pattern::{Pattern, Trouble};

pub(super) static INVALID: Rule = Rule {
    id: "invalid-pattern",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` is a regular expression as ECMA-262 has them.",
    why: "OpenAPI asks for that, and the generated types cannot be made with another",
    fix: "correct the expression; a backslash makes one of `\\ ^ $ . * + ? ( ) [ ] { } |` an \
           ordinary character",
    example: Example::schema(
        "{type: string, pattern: '[a-z'}",
        "{type: string, pattern: '[a-z]'}",
    ),
};
pub(super) static HUGE: Rule = Rule {
    id: "huge-pattern",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` has at most 2,000 bytes, 40 nested groups, and 3,000 states \
         when it is compiled.",
    why: "each character of a text takes up to as many steps as the compiled pattern has states",
    fix: "shorten it; `maxLength` bounds a text better than large counts in braces",
    example: Example::schema(
        "{type: string, pattern: '^[a-z]{4000}$'}",
        "{type: string, pattern: '^[a-z]+$', maxLength: 4000}",
    ),
};
pub(super) static UNSUPPORTED: Rule = Rule {
    id: "unsupported-pattern",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` can be matched in linear time, with the meaning that ECMA-262 gives to it.",
    why: "an engine that knows look-around and back references can be kept busy for ever by a short \
          text; and what two engines read differently, client and service do",
    fix: "say what is allowed instead of what is not; look-aheads may stand directly behind a `^` \
           that begins the whole pattern",
    example: Example::schema(
        "{type: string, pattern: '^[a-z]+(?!test)$'}",
        "{type: string, pattern: '^(?!test)[a-z]+$'}",
    ),
};

pub(super) fn patterns(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, schema) in context.schemas() {
        let Some(text) = schema.get("pattern").and_then(Node::as_str) else {
            continue;
        };
        if let Err(refusal) = Pattern::new(text) {
            let rule = match refusal.trouble {
                Trouble::Invalid => &INVALID,
                Trouble::Unsupported => &UNSUPPORTED,
                Trouble::Huge => &HUGE,
            };
            let message = format!("the pattern `{}` {}", excerpt(text), excerpt(&refusal.what));
            sink.report(rule, &pointer.child("pattern"), message)
                .help(refusal.help);
        }
    }
}
