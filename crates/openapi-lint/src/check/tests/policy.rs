use openapi_document::{Document, Group, Level, Part, Rule};

use super::super::{Policy, findings};
use super::rules;

fn document(text: &str) -> Document {
    Document::parse("things.yaml", text.as_bytes()).unwrap()
}

fn rule(id: &str) -> &'static Rule {
    rules().find(|rule| rule.id == id).unwrap()
}

fn found(text: &str, policy: &Policy) -> Vec<(&'static str, Level)> {
    findings(&document(text), policy)
        .iter()
        .map(|finding| (finding.rule.id, finding.level))
        .collect()
}

#[test]
fn what_sound_output_does_not_need_is_a_warning_elsewhere() {
    let text = Part::PathParameter.document("{type: string}");
    let rule = "unsafe-path-parameter";
    assert!(found(&text, &Policy::own()).contains(&(rule, Level::Error)));
    assert!(found(&text, &Policy::elsewhere()).contains(&(rule, Level::Warning)));
    assert!(found(&text, &Policy::needed()).is_empty());
}

#[test]
fn what_sound_output_needs_is_an_error_everywhere() {
    let text = Part::Schema.document("{allOf: []}");
    for policy in [Policy::own(), Policy::elsewhere(), Policy::needed()] {
        assert!(found(&text, &policy).contains(&("empty-composition", Level::Error)));
    }
}

#[test]
fn a_note_is_one_everywhere_and_stops_nothing() {
    let text = Part::Schema.document("{type: integer, description: A size., maximum: 7}");
    for policy in [Policy::own(), Policy::elsewhere()] {
        assert_eq!(
            found(&text, &policy),
            [("unenforced-constraint", Level::Note)]
        );
        assert!(!findings(&document(&text), &policy).has_errors());
    }
}

#[test]
fn style_rules_are_for_the_own_document_alone() {
    let text = Part::Operation.document("responses: {}");
    let is_style = |(id, _): &(&str, Level)| rule(id).group == Group::Style;
    assert!(found(&text, &Policy::own()).iter().any(is_style));
    assert!(
        !found(&text, &Policy::own().without_style())
            .iter()
            .any(is_style)
    );
    assert!(!found(&text, &Policy::elsewhere()).iter().any(is_style));
}

#[test]
fn a_rule_can_be_allowed_unless_sound_output_needs_it() {
    let text = Part::PathParameter.document("{type: string}");
    let mut policy = Policy::own();
    policy.allow(rule("unsafe-path-parameter")).unwrap();
    assert!(found(&text, &policy).is_empty());
    for rule in rules() {
        let needed = rule.needed && rule.level == Level::Error;
        assert_eq!(Policy::own().allow(rule).is_err(), needed, "{}", rule.id);
    }
    let refusal = policy
        .allow(rule("empty-composition"))
        .unwrap_err()
        .to_string();
    assert_eq!(
        refusal,
        "the rule `empty-composition` cannot be allowed, because sound output needs it: an empty \
         list means nothing, and the generator gives up on the whole document"
    );
}

#[test]
fn all_findings_of_a_run_are_reported_at_once() {
    let text = Part::PathParameter
        .document("{type: string}")
        .replace("summary: Reading a thing", "sumary: Reading a thing")
        .replace("https://example.com", "http://example.com");
    let rules: Vec<_> = found(&text, &Policy::own())
        .into_iter()
        .map(|(rule, _)| rule)
        .collect();
    assert_eq!(
        rules,
        [
            "insecure-server",
            "unsafe-path-parameter",
            "operation-summary",
            "unknown-key"
        ]
    );
}
