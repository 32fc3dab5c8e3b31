//! Patterns: the generator tries them on the values of an `enum`, with an engine that can be kept
//! busy for ever. It gets them in a form that this engine answers at once.

use openapi_lint::pattern::{Budget, Pattern, shielded};
use serde_json::{Map, Value};

/// Leaves out the values of an `enum` that the pattern beside it does not admit, as the generator
/// would, and shields the pattern.
pub(super) fn lower(schema: &mut Map<String, Value>, budget: &mut Budget) {
    let Some(Value::String(pattern)) = schema.get_mut("pattern") else {
        return;
    };
    let shielded = shielded(pattern);
    let pattern = std::mem::replace(pattern, shielded);
    if let (Some(Value::Array(values)), Ok(pattern)) =
        (schema.get_mut("enum"), Pattern::new(&pattern))
    {
        keep_matching(values, &pattern, budget);
    }
}

/// Keeps the values that match, unless that leaves none: a schema without values has no type.
fn keep_matching(values: &mut Vec<Value>, pattern: &Pattern, budget: &mut Budget) {
    let mut fits = |value: &&Value| {
        let fits = value.as_str().map(|text| pattern.accepts(text, budget));
        fits.flatten().unwrap_or(true)
    };
    let matching: Vec<_> = values.iter().filter(|value| fits(value)).cloned().collect();
    if !matching.is_empty() {
        *values = matching;
    }
}
