//! The discriminator: by which value which alternative is known.

use std::collections::BTreeSet;

use openapi_document::{Node, Pointer};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{NOTATION, event},
        text::Text,
    },
    Scope, Walk,
    comparison::Slot,
    plain,
};

impl<'a> Walk<'a> {
    /// Compares two discriminators; `alternatives` are those that both sides have.
    pub(super) fn discriminator(
        &mut self,
        slot: Slot,
        pair: Pair<'a>,
        alternatives: &[Pair<'a>],
        scope: &Scope,
    ) {
        let whole = match (pair.both(), pair.edit()) {
            (_, Some(Edit::Added)) => event::DISCRIMINATOR_ADDED,
            (_, Some(Edit::Removed)) => event::DISCRIMINATOR_REMOVED,
            (None, _) => return,
            (Some(_), _) => return self.discriminator_parts(slot, pair, alternatives, scope),
        };
        let text = Text::words("discriminator").then(plain::transition(pair));
        self.schema_change(slot, whole, pair, scope, text);
    }

    fn discriminator_parts(
        &mut self,
        slot: Slot,
        pair: Pair<'a>,
        alternatives: &[Pair<'a>],
        scope: &Scope,
    ) {
        let mut keys = Keys::of(pair);
        let name = keys.take("propertyName");
        if name.edit().is_some() {
            let what = event::DISCRIMINATOR_PROPERTY_NAME_CHANGED;
            let text = Text::words("discriminator property").then(plain::transition(name));
            self.schema_change(slot, what, name, scope, text);
        }
        let mapping = self.container(&mut keys, "mapping", scope);
        for value in mapping.keys() {
            self.mapped(slot, value, mapping, alternatives, scope);
        }
        for alternative in alternatives {
            self.unmapped(slot, *alternative, mapping, scope);
        }
        self.rest(keys, scope);
    }

    /// What became of a value that the mapping names.
    fn mapped(
        &mut self,
        slot: Slot,
        value: &'a str,
        mapping: Pair<'a>,
        alternatives: &[Pair<'a>],
        scope: &Scope,
    ) {
        let entry = mapping.member(value);
        let is_implied = |of: fn(Pair<'a>) -> Side<'a>, target: Side<'a>| {
            let named = alternatives
                .iter()
                .filter_map(|it| of(*it).node?.reference());
            let mut named =
                named.filter(|reference| component_name(reference).as_deref() == Some(value));
            let target = target.node.and_then(Node::as_str).map(component);
            named.any(|reference| target.as_deref() == Some(reference))
        };
        let what = match entry.edit() {
            None => return,
            // What a schema is called is its value without a mapping, too.
            Some(Edit::Added) if is_implied(|pair| pair.base, entry.head) => {
                return self.plain(NOTATION, value, entry, scope);
            }
            Some(Edit::Removed) if is_implied(|pair| pair.head, entry.base) => {
                return self.plain(NOTATION, value, entry, scope);
            }
            Some(Edit::Changed) if is_renamed(entry, alternatives) => {
                return self.plain(NOTATION, value, entry, scope);
            }
            Some(Edit::Added) => event::DISCRIMINATOR_MAPPING_ADDED,
            Some(Edit::Removed) => event::DISCRIMINATOR_MAPPING_DELETED,
            Some(Edit::Changed) => event::DISCRIMINATOR_MAPPING_CHANGED,
        };
        let text = Text::words("discriminator value ")
            .quoting(value)
            .then(plain::transition(entry));
        self.schema_change(slot, what, entry, scope, text);
    }

    /// An alternative that no mapping names is known by the name of its component, which travels.
    fn unmapped(&mut self, slot: Slot, pair: Pair<'a>, mapping: Pair<'a>, scope: &Scope) {
        let (Some(base), Some(head)) = (
            implied(pair.base, mapping.base),
            implied(pair.head, mapping.head),
        ) else {
            return;
        };
        let still_known = |side: Side<'_>, value: &str| {
            let known = side.node.and_then(|mapping| mapping.get(value));
            known.is_some()
        };
        if base == head || still_known(mapping.head, &base) {
            return;
        }
        let what = event::DISCRIMINATOR_MAPPING_CHANGED;
        let text = Text::words("discriminator value ")
            .quoting(&base)
            .and(" → ")
            .quoting(&head);
        self.schema_change(slot, what, pair, scope, text);
    }
}

/// The value that an alternative has by its name; `None` when a mapping gives it one.
fn implied(alternative: Side<'_>, mapping: Side<'_>) -> Option<String> {
    let reference = alternative.node?.reference()?;
    let targets: BTreeSet<_> = mapping
        .node
        .into_iter()
        .flat_map(Node::members)
        .filter_map(|(_, target)| target.as_str().map(component))
        .collect();
    match targets.contains(reference) {
        true => None,
        false => component_name(reference),
    }
}

/// Whether the value stands for the same alternative, whose component has another name.
fn is_renamed(entry: Pair<'_>, alternatives: &[Pair<'_>]) -> bool {
    let target = |side: Side<'_>| side.node.and_then(Node::as_str).map(component);
    let (base, head) = (target(entry.base), target(entry.head));
    let reference = |side: Side<'_>| side.node.and_then(Node::reference).map(str::to_owned);
    alternatives
        .iter()
        .any(|it| reference(it.base) == base && reference(it.head) == head)
        || base == head
}

/// The target of a mapping as a reference: it may be the bare name of a schema.
fn component(target: &str) -> String {
    match target.contains(['/', '#', '.']) {
        true => target.to_owned(),
        false => format!("#/components/schemas/{target}"),
    }
}

/// The name of the component that a reference leads to.
pub(super) fn component_name(reference: &str) -> Option<String> {
    Pointer::from_local_reference(reference)?.last()
}
