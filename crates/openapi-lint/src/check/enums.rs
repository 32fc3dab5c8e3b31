//! Enumerations.

use std::collections::BTreeMap;

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink, Value, text::excerpt};

use super::context::Context;
use crate::pattern::{Budget, Pattern};

pub(super) static DUPLICATE: Rule = Rule {
    id: "duplicate-enum-value",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "No value of an `enum` stands twice.",
    why: "one of the two was meant to be another value, and the generated type has no place for \
          the same one twice",
    fix: "remove or correct one of the two",
    example: Example::schema(
        "{type: string, enum: [red, green, red]}",
        "{type: string, enum: [red, green]}",
    ),
};
pub(super) static UNSUPPORTED: Rule = Rule {
    id: "unsupported-enum",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "The values of an `enum` are strings, integers, numbers or booleans, all of the `type` \
           of their schema.",
    why: "the generator has no type for anything else",
    fix: "give the schema the `type` of its values; describe arrays and objects by their own \
           schemas",
    example: Example::schema(
        "{type: string, enum: [1, 2]}",
        "{type: string, enum: ['1', '2']}",
    ),
};

pub(super) static UNMATCHED: Rule = Rule {
    id: "unmatched-enum-value",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each value of an `enum` matches the `pattern` beside it.",
    why: "no value can be both, so the generated type leaves it out",
    fix: "correct the value, or remove the pattern: the `enum` says exactly what is possible",
    example: Example::schema(
        "{type: string, enum: [red, Green], pattern: '^[a-z]+$'}",
        "{type: string, enum: [red, green], pattern: '^[a-z]+$'}",
    ),
};

pub(super) fn enums(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut budget = Budget::of_a_document();
    for (pointer, schema) in context.schemas() {
        if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            let pointer = pointer.child("enum");
            duplicates(sink, &pointer, values);
            supported(sink, &pointer, schema, values);
            matched(sink, &pointer, schema, values, &mut budget);
        }
    }
}

fn duplicates(sink: &mut Sink<'_>, pointer: &Pointer, values: &[Node]) {
    let mut seen = BTreeMap::<String, usize>::new();
    for (index, value) in values.iter().enumerate() {
        let text = value.to_json().to_string();
        if let Some(first) = seen.get(&text) {
            sink.report_pair(
                &DUPLICATE,
                &pointer.child(index),
                &pointer.child(first),
                format!("the value {} stands twice", excerpt(&text)),
            );
            continue;
        }
        seen.insert(text, index);
    }
}

fn supported(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node, values: &[Node]) {
    let declared = schema.get("type").and_then(Node::as_str);
    let mut implied = None;
    for (index, value) in values.iter().enumerate() {
        let kind = match &value.value {
            Value::Null => continue,
            Value::String(_) => "string",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_i64() => "integer",
            Value::Number(_) => "number",
            Value::Array(_) | Value::Object(_) => {
                sink.report(
                    &UNSUPPORTED,
                    &pointer.child(index),
                    format!(
                        "the generator has no type for {} as an enum value",
                        value.type_name()
                    ),
                )
                .help("describe such values by a schema of their own");
                return;
            }
        };
        let expected = *implied.get_or_insert(declared.unwrap_or(kind));
        let fits = kind == expected || (kind == "integer" && expected == "number");
        if fits {
            continue;
        }
        let text = excerpt(&value.to_json().to_string());
        let (message, help) = match declared {
            Some(declared) => (
                format!("the value {text} is not of the schema's type, `{declared}`"),
                match declared {
                    "string" => format!("put it in quotes: `'{}'`", text.trim_matches('"')),
                    _ => format!("write a value of type `{declared}`, or change `type`"),
                },
            ),
            None => (
                format!("the value {text} is not of the type of the first value, `{expected}`"),
                "use values of one type, and say it with `type`".to_owned(),
            ),
        };
        sink.report(&UNSUPPORTED, &pointer.child(index), message)
            .help(help);
        return;
    }
    if values.is_empty() {
        sink.report_key(
            &UNSUPPORTED,
            pointer,
            "an empty `enum` admits no value at all",
        )
        .help("list the values, or remove `enum`");
    }
}

fn matched(
    sink: &mut Sink<'_>,
    pointer: &Pointer,
    schema: &Node,
    values: &[Node],
    budget: &mut Budget,
) {
    let text = schema.get("pattern").and_then(Node::as_str);
    let Some(pattern) = text.and_then(|text| Pattern::new(text).ok()) else {
        return;
    };
    for (index, value) in values.iter().enumerate() {
        let Some(value) = value.as_str() else {
            continue;
        };
        // What takes too long to try is left to the service.
        if pattern.accepts(value, budget) != Some(false) {
            continue;
        }
        sink.report(
            &UNMATCHED,
            &pointer.child(index),
            format!(
                "the value `{}` does not match the `pattern` beside it",
                excerpt(value)
            ),
        );
    }
}
