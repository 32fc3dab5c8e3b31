//! `allOf`, `oneOf`, `anyOf` and `not`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use openapi_document::{
    Kind, Node, Pointer,
    grammar::{Field, Purpose},
};

use super::{
    super::{
        keys::Keys,
        pair::{Pair, canonical},
        rules::{SchemaRule, UNCLASSIFIED, event},
        text::Text,
    },
    Comparison, Scope, Walk,
    comparison::Slot,
};

/// A way to compose schemas, and the rules about its changes.
struct Composition {
    key: &'static str,
    added: &'static SchemaRule,
    removed: &'static SchemaRule,
}

const COMPOSITIONS: [Composition; 3] = [
    Composition {
        key: "allOf",
        added: event::ALL_OF_ADDED,
        removed: event::ALL_OF_REMOVED,
    },
    Composition {
        key: "oneOf",
        added: event::ONE_OF_ADDED,
        removed: event::ONE_OF_REMOVED,
    },
    Composition {
        key: "anyOf",
        added: event::ANY_OF_ADDED,
        removed: event::ANY_OF_REMOVED,
    },
];

impl<'a> Walk<'a> {
    pub(super) fn composition(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let mut alternatives = Vec::new();
        for composition in COMPOSITIONS {
            let pair = self.container(keys, composition.key, scope);
            let common = self.variants(slot, &composition, pair, scope);
            if composition.key != "allOf" {
                alternatives.extend(common);
            }
        }
        let not = keys.take("not");
        let inside = scope.property("not");
        match not.both() {
            // What narrows a schema widens its negation: no rule of ours applies inside.
            Some(_) => self.enter(Comparison::Plain(UNCLASSIFIED, Kind::Schema), not, &inside),
            None => self.plain(UNCLASSIFIED, "not", not, scope),
        }
        self.discriminator(slot, keys.take("discriminator"), &alternatives, scope);
    }

    /// Compares the variants, and gives those that both sides have.
    fn variants(
        &mut self,
        slot: Slot,
        composition: &Composition,
        pair: Pair<'a>,
        scope: &Scope,
    ) -> Vec<Pair<'a>> {
        let matched = self.matched(pair);
        let mut common = Vec::new();
        if matched.is_reordered(pair) {
            self.reordered(composition.key, pair, scope);
        }
        for (base, head) in matched.common {
            let inner = scope.variant(composition.key, &label(head));
            let variant = pair.item(Some(base), Some(head));
            self.enter(Comparison::Schema(slot), variant, &inner);
            common.push(variant);
        }
        for variant in matched.only_base {
            let what = match (composition.key, is_annotation(variant)) {
                ("allOf", true) => event::ALL_OF_REMOVED_ANNOTATION_ONLY,
                _ => composition.removed,
            };
            let text = variant_text(composition.key, variant, " removed");
            self.schema_change(slot, what, pair.item(Some(variant), None), scope, text);
        }
        for variant in matched.only_head {
            let what = match (composition.key, is_annotation(variant)) {
                ("allOf", true) => event::ALL_OF_ADDED_ANNOTATION_ONLY,
                _ => composition.added,
            };
            let text = variant_text(composition.key, variant, " added");
            self.schema_change(slot, what, pair.item(None, Some(variant)), scope, text);
        }
        common
    }

    /// Whether the sides differ in a variant that only says something.
    pub(super) fn gains_a_remark(&self, pair: Pair<'a>) -> bool {
        let matched = self.matched(pair);
        let mut alone = matched.only_base.into_iter().chain(matched.only_head);
        alone.any(is_annotation)
    }

    /// Which variant of base is which of head: first those with the same reference, then those
    /// that are equal, then the others in order, since one that is written in place has no name
    /// to know it by.
    fn matched(&self, pair: Pair<'a>) -> Matched<'a> {
        let mut matched = Matched {
            common: Vec::new(),
            only_base: pair.base.items().iter().collect(),
            only_head: pair.head.items().iter().collect(),
        };
        matched.pair_up(|variant| variant.reference().map(str::to_owned));
        matched.pair_up(|variant| Some(canonical(variant)));
        // A component that both documents have was exchanged, not renamed.
        matched.pair_up_in_order(|variant| {
            variant
                .reference()
                .is_none_or(|reference| !self.is_known(reference))
        });
        matched
    }

    /// Whether both documents have what `reference` points to.
    fn is_known(&self, reference: &str) -> bool {
        let Some(pointer) = Pointer::from_local_reference(reference) else {
            return false;
        };
        [self.base, self.head]
            .into_iter()
            .flatten()
            .all(|document| document.root().at(&pointer).is_some())
    }
}

/// The variants of both sides.
struct Matched<'a> {
    common: Vec<(&'a Node, &'a Node)>,
    only_base: Vec<&'a Node>,
    only_head: Vec<&'a Node>,
}

impl Matched<'_> {
    /// Whether the variants that both sides have stand in another order.
    fn is_reordered(&self, pair: Pair<'_>) -> bool {
        let positions = |items: &[Node]| -> BTreeMap<*const Node, usize> {
            items.iter().map(std::ptr::from_ref).zip(0..).collect()
        };
        let (bases, heads) = (positions(pair.base.items()), positions(pair.head.items()));
        let mut common: Vec<_> = self
            .common
            .iter()
            .map(|(base, head)| {
                (
                    bases.get(&std::ptr::from_ref(*base)),
                    heads.get(&std::ptr::from_ref(*head)),
                )
            })
            .collect();
        common.sort_unstable();
        !common.is_sorted_by_key(|(_, head)| *head)
    }

    /// Pairs the variants that have the same key.
    fn pair_up(&mut self, key: impl Fn(&Node) -> Option<String>) {
        let mut heads: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (index, head) in self.only_head.iter().enumerate() {
            if let Some(key) = key(head) {
                heads.entry(key).or_default().push_back(index);
            }
        }
        let mut paired = BTreeSet::new();
        let mut left = Vec::new();
        for base in std::mem::take(&mut self.only_base) {
            let index = key(base)
                .and_then(|key| heads.get_mut(&key))
                .and_then(VecDeque::pop_front);
            match index.and_then(|index| Some((index, *self.only_head.get(index)?))) {
                Some((index, head)) => {
                    paired.insert(index);
                    self.common.push((base, head));
                }
                None => left.push(base),
            }
        }
        self.only_base = left;
        let mut index = 0..;
        self.only_head
            .retain(|_| index.next().is_some_and(|index| !paired.contains(&index)));
    }

    /// Pairs the variants that `may` be paired, the first with the first.
    fn pair_up_in_order(&mut self, may: impl Fn(&Node) -> bool) {
        let (bases, only_base): (Vec<_>, Vec<_>) =
            self.only_base.iter().partition(|variant| may(variant));
        let (heads, only_head): (Vec<_>, Vec<_>) =
            self.only_head.iter().partition(|variant| may(variant));
        let common = bases.len().min(heads.len());
        self.common
            .extend(bases.iter().copied().zip(heads.iter().copied()));
        self.only_base = bases.into_iter().skip(common).chain(only_base).collect();
        self.only_head = heads.into_iter().skip(common).chain(only_head).collect();
    }
}

/// Whether a schema narrows nothing.
fn is_annotation(schema: &Node) -> bool {
    let narrows_nothing =
        |field: &Field| field.is_for_people() || field.purpose == Purpose::Annotation;
    schema.members().all(|(key, _)| {
        key.starts_with("x-") || Kind::Schema.field(key).is_some_and(narrows_nothing)
    })
}

/// The name of a variant: that of its component, its title, or its type.
fn label(variant: &Node) -> String {
    let component = variant
        .reference()
        .and_then(Pointer::from_local_reference)
        .and_then(|pointer| pointer.last());
    let written = |key| variant.get(key).and_then(Node::as_str).map(str::to_owned);
    component
        .or_else(|| written("title"))
        .or_else(|| written("type"))
        .unwrap_or_else(|| "schema".to_owned())
}

fn variant_text(key: &str, variant: &Node, words: &str) -> Text {
    Text::quote(key)
        .and(" variant ")
        .quoting(&label(variant))
        .and(words)
}
