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
mod responses;
mod schemas;
mod tolerance;

use std::fmt;

use openapi_document::{
    Document, Findings, Node, Operations, Place, Pointer, file_line_column,
    template::without_names, visible,
};

use crate::{
    compare::{Comparison, Extent, compare, outdated},
    definition::{Definition, base_path},
    draft::insert::Inserted,
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
    Unknown(String),
    /// The document has it already.
    Known {
        /// The document.
        file: String,
        /// Where it stands there.
        place: Option<Place>,
    },
    /// Nothing can be added to the text of the document.
    NotInserted(&'static str),
    /// What comes out is no document.
    Refused(Findings),
}

impl fmt::Display for NoDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(name) => write!(f, "no definition has the operation {}", visible(name)),
            Self::Known { file, place } => write!(
                f,
                "the document has the operation already, at {}",
                file_line_column(&visible(file), *place)
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

/// Our document with a draft of the operation of this id.
///
/// # Errors
///
/// [`NoDraft`], when no definition has the operation, the document has it already, or its text cannot be
/// added to.
pub fn draft(ours: &Document, definitions: &[Definition], id: &str) -> Result<Draft, NoDraft> {
    let definition = definitions
        .iter()
        .find(|definition| find(definition, id).is_some())
        .ok_or_else(|| NoDraft::Unknown(id.to_owned()))?;
    let Some(at) = find(definition, id) else {
        return Err(NoDraft::Unknown(id.to_owned()));
    };
    refuse_known(ours, definition, &at)?;
    let operation::Added {
        mut tree,
        operation_id,
    } = operation::added(ours, definition, &at, id);
    let definitions = std::slice::from_ref(definition);
    // A patch says no more than what the comparison would find.
    let first = inserted(ours, &tree)?;
    for (object, keys) in outdated(&first.document, definitions)? {
        take_back(&mut tree, &object, &keys);
    }
    let Inserted { text, document } = inserted(ours, &tree)?;
    let mut left = compare(&document, definitions, Extent::Part)?;
    left.differences.retain(|difference| {
        let operation = difference.operation.as_ref();
        operation.is_some_and(|operation| without_names(&operation.path) == without_names(&at.path))
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

/// The operation of this id, in whatever case a person writes it.
fn find(definition: &Definition, id: &str) -> Option<At> {
    let operations = definition.operations();
    let mut operations = operations.iter();
    let is_it = |name: &str| name.eq_ignore_ascii_case(id);
    let found = operations.find(|operation| operation.operation_id.is_some_and(is_it))?;
    Some(At::of(found))
}

fn refuse_known(ours: &Document, definition: &Definition, at: &At) -> Result<(), NoDraft> {
    let theirs = without_names(&format!("{}{}", definition.base_path(), at.path));
    let base = base_path(ours.root());
    for operation in Operations::of(ours).iter() {
        let path = without_names(&format!("{base}{}", operation.path));
        if path == theirs && operation.method == at.method {
            return Err(NoDraft::Known {
                file: ours.file().to_owned(),
                place: ours.place(&operation.pointer),
            });
        }
    }
    Ok(())
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
