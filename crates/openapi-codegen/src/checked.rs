//! A check in two parts: what generating relies on, and the rest.

use super::{
    Sink,
    context::Context,
    policy::Policy,
    references,
    registry::{CHECKS, Check},
    rule,
};
use crate::{Document, Finding, Findings, Level, LoweredDocument, Node, lower};

/// A document and what the rules that sound output needs have found.
pub(crate) struct Checked<'a> {
    document: &'a Document,
    policy: &'a Policy,
    rules: Rules<'a>,
    findings: Vec<Finding>,
    /// The lowered form, when nothing that sound output needs is amiss.
    pub(crate) lowered: Option<LoweredDocument>,
}

impl<'a> Checked<'a> {
    /// Checks `document` for what generating relies on, and lowers it.
    pub(crate) fn new(document: &'a Document, policy: &'a Policy) -> Self {
        let mut findings = document.unknown_keys().to_vec();
        let rules = Rules::new(document.root(), &mut findings);
        findings.extend(rules.run(policy, |check| check.needed));
        // Lowering relies on what these rules have found in order.
        let lowered = match findings.iter().any(stops) {
            true => None,
            false => match lower(document) {
                Ok(lowered) => {
                    findings.extend(lowered.notes().cloned());
                    Some(lowered)
                }
                Err(refused) => {
                    findings.extend(refused.iter().cloned());
                    None
                }
            },
        };
        Self {
            document,
            policy,
            rules,
            findings,
            lowered,
        }
    }

    /// What the other rules find. Nothing that is generated depends on it.
    pub(crate) fn rest(&self) -> Vec<Finding> {
        self.rules.run(self.policy, |check| !check.needed)
    }

    /// Whether the policy makes an error of anything found so far.
    pub(crate) fn has_errors(&self) -> bool {
        let mut findings = self.findings.iter().cloned();
        findings.any(|finding| {
            let applied = self.policy.apply(finding);
            applied.is_some_and(|finding| finding.level == Level::Error)
        })
    }

    /// All findings that the policy asks for, with `rest` of [`Checked::rest`].
    pub(crate) fn report(&self, rest: Vec<Finding>) -> Findings {
        let all = self.findings.iter().cloned().chain(rest);
        let findings = all.filter_map(|finding| self.policy.apply(finding));
        self.document.findings(findings.collect())
    }
}

/// What all rules find about a tree under `policy`, before it is applied to the findings.
pub(super) fn all(root: &Node, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    let rules = Rules::new(root, &mut findings);
    findings.extend(rules.run(policy, |_| true));
    findings
}

/// The rules about one tree.
struct Rules<'a> {
    context: Context<'a>,
    /// Whether every reference leads somewhere.
    can_follow: bool,
}

impl<'a> Rules<'a> {
    fn new(root: &'a Node, findings: &mut Vec<Finding>) -> Self {
        let context = Context::new(root);
        let mut sink = Sink::new(root);
        references::references(&context, &mut sink);
        let found = sink.into_findings();
        let can_follow = !found.iter().any(stops);
        findings.extend(found);
        Self {
            context,
            can_follow,
        }
    }

    fn run(&self, policy: &Policy, is_wanted: impl Fn(&Check) -> bool) -> Vec<Finding> {
        let mut findings = Vec::new();
        for check in CHECKS {
            let can_run = self.can_follow || !check.follows_references;
            if can_run && is_wanted(check) && policy.runs(check) {
                let mut sink = Sink::new(self.context.root);
                (check.run)(&self.context, &mut sink);
                findings.extend(sink.into_findings());
            }
        }
        findings
    }
}

/// Whether nothing sound can be generated with this finding.
fn stops(finding: &Finding) -> bool {
    finding.level == Level::Error && rule(finding.rule).is_none_or(|rule| rule.needed)
}
