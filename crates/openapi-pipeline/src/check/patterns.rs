//! The patterns of schemas.

use super::{
    Sink,
    context::Context,
    pattern::{Pattern, Trouble},
    rule::{Group, Rule},
};
use crate::{Level, Node, text::excerpt};

pub(super) static INVALID: Rule = Rule {
    id: "invalid-pattern",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` is a regular expression as JavaScript has them.",
    why: "OpenAPI asks for that, and the generated types cannot be made with another",
    mend: "correct the expression; `(?i)`, `\\A` and `\\Z` do not exist in JavaScript",
};
pub(super) static HUGE: Rule = Rule {
    id: "huge-pattern",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` has at most 2,000 bytes and 40 nested groups.",
    why: "the engine that reads it uses the stack for each group",
    mend: "shorten it",
};
pub(super) static SLOW_ENUM: Rule = Rule {
    id: "slow-pattern-beside-enum",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A `pattern` beside `enum` can match a text in few ways.",
    why: "the generator tries the pattern on each value, and may never come to an end",
    mend: "remove the pattern: the `enum` says exactly what is possible",
};
pub(super) static SLOW: Rule = Rule {
    id: "slow-pattern",
    group: Group::Safety,
    level: Level::Error,
    needed: false,
    what: "A `pattern` can match a text in few ways.",
    why: "the engine of the generated types tries all of them: with a repetition inside of a \
          repetition, a text of forty characters keeps a program busy for ever",
    mend: "let each pass of the outer repetition begin with a character that the inner one does \
           not take, as in `^[a-z]+(-[a-z]+)*$`",
};

pub(super) fn patterns(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, schema) in context.schemas() {
        let Some(text) = schema.get("pattern").and_then(Node::as_str) else {
            continue;
        };
        let at = pointer.child("pattern");
        let shown = excerpt(text);
        match Pattern::new(text) {
            Ok(_) => {}
            Err(Trouble::Invalid(error)) => sink.report(
                &INVALID,
                &at,
                format!("`{shown}` is no regular expression: {}", excerpt(&error)),
                "write it as JavaScript has them",
            ),
            Err(Trouble::Huge) => sink.report(
                &HUGE,
                &at,
                format!("the pattern `{shown}` is too long or too deep"),
                "use at most 2,000 bytes and 40 nested groups",
            ),
            Err(Trouble::Slow) if schema.get("enum").is_some() => sink.report(
                &SLOW_ENUM,
                &at,
                format!("the pattern `{shown}` can keep the generator busy for ever"),
                "remove the pattern: the `enum` beside it says exactly what is possible",
            ),
            Err(Trouble::Slow) => sink.report(
                &SLOW,
                &at,
                format!("a short text can keep the pattern `{shown}` busy for ever"),
                "let each pass of a repetition begin or end with a character that its inside does \
                 not take, as in `^[a-z]+(-[a-z]+)*$`",
            ),
        }
    }
}
