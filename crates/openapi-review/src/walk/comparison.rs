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
}
