//! Lint and lowering, joined: what stands in the way of generating, and the rest.

use openapi_document::{Document, Finding, Findings, Level, stack::with_room};
use openapi_lint::{Checks, Policy, Waivers, stops};

use crate::{
    lower::{LoweredDocument, lower_renamed},
    waivers,
};

/// Every finding about `document` that `policy` asks for, those of lowering included.
pub fn lint(document: &Document, policy: &Policy) -> Findings {
    with_room(|| {
        let checked = Checked::new(document, policy);
        checked.report(checked.rest())
    })
}

/// What stands in the way of generating from `document`, and what the generated code will not
/// do: the findings of the rules that sound output needs.
pub fn check(document: &Document) -> Findings {
    lint(document, &Policy::needed())
}

/// A document and what the rules that sound output needs have found.
pub(crate) struct Checked<'a> {
    document: &'a Document,
    policy: &'a Policy,
    checks: Checks<'a>,
    waivers: Waivers<'a>,
    /// Whether every rule could run.
    is_complete: bool,
    findings: Vec<Finding>,
    /// The lowered form, when nothing that sound output needs is amiss.
    pub(crate) lowered: Option<LoweredDocument>,
}

impl<'a> Checked<'a> {
    /// Checks `document` for what generating relies on, and lowers it.
    pub(crate) fn new(document: &'a Document, policy: &'a Policy) -> Self {
        let mut findings = document.unknown_keys().to_vec();
        let (checks, of_references) = Checks::new(document.tree());
        findings.extend(of_references);
        findings.extend(checks.needed(policy));
        // Lowering relies on what these rules have found in order.
        let lowered = match findings.iter().any(stops) {
            true => None,
            false => match lower_renamed(document, checks.renames()) {
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
            checks,
            waivers: Waivers::of(document.tree()),
            is_complete: lowered.is_some(),
            findings,
            lowered,
        }
    }

    /// What the other rules find. Nothing that is generated depends on it.
    pub(crate) fn rest(&self) -> Vec<Finding> {
        self.checks.rest(self.policy)
    }

    /// Whether the policy makes an error of anything found so far.
    pub(crate) fn has_errors(&self) -> bool {
        let findings = self.findings.iter().cloned();
        let mut applied = findings.filter_map(|finding| self.apply(finding));
        applied.any(|finding| finding.level == Level::Error)
    }

    /// All findings that the policy asks for, with `rest` of [`Checked::rest`].
    pub(crate) fn report(&self, rest: Vec<Finding>) -> Findings {
        let mut all = self.findings.clone();
        all.extend(rest);
        let tree = self.document.tree();
        let known = self.is_complete.then_some(&*all);
        let of_waivers = waivers::check(tree, &self.waivers, self.policy, known);
        let of_waivers = of_waivers.into_iter();
        let of_waivers = of_waivers.filter_map(|finding| self.policy.apply(finding));
        let all = all.into_iter().filter_map(|finding| self.apply(finding));
        self.document.findings(all.chain(of_waivers).collect())
    }

    /// The finding as the policy has it; `None` when it is not reported, or the document waives it.
    fn apply(&self, finding: Finding) -> Option<Finding> {
        match self.waivers.cover(&finding) {
            true => None,
            false => self.policy.apply(finding),
        }
    }
}
