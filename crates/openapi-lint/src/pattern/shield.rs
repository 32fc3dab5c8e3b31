//! Patterns on their way through the generator, which has an engine of its own that backtracks.
//!
//! An empty alternative stands before each, so that this engine, wherever the generator tries a
//! pattern, finds a match before it has taken a step. In the generated code the alternative is
//! found and taken away.

use super::lookahead::split_at_closing;

/// The pattern with an empty alternative before it.
pub fn shielded(pattern: &str) -> String {
    format!("|{pattern}")
}

/// The patterns that were shielded: one, or all that the generator has combined by look-aheads,
/// `(?=A)(?=B)`, when a schema is `allOf` several. `None` for what is neither.
pub fn unshielded(text: &str) -> Option<Vec<&str>> {
    if let Some(pattern) = text.strip_prefix('|') {
        return Some(vec![pattern]);
    }
    let mut patterns = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (inside, behind) = split_at_closing(rest.strip_prefix("(?=")?)?;
        patterns.extend(unshielded(inside)?);
        rest = behind;
    }
    Some(patterns)
}
