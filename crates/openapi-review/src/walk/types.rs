//! Types with their formats, and whether one admits what the other admits.

use std::fmt;

use openapi_document::Node;

use super::super::{
    pair::Side,
    rules::{Direction, Role, SchemaRule, event},
};

/// The type of a schema and its format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Types<'a> {
    pub(super) kind: Option<&'a str>,
    format: Option<&'a str>,
}

/// What became of a type.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Relation {
    /// It admits all that it admitted, and more.
    Generalized,
    /// It admits some of what it admitted, and nothing else.
    Specialized,
    Changed,
}

impl<'a> Types<'a> {
    pub(super) fn of(kind: Side<'a>, format: Side<'a>) -> Self {
        Self {
            kind: kind.node.and_then(Node::as_str),
            format: format.node.and_then(Node::as_str),
        }
    }
}

impl Types<'_> {
    /// Whether it is any string.
    fn is_string(self) -> bool {
        self.kind == Some("string") && self.format.is_none()
    }

    /// Whether it is one value, and no string.
    fn is_scalar(self) -> bool {
        matches!(self.kind, Some("integer" | "number" | "boolean"))
    }
}

impl fmt::Display for Types<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind.unwrap_or("any");
        match self.format {
            Some(format) => write!(f, "{kind} ({format})"),
            None => f.write_str(kind),
        }
    }
}

impl Relation {
    /// The rule about it. oasdiff has no word for a request that is specialized: whatever
    /// narrows a request breaks it.
    pub(super) fn rule(self, role: Role) -> &'static SchemaRule {
        match (self, role, role.direction()) {
            (Self::Generalized, ..) => event::TYPE_GENERALIZED,
            (Self::Specialized, Role::ParameterProperty | Role::RequestHeaderProperty, _)
            | (Self::Specialized, _, Direction::Response) => event::TYPE_SPECIALIZED,
            _ => event::TYPE_CHANGED,
        }
    }

    /// Whether limits, properties and items of the two can still be compared.
    pub(super) fn keeps_shape(self) -> bool {
        self != Self::Changed
    }
}

/// What became of `base` in `head`; `None` when they are the same. In text, any string may stand where a
/// number or a truth value did: it is written alike.
pub(super) fn relation(base: Types<'_>, head: Types<'_>, is_text: bool) -> Option<Relation> {
    if is_text && base.is_scalar() && head.is_string() {
        return Some(Relation::Generalized);
    }
    if is_text && base.is_string() && head.is_scalar() {
        return Some(Relation::Specialized);
    }
    let kinds = wider(base.kind, head.kind, &[("integer", "number")]);
    let formats = wider(
        base.format,
        head.format,
        &[("int32", "int64"), ("float", "double")],
    );
    match (kinds, formats) {
        (None, relation) => relation,
        (relation, None) => relation,
        // A format belongs to its type: `int32` says nothing beside `number`.
        (Some(kinds), Some(_)) => Some(kinds),
    }
}

/// What became of `base`, when absence admits everything and `pairs` are (narrow, wide).
fn wider(base: Option<&str>, head: Option<&str>, pairs: &[(&str, &str)]) -> Option<Relation> {
    match (base, head) {
        (base, head) if base == head => None,
        (Some(_), None) => Some(Relation::Generalized),
        (None, Some(_)) => Some(Relation::Specialized),
        (Some(base), Some(head)) if pairs.contains(&(base, head)) => Some(Relation::Generalized),
        (Some(base), Some(head)) if pairs.contains(&(head, base)) => Some(Relation::Specialized),
        _ => Some(Relation::Changed),
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation::*, *};

    #[test]
    fn a_type_is_related_to_what_admits_more_or_less() {
        let types = |text: &'static str| {
            let (kind, format) = text.split_once(' ').unwrap_or((text, ""));
            Types {
                kind: (!kind.is_empty()).then_some(kind),
                format: (!format.is_empty()).then_some(format),
            }
        };
        for (base, head, expected) in [
            ("string", "string", None),
            ("integer", "number", Some(Generalized)),
            ("number", "integer", Some(Specialized)),
            ("integer int32", "integer int64", Some(Generalized)),
            ("number double", "number float", Some(Specialized)),
            ("string", "", Some(Generalized)),
            ("", "string", Some(Specialized)),
            ("string", "string uuid", Some(Specialized)),
            ("string uuid", "string", Some(Generalized)),
            ("string uuid", "string date", Some(Changed)),
            ("string", "integer", Some(Changed)),
            ("string uuid", "integer int64", Some(Changed)),
        ] {
            assert_eq!(
                relation(types(base), types(head), false),
                expected,
                "{base} {head}"
            );
        }
        for (base, head, expected) in [
            ("integer int64", "string", Some(Generalized)),
            ("string", "boolean", Some(Specialized)),
            ("integer", "string uuid", Some(Changed)),
            ("string", "array", Some(Changed)),
            ("integer", "number", Some(Generalized)),
        ] {
            let found = relation(types(base), types(head), true);
            assert_eq!(found, expected, "{base} {head}");
        }
    }
}
