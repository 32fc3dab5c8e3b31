//! How a difference is judged: its id and its level.
//!
//! The ids are oasdiff's where oasdiff has one, because reviewers may know them and can look
//! them up. Those of schemas are made of two parts, the [`Role`] of the schema and what happened
//! to it, so that the table holds one line for each thing that can happen, with a level for each
//! direction. What is in no table is an [`UNCLASSIFIED`] change: it is reported all the same.

use std::borrow::Cow;

use super::ChangeLevel::{self, Error, Info, Warning};

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
            Self::Parameter => "request-parameter",
            Self::ParameterProperty => "request-parameter-property",
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

/// What can happen outside schemas, with its level.
#[rustfmt::skip]
pub(super) static FIXED: &[(&str, ChangeLevel)] = &[
    (DOCUMENTATION, Info),
    (NOTATION, Info),
    // A key that begins with `x-` is no part of the wire contract, but a tool may act on it.
    ("api-extension-changed", Warning),
    ("api-document-added", Info),
    ("api-document-removed", Error),

    ("api-path-removed-without-deprecation", Error),
    ("api-path-removed-with-deprecation", Info),
    ("api-removed-without-deprecation", Error),
    ("api-removed-with-deprecation", Info),
    ("endpoint-added", Info),
    ("endpoint-deprecated", Info),
    ("endpoint-reactivated", Info),
    ("api-operation-id-added", Info),
    ("api-operation-id-removed", Info),
    ("api-tag-added", Info),
    ("api-tag-removed", Info),

    ("new-request-path-parameter", Error),
    ("new-required-request-parameter", Error),
    ("new-optional-request-parameter", Info),
    ("request-parameter-removed", Warning),
    ("request-parameter-removed-with-deprecation", Info),
    ("request-parameter-became-required", Error),
    ("request-parameter-became-optional", Info),
    ("request-parameter-deprecated", Info),
    ("request-parameter-reactivated", Info),
    // The name of a path parameter never travels.
    ("request-parameter-renamed", Info),
    // The same value is written differently into the request.
    ("request-parameter-style-changed", Error),
    ("request-parameter-explode-changed", Error),
    ("request-parameter-allow-reserved-changed", Warning),
    ("request-parameter-empty-value-allowed", Info),
    ("request-parameter-empty-value-forbidden", Error),

    ("request-body-added-required", Error),
    ("request-body-added-optional", Info),
    ("request-body-removed", Error),
    ("request-body-became-required", Error),
    ("request-body-became-optional", Info),
    ("request-body-media-type-added", Info),
    ("request-body-media-type-removed", Error),
    ("request-body-media-type-schema-added", Error),
    ("request-body-media-type-schema-removed", Info),
    ("request-body-media-type-name-changed", Warning),
    ("request-body-media-type-name-generalized", Info),
    ("request-body-media-type-name-specialized", Error),

    ("response-success-status-added", Info),
    ("response-success-status-removed", Error),
    ("response-non-success-status-added", Info),
    ("response-non-success-status-removed", Info),
    ("response-media-type-added", Info),
    ("response-media-type-removed", Error),
    ("response-media-type-name-changed", Info),
    ("response-media-type-name-generalized", Error),
    ("response-media-type-name-specialized", Info),
    ("response-body-media-type-schema-added", Info),
    ("response-body-media-type-schema-removed", Warning),
    ("response-header-added", Info),
    ("required-response-header-removed", Error),
    ("optional-response-header-removed", Warning),
    ("response-header-became-optional", Error),
    ("response-header-became-required", Info),
    ("response-header-deprecated", Info),
    ("response-header-reactivated", Info),
    ("response-header-explode-changed", Error),

    ("api-security-added", Info),
    ("api-security-removed", Info),
    ("api-security-scope-added", Info),
    ("api-security-scope-removed", Info),
    ("api-global-security-added", Info),
    ("api-global-security-removed", Info),
    ("api-global-security-scope-added", Info),
    ("api-global-security-scope-removed", Info),
    ("api-security-component-added", Info),
    ("api-security-component-removed", Info),
    ("api-security-component-type-changed", Info),
    ("api-security-component-oauth-url-changed", Info),
    ("api-security-component-oauth-token-url-changed", Info),
    ("api-security-component-oauth-scope-added", Info),
    ("api-security-component-oauth-scope-removed", Info),
    ("api-security-component-oauth-scope-changed", Info),
    // A client that sends its key under the old name, or in the old scheme, is turned away.
    ("api-security-component-name-changed", Error),
    ("api-security-component-location-changed", Error),
    ("api-security-component-scheme-changed", Error),
    ("api-security-component-changed", Warning),

    ("api-server-added", Info),
    ("api-server-removed", Warning),
    ("api-server-order-changed", Info),
    ("api-server-variable-added", Info),
    ("api-server-variable-removed", Warning),
    ("api-server-variable-default-changed", Warning),
    ("api-server-variable-enum-value-added", Info),
    ("api-server-variable-enum-value-removed", Warning),

    ("api-version-changed", Info),
    ("api-version-decreased", Info),
    // Names of components do not travel. What they do to Rust is seen in the surface.
    ("api-schema-added", Info),
    ("api-schema-removed", Info),
    ("api-component-added", Info),
    ("api-component-removed", Info),
    // No operation that both documents have reaches it, so nothing that is sent differs.
    (COMPONENT_CHANGED, Info),
];

/// What can happen to a schema: the end of the id, its level in a request, and in a response.
#[rustfmt::skip]
pub(super) static SCHEMA: &[(&str, ChangeLevel, ChangeLevel)] = &[
    ("type-changed", Error, Error),
    ("type-generalized", Info, Error),
    ("type-specialized", Error, Info),
    ("wrapped-in-one-of", Error, Error),

    ("became-nullable", Info, Error),
    ("became-not-nullable", Error, Info),
    ("became-enum", Error, Info),
    ("enum-removed", Info, Warning),
    ("enum-value-added", Info, Warning),
    ("enum-value-removed", Error, Info),
    ("default-value-added", Info, Info),
    ("default-value-removed", Info, Info),
    ("default-value-changed", Info, Info),
    ("pattern-added", Error, Info),
    ("pattern-removed", Info, Info),
    ("pattern-changed", Warning, Info),
    ("pattern-generalized", Info, Info),
    ("deprecated", Info, Info),
    ("reactivated", Info, Info),
    ("became-read-only", Info, Info),
    ("became-not-read-only", Info, Info),
    ("became-write-only", Info, Info),
    ("became-not-write-only", Info, Info),

    // A limit that is set may be one that the server enforced already, hence the warning. A
    // limit that is lifted lets a response carry what it could not before.
    ("max-set", Warning, Info),
    ("max-unset", Info, Error),
    ("max-increased", Info, Error),
    ("max-decreased", Error, Info),
    ("min-set", Warning, Info),
    ("min-unset", Info, Error),
    ("min-increased", Error, Info),
    ("min-decreased", Info, Error),
    ("exclusive-max-set", Warning, Info),
    ("exclusive-max-unset", Info, Error),
    ("exclusive-min-set", Warning, Info),
    ("exclusive-min-unset", Info, Error),
    ("max-length-set", Warning, Info),
    ("max-length-unset", Info, Error),
    ("max-length-increased", Info, Error),
    ("max-length-decreased", Error, Info),
    ("min-length-set", Warning, Info),
    ("min-length-unset", Info, Error),
    ("min-length-increased", Error, Info),
    ("min-length-decreased", Info, Error),
    ("max-items-set", Warning, Info),
    ("max-items-unset", Info, Error),
    ("max-items-increased", Info, Error),
    ("max-items-decreased", Error, Info),
    ("min-items-set", Warning, Info),
    ("min-items-unset", Info, Error),
    ("min-items-increased", Error, Info),
    ("min-items-decreased", Info, Error),
    ("max-properties-set", Warning, Info),
    ("max-properties-unset", Info, Error),
    ("max-properties-increased", Info, Error),
    ("max-properties-decreased", Error, Info),
    ("min-properties-set", Warning, Info),
    ("min-properties-unset", Info, Error),
    ("min-properties-increased", Error, Info),
    ("min-properties-decreased", Info, Error),
    ("unique-items-set", Warning, Info),
    ("unique-items-unset", Info, Error),
    ("multiple-of-set", Warning, Info),
    ("multiple-of-unset", Info, Error),
    ("multiple-of-changed", Error, Error),

    // Unknown properties are forbidden, allowed, limited to a schema, or no longer limited.
    ("additional-properties-forbidden", Error, Info),
    ("additional-properties-allowed", Info, Warning),
    ("additional-properties-restricted", Error, Info),
    ("additional-properties-unrestricted", Info, Error),

    ("all-of-added", Error, Info),
    ("all-of-removed", Warning, Info),
    ("all-of-added-annotation-only", Info, Info),
    ("all-of-removed-annotation-only", Info, Info),
    ("one-of-added", Info, Error),
    ("one-of-removed", Error, Info),
    ("any-of-added", Info, Info),
    ("any-of-removed", Error, Info),
    ("discriminator-added", Info, Info),
    ("discriminator-removed", Info, Info),
    ("discriminator-property-name-changed", Info, Info),
    ("discriminator-mapping-added", Info, Info),
    ("discriminator-mapping-deleted", Info, Info),
    ("discriminator-mapping-changed", Info, Info),
];

/// Ids whose level the direction alone does not give; the levels are oasdiff's.
#[rustfmt::skip]
static EXCEPTIONS: &[(&str, ChangeLevel)] = &[
    // A default of a parameter is what the server assumes when a client leaves it out.
    ("request-parameter-default-value-added", Error),
    ("request-parameter-default-value-removed", Error),
    ("request-parameter-default-value-changed", Error),
    ("request-parameter-property-type-changed", Warning),
];

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf};

    use super::*;

    const ROLES: [Role; 10] = [
        Role::Parameter,
        Role::ParameterProperty,
        Role::RequestBody,
        Role::RequestProperty,
        Role::RequestReadOnlyProperty,
        Role::ResponseBody,
        Role::ResponseProperty,
        Role::ResponseWriteOnlyProperty,
        Role::ResponseHeader,
        Role::ResponseHeaderProperty,
    ];

    /// Every id with its level that a judgement can have.
    fn judgements() -> BTreeMap<String, ChangeLevel> {
        let fixed = FIXED.iter().map(|(id, _)| judge(Fact::Is(id)));
        let schemas = ROLES.iter().flat_map(|role| {
            SCHEMA
                .iter()
                .map(|(suffix, ..)| judge(Fact::Schema(*role, suffix)))
        });
        let events = [
            PropertyEvent::Added,
            PropertyEvent::Removed,
            PropertyEvent::RequiredChanged,
            PropertyEvent::Became("became-read-only"),
            PropertyEvent::Became("became-not-read-only"),
            PropertyEvent::Became("became-write-only"),
            PropertyEvent::Became("became-not-write-only"),
        ];
        let property = |(role, event, required, has_default)| {
            let fact = PropertyFact {
                event,
                required,
                has_default,
            };
            judge(Fact::Property(role, fact))
        };
        let properties = ROLES.iter().flat_map(|role| {
            events.iter().flat_map(|event| {
                let role = role.below();
                [(false, false), (true, false), (true, true)]
                    .map(|(required, has_default)| (role, *event, required, has_default))
            })
        });
        let properties = properties.map(property);
        fixed
            .chain(schemas)
            .chain(properties)
            .map(|judgement| (judgement.id.into_owned(), judgement.level))
            .collect()
    }

    #[test]
    fn an_id_is_oasdiffs_with_oasdiffs_level() {
        let list =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/diff-vocabulary.md");
        let Ok(list) = std::fs::read_to_string(&list) else {
            println!("skipped: no list of oasdiff's ids at {}", list.display());
            return;
        };
        let judgements = judgements();
        let mut shared = 0;
        for line in list.lines().filter(|line| line.starts_with("**")) {
            let level = line.trim_start_matches('*').split('*').next().unwrap();
            for id in line.split('`').skip(1).step_by(2) {
                if let Some(ours) = judgements.get(id) {
                    assert_eq!(ours.to_string(), level, "{id}");
                    shared += 1;
                }
            }
        }
        println!("{} ids, {shared} of them oasdiff's", judgements.len());
        assert!(shared > 280, "{shared}");
    }

    #[test]
    fn what_no_rule_covers_is_a_warning() {
        for fact in [
            Fact::Is("nonsense"),
            Fact::Schema(Role::Parameter, "nonsense"),
        ] {
            let judgement = judge(fact);
            assert_eq!(judgement.id, UNCLASSIFIED);
            assert_eq!(judgement.level, Warning);
        }
    }
}
