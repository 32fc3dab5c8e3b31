//! A text in YAML or JSON as a tree of values that know their places.
//!
//! It knows nothing of OpenAPI but what `$ref` means and what to advise its authors. It is a crate of its own because the reader is
//! generic: it is compiled where it is used, and here, apart from everything else, it can be
//! optimised in debug builds at little cost. Every command and most tests begin with reading.

mod node;
mod place;
mod pointer;
mod read;

pub use node::{Member, Node, Value};
pub use place::{Place, end_of};
pub use pointer::Pointer;
pub use read::{Error, read};
