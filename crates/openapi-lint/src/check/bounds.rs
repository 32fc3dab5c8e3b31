//! Bounds of numbers, lengths and counts.

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink, Value, text::list};

use super::context::Context;

pub(super) static CONTRADICTORY: Rule = Rule {
    id: "contradictory-bounds",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "A lower bound is not above its upper bound.",
    why: "no value fits, so nothing can ever be sent or received",
    fix: "correct one of the two",
    example: Example::schema(
        "{type: string, minLength: 9, maxLength: 3}",
        "{type: string, minLength: 3, maxLength: 9}",
    ),
};
pub(super) static LONE_EXCLUSIVE: Rule = Rule {
    id: "exclusive-without-bound",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "`exclusiveMinimum: true` stands beside `minimum`, and `exclusiveMaximum: true` beside \
           `maximum`.",
    why: "alone they exclude nothing, and the generator gives up on some of them",
    fix: "add the bound, or remove the flag",
    example: Example::schema("{type: integer, exclusiveMinimum: true}", "{type: integer}"),
};
pub(super) static FIXED_ARRAY: Rule = Rule {
    id: "fixed-array-too-long",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "An array with `minItems` equal to `maxItems` has at most 32 items.",
    why: "the generator makes a Rust array of it, which can be read and written up to 32 items",
    fix: "remove `minItems` or `maxItems`, and say the length in `description`",
    example: Example::schema(
        "{type: array, items: {type: string}, minItems: 33, maxItems: 33}",
        "{type: array, items: {type: string}, description: It has 33 items.}",
    ),
};
pub(super) static UNENFORCED: Rule = Rule {
    id: "unenforced-constraint",
    group: Group::Preflight,
    level: Level::Note,
    needed: false,
    what: "Bounds of numbers and counts are documentation only.",
    why: "the generated types check `pattern`, `minLength`, `maxLength` and `enum`, and nothing \
          else: a value outside of the bounds is sent, and the service has to refuse it",
    fix: "check the value before it is sent; the service refuses what does not fit",
    example: Example::schema(
        "{type: integer, maximum: 7}",
        "{type: integer, description: At most 7.}",
    ),
};

pub(super) fn bounds(context: &Context<'_>, sink: &mut Sink<'_>) {
    for (pointer, schema) in context.schemas() {
        for (low, high) in [
            ("minimum", "maximum"),
            ("minLength", "maxLength"),
            ("minItems", "maxItems"),
            ("minProperties", "maxProperties"),
        ] {
            contradiction(sink, pointer, schema, low, high);
        }
        for (flag, bound) in [
            ("exclusiveMinimum", "minimum"),
            ("exclusiveMaximum", "maximum"),
        ] {
            if schema.get(flag).and_then(Node::as_bool) == Some(true) && schema.get(bound).is_none()
            {
                sink.report(
                    &LONE_EXCLUSIVE,
                    &pointer.child(flag),
                    format!("`{flag}: true` stands without `{bound}`"),
                )
                .help(format!("add `{bound}: …`, or remove `{flag}`"));
            }
        }
        fixed_array(sink, pointer, schema);
        unenforced(sink, pointer, schema);
    }
}

fn number(schema: &Node, key: &str) -> Option<f64> {
    match &schema.get(key)?.value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}

fn contradiction(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node, low: &str, high: &str) {
    if let (Some(min), Some(max)) = (number(schema, low), number(schema, high))
        && min > max
    {
        sink.report(
            &CONTRADICTORY,
            &pointer.child(low),
            format!("`{low}: {min}` is above `{high}: {max}`, so no value fits"),
        );
    }
}

fn fixed_array(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) {
    let (Some(min), Some(max)) = (number(schema, "minItems"), number(schema, "maxItems")) else {
        return;
    };
    let is_set = schema.get("uniqueItems").and_then(Node::as_bool) == Some(true);
    if min >= max && max > 32.0 && !is_set {
        sink.report(
            &FIXED_ARRAY,
            &pointer.child("minItems"),
            format!("an array of exactly {max} items cannot be generated; 32 can"),
        )
        .help("remove `minItems`, and say the length in `description`");
    }
}

fn unenforced(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) {
    let keys: Vec<_> = [
        "minimum",
        "maximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    ]
    .into_iter()
    .filter(|key| schema.get(key).is_some() && !is_enforced(schema, key))
    .collect();
    if let Some(first) = keys.first() {
        sink.report_key(
            &UNENFORCED,
            &pointer.child(first),
            format!("the generated type does not check {}", list(&keys)),
        );
    }
}

/// Whether the Rust type that stands for the schema has no value beyond this bound.
fn is_enforced(schema: &Node, key: &str) -> bool {
    match key {
        "minimum" => match number(schema, key) {
            // typify takes a type without zero for 1, and an unsigned one by its format.
            Some(1.0) => true,
            Some(0.0) => {
                let format = schema.get("format").and_then(Node::as_str);
                format.is_some_and(|format| format.starts_with("uint"))
                    || number(schema, "maximum").is_none()
            }
            _ => false,
        },
        "minItems" | "maxItems" => {
            let (min, max) = (number(schema, "minItems"), number(schema, "maxItems"));
            min == Some(0.0) || (min.is_some() && min == max)
        }
        "uniqueItems" => schema.get(key).and_then(Node::as_bool) == Some(false),
        _ => false,
    }
}
