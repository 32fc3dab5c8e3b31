//! `allOf`, `oneOf`, `anyOf` and `not`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use openapi_document::{
    Kind, Node, Pointer,
    grammar::{Field, Purpose},
};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side, canonical},
        rules::{SchemaRule, UNCLASSIFIED, event},
        text::Text,
    },
    Comparison, Scope, Walk,
    comparison::Slot,
    discriminators::component_name,
};

/// A way to compose schemas, and the rules about its changes.
struct Composition {
    key: &'static str,
    added: &'static SchemaRule,
    removed: &'static SchemaRule,
}

/// A choice of schemas, and what it means that there is one now, or none any more. One that comes or
/// goes as a whole is no matter of single alternatives: the first of them admits less than no choice.
struct Choice {
    variants: Composition,
    set: &'static SchemaRule,
    unset: &'static SchemaRule,
}

const ALL_OF: Composition = Composition {
    key: "allOf",
    added: event::ALL_OF_ADDED,
    removed: event::ALL_OF_REMOVED,
};

const ONE_OF: Choice = Choice {
    variants: Composition {
        key: "oneOf",
        added: event::ONE_OF_ADDED,
        removed: event::ONE_OF_REMOVED,
    },
    set: event::BECAME_ONE_OF,
    unset: event::BECAME_NOT_ONE_OF,
};

const ANY_OF: Choice = Choice {
    variants: Composition {
        key: "anyOf",
        added: event::ANY_OF_ADDED,
        removed: event::ANY_OF_REMOVED,
    },
    set: event::BECAME_ANY_OF,
    unset: event::BECAME_NOT_ANY_OF,
};

impl<'a> Walk<'a> {
    pub(super) fn composition(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let all_of = self.container(keys, ALL_OF.key, scope);
        self.variants(slot, &ALL_OF, all_of, scope);
        let [one_of, any_of] =
            [&ONE_OF, &ANY_OF].map(|choice| self.container(keys, choice.variants.key, scope));
        let alternatives = match (edit_of_all(one_of), edit_of_all(any_of)) {
            (Some(Edit::Removed), Some(Edit::Added)) => {
                self.exchanged(slot, [&ONE_OF, &ANY_OF], [one_of, any_of], scope)
            }
            (Some(Edit::Added), Some(Edit::Removed)) => {
                self.exchanged(slot, [&ANY_OF, &ONE_OF], [any_of, one_of], scope)
            }
            _ => {
                let mut common = self.choice(slot, &ONE_OF, one_of, scope);
                common.extend(self.choice(slot, &ANY_OF, any_of, scope));
                common
            }
        };
        let not = keys.take("not");
        let inside = scope.property("not");
        match not.both() {
            // What narrows a schema widens its negation: no rule of ours applies inside.
            Some(_) => self.enter(Comparison::Plain(UNCLASSIFIED, Kind::Schema), not, &inside),
            None => self.plain(UNCLASSIFIED, "not", not, scope),
        }
        self.discriminator(slot, keys.take("discriminator"), &alternatives, scope);
    }

    /// Compares the alternatives, and gives those that both sides have.
    fn choice(
        &mut self,
        slot: Slot,
        choice: &Choice,
        pair: Pair<'a>,
        scope: &Scope,
    ) -> Vec<Pair<'a>> {
        let (what, words) = match edit_of_all(pair) {
            Some(Edit::Added) => (choice.set, "became a choice of "),
            Some(Edit::Removed) => (choice.unset, "no longer a choice of "),
            _ => return self.variants(slot, &choice.variants, pair, scope),
        };
        let text = Text::words(words).quoting(choice.variants.key);
        self.schema_change(slot, what, pair, scope, text);
        Vec::new()
    }

    /// Compares the alternatives of one kind of choice with those of the other. Only for a value that
    /// fits several of them it makes a difference which kind it is.
    fn exchanged(
        &mut self,
        slot: Slot,
        [base, head]: [&Choice; 2],
        [gone, new]: [Pair<'a>; 2],
        scope: &Scope,
    ) -> Vec<Pair<'a>> {
        let pair = Pair {
            base: gone.base,
            head: new.head,
        };
        let text = Text::words(": ")
            .quoting(base.variants.key)
            .and(" → ")
            .quoting(head.variants.key);
        self.state(UNCLASSIFIED, pair, scope, text);
        self.variants(slot, &head.variants, pair, scope)
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

    /// Whether the variants that only one side has only say something, and there are some.
    pub(super) fn differs_in_remarks(&self, pair: Pair<'a>) -> bool {
        let matched = self.matched(pair);
        let mut alone = matched
            .only_base
            .iter()
            .chain(&matched.only_head)
            .peekable();
        alone.peek().is_some() && alone.all(|variant| is_annotation(variant))
    }

    /// The variants that both sides have.
    pub(super) fn common_variants(&self, pair: Pair<'a>) -> Vec<(&'a Node, &'a Node)> {
        self.matched(pair).common
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

/// Whether all variants have come, or all have gone.
fn edit_of_all(pair: Pair<'_>) -> Option<Edit> {
    let has = |side: Side<'_>| !side.items().is_empty();
    match (has(pair.base), has(pair.head)) {
        (false, true) => Some(Edit::Added),
        (true, false) => Some(Edit::Removed),
        _ => None,
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
    let component = variant.reference().and_then(component_name);
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
