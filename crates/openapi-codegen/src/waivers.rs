//! Whether the waivers of a document are in order, and in use.

pub(crate) mod rules;

use std::collections::HashSet;

use openapi_document::{Finding, Pointer, Rule, Sink, Tree};
use openapi_lint::{NotAllowed, Policy, Waiver, Waivers, may_waive};

use self::rules::{INVALID, UNUSED};
use crate::rules::rules;

/// What is wrong with the waivers of `tree`. `found` is all that the rules have found, before any
/// policy; `None` where some of them could not run, so that nobody knows which waivers are in use.
pub(crate) fn check(
    tree: &Tree,
    waivers: &Waivers<'_>,
    policy: &Policy,
    found: Option<&[Finding]>,
) -> Vec<Finding> {
    let mut sink = Sink::new(tree.root());
    let used = found.map(|found| {
        let used = found.iter().flat_map(|finding| waivers.covering(finding));
        used.map(|waiver| &waiver.pointer).collect()
    });
    for waiver in waivers.iter() {
        match valid(&mut sink, waiver) {
            Some(rule) if policy.asks_for(rule) => unused(&mut sink, waiver, rule, used.as_ref()),
            _ => {}
        }
    }
    sink.into_findings()
}

/// The rule that a waiver in order names.
fn valid(sink: &mut Sink<'_>, waiver: &Waiver<'_>) -> Option<&'static Rule> {
    let at = &waiver.pointer;
    let Some(id) = waiver.rule else {
        sink.report(
            &INVALID,
            at,
            "`x-allow` must be an object of rules with their reasons",
        );
        return None;
    };
    let Some(rule) = rules().find(|rule| rule.id == id) else {
        let near = sink.suggestion(id, rules().map(|rule| rule.id));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let help = help.unwrap_or_else(|| "`cargo xtask lint --list` shows all rules".to_owned());
        sink.report_key(&INVALID, at, format!("there is no rule `{id}`"))
            .help(help);
        return None;
    };
    if !may_waive(rule) {
        let message = format!("`{id}` cannot be waived: no document vouches for its own safety");
        sink.report_key(&INVALID, at, message)
            .help("remove the entry, and fix what the rule finds");
        return None;
    }
    if let Err(NotAllowed(rule)) = Policy::own().allow(rule) {
        let message = format!(
            "`{}` cannot be waived, because sound output needs it",
            rule.id
        );
        sink.report_key(&INVALID, at, message)
            .help("remove the entry, and fix what the rule finds");
        return None;
    }
    if waiver.reason.is_none() {
        sink.report(
            &INVALID,
            at,
            format!("the waiver of `{id}` gives no reason"),
        )
        .help(format!("say why the finding stays: `{id}: …`"));
        return None;
    }
    Some(rule)
}

fn unused(sink: &mut Sink<'_>, waiver: &Waiver<'_>, rule: &Rule, used: Option<&HashSet<&Pointer>>) {
    if used.is_some_and(|used| !used.contains(&waiver.pointer)) {
        let message = format!(
            "`{}` finds nothing here that would have to be allowed",
            rule.id
        );
        sink.report_key(&UNUSED, &waiver.pointer, message);
    }
}

#[cfg(test)]
mod tests {
    use openapi_document::{Document, Findings, Part};

    use super::*;
    use crate::{artifacts, artifacts_with, lint, target::TARGET};

    fn document(text: &str) -> Document {
        Document::parse("things.yaml", text.as_bytes()).unwrap()
    }

    /// What is found under a policy: rules with the messages.
    fn found(text: &str, policy: &Policy) -> Vec<String> {
        let findings: Findings = lint(&document(text), policy);
        let line = |finding: &Finding| format!("{}: {}", finding.rule.id, finding.message);
        findings.iter().map(line).collect()
    }

    fn own(text: &str) -> Vec<String> {
        found(text, &Policy::own().without_style())
    }

    const WAIVED: &str = "unenforced-constraint: The vendor's limit.";

    #[test]
    fn a_waiver_holds_at_its_object_and_below_and_nowhere_else() {
        let property = "{type: integer, maximum: 7}";
        let thing = |at: &str, beside: &str| {
            Part::Schemas.document(&format!(
                "Thing: {{type: object, {at} properties: {{size: {property}}}}}\n\
                 Other: {{type: string, {beside} description: Another.}}"
            ))
        };
        let waiver = format!("x-allow: {{{WAIVED}}},");
        assert_eq!(own(&thing("", "")).len(), 1);
        assert_eq!(own(&thing(&waiver, "")), Vec::<String>::new());
        let root = thing("", "") + &format!("x-allow: {{{WAIVED}}}\n");
        assert_eq!(own(&root), Vec::<String>::new());
        let [noted, unused] = own(&thing("", &waiver)).try_into().unwrap();
        assert!(noted.starts_with("unenforced-constraint: "), "{noted}");
        assert!(unused.starts_with("unused-allow: "), "{unused}");
    }

    #[test]
    fn a_waiver_needs_a_reason_and_a_rule_that_sound_output_does_not_need() {
        let schema =
            |allow: &str| Part::Schema.document(&format!("{{not: {{}}, x-allow: {allow}}}"));
        for (allow, expected) in [
            (
                "all",
                "`x-allow` must be an object of rules with their reasons",
            ),
            ("{unused-alow: Why.}", "there is no rule `unused-alow`"),
            (
                "{unsupported-not: Why.}",
                "`unsupported-not` cannot be waived, because sound output needs it",
            ),
            (
                "{unused-component: ' '}",
                "the waiver of `unused-component` gives no reason",
            ),
            (
                "{unused-component: }",
                "the waiver of `unused-component` gives no reason",
            ),
        ] {
            let found = own(&schema(allow));
            let expected = format!("invalid-allow: {expected}");
            assert!(found.contains(&expected), "{found:?}");
            let is_there = |line: &String| line.starts_with("unsupported-not: ");
            assert!(found.iter().any(is_there), "{found:?}");
        }
    }

    #[test]
    fn what_a_policy_does_not_ask_for_makes_no_waiver_unused() {
        let text = Part::Schema.document("{type: string, x-allow: {schema-description: Plain.}}");
        assert_eq!(found(&text, &Policy::own()), Vec::<String>::new());
        assert_eq!(found(&text, &Policy::elsewhere()), Vec::<String>::new());
        assert_eq!(found(&text, &Policy::needed()), Vec::<String>::new());
    }

    #[test]
    fn an_error_that_is_waived_no_longer_stops_the_generation() {
        let text = |allow: &str| document(&Part::Schema.document(&format!("{{{allow} wrong: 1}}")));
        let policy = Policy::own().without_style();
        let allow = "x-allow: {unknown-key: A tool of ours reads it.},";
        assert!(artifacts_with(&text(""), &TARGET, &policy).is_err());
        assert!(artifacts_with(&text(allow), &TARGET, &policy).is_ok());
    }

    #[test]
    fn no_document_waives_a_finding_about_its_safety() {
        let text = Part::PathParameter.document(
            "{type: string, x-allow: {unsafe-path-parameter: Only we call it.}, minLength: 1}",
        );
        for policy in [Policy::own().without_style(), Policy::elsewhere()] {
            let found = found(&text, &policy);
            let [unsafe_path, invalid] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert_eq!(
                invalid,
                "invalid-allow: `unsafe-path-parameter` cannot be waived: no document vouches for \
                 its own safety"
            );
            assert!(
                unsafe_path.starts_with("unsafe-path-parameter: "),
                "{found:?}"
            );
        }
    }

    #[test]
    fn a_waiver_at_every_object_changes_no_byte_of_what_is_generated() {
        let fixture = document(include_str!("../../../tests/fixtures/dcs.yaml"));
        let mut json = serde_json::to_value(fixture.openapi()).unwrap();
        let without = document(&json.to_string());
        for object in without.tree().objects() {
            let object = json.pointer_mut(object.pointer.as_str()).unwrap();
            object["x-allow"] = serde_json::json!({"unenforced-constraint": "The vendor's limit."});
        }
        let with = document(&json.to_string());
        assert_eq!(
            artifacts(&with, &TARGET).unwrap(),
            artifacts(&without, &TARGET).unwrap()
        );
    }
}
