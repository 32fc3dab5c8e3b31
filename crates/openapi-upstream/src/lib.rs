//! A vendor's own definition of an API beside an OpenAPI document that was written by hand.
//!
//! A document that is kept by hand rots when the vendor edits its page. The vendor also publishes
//! definitions for machines; they contradict themselves, so they are no document to generate from, but they
//! say when something has moved.
//!
//! ```text
//! the vendor's files ──Definition::read──> Swagger 2.0 moved into OpenAPI 3.0, places kept ──┐
//!                                            │                                               ├─compare─> Comparison
//! our document ──with `x-source: {vendor: …}`, as the vendor would have it ──────────────────┘
//!       │                                    └──contradictions──> Findings
//!       └──facts──> the table of facts and their sources
//! ```
//!
//! - [`Definition`] is a file of the vendor's, in Swagger 2.0 (as its API Explorer gives it, an operation a
//!   file) or in OpenAPI 3.0.
//! - [`compare()`] takes the operations that both have and reviews ours against the vendor's, with the review's
//!   own ids. What differs on purpose is data beside the fact: `vendor` in `x-source` is a patch of its object
//!   that says what the vendor says instead. What is known is silent, what is new is a [`Difference`], and a
//!   patch that changes nothing any more is one, too.
//! - [`draft()`] makes a draft of an operation, in the style of our document, and puts it between its lines.
//! - [`contradictions()`] lists where a definition contradicts itself.
//! - [`facts()`] makes a table of all `x-source` of a document.
//!
//! Words for people are not compared, nor how a request is signed, which no definition says.
//!
//! ```
//! use openapi_document::Document;
//! use openapi_upstream::{Definition, Extent, compare};
//!
//! let ours = "openapi: 3.0.3
//! info: {title: Things, version: '1'}
//! paths:
//!   /things/{id}:
//!     delete:
//!       parameters:
//!       - {name: id, in: path, required: true, schema: {type: string, maxLength: 64,
//!          x-source: {from: OWN, resolution: Safety., vendor: {maxLength: null}}}}
//!       responses: {'204': {description: Gone.}}
//! ";
//! let theirs = |parameters: &str| format!(r#"{{"swagger": "2.0", "paths": {{"/things/{{thing}}": {{"delete": {{
//!     "parameters": [{{"name": "thing", "in": "path", "type": "string"}}{parameters}],
//!     "responses": {{"204": {{"description": "Gone."}}}}}}}}}}}}"#);
//! let read = |text: String| Definition::read("things.json", text.as_bytes()).map_err(|e| e.to_string());
//! let ours = Document::parse("ours.yaml", ours.as_bytes()).map_err(|e| e.to_string())?;
//! let compared = |text| compare(&ours, &[read(text)?], Extent::Part).map_err(|e| e.to_string());
//! assert_eq!(compared(theirs(""))?.differences, []);
//!
//! let moved = compared(theirs(r#", {"name": "force", "in": "query", "type": "boolean"}"#))?;
//! assert_eq!(moved.differences[0].id, "new-optional-request-parameter");
//! # Ok::<(), String>(())
//! ```

mod compare;
mod contradictions;
mod covered;
mod definition;
mod difference;
mod draft;
mod facts;
mod make;
mod part;
mod patch;
mod show;
mod source;
mod swagger;

pub use compare::{Comparison, Extent, compare};
pub use contradictions::{CONTRADICTING_REQUEST, contradictions};
pub use definition::Definition;
pub use difference::{Difference, Kind, OUTDATED, Position};
pub use draft::{Draft, NoDraft, draft};
pub use facts::facts;
pub use show::{counted, render_issue, render_json, render_text, summary};
