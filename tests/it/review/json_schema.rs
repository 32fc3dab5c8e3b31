//! The JSON of a review, and the schema that says what it holds.

use std::{collections::BTreeSet, sync::LazyLock};

use jsonschema::Validator;
use openapi_review::{JSON_SCHEMA, Review, render_json};
use serde_json::Value;

use super::{example::example, rules::changes_of_all_cases, untrusted::untrusted_review};

fn schema() -> Value {
    serde_json::from_str(JSON_SCHEMA).expect("the schema is JSON")
}

/// What of a review as JSON is not what the schema says.
fn errors(review: &Value) -> Vec<String> {
    static VALIDATOR: LazyLock<Validator> =
        LazyLock::new(|| jsonschema::validator_for(&schema()).expect("the schema is one"));
    let errors = VALIDATOR.iter_errors(review);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// Checks that a review as JSON is what the schema says.
#[track_caller]
pub fn is_valid(review: &Value) {
    let errors = errors(review);
    assert!(errors.is_empty(), "{}\n{review:#}", errors.join("\n"));
}

#[track_caller]
fn written(review: &Review) -> Value {
    let json = render_json(review).expect("a review can be written as JSON");
    serde_json::from_str(&json).expect("it is JSON")
}

#[test]
fn what_is_written_is_what_the_schema_says() {
    let all = Review {
        changes: changes_of_all_cases(),
        ..example()
    };
    let mut keys = BTreeSet::new();
    for review in [all, example(), untrusted_review()] {
        let json = written(&review);
        is_valid(&json);
        let members = json.as_object().into_iter().flatten();
        keys.extend(members.map(|(key, _)| key.clone()));
    }
    // Nor does the schema promise what is never written.
    let schema = schema();
    let promised = schema["properties"].as_object().into_iter().flatten();
    let never: Vec<_> = promised
        .map(|(key, _)| key)
        .filter(|key| !keys.contains(*key))
        .collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn what_the_schema_does_not_say_is_found() {
    let mut review = written(&example());
    review["format_version"] = 0.into();
    review["more"] = 1.into();
    review["changes"][0]["level"] = "grave".into();
    assert_eq!(errors(&review).len(), 3, "{:?}", errors(&review));
}

#[test]
fn each_change_says_whether_it_breaks_and_why_and_its_rule_what_to_do() {
    let review = written(&example());
    for change in review["changes"].as_array().into_iter().flatten() {
        let level = change["level"].as_str();
        assert_eq!(change["breaking"], level == Some("error"), "{change}");
        let id = change["id"].as_str().unwrap_or_default();
        let rule = &review["rules"][id];
        for text in [&change["why"], &rule["what"], &rule["fix"]] {
            let is_said = text.as_str().is_some_and(|text| !text.is_empty());
            assert!(is_said, "{change} {rule}");
        }
    }
}
