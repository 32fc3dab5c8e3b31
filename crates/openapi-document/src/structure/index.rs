//! The objects and the references of a document, by their kinds.

use crate::{grammar::Kind, node::Node, pointer::Pointer};

/// A reference object, and what OpenAPI expects it to lead to.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Where `$ref` stands.
    pub pointer: Pointer,
    /// The kind of the expected object.
    pub expected: Kind,
}

/// An object, by its kind.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// Its kind.
    pub kind: Kind,
    /// Where it stands.
    pub pointer: &'a Pointer,
    /// The object.
    pub node: &'a Node,
}

/// Every object and every reference of a document, in the order of the text; what looks like one
/// inside an example is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    objects: Vec<(Kind, Pointer)>,
    references: Vec<Reference>,
}

impl Index {
    pub(super) fn add_object(&mut self, kind: Kind, at: &Pointer) {
        self.objects.push((kind, at.clone()));
    }

    pub(super) fn add_reference(&mut self, pointer: Pointer, expected: Kind) {
        self.references.push(Reference { pointer, expected });
    }

    /// The references.
    pub(crate) fn references(&self) -> &[Reference] {
        &self.references
    }

    /// The objects, in the tree whose root is `root`.
    pub(crate) fn objects<'a>(&'a self, root: &'a Node) -> impl Iterator<Item = Located<'a>> {
        let mut way = Way {
            root,
            above: Vec::new(),
        };
        self.objects.iter().filter_map(move |(kind, pointer)| {
            Some(Located {
                kind: *kind,
                pointer,
                node: way.to(pointer)?,
            })
        })
    }
}

/// The way from the root to an object. The next object is most often near the last one, so few steps
/// lead there.
struct Way<'a> {
    root: &'a Node,
    /// The objects that were passed.
    above: Vec<(&'a Pointer, &'a Node)>,
}

impl<'a> Way<'a> {
    fn to(&mut self, pointer: &'a Pointer) -> Option<&'a Node> {
        while let Some((above, _)) = self.above.last()
            && pointer.below(above).is_none()
        {
            self.above.pop();
        }
        let node = match self.above.last() {
            Some((above, node)) => node.steps(pointer.below(above)?)?,
            None => self.root.at(pointer)?,
        };
        self.above.push((pointer, node));
        Some(node)
    }
}
