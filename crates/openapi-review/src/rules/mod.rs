//! How a difference is judged: its id and its level.
//!
//! The ids are oasdiff's where oasdiff has one, because reviewers may know them and can look
//! them up. Those of schemas are made of two parts, the [`Role`] of the schema and what happened
//! to it, so that the table holds one line for each thing that can happen, with a level for each
//! direction. What is in no table is an [`UNCLASSIFIED`] change: it is reported all the same.

mod table;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::table::{EXCEPTIONS, FIXED, SCHEMA};
use super::change::ChangeLevel::{self, Error, Info, Warning};

/// The id of a difference that no rule covers.
pub(super) const UNCLASSIFIED: &str = "unclassified-change";
/// The id of a difference in what is there for people to read.
pub(super) const DOCUMENTATION: &str = "api-documentation-changed";
/// The id of a difference in words and not in meaning, such as a default that is written out.
pub(super) const NOTATION: &str = "api-notation-changed";
/// The id of a difference in a component that nothing uses.
pub(super) const COMPONENT_CHANGED: &str = "api-component-changed";

/// What a schema describes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Role {
    Parameter,
    ParameterProperty,
    /// A parameter that is a header.
    RequestHeader,
    RequestHeaderProperty,
    RequestBody,
    RequestProperty,
    /// A property that requests do not carry, or something below one.
    RequestReadOnlyProperty,
    ResponseBody,
    ResponseProperty,
    /// A property that responses do not carry, or something below one.
    ResponseWriteOnlyProperty,
    ResponseHeader,
    ResponseHeaderProperty,
}

/// Who sends what a schema describes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Direction {
    Request,
    Response,
}

impl Role {
    pub(super) fn direction(self) -> Direction {
        match self {
            Self::Parameter
            | Self::ParameterProperty
            | Self::RequestHeader
            | Self::RequestHeaderProperty
            | Self::RequestBody
            | Self::RequestProperty
            | Self::RequestReadOnlyProperty => Direction::Request,
            Self::ResponseBody
            | Self::ResponseProperty
            | Self::ResponseWriteOnlyProperty
            | Self::ResponseHeader
            | Self::ResponseHeaderProperty => Direction::Response,
        }
    }

    /// The role of a property, or of an item, of a schema in this role.
    pub(super) fn below(self) -> Self {
        match self {
            Self::Parameter | Self::ParameterProperty => Self::ParameterProperty,
            Self::RequestHeader | Self::RequestHeaderProperty => Self::RequestHeaderProperty,
            Self::RequestBody | Self::RequestProperty => Self::RequestProperty,
            Self::ResponseBody | Self::ResponseProperty => Self::ResponseProperty,
            Self::ResponseHeader | Self::ResponseHeaderProperty => Self::ResponseHeaderProperty,
            Self::RequestReadOnlyProperty => Self::RequestReadOnlyProperty,
            Self::ResponseWriteOnlyProperty => Self::ResponseWriteOnlyProperty,
        }
    }

    /// The role of a property that never travels in the direction of this one.
    pub(super) fn untravelled(self) -> Self {
        match self.direction() {
            Direction::Request => Self::RequestReadOnlyProperty,
            Direction::Response => Self::ResponseWriteOnlyProperty,
        }
    }

    /// Whether what the schema describes is never sent, so that nothing about it can break.
    fn is_untravelled(self) -> bool {
        matches!(
            self,
            Self::RequestReadOnlyProperty | Self::ResponseWriteOnlyProperty
        )
    }

    /// What the id of a change begins with.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            // oasdiff has words of its own for three changes of a header alone.
            Self::Parameter | Self::RequestHeader => "request-parameter",
            Self::ParameterProperty | Self::RequestHeaderProperty => "request-parameter-property",
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::RequestReadOnlyProperty => "request-read-only-property",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::ResponseWriteOnlyProperty => "response-write-only-property",
            Self::ResponseHeader => "response-header",
            Self::ResponseHeaderProperty => "response-header-property",
        }
    }
}

/// What differs, before it is judged.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fact {
    /// Something with an id of its own.
    Is(&'static str),
    /// What happened to a schema.
    Schema(Role, &'static str),
    /// A property of an object was added or removed, or is no longer or newly required.
    Property(Role, PropertyFact),
}

/// What happened to a property.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct PropertyFact {
    pub(super) event: PropertyEvent,
    pub(super) required: bool,
    pub(super) has_default: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum PropertyEvent {
    Added,
    Removed,
    /// The property is there on both sides; whether it is required has changed.
    RequiredChanged,
    /// `became-read-only`, `became-not-write-only` and the like.
    Became(&'static str),
}

/// The id and the level of a change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Judgement {
    pub(super) id: Cow<'static, str>,
    pub(super) level: ChangeLevel,
}

/// Judges a fact.
pub(super) fn judge(fact: Fact) -> Judgement {
    let judgement = match fact {
        Fact::Is(id) => fixed(id),
        Fact::Schema(role, suffix) => schema(role, suffix),
        Fact::Property(role, fact) => Some(property(role, fact)),
    };
    judgement.unwrap_or(Judgement {
        id: Cow::Borrowed(UNCLASSIFIED),
        level: Warning,
    })
}

fn fixed(id: &'static str) -> Option<Judgement> {
    let (_, level) = FIXED.iter().find(|(name, _)| *name == id)?;
    Some(Judgement {
        id: Cow::Borrowed(id),
        level: *level,
    })
}

fn schema(role: Role, suffix: &'static str) -> Option<Judgement> {
    let (_, request, response) = SCHEMA.iter().find(|(name, ..)| *name == suffix)?;
    let id = match (role, suffix) {
        // oasdiff's name for an enumeration that is a body.
        (Role::ResponseBody, "enum-value-removed") => {
            Cow::Borrowed("response-mediatype-enum-value-removed")
        }
        (Role::RequestHeaderProperty, "became-enum") => {
            Cow::Borrowed("request-header-property-became-enum")
        }
        _ => Cow::Owned(format!("{}-{suffix}", role.prefix())),
    };
    let exception = EXCEPTIONS.iter().find(|(name, _)| *name == id);
    let level = match (exception, role.direction()) {
        (Some((_, level)), _) => *level,
        _ if role.is_untravelled() => Info,
        (None, Direction::Request) => *request,
        (None, Direction::Response) => *response,
    };
    Some(Judgement { id, level })
}

fn property(role: Role, fact: PropertyFact) -> Judgement {
    let requirement = if fact.required {
        "required"
    } else {
        "optional"
    };
    let prefix = role.prefix();
    let untravelled = role.is_untravelled();
    let (id, level) = match (role.direction(), fact.event) {
        (_, PropertyEvent::Added)
            if role == Role::RequestHeaderProperty && fact.required && !fact.has_default =>
        {
            ("new-required-request-header-property".to_owned(), Error)
        }
        (_, PropertyEvent::RequiredChanged)
            if role == Role::RequestHeaderProperty && fact.required && !fact.has_default =>
        {
            ("request-header-property-became-required".to_owned(), Error)
        }
        (Direction::Request, PropertyEvent::Added) => {
            let default = if fact.required && fact.has_default {
                "-with-default"
            } else {
                ""
            };
            let level = if fact.required { Error } else { Info };
            (format!("new-{requirement}-{prefix}{default}"), level)
        }
        (Direction::Request, PropertyEvent::Removed) => (format!("{prefix}-removed"), Warning),
        (Direction::Request, PropertyEvent::RequiredChanged) => {
            let default = if fact.required && fact.has_default {
                "-with-default"
            } else {
                ""
            };
            let level = if fact.required { Error } else { Info };
            (format!("{prefix}-became-{requirement}{default}"), level)
        }
        (Direction::Response, PropertyEvent::Added) => {
            (response_property(role, requirement, "added"), Info)
        }
        (Direction::Response, PropertyEvent::Removed) => {
            let level = if fact.required { Error } else { Warning };
            (response_property(role, requirement, "removed"), level)
        }
        (Direction::Response, PropertyEvent::RequiredChanged) => {
            let level = if fact.required { Info } else { Error };
            (format!("{prefix}-became-{requirement}"), level)
        }
        (direction, PropertyEvent::Became(what)) => {
            let direction = match direction {
                Direction::Request => "request",
                Direction::Response => "response",
            };
            let id = format!("{direction}-{requirement}-property-{what}");
            // A property that was never sent and now always is: it may take a reader unawares.
            let level = match id.as_str() {
                "response-required-property-became-not-write-only" => Warning,
                _ => Info,
            };
            (id, level)
        }
    };
    Judgement {
        id: Cow::Owned(id),
        level: if untravelled { Info } else { level },
    }
}

/// `response-required-property-added`, `response-optional-write-only-property-removed`, …
fn response_property(role: Role, requirement: &str, event: &str) -> String {
    let kind = match role {
        Role::ResponseWriteOnlyProperty => "write-only-property",
        Role::ResponseHeader | Role::ResponseHeaderProperty => "header-property",
        _ => "property",
    };
    format!("response-{requirement}-{kind}-{event}")
}
