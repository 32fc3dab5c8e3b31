//! The rules, run over a tree.

use openapi_document::{Document, Finding, Findings, Sink, Tree, stack::with_room};

use super::{
    context::Context,
    names,
    policy::{Policy, stops},
    references,
    registry::{CHECKS, Check},
    renames::Renames,
    type_names,
    waivers::Waivers,
};

/// What the rules of this crate find in `document`, as far as `policy` asks for it and the document
/// has no waiver of it. What lowering and
/// the generator find beside it is theirs to say.
pub fn findings(document: &Document, policy: &Policy) -> Findings {
    with_room(|| {
        let found = document.unknown_keys().iter().cloned();
        let found = found.chain(all(document.tree(), policy));
        let waivers = Waivers::of(document.tree());
        let found = found.filter(|finding| !waivers.cover(finding));
        document.findings(found.filter_map(|finding| policy.apply(finding)).collect())
    })
}

/// What all rules find about a tree under `policy`, before it is applied to the findings.
pub(super) fn all(tree: &Tree, policy: &Policy) -> Vec<Finding> {
    let (checks, mut findings) = Checks::new(tree);
    findings.extend(checks.run(policy, |_| true));
    findings
}

/// The rules of this crate over one tree. It need not be a document in order: the typed form is not
/// asked for.
pub struct Checks<'a> {
    context: Context<'a>,
    /// Whether every reference leads somewhere.
    can_follow: bool,
}

impl<'a> Checks<'a> {
    /// Looks at the references of the tree, and gives what the rules about those find.
    pub fn new(tree: &'a Tree) -> (Self, Vec<Finding>) {
        let context = Context::new(tree);
        let mut sink = Sink::new(tree.root());
        references::references(&context, &mut sink);
        let found = sink.into_findings();
        let can_follow = !found.iter().any(stops);
        let checks = Self {
            context,
            can_follow,
        };
        (checks, found)
    }

    /// What the rules find that sound output relies on, before `policy` is applied to it.
    pub fn needed(&self, policy: &Policy) -> Vec<Finding> {
        self.run(policy, |check| check.needed)
    }

    /// What the other rules find, before `policy` is applied to it.
    pub fn rest(&self, policy: &Policy) -> Vec<Finding> {
        self.run(policy, |check| !check.needed)
    }

    /// What has another name in the generated code, as its own is taken. References must lead somewhere.
    pub fn renames(&self) -> Renames {
        let (renames, _) = names::renamed(&self.context);
        let (titles, _) = type_names::titles(&self.context);
        Renames {
            titles: titles.clone(),
            ..renames.clone()
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
