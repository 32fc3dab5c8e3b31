//! Which rules apply to a document, and how much their findings matter.

use std::{collections::BTreeSet, fmt};

use openapi_document::{Finding, Group, Level, Rule};

use super::registry::Check;

/// Which rules apply to a document, and how much their findings matter.
///
/// A rule that sound output needs applies to every document. The others are what the workspace
/// asks of its own document; what comes from elsewhere is reported as it is, at level warning.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Policy {
    own: bool,
    style: bool,
    only_needed: bool,
    allowed: BTreeSet<&'static Rule>,
}

impl Policy {
    /// For the workspace's own document: every rule, at its own level.
    pub fn own() -> Self {
        Self {
            own: true,
            style: true,
            only_needed: false,
            allowed: BTreeSet::new(),
        }
    }

    /// For a document from elsewhere: no style rules, and a rule that sound output does not need
    /// is a warning.
    pub fn elsewhere() -> Self {
        Self {
            own: false,
            style: false,
            ..Self::own()
        }
    }

    /// The rules that sound output needs, and nothing else.
    pub fn needed() -> Self {
        Self {
            only_needed: true,
            ..Self::elsewhere()
        }
    }

    /// The same without the style rules, which are about style and stop nobody from generating.
    #[must_use]
    pub fn without_style(self) -> Self {
        Self {
            style: false,
            ..self
        }
    }

    /// Leaves out the findings of `rule`.
    ///
    /// # Errors
    ///
    /// When sound output needs it.
    pub fn allow(&mut self, rule: &'static Rule) -> Result<(), NotAllowed> {
        if rule.needed && rule.level == Level::Error {
            return Err(NotAllowed(rule));
        }
        self.allowed.insert(rule);
        Ok(())
    }

    /// Whether anything that the check finds can be reported.
    pub(super) fn runs(&self, check: &Check) -> bool {
        self.covers(check.group) && (check.needed || !self.only_needed)
    }

    fn covers(&self, group: Group) -> bool {
        group != Group::Style || self.style
    }

    /// Whether findings of the rule are reported.
    pub fn asks_for(&self, rule: &Rule) -> bool {
        self.covers(rule.group)
            && !self.allowed.contains(rule)
            && (rule.needed || !self.only_needed)
    }

    /// The finding at the level that it has under this policy; `None` when it is not reported.
    pub fn apply(&self, finding: Finding) -> Option<Finding> {
        let rule = finding.rule;
        if !self.asks_for(rule) {
            return None;
        }
        let level = if self.own || rule.needed {
            finding.level
        } else {
            finding.level.max(Level::Warning)
        };
        Some(Finding { level, ..finding })
    }
}

/// Whether nothing sound can be generated with this finding.
pub fn stops(finding: &Finding) -> bool {
    finding.level == Level::Error && finding.rule.needed
}

/// Why [`Policy::allow`] refuses: sound output needs the rule.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NotAllowed(pub &'static Rule);

impl fmt::Display for NotAllowed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(rule) = self;
        write!(
            f,
            "the rule `{}` cannot be allowed, because sound output needs it: {}",
            rule.id, rule.why
        )
    }
}

impl std::error::Error for NotAllowed {}
