//! Look-aheads directly behind a `^` that begins the pattern, as in `^(?!test$)[a-z]+$`.
//!
//! There, and only there, each of them is a question about the whole text, which can be asked by
//! itself and in linear time.

use super::refusal::{Difference, Refusal};

/// A look-ahead.
pub(super) struct Assertion<'a> {
    /// What stands in its parentheses.
    pub(super) inside: &'a str,
    /// Whether it must match: `(?=…)` and not `(?!…)`.
    pub(super) is_wanted: bool,
}

/// The look-aheads that `pattern` begins with, and the pattern without them.
pub(super) fn leading(pattern: &str) -> (Vec<Assertion<'_>>, std::borrow::Cow<'_, str>) {
    let mut assertions = Vec::new();
    let Some(mut rest) = pattern.strip_prefix('^') else {
        return (assertions, pattern.into());
    };
    while let Some((is_wanted, (inside, behind))) =
        opened(rest).and_then(|(is_wanted, opened)| Some((is_wanted, split_at_closing(opened)?)))
    {
        assertions.push(Assertion { inside, is_wanted });
        rest = behind;
    }
    if assertions.is_empty() {
        return (assertions, pattern.into());
    }
    (assertions, format!("^{rest}").into())
}

fn opened(text: &str) -> Option<(bool, &str)> {
    let wanted = text.strip_prefix("(?=").map(|rest| (true, rest));
    wanted.or_else(|| text.strip_prefix("(?!").map(|rest| (false, rest)))
}

/// Splits `text`, which follows an opening parenthesis, at the closing one.
pub(super) fn split_at_closing(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut is_in_class = false;
    let mut is_escaped = false;
    for (offset, character) in text.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => depth += 1,
            ')' if !is_in_class && depth > 0 => depth -= 1,
            ')' if !is_in_class => {
                let (inside, behind) = text.split_at_checked(offset)?;
                return Some((inside, behind.strip_prefix(')')?));
            }
            _ => {}
        }
    }
    None
}

/// Refuses `^a|b` as what follows look-aheads: they would concern `^a` alone.
pub(super) fn concern_all_of(rest: &str) -> Result<(), Refusal> {
    match regex_syntax::ast::parse::Parser::new().parse(rest) {
        Ok(regex_syntax::ast::Ast::Alternation(_)) => {
            Err(Refusal::unsupported("(?", Difference::Assertion))
        }
        // What cannot be read is refused where it is translated.
        _ => Ok(()),
    }
}
