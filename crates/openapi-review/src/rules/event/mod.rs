//! What can happen to a schema. Each rule holds in many roles; see [`SchemaRule`].

mod composition;
mod limits;
mod properties;
mod types;

pub(crate) use self::{composition::*, limits::*, properties::*, types::*};
use super::SchemaRule;

/// The rules, by what they are about.
pub(super) static CHAPTERS: [(&str, &[&SchemaRule]); 4] = [
    ("Types", TYPES),
    ("Limits", LIMITS),
    ("Compositions", COMPOSITION),
    ("Properties", PROPERTIES),
];
