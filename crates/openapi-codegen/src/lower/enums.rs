//! Enumerations whose values the generator cannot tell apart: it gives up on the whole document.

use openapi_document::{Example, Group, Level, Pointer, Rule, Sink, text::list};
use openapi_lint::naming::{Collision, collision};
use serde_json::{Map, Value};

pub(super) static ENUM_COLLISION: Rule = Rule {
    id: "enum-collision",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "No two values of an `enum` become the same variant in Rust.",
    why: "the generator has no names to tell them apart, so the type becomes a plain string, which \
          takes other values as well",
    fix: "leave out one of the two to have a type of the others; the values on the wire stay the \
           same either way",
    example: Example::schema(
        "{type: string, enum: [a-b, a_b]}",
        "{type: string, enum: [a-b, a-c]}",
    ),
};

/// Leaves out the values of a schema when two of them would be one variant; it is one of strings then.
pub(super) fn lower(schema: &mut Map<String, Value>, at: &Pointer, notes: &mut Sink<'_>) {
    let values = schema.get("enum").and_then(Value::as_array);
    if report(values.map(Vec::as_slice).unwrap_or_default(), at, notes) {
        schema.remove("enum");
        schema.entry("type").or_insert_with(|| "string".into());
    }
}

fn report(values: &[Value], at: &Pointer, notes: &mut Sink<'_>) -> bool {
    let texts: Vec<_> = values
        .iter()
        .enumerate()
        .filter_map(|(index, value)| Some((index, value.as_str()?)))
        .collect();
    let Some(Collision {
        first,
        second,
        variant,
    }) = collision(&texts)
    else {
        return false;
    };
    let message = format!(
        "the values {} would both be the variant `{variant}`; the type is a plain string",
        list(&[first.1, second.1])
    );
    notes
        .report(&ENUM_COLLISION, &at.child("enum").child(second.0), message)
        .help(
            "the values on the wire stay the same, and nothing checks them against the list; to \
             have a type of them, leave out one of the two",
        );
    true
}
