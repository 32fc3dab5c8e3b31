//! The example of each rule, held against all rules. The tests of openapi-codegen use this file as well.

use openapi_document::{Findings, Group, Rule};

use super::Policy;

/// The policy under which the examples of `rule` are judged: that of `regen`, and for style rules
/// that of `lint`.
pub(crate) fn policy(rule: &Rule) -> Policy {
    match rule.group {
        Group::Style => Policy::own(),
        Group::Correctness | Group::Safety | Group::Preflight => Policy::own().without_style(),
    }
}

/// Whether what breaks each rule breaks this one rule, in one place, and what keeps it breaks none.
/// What is found goes to `snapshot`.
#[track_caller]
pub(crate) fn check(
    rules: impl Iterator<Item = &'static Rule>,
    findings: impl Fn(&str, &Policy) -> Findings,
    snapshot: impl Fn(&Rule, &Findings),
) {
    let mut wrong = Vec::new();
    for rule in rules {
        let Some([before, after]) = rule.example.documents() else {
            continue;
        };
        let policy = policy(rule);
        let found = findings(&before, &policy);
        if !found.iter().map(|finding| finding.rule).eq([rule]) {
            wrong.push(format!(
                "`{}` is to be broken alone:\n{before}\n{found}",
                rule.id
            ));
        }
        snapshot(rule, &found);
        let found = findings(&after, &policy);
        if !found.is_empty() {
            wrong.push(format!("`{}` is to be kept:\n{after}\n{found}", rule.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
