//! Every rule against its example: all rules are asked, of lint and of lowering.

#[path = "../../../openapi-lint/src/check/tests/examples.rs"]
mod examples;

use openapi_document::{Document, Example, Findings, Rule};
use openapi_lint::{Policy, Styling, render_text};

use super::RULES;
use crate::{lint, rules};

fn findings(text: &str, policy: &Policy) -> Findings {
    match Document::parse("things.yaml", text.as_bytes()) {
        Ok(document) => lint(&document, policy),
        Err(findings) => findings,
    }
}

#[test]
fn each_rule_is_broken_by_its_example_alone_and_kept_by_its_fix() {
    examples::check(rules(), findings, |rule, found| {
        if !RULES.contains(&rule) {
            return;
        }
        let text = render_text(found, Styling::Plain);
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(rule.id, text);
        });
    });
}

#[test]
fn a_rule_without_an_example_says_why() {
    let without = |rule: &&Rule| matches!(rule.example, Example::None(_));
    let without: Vec<_> = rules().filter(without).map(|rule| rule.id).collect();
    assert_eq!(without, ["generator-failure"]);
}
