//! The rules that an OpenAPI document is held against before a client is made of it.
//!
//! They ask four things: that the document says what OpenAPI 3.0 and HTTP let it say, that nobody can
//! turn a client of it against its user, that the generator can express it, and that it is written in
//! the style of this workspace. Each breach is a finding with a place and with what to write instead.
//!
//! ```text
//! Tree ───> Checks: references first, then each rule on its own ──> findings
//!             │                                                        │ Policy: which of them count,
//!             └─ naming: what Rust will call it                        v         and at which level
//!             └─ pattern: what a `pattern` accepts                  Findings ──> render_text
//! ```
//!
//! - [`parse`] reads a document; when the structure of one part is broken, it says what is wrong with
//!   the others as well. [`findings`] runs the rules over a document that was read.
//! - [`Policy`] decides afterwards: the workspace's own document keeps all rules, one from elsewhere
//!   those that sound output needs, and the others are warnings.
//! - [`Checks`] is the same in two parts, for who generates between them. The rules of lowering join
//!   the list with [`rules_with`].
//! - [`naming`] and [`pattern`] are what a rule and the generated code must agree about, so both use
//!   them from here.
//!
//! The rules know what the generator takes in, and nothing of what it puts out.
//!
//! ```
//! use openapi_lint::{Policy, Styling, findings, parse, render_text};
//!
//! let text = "openapi: 3.0.3
//! info: {title: Things, version: '1'}
//! paths:
//!   /things/{id}:
//!     get:
//!       operationId: readThing
//!       parameters: [{name: id, in: path, required: true, schema: {type: string}}]
//!       responses: {'204': {description: There.}}
//! ";
//! let policy = Policy::own().without_style();
//! let document = parse(&policy, "things.yaml", text.as_bytes()).map_err(|e| e.to_string())?;
//! let findings = findings(&document, &policy);
//! let rules: Vec<_> = findings.iter().map(|finding| finding.rule.id).collect();
//! assert_eq!(rules, ["unsafe-path-parameter"]);
//! assert!(render_text(&findings, Styling::Plain).contains("things.yaml:7:"));
//! # Ok::<(), String>(())
//! ```

mod check;
pub mod naming;
pub mod pattern;
mod render;
pub mod shown;

pub use check::{
    Checks, INVALID_EXAMPLE, NotAllowed, Policy, Renames, UNDECLARED_EXAMPLE_PROPERTY, Waiver,
    Waivers, findings, has_no_body, is_ignored, is_sent, may_waive, parse, rules_with, stops,
};
pub use render::{
    Annotation, MOST_ANNOTATIONS, MOST_SHOWN, Styling, render_findings_github, render_rule_page,
    render_text,
};
