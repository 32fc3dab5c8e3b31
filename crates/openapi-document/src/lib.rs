//! An OpenAPI 3.0 document: its text, its tree, its typed form, and what is wrong with any of them.
//!
//! Everything that works on a document begins here: it is read once, and every value in it knows its
//! line and column, so that whatever is found later can name the place.
//!
//! ```text
//! text ──read──> Tree: values with their places, objects by their kinds ──typed──> Document
//!        │         │ one walk along the grammar: OpenAPI 3.0, a row a field
//!        v         v
//!      Findings: rule, level, message, help, pointer, place
//! ```
//!
//! - [`Tree::read`] takes YAML or JSON, with limits to its size and depth, in one pass that keeps
//!   the places. One walk along the table in [`grammar`] finds every object and every reference by
//!   its [`Kind`], and what departs from the table: a document with a broken structure is no
//!   [`Document`], but its sound parts can be judged.
//!   What OpenAPI 3.1 says in other words is said in those of 3.0 before.
//! - [`Document`] is a tree in order, with `openapiv3`'s typed form beside it. [`Document::parse`] is
//!   both steps at once.
//! - [`Tree::objects`] and [`Tree::references`] give what that walk has found, [`Operations`] the
//!   operations, [`parts`] what refers to what.
//! - [`template`] reads path templates and the URLs of servers, [`MediaType`] the keys of `content`.
//! - [`Rule`] and [`Finding`] are data: which rules there are, and which of them apply, is for those
//!   who check. [`Sink`] collects findings and gives each its place.
//!
//! Everything is a pure function of its arguments. Nothing here knows what a document is used for.
//!
//! ```
//! use openapi_document::{Document, Operations};
//!
//! let text = "openapi: 3.0.3
//! info: {title: Things, version: '1'}
//! paths:
//!   /things:
//!     get: {operationId: listThings, responses: {'204': {description: None.}}}
//! ";
//! let document = Document::parse("things.yaml", text.as_bytes()).map_err(|e| e.to_string())?;
//! let operations = Operations::of(&document);
//! let operation = operations.iter().next().ok_or("no operation")?;
//! let place = document.place(&operation.pointer).ok_or("no place")?;
//! assert_eq!((operation.path, operation.method, place.line), ("/things", "get", 5));
//!
//! let error = Document::parse("things.yaml", text.replace("title", "titel").as_bytes()).unwrap_err();
//! assert!(error.to_string().starts_with("things.yaml:2:1: error[invalid-structure]"));
//! # Ok::<(), String>(())
//! ```
//!
//! It is compiled with some optimisation in debug builds (`.cargo/config.toml`), because its readers
//! are generic and compiled here, and every command and most tests begin with reading.

mod document;
mod finding;
pub mod grammar;
mod media_type;
mod method;
mod newer;
mod node;
mod operation;
pub mod parts;
mod place;
mod pointer;
mod read;
mod rule;
mod sink;
pub mod stack;
mod structure;
mod suggestion;
pub mod template;
pub mod text;
mod tree;
mod typed;
mod visible;

pub use document::Document;
pub use finding::{Finding, Findings, Refusal, Related};
pub use grammar::Kind;
pub use media_type::MediaType;
pub use method::METHODS;
pub use node::{Member, Node, Value};
pub use operation::{Operation, Operations, path_items};
pub use place::{Place, end_of, file_line_column};
pub use pointer::Pointer;
pub use rule::{Example, Group, Level, Part, Rule};
pub use sink::Sink;
pub use structure::{
    IGNORED_KEYWORD, INVALID_STRUCTURE, Located, Reference, UNKNOWN_KEY, UNSUPPORTED_KEYWORD,
};
pub use suggestion::suggestion;
pub use tree::{Tree, UNREADABLE, UNSUPPORTED_VERSION};
pub use visible::{is_unseen, visible, visible_json, visible_lines};
