//! A text in YAML or JSON as a tree of values that know their places, and the tree as an OpenAPI
//! document.
//!
//! It is a crate of its own because its readers are generic: they are compiled where they are used,
//! and here, apart from everything else, they can be optimised in debug builds at little cost. Every
//! command and most tests begin with reading. What a document must be beyond its types is the
//! pipeline's business.

mod node;
mod place;
mod pointer;
mod read;
mod typed;

pub use node::{Member, Node, Value};
pub use place::{Place, end_of};
pub use pointer::Pointer;
pub use read::{Error, read};
pub use typed::{Mismatch, typed};
