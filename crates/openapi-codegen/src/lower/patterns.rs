//! Patterns: the generator tries them on the values of an `enum`, with an engine that can be kept
//! busy for ever. It gets them in a form that this engine answers at once.

use openapi_lint::pattern::{Pattern, shielded};
use openapiv3::{AnySchema, StringType};

/// Leaves out the values of an `enum` that the pattern beside it does not admit, as the generator
/// would, and shields the pattern.
pub(super) fn string(found: &mut StringType) {
    let matching = |pattern: &Pattern| {
        let values = found.enumeration.iter();
        let matches =
            |value: &Option<String>| value.as_deref().is_none_or(|value| pattern.accepts(value));
        values.filter(|value| matches(value)).cloned().collect()
    };
    if let Some(values) = lowered(&mut found.pattern, matching) {
        found.enumeration = values;
    }
}

/// The same for a schema of which the typed form does not know that it is a string.
pub(super) fn any(found: &mut AnySchema) {
    let matching = |pattern: &Pattern| {
        let values = found.enumeration.iter();
        let matches =
            |value: &serde_json::Value| value.as_str().is_none_or(|value| pattern.accepts(value));
        values.filter(|value| matches(value)).cloned().collect()
    };
    if let Some(values) = lowered(&mut found.pattern, matching) {
        found.enumeration = values;
    }
}

/// Shields the pattern, and gives the values that match it, unless that leaves none: a schema
/// without values has no type.
fn lowered<T>(
    pattern: &mut Option<String>,
    matching: impl FnOnce(&Pattern) -> Vec<T>,
) -> Option<Vec<T>> {
    let text = pattern.as_mut()?;
    let values = Pattern::new(text).ok().map(|pattern| matching(&pattern));
    *text = shielded(text);
    values.filter(|values| !values.is_empty())
}
