//! What can be said about a document of which a part has not the structure of OpenAPI.

use super::{Policy, checked::all};
use crate::{
    Finding, Node,
    parts::{Links, part},
};

/// The findings about a structure that is not in order, and what `policy` asks for about the rest:
/// a person mends all of them at once.
///
/// A part with a broken structure, and each part that leads to it, is left out of the rest: what it
/// says is not known, so a finding about it might be untrue.
pub(crate) fn with_the_rest(root: &Node, policy: &Policy, broken: Vec<Finding>) -> Vec<Finding> {
    let unknown = Links::of(root).leading_to(broken.iter().map(|finding| part(&finding.pointer)));
    let rest = all(root, policy)
        .into_iter()
        .filter(|finding| !unknown.contains(&part(&finding.pointer)));
    let all = broken.into_iter().chain(rest);
    all.filter_map(|finding| policy.apply(finding)).collect()
}
