//! What can be said about a document of which a part has not the structure of OpenAPI.

use std::collections::BTreeSet;

use openapi_document::{
    Document, Finding, Findings, INVALID_STRUCTURE, Node, Pointer, Tree,
    parts::{Links, part},
    stack::with_room,
};

use super::{checks::all, policy::Policy, references, security, waivers::Waivers};

/// Reads a document in YAML or JSON; `file` is its name in messages. Where only the structure of some
/// parts is not in order, the error has what `policy` asks for about the others as well, so that all of
/// it can be fixed at once.
///
/// # Errors
///
/// Those of [`Document::parse`].
pub fn parse(policy: &Policy, file: &str, bytes: &[u8]) -> Result<Document, Findings> {
    let tree = Tree::read(file, bytes)?;
    if tree.is_broken() {
        return Err(with_room(|| tree.findings(with_the_rest(&tree, policy))));
    }
    tree.document()
}

/// The findings about a structure that is not in order, and what `policy` asks for about the rest:
/// a person fixes all of them at once.
///
/// A part with a broken structure, and each part that leads to it, is left out of the rest: what it
/// says is not known, so a finding about it might be untrue. Whether a reference leads somewhere
/// does not depend on that.
fn with_the_rest(tree: &Tree, policy: &Policy) -> Vec<Finding> {
    let (root, found) = (tree.root(), tree.structure());
    let broken = Broken::of(tree);
    let rest = all(tree, policy)
        .into_iter()
        .filter(|finding| broken.leaves_true(root, finding));
    let waivers = Waivers::of(tree);
    let all = found.iter().cloned().chain(rest);
    let all = all.filter(|finding| !waivers.cover(finding));
    all.filter_map(|finding| policy.apply(finding)).collect()
}

/// Where the structure is broken, and the parts of which nothing is known for that.
struct Broken {
    places: Vec<Pointer>,
    unknown: BTreeSet<Pointer>,
}

impl Broken {
    fn of(tree: &Tree) -> Self {
        let places: Vec<_> = tree
            .structure()
            .iter()
            .filter(|finding| finding.rule == &INVALID_STRUCTURE)
            .map(|finding| finding.pointer.clone())
            .collect();
        let links = Links::of(tree);
        // What should be below a broken place may be meant as well.
        let below = links.targets().filter(|target| is_below(target, &places));
        let parts = places.iter().map(part).chain(below.cloned());
        let unknown = links.leading_to(parts);
        Self { places, unknown }
    }

    /// Whether a finding says something true, whatever the broken places were to say.
    fn leaves_true(&self, root: &Node, finding: &Finding) -> bool {
        if finding.rule == &references::UNRESOLVED {
            let text = root.at(&finding.pointer).and_then(Node::as_str);
            let target = text.and_then(Pointer::from_local_reference);
            return target.is_none_or(|target| !is_below(&target, &self.places));
        }
        if finding.rule == &security::UNDEFINED_SCHEME {
            let schemes = Pointer::root().child("components").child("securitySchemes");
            return !is_below(&schemes.child("any"), &self.places);
        }
        !self.unknown.contains(&part(&finding.pointer))
    }
}

/// Whether `pointer` is one of the `places`, or below one. The document itself is none: something
/// else is missing there.
fn is_below(pointer: &Pointer, places: &[Pointer]) -> bool {
    places.iter().any(|place| {
        let rest = pointer.as_str().strip_prefix(place.as_str());
        *place != Pointer::root()
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
