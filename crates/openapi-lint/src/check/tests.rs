//! Every rule against a document that breaks it and one that does not.

mod cases;
mod combinations;
mod correctness;
mod partial;
mod policy;
mod preflight;
mod safety;
mod style;
mod uncompilable;

use openapi_document::{Findings, Rule};

use self::cases::{
    Case, PARAMETERS, RESPONSES, body, case, document, operation, parameter, responses, schema,
    schemas,
};
use super::{Policy, parse, rules_with};
use crate::{Styling, render_text};

/// The rules of this crate.
fn rules() -> impl Iterator<Item = &'static Rule> {
    rules_with(&[])
}

/// With this schema of the parameter in the path.
fn path_parameter(schema: &str) -> String {
    operation(&format!(
        "parameters: [{{name: thing_id, in: path, required: true, description: The id., \
         schema: {schema}}}]\n{RESPONSES}"
    ))
}

fn findings(text: &str) -> Findings {
    match parse(&Policy::own(), "things.yaml", text.as_bytes()) {
        Ok(document) => super::findings(&document, &Policy::own()),
        Err(findings) => findings,
    }
}

fn of_rule(text: &str, rule: &str) -> Findings {
    cases::of_rule(&findings(text), rule)
}

#[track_caller]
fn check(cases: &[Case]) {
    cases::check(cases, findings, |rule, found| {
        let text = render_text(found, Styling::Plain);
        insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
            insta::assert_snapshot!(rule, text);
        });
    });
}

#[test]
fn every_rule_has_a_case() {
    let cases: Vec<_> = [
        correctness::cases(),
        safety::cases(),
        preflight::cases(),
        style::cases(),
    ]
    .into_iter()
    .flatten()
    .map(|case| case.rule)
    .collect();
    let without: Vec<_> = rules()
        .map(|rule| rule.id)
        .filter(|id| !cases.contains(id))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn the_document_that_the_cases_begin_with_breaks_no_rule() {
    let text = operation(&format!("{PARAMETERS}\n{RESPONSES}"));
    assert_eq!(findings(&text).to_string(), "");
}
