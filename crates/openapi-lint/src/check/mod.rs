//! The rules that a document is checked against.
//!
//! A rule is data ([`Rule`](openapi_document::Rule)) and a function that reports where a document breaks it. Which
//! findings matter how much is decided afterwards, by the [`Policy`].

mod bodies;
mod bounds;
mod checks;
mod composed;
mod context;
mod enums;
mod ignored;
mod limits;
mod merges;
mod names;
mod objects;
mod pagination;
mod parameters;
mod partial;
mod path_safety;
mod paths;
mod patterns;
mod policy;
mod reference_chains;
mod references;
mod registry;
mod renames;
mod reserved_headers;
mod responses;
mod schemas;
mod security;
mod style;
mod table_columns;
#[cfg(test)]
mod tests;
mod transcription;
mod type_names;
mod values;
mod waivers;

pub use self::{
    bodies::is_sent,
    checks::{Checks, findings},
    partial::parse,
    policy::{NotAllowed, Policy, stops},
    registry::rules_with,
    renames::Renames,
    reserved_headers::is_ignored,
    responses::has_no_body,
    transcription::UNDECLARED_EXAMPLE_PROPERTY,
    values::INVALID_EXAMPLE,
    waivers::{Waiver, Waivers, may_waive},
};
