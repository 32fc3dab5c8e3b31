//! All rules that a document is held against, by whichever stage.

use std::fmt;

use openapi_document::{Rule, suggestion};
use openapi_lint::rules_with;

use crate::{generate::GENERATOR_FAILURE, lower, waivers};

/// All rules: those of reading, of lint, of lowering, of waivers and of the generator.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    rules_with(lower::RULES).chain([
        &waivers::rules::INVALID,
        &waivers::rules::UNUSED,
        &GENERATOR_FAILURE,
    ])
}

/// The rule with this id.
///
/// # Errors
///
/// When there is none; the error names the one that was most likely meant.
pub fn rule(id: &str) -> Result<&'static Rule, UnknownRule> {
    rules()
        .find(|rule| rule.id == id)
        .ok_or_else(|| UnknownRule {
            id: id.to_owned(),
            near: suggestion(id, rules().map(|rule| rule.id)).map(str::to_owned),
        })
}

/// There is no rule of that id.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownRule {
    /// What was asked for.
    pub id: String,
    /// The rule that was most likely meant.
    pub near: Option<String>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, near } = self;
        write!(f, "there is no rule `{id}`; ")?;
        match near {
            Some(near) => write!(f, "did you mean `{near}`?"),
            None => f.write_str("`cargo xtask lint --list` shows all of them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_its_id_and_a_misspelt_id_finds_a_proposal() {
        assert_eq!(rule("enum-collision").unwrap().id, "enum-collision");
        for (id, expected) in [
            (
                "unsafe-path-paramter",
                "there is no rule `unsafe-path-paramter`; did you mean `unsafe-path-parameter`?",
            ),
            (
                "nothing-like-it",
                "there is no rule `nothing-like-it`; `cargo xtask lint --list` shows all of them",
            ),
        ] {
            assert_eq!(rule(id).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn every_rule_has_an_id_of_its_own_and_explains_itself() {
        let mut ids: Vec<_> = rules().map(|rule| rule.id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for rule in rules() {
            assert!(rule.what.ends_with('.'), "{}", rule.id);
            assert!(!rule.why.ends_with('.'), "{}", rule.id);
            assert!(!rule.fix.ends_with('.'), "{}", rule.id);
        }
    }
}
