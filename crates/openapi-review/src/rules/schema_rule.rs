//! A rule about a schema: one thing that can happen to one, with an id and a level for each role.

use std::borrow::Cow;

use super::{
    effects::{Effect, Verdict},
    role::{Direction, Role},
};
use crate::level::ChangeLevel;

/// One thing that can happen to a schema.
#[derive(Debug)]
pub(crate) struct SchemaRule {
    pub(super) name: Name,
    pub(super) effect: &'static Effect,
    pub(super) at: Where,
    /// What differs, in one sentence.
    pub(super) what: &'static str,
    /// A schema before and after it.
    pub(super) before: &'static str,
    pub(super) after: &'static str,
}

/// How an id is made of a rule and a role.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Name {
    /// The role, and this: `request-body` and `max-set`.
    End(&'static str),
    /// A property was added to an object.
    Added(Requirement),
    /// A property was removed from an object.
    Removed(Requirement),
    /// A property was there before; whether it is required has changed.
    Became(Requirement),
    /// A property became read-only, and the like.
    Flag(Requirement, &'static str),
}

/// Whether an object requires a property.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Requirement {
    Optional,
    Required,
    /// It is required, and has a default.
    Defaulted,
}

/// In which roles of a schema something can happen.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Where {
    Everywhere,
    /// In what is sent to the service.
    Requests,
    /// In a body as a whole.
    Bodies,
    /// Where oasdiff has a word for a type that admits less; elsewhere it is another type.
    Specialized,
    /// In an object that has properties; the role is that of the property.
    Properties,
    /// In such an object in what is sent to the service.
    SentProperties,
    /// In a property of a body.
    Flagged,
    /// Where there is no word of its own for a property of a body.
    Unflagged,
}

impl SchemaRule {
    /// The id of this in a role, oasdiff's where that has one.
    pub(crate) fn id(&self, role: Role) -> Cow<'static, str> {
        let prefix = role.prefix();
        let direction = role.direction();
        match (self.name, role) {
            (Name::End("enum-value-removed"), Role::ResponseBody) => {
                "response-mediatype-enum-value-removed".into()
            }
            (Name::End("became-enum"), Role::RequestHeaderProperty) => {
                "request-header-property-became-enum".into()
            }
            (Name::Added(Requirement::Required), Role::RequestHeaderProperty) => {
                "new-required-request-header-property".into()
            }
            (Name::Became(Requirement::Required), Role::RequestHeaderProperty) => {
                "request-header-property-became-required".into()
            }
            (Name::End(end), _) => format!("{prefix}-{end}").into(),
            (Name::Added(requirement), _) => match direction {
                Direction::Request => {
                    let default = requirement.default();
                    format!("new-{}-{prefix}{default}", requirement.word()).into()
                }
                Direction::Response => response_property(role, requirement, "added").into(),
            },
            (Name::Removed(requirement), _) => match direction {
                Direction::Request => format!("{prefix}-removed").into(),
                Direction::Response => response_property(role, requirement, "removed").into(),
            },
            (Name::Became(requirement), _) => {
                let default = match direction {
                    Direction::Request => requirement.default(),
                    Direction::Response => "",
                };
                format!("{prefix}-became-{}{default}", requirement.word()).into()
            }
            (Name::Flag(requirement, became), _) => {
                let direction = match direction {
                    Direction::Request => "request",
                    Direction::Response => "response",
                };
                format!("{direction}-{}-property-{became}", requirement.word()).into()
            }
        }
    }

    /// What it is called beside the others, whatever the role.
    pub(crate) fn title(&self) -> String {
        let of = |requirement: Requirement| match requirement {
            Requirement::Optional => "optional",
            Requirement::Required => "required",
            Requirement::Defaulted => "required-with-default",
        };
        match self.name {
            Name::End(end) => end.to_owned(),
            Name::Added(requirement) => format!("property-added-{}", of(requirement)),
            Name::Removed(requirement) => format!("property-removed-{}", of(requirement)),
            Name::Became(requirement) => format!("property-became-{}", of(requirement)),
            Name::Flag(requirement, became) => format!("{}-property-{became}", of(requirement)),
        }
    }

    /// How it is judged in a role.
    pub(crate) fn verdict(&self, role: Role) -> &'static Verdict {
        self.effect.verdict(role)
    }

    /// How much it matters in a role.
    pub(crate) fn level(&self, role: Role) -> ChangeLevel {
        self.verdict(role).level
    }

    /// The roles in which it can happen.
    pub(crate) fn roles(&self) -> impl Iterator<Item = Role> {
        let at = self.at;
        Role::ALL.into_iter().filter(move |role| at.has(*role))
    }
}

impl Requirement {
    /// The word for it, which says nothing of a default.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Optional => "optional",
            Self::Required | Self::Defaulted => "required",
        }
    }

    /// What an id says of the default.
    fn default(self) -> &'static str {
        match self {
            Self::Optional | Self::Required => "",
            Self::Defaulted => "-with-default",
        }
    }
}

impl Where {
    fn has(self, role: Role) -> bool {
        let is_flagged = matches!(
            role,
            Role::RequestProperty
                | Role::RequestReadOnlyProperty
                | Role::ResponseProperty
                | Role::ResponseWriteOnlyProperty
        );
        match self {
            Self::Everywhere => true,
            Self::Requests => role.direction() == Direction::Request,
            Self::Bodies => matches!(role, Role::RequestBody | Role::ResponseBody),
            Self::Specialized => {
                role.direction() == Direction::Response
                    || matches!(role, Role::ParameterProperty | Role::RequestHeaderProperty)
            }
            Self::Properties => role.below() == role,
            Self::SentProperties => Self::Properties.has(role) && Self::Requests.has(role),
            Self::Flagged => is_flagged,
            Self::Unflagged => !is_flagged,
        }
    }
}

/// `response-required-property-added`, `response-optional-write-only-property-removed`, …
fn response_property(role: Role, requirement: Requirement, event: &str) -> String {
    let kind = match role {
        Role::ResponseWriteOnlyProperty => "write-only-property",
        Role::ResponseHeader | Role::ResponseHeaderProperty => "header-property",
        _ => "property",
    };
    format!("response-{}-{kind}-{event}", requirement.word())
}

/// Defines rules about schemas and the list of them.
macro_rules! schema_rules {
    ($list:ident: $($name:ident = $id:expr, $effect:ident, $at:ident {
        what: $what:expr,
        before: $before:expr,
        after: $after:expr,
    })*) => {
        $(pub(crate) const $name: &$crate::rules::SchemaRule = &$crate::rules::SchemaRule {
            name: $id,
            effect: &$effect,
            at: $at,
            what: $what,
            before: $before,
            after: $after,
        };)*
        pub(in crate::rules) static $list: &[&$crate::rules::SchemaRule] = &[$($name),*];
    };
}
pub(super) use schema_rules;
