//! Whether credentials that sufficed still do.

use std::collections::BTreeMap;

use openapi_document::{Document, Kind, Node};

use super::{flat::meaning_of, follow};

/// How many schemes are held against a requirement altogether. Nobody asks for so many; what an untrusted
/// document asks for beyond that suffices for nothing.
const MAX_STEPS: usize = 100_000;

/// What the security schemes of both documents mean, by their names: one may have got another name.
pub(super) struct Credentials<'a> {
    base: BTreeMap<&'a str, String>,
    head: BTreeMap<&'a str, String>,
    steps: usize,
}

impl<'a> Credentials<'a> {
    pub(super) fn of(base: Option<&'a Document>, head: Option<&'a Document>) -> Self {
        Self {
            base: meanings(base),
            head: meanings(head),
            steps: 0,
        }
    }

    /// Whether whoever has what a requirement of base asks for has what one of these of head asks for.
    pub(super) fn suffice<'n>(
        &mut self,
        base: &Node,
        heads: impl IntoIterator<Item = &'n Node>,
    ) -> bool {
        if self.steps > MAX_STEPS {
            return false;
        }
        let schemes = base.members().map(|(name, _)| (name, self.base.get(name)));
        let there: BTreeMap<_, _> = schemes.collect();
        let meanings: Vec<_> = there.values().flatten().collect();
        let steps = &mut self.steps;
        heads.into_iter().any(|head| {
            head.members().all(|(name, _)| {
                *steps = steps.saturating_add(there.len());
                let meaning = self.head.get(name);
                let is_there = there.contains_key(name)
                    || meaning.is_some_and(|meaning| meanings.contains(&&meaning));
                is_there && *steps <= MAX_STEPS
            })
        })
    }
}

/// What each security scheme of a document means.
fn meanings(document: Option<&Document>) -> BTreeMap<&str, String> {
    let schemes = document
        .and_then(|document| document.root().get("components"))
        .and_then(|components| components.get("securitySchemes"));
    let schemes = schemes.into_iter().flat_map(Node::members);
    let meaning = |(name, scheme)| {
        let scheme = follow(document, scheme)?.node;
        Some((name, meaning_of(Kind::SecurityScheme, scheme)))
    };
    schemes.filter_map(meaning).collect()
}
