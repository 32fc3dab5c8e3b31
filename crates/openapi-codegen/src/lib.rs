//! From an OpenAPI document to the artifacts, findings and changes of this workspace.
//!
//! Everything here is a pure function of its arguments: no file system, no clock, no
//! environment, no network, and no order that depends on a hash. The command line over it is
//! the `xtask` crate.
//!
//! ```
//! use openapi_pipeline::{Document, artifacts};
//!
//! let text = r#"{"openapi": "3.0.3", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;
//! let document = Document::parse("empty.json", text.as_bytes()).map_err(|e| e.to_string())?;
//! let artifacts = artifacts(&document).map_err(|e| e.to_string())?;
//! let paths: Vec<_> = artifacts.iter().map(|artifact| artifact.path).collect();
//! assert!(paths.contains(&"crates/dcs-client/src/generated.rs"));
//! # Ok::<(), String>(())
//! ```

mod artifact;
mod check;
mod document;
mod finding;
mod generate;
mod guard;
mod lower;
mod operation;
mod parts;
mod pattern;
mod polish;
mod render;
mod review;
mod stack;
mod structure;
mod surface;
mod text;

pub use artifact::{Artifact, Generated, artifacts, artifacts_with};
pub use check::{Group, NotAllowed, Policy, Rule, check, lint, rule, rules};
pub use document::Document;
pub use finding::{Finding, Findings, Level, Related};
pub use guard::is_guarding;
pub use lower::{LoweredDocument, lower};
pub use openapi_tree::{Node, Place, Pointer, Value};
pub use operation::{Operation, Operations};
pub use render::{Styling, render_text};
pub use review::{
    Bump, Change, ChangeLevel, FailOn, MARKDOWN_LIMIT, OperationName, Piece, Review, RustChanges,
    RustItemChange, Text, Versions, render_github, render_json, render_markdown,
    render_review_text,
};
pub use semver::Version;
pub use surface::Surface;
