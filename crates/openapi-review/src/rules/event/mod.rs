//! What can happen to a schema. Each rule holds in many roles; see [`SchemaRule`].

mod composition;
mod limits;
mod properties;
mod types;

pub(crate) use self::{composition::*, limits::*, properties::*, types::*};
use super::SchemaRule;

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static SchemaRule> {
    [TYPES, LIMITS, COMPOSITION, PROPERTIES]
        .into_iter()
        .flatten()
        .copied()
}
