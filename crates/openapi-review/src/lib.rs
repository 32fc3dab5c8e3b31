//! What the change from one OpenAPI document to another breaks, on the wire and in Rust, and which
//! version it needs.
//!
//! Four questions, four places: *what differs* is the walk's, *how it is judged* is the rules',
//! *which version it needs* is the bump's, and *how it is shown* is the renderers'.
//!
//! ```text
//! base ┐        ┌─walk, side by side──> facts ──rules──> changes on the wire ┐
//!      ├─Document┤                                                            ├─> Review ──bump──> gate
//! head ┘        └─generate, PublicApi of each ───────────> changes in Rust ────┘      │
//!                                              terminal, Markdown, JSON, GitHub <──show
//! ```
//!
//! - [`Review::new`] compares two documents, of which either may be absent. Any two documents that can
//!   be read are reviewed: where one cannot be generated, the changes on the wire stand, and
//!   [`Review::rust`] says why the rest is unknown. [`Review::wire`] is the wire alone.
//! - [`Change`] has the id of its rule, oasdiff's where that has one, its level, and its place in both
//!   documents. What is reached through several operations is one change.
//! - [`Review::dated`] knows which day it is, and [`Review::under`] what a project decides for itself, a
//!   [`ChangePolicy`]: other levels, and changes that are accepted, each by its fingerprint.
//! - [`Versions`] are those of the workspace on both sides; [`Review::required_bump`] is the step that
//!   the change needs, and [`Review::is_refused`] the gate.
//! - [`Review::since_release`] makes of the review since the last release what another one holds as
//!   [`Review::since`]: the gate then asks for the bump since the release, and not since base.
//! - The renderers treat every word of a document as untrusted: it is escaped for where it goes.
//!
//! ```
//! use openapi_document::Document;
//! use openapi_review::{Review, Versions, render_markdown};
//!
//! let text = |maximum: u32| {
//!     format!(
//!         "openapi: 3.0.3
//! info: {{title: Things, version: '1'}}
//! paths:
//!   /things:
//!     get:
//!       operationId: listThings
//!       parameters: [{{name: name, in: query, schema: {{type: string, maxLength: {maximum}}}}}]
//!       responses: {{'204': {{description: None.}}}}
//! "
//!     )
//! };
//! let parse = |text: String| Document::parse("things.yaml", text.as_bytes());
//! let base = parse(text(64)).map_err(|e| e.to_string())?;
//! let head = parse(text(32)).map_err(|e| e.to_string())?;
//! let review = Review::new(Some(&base), Some(&head), Versions::default());
//! assert_eq!(review.changes[0].id, "request-parameter-max-length-decreased");
//! assert!(review.is_breaking_on_the_wire());
//! assert!(render_markdown(&review).contains("Breaking on the wire"));
//! # Ok::<(), String>(())
//! ```

mod bump;
mod change;
mod day;
mod keys;
mod level;
mod narrow;
mod pair;
mod policy;
mod reasons;
mod review;
mod rules;
mod rust;
mod show;
mod text;
mod url;
mod walk;

pub use bump::{Bump, FailOn, SinceRelease, Versions};
pub use change::{Change, OperationName};
pub use day::{Day, NoDay};
pub use level::ChangeLevel;
pub use policy::{ChangePolicy, POLICY_FILE, PolicyError};
pub use review::Review;
pub use rules::{
    ChangeExplanation, ChangeReason, DEVIATIONS, Deviation, UnknownChange, change_explanations,
    explain_change,
};
pub use rust::{RustChanges, RustItem, RustItemChange, RustReason};
pub use semver::Version;
pub use show::{
    JSON_SCHEMA, MARKDOWN_LIMIT, render_change_page, render_changelog, render_code, render_github,
    render_json, render_markdown, render_review_text, render_sentence,
};
pub use text::{Piece, Text};
pub use url::{FileUrl, NoUrl};
