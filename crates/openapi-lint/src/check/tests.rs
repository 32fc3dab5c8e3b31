//! Every rule against its example, and what an example cannot show.

mod combinations;
mod correctness;
mod examples;
mod partial;
mod policy;
mod safety;
mod transcription;
mod uncompilable;

use openapi_document::{Findings, Part, Rule};

use super::{Policy, parse, rules_with};
use crate::{Styling, render_text};

/// The rules of this crate.
fn rules() -> impl Iterator<Item = &'static Rule> {
    rules_with(&[])
}

fn findings(text: &str, policy: &Policy) -> Findings {
    match parse(policy, "things.yaml", text.as_bytes()) {
        Ok(document) => super::findings(&document, policy),
        Err(findings) => findings,
    }
}

/// What one rule finds in a document.
fn of_rule(text: &str, rule: &Rule) -> Findings {
    let all = findings(text, &Policy::own());
    let kept = all.iter().filter(|finding| finding.rule == rule);
    Findings::new(all.file(), all.text(), kept.cloned().collect())
}

#[test]
fn each_rule_is_broken_by_its_example_alone_and_kept_by_its_fix() {
    examples::check(rules(), findings, |rule, found| {
        let text = render_text(found, Styling::Plain);
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(rule.id, text);
        });
    });
}

#[test]
fn the_document_around_the_examples_breaks_no_rule() {
    let text = Part::Responses.document("'204': {description: Done.}");
    assert_eq!(findings(&text, &Policy::own()).to_string(), "");
}
