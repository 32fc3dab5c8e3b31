//! Patterns: the generator tries them on the values of an `enum`, with an engine that can be kept
//! busy for ever. It gets them in a form that this engine answers at once.

use openapi_lint::pattern::{Budget, Pattern, shielded};
use openapiv3::{AnySchema, StringType};

/// Leaves out the values of an `enum` that the pattern beside it does not admit, as the generator
/// would, and shields the pattern.
pub(super) fn string(found: &mut StringType, budget: &mut Budget) {
    keep_matching(
        &mut found.enumeration,
        Option::as_deref,
        found.pattern.as_deref(),
        budget,
    );
    shield(&mut found.pattern);
}

/// The same for a schema of which the typed form does not know that it is a string.
pub(super) fn any(found: &mut AnySchema, budget: &mut Budget) {
    keep_matching(
        &mut found.enumeration,
        serde_json::Value::as_str,
        found.pattern.as_deref(),
        budget,
    );
    shield(&mut found.pattern);
}

fn shield(pattern: &mut Option<String>) {
    if let Some(text) = pattern {
        *text = shielded(text);
    }
}

/// Keeps the values that match, unless that leaves none: a schema without values has no type.
fn keep_matching<T: Clone>(
    values: &mut Vec<T>,
    text_of: fn(&T) -> Option<&str>,
    pattern: Option<&str>,
    budget: &mut Budget,
) {
    let pattern = pattern.filter(|_| !values.is_empty());
    let Some(Ok(pattern)) = pattern.map(Pattern::new) else {
        return;
    };
    let mut fits = |value: &&T| {
        let fits = text_of(value).map(|text| pattern.accepts(text, budget));
        fits.flatten().unwrap_or(true)
    };
    let matching: Vec<T> = values.iter().filter(|value| fits(value)).cloned().collect();
    if !matching.is_empty() {
        *values = matching;
    }
}
