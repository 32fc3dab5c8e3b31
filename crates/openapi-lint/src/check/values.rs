//! Examples and defaults: each must be a value of its schema.

mod json_schema;

use openapi_document::{Example, Group, Kind, Level, Node, Pointer, Rule, Sink, text::excerpt};

use self::json_schema::{Checker, Outcome};
use super::context::Context;

/// An example is no value of its schema.
pub static INVALID_EXAMPLE: Rule = Rule {
    id: "invalid-example",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each example is a value of its schema.",
    why: "people copy examples; and one that does not fit shows that the schema or the example is \
          wrong",
    fix: "correct the one that is wrong",
    example: Example::schema(
        "{type: string, maxLength: 3, example: long}",
        "{type: string, maxLength: 3, example: one}",
    ),
};
pub(super) static INVALID_DEFAULT: Rule = Rule {
    id: "invalid-default",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "Each `default` is a value of its schema.",
    why: "the generated code makes the value, and does not compile or panics when it cannot",
    fix: "correct the default, or remove it",
    example: Example::schema(
        "{type: string, enum: [up, down], default: upp}",
        "{type: string, enum: [up, down], default: up}",
    ),
};

pub(super) fn values(context: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(mut checker) = Checker::new(context.root) else {
        return;
    };
    for (pointer, schema) in context.schemas() {
        for (key, rule) in [("example", &INVALID_EXAMPLE), ("default", &INVALID_DEFAULT)] {
            if let Some(value) = schema.get(key) {
                check(&mut checker, sink, rule, schema, value, &pointer.child(key));
            }
        }
    }
    for kind in [Kind::MediaType, Kind::Parameter, Kind::Header] {
        for (pointer, holder) in context.objects(kind) {
            let Some(schema) = holder.get("schema") else {
                continue;
            };
            if let Some(value) = holder.get("example") {
                let at = pointer.child("example");
                check(&mut checker, sink, &INVALID_EXAMPLE, schema, value, &at);
            }
            let examples = pointer.child("examples");
            for (name, _) in holder.get("examples").into_iter().flat_map(Node::members) {
                let Some((at, example)) = context.resolve(&examples.child(name)) else {
                    continue;
                };
                if let Some(value) = example.get("value") {
                    let at = at.child("value");
                    check(&mut checker, sink, &INVALID_EXAMPLE, schema, value, &at);
                }
            }
        }
    }
}

fn check(
    checker: &mut Checker<'_>,
    sink: &mut Sink<'_>,
    rule: &'static Rule,
    schema: &Node,
    value: &Node,
    at: &Pointer,
) {
    let what = if rule == &INVALID_DEFAULT {
        "default"
    } else {
        "example"
    };
    match checker.check(schema, value) {
        Outcome::Fits => {}
        Outcome::DoesNot(errors) => {
            for (path, error) in errors {
                let at = path
                    .tokens()
                    .fold(at.clone(), |pointer, token| pointer.child(token));
                sink.report(
                    rule,
                    &at,
                    format!("the {what} does not fit its schema: {}", excerpt(&error)),
                )
                .help(format!("correct the {what}, or the schema"));
            }
        }
        Outcome::NotChecked(reason) => sink
            .report(
                rule,
                at,
                format!("the {what} cannot be checked: {}", excerpt(&reason)),
            )
            .help(format!("simplify the schema, or remove the {what}")),
    }
}
