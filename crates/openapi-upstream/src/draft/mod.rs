//! A draft of an operation of the vendor's, in the style of our document: where a hand-made edit begins.
//!
//! What the document has, it keeps: components are referred to where they are the same thing, and lines are
//! only added. What is drafted differently from what the vendor says (safety patterns on ids, tolerant
//! answers, numbers in 32 bits) has a `vendor` beside it, so that the comparison is silent about it.

mod insert;
mod names;
mod operation;
mod paging;
mod parameters;
mod place;
mod responses;
mod schemas;
mod tolerance;

use std::fmt;

use openapi_document::{
    Document, Findings, Node, Place, Pointer, file_line_column, suggestion, visible,
};

use crate::{
    compare::{Comparison, Extent, compare, name_of, outdated},
    definition::{Definition, base_path},
    draft::{insert::Inserted, place::Placed},
    make::forget,
    part::At,
    source::SOURCE,
};

/// A document with a draft in it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text of the whole document.
    pub text: String,
    /// What the operation is called there.
    pub operation_id: String,
    /// What differs from the vendor's definition and is not said to.
    pub left: Comparison,
}

/// Why there is no draft.
#[derive(Clone, Debug)]
pub enum NoDraft {
    /// No definition has the operation.
    Unknown {
        /// What was asked for.
        name: String,
        /// The operation that was most likely meant.
        near: Option<String>,
    },
    /// The document has it already.
    Known {
        /// The document.
        file: String,
        /// Where it stands there.
        place: Option<Place>,
    },
    /// Its path is not below that of the document's servers.
    Elsewhere {
        /// The path, as a server has it.
        path: String,
        /// Where the document's servers are.
        base: String,
    },
    /// Nothing can be added to the text of the document.
    NotInserted(&'static str),
    /// What comes out is no document.
    Refused(Findings),
}

impl fmt::Display for NoDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, .. } => {
                write!(f, "no definition has the operation `{}`", visible(name))
            }
            Self::Known { file, place } => write!(
                f,
                "the document has the operation already, at {}",
                file_line_column(&visible(file), *place)
            ),
            Self::Elsewhere { path, base } => write!(
                f,
                "the vendor has the operation at `{}`, which is not below `{}`, where the document's server is",
                visible(path),
                visible(base)
            ),
            Self::NotInserted(part) => write!(
                f,
                "nothing can be added to `{part}` of the document, which is not written key by key, each on its line"
            ),
            Self::Refused(findings) => write!(f, "the draft is no document: {findings}"),
        }
    }
}

impl std::error::Error for NoDraft {}

impl From<Findings> for NoDraft {
    fn from(findings: Findings) -> Self {
        Self::Refused(findings)
    }
}

/// Our document with a draft of the operation of this id; of one without an id, `get /path`.
///
/// # Errors
///
/// [`NoDraft`], when no definition has the operation, the document has it already, or its text cannot be
/// added to.
pub fn draft(ours: &Document, definitions: &[Definition], id: &str) -> Result<Draft, NoDraft> {
    let mut found = definitions
        .iter()
        .filter_map(|definition| Some((definition, find(definition, id)?)));
    let Some((definition, at)) = found.next() else {
        return Err(unknown(definitions, id));
    };
    let Placed { document, at } = place::placed(ours, definition, &at)?;
    let operation::Added {
        mut tree,
        operation_id,
    } = operation::added(ours, &document, &at, id);
    let definitions = std::slice::from_ref(definition);
    // A patch says no more than what the comparison would find.
    let first = inserted(ours, &tree)?;
    for (object, keys) in outdated(&first.document, definitions)? {
        take_back(&mut tree, &object, &keys);
    }
    let Inserted { text, document } = inserted(ours, &tree)?;
    let mut left = compare(&document, definitions, Extent::Part)?;
    let path = format!("{}{}", base_path(ours.root()), at.path);
    left.differences.retain(|difference| {
        let operation = difference.operation.as_ref();
        operation.is_some_and(|operation| {
            operation.path == path && operation.method.eq_ignore_ascii_case(at.method)
        })
    });
    Ok(Draft {
        text,
        operation_id,
        left,
    })
}

fn inserted(ours: &Document, tree: &Node) -> Result<Inserted, NoDraft> {
    insert::inserted(ours, tree)
}

fn unknown(definitions: &[Definition], id: &str) -> NoDraft {
    let operations = definitions.iter().map(Definition::operations);
    let names: Vec<_> = operations
        .flat_map(|operations| operations.iter().map(name_of).collect::<Vec<_>>())
        .collect();
    NoDraft::Unknown {
        name: id.to_owned(),
        near: suggestion(id, names.iter().map(String::as_str)).map(str::to_owned),
    }
}

/// The operation of this id, or of this method and path, in whatever case a person writes it.
fn find(definition: &Definition, id: &str) -> Option<At> {
    let operations = definition.operations();
    let mut operations = operations.iter();
    let found = operations.find(|operation| name_of(operation).eq_ignore_ascii_case(id))?;
    Some(At::of(found))
}

/// Takes a value out of the patch of an object, and what is empty then.
fn take_back(tree: &mut Node, object: &Pointer, keys: &[String]) {
    let source = object.child(SOURCE);
    let patch = source.child("vendor");
    let mut path = keys.iter().fold(patch.clone(), |at, key| at.child(key));
    forget(tree, &path);
    while let Some(above) = path.parent() {
        let is_empty = tree
            .at(&above)
            .is_some_and(|node| node.as_object().is_some_and(indexmap::IndexMap::is_empty));
        if !is_empty {
            return;
        }
        forget(tree, &above);
        if above == patch {
            // What was decided was about the patch.
            forget(tree, &source.child("resolution"));
            return;
        }
        path = above;
    }
}
