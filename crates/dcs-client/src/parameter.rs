//! The words for a parameter that was refused before anything was sent.
//!
//! The generated code calls these three where progenitor would drop the value and the reason.

use std::fmt::Display;

use crate::text::shown_value;

/// The value that a generated type refused, and the rule it broke.
pub(crate) fn rejected(value: &str, rule: &str) -> String {
    let joint = if rule.starts_with("doesn't ") {
        " "
    } else if rule.starts_with("longer ") || rule.starts_with("shorter ") {
        " is "
    } else {
        ": "
    };
    format!("{}{joint}{rule}", shown_value(value))
}

/// What to report when the value given for the parameter `name` cannot become its type.
pub(crate) fn invalid_parameter(name: &str, reason: &dyn Display) -> String {
    format!("{name}: {reason}")
}

/// What to report when the required parameter `name` was never given.
pub(crate) fn missing_parameter(name: &str) -> String {
    format!("{name}: no value given; call `.{name}(…)` before `.send()`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rejection_reads_as_a_sentence() {
        assert_eq!(
            rejected("", "shorter than 1 characters"),
            "\"\" is shorter than 1 characters"
        );
        assert_eq!(
            rejected("..", "doesn't match pattern \"^[a-z]+$\""),
            "\"..\" doesn't match pattern \"^[a-z]+$\""
        );
        // The text of an enumeration's rejection.
        assert_eq!(rejected("x", "invalid value"), "\"x\": invalid value");
    }
}
