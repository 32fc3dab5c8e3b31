//! How a difference is judged: its id and its level, why, and what to do instead.
//!
//! The ids are oasdiff's where oasdiff has one, because reviewers may know them and can look
//! them up. Those of schemas are made of two parts, the [`Role`] of the schema and the
//! [event](event): so one rule stands for what can happen in many roles, with a level for each.
//! What has no rule is an [`UNCLASSIFIED`] change: it is reported all the same.

mod bodies;
mod deviations;
mod document;
mod effects;
pub(crate) mod event;
mod explain;
mod lifecycle;
mod operations;
mod parameters;
mod responses;
mod role;
mod rule;
mod schema_rule;
mod security;
mod servers;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub use self::deviations::{DEVIATIONS, Deviation};
pub use self::explain::{
    ChangeExplanation, ChangeReason, UnknownChange, change_explanations, explain_change,
};
pub(crate) use self::{
    bodies::*,
    document::*,
    lifecycle::*,
    operations::*,
    parameters::*,
    responses::*,
    role::{Direction, Role},
    rule::ChangeRule,
    schema_rule::{Requirement, SchemaRule},
    security::*,
    servers::*,
};
use self::{rule::change_rules, schema_rule::schema_rules};
use crate::level::ChangeLevel;

/// What differs, before it is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fact {
    /// Something with an id of its own.
    Is(&'static ChangeRule),
    /// What happened to a schema in this role, or to its property in this role.
    Schema(Role, &'static SchemaRule),
}

/// What there is to say about a change before it is known where it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Judgement {
    pub(crate) id: Cow<'static, str>,
    pub(crate) level: ChangeLevel,
    pub(crate) what: &'static str,
    pub(crate) why: &'static str,
    pub(crate) fix: &'static str,
}

/// Judges a fact.
pub(crate) fn judge(fact: Fact) -> Judgement {
    match fact {
        Fact::Is(rule) => Judgement {
            id: Cow::Borrowed(rule.id),
            level: rule.level,
            what: rule.what,
            why: rule.why,
            fix: rule.fix,
        },
        Fact::Schema(role, rule) => {
            let verdict = rule.verdict(role);
            Judgement {
                id: rule.id(role),
                level: verdict.level,
                what: rule.what,
                why: verdict.why,
                fix: verdict.fix,
            }
        }
    }
}

/// Whether nobody who calls has to know of the changes with an id, so that they need no version.
pub(crate) fn is_silent(id: &str) -> bool {
    SILENT.iter().any(|rule| rule.id == id)
}

/// Whether the changes with an id are about what people or tools read, and not about what is sent.
pub(crate) fn is_beside_the_wire(id: &str) -> bool {
    let others = [API_EXTENSION_CHANGED, REQUEST_PARAMETER_RENAMED];
    is_silent(id) || others.iter().any(|rule| rule.id == id)
}

static SILENT: [&ChangeRule; 4] = [
    DOCUMENTATION,
    NOTATION,
    API_VERSION_CHANGED,
    API_WAIVER_CHANGED,
];

/// The rules about what is no schema, by what they are about.
pub(crate) static CHAPTERS: [(&str, &[&ChangeRule]); 8] = [
    ("Document", DOCUMENT),
    ("Operations", OPERATIONS),
    ("Sunset and stability", LIFECYCLE),
    ("Parameters", PARAMETERS),
    ("Request bodies", BODIES),
    ("Responses", RESPONSES),
    ("Security", SECURITY),
    ("Servers", SERVERS),
];
