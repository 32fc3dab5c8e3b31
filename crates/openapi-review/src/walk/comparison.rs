//! As what two values are compared.

use openapi_document::Kind;

use super::super::rules::{ChangeRule, Role};

/// As what two values are compared.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum Comparison {
    Schema(Slot),
    Parameter,
    RequestBody,
    Response,
    Header,
    /// Value by value, as objects of this kind; every difference has this id.
    Plain(&'static ChangeRule, Kind),
}

/// Where a schema is used.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Slot {
    pub(super) role: Role,
    /// Whether it is a property that its object requires, in head.
    pub(super) required: bool,
    /// Whether it travels as text, in which a number looks like a string.
    pub(super) is_text: bool,
}

impl Slot {
    /// What is no property of an object, and travels as JSON.
    pub(super) fn of(role: Role) -> Self {
        Self {
            role,
            required: false,
            is_text: false,
        }
    }

    /// What stands in this one, and is no property that has a name.
    pub(super) fn below(self) -> Self {
        Self::of(self.role.below())
    }
}
