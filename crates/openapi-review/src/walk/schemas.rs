//! Schemas, key by key.

use std::collections::BTreeSet;

use openapi_document::{
    Document, Kind, Node,
    grammar::{Field, Purpose},
};

use super::{
    super::{
        keys::{Keys, Layers},
        pair::{Edit, Pair, Side, canonical},
        rules::{Fact, NOTATION, SchemaRule, UNCLASSIFIED, event},
        text::Text,
    },
    Comparison, Scope, Walk,
    choices::rewrapped,
    comparison::Slot,
    discriminators::component_name,
    flat::mean_the_same,
    follow, plain,
    properties::{READ_ONLY, WRITE_ONLY},
    scope::Pin,
    types::{Types, relation},
};

/// How many wrappers in a row are seen through.
const MAX_WRAPPERS: usize = 8;

impl<'a> Walk<'a> {
    /// Compares two schemas, of which neither is a reference.
    pub(super) fn schema(&mut self, slot: Slot, pair: Pair<'a>, scope: &Scope) {
        if let Some(flat) = self.recomposed(slot, pair, scope) {
            return self.schema(slot, flat, scope);
        }
        let mut keys = self.schema_keys(pair);
        self.documentation(Kind::Schema, &mut keys, scope);
        self.schema_flags(slot, &mut keys, scope);
        if self.alternative(slot, pair, &mut keys, scope) {
            self.skip_shape(&mut keys);
        } else if self.shape(slot, &mut keys, scope) {
            self.enumeration(slot, &mut keys, scope);
            self.limits(slot, &mut keys, scope);
            self.properties(slot, &mut keys, scope);
            self.items(slot, &mut keys, scope);
            self.composition(slot, &mut keys, scope);
        }
        self.default_value(slot, &mut keys, scope);
        self.rest(keys, scope);
    }

    /// The flat forms of two schemas that are composed in different ways: what counts is what the parts
    /// ask for together, and not which of them says it. References inside are still to be followed.
    fn recomposed(&mut self, slot: Slot, pair: Pair<'a>, scope: &Scope) -> Option<Pair<'a>> {
        let (base, head) = pair.both()?;
        let composition = pair.member("allOf");
        composition.edit()?;
        if self.differs_in_remarks(composition) || is_wrapped_once(pair) {
            return None;
        }
        let flat = Pair {
            base: pair.base.with(self.base_flat.form(base)),
            head: pair.head.with(self.head_flat.form(head)),
        };
        let (base, head) = flat.both()?;
        if mean_the_same(base, head) {
            let text = Text::words(": ")
                .quoting("allOf")
                .and(" says the same in another way");
            self.state(NOTATION, composition, scope, text);
        }
        self.parts_compared(slot, composition);
        Some(flat)
    }

    /// Compares what the parts that both sides name say of themselves, and notes that the rest of them
    /// is compared with the whole, which has a flat form, so that they do not nest deep.
    fn parts_compared(&mut self, slot: Slot, composition: Pair<'a>) {
        for (base, head) in self.common_variants(composition) {
            let part = self.target(composition.item(Some(base), Some(head)));
            let Some((base, target)) = part.both() else {
                continue;
            };
            if let Some(name) = head.reference().and_then(component_name) {
                if self.visits.has_compared(base, target) {
                    continue;
                }
                self.visits.mark(base, target);
                let scope = Scope::component(Comparison::Schema(slot), &name, Pin::default());
                self.documentation(Kind::Schema, &mut Keys::of(part), &scope);
            }
            self.parts_compared(slot, part.member("allOf"));
        }
    }

    /// Reports what happened to the schema of `scope`.
    pub(super) fn schema_change(
        &mut self,
        slot: Slot,
        what: &'static SchemaRule,
        pair: Pair<'a>,
        scope: &Scope,
        text: Text,
    ) {
        let detail = Text::words(": ").then(text);
        self.report(Fact::Schema(slot.role, what), pair, scope, detail);
    }

    /// The keys of two schemas, seen through a wrapper when only one side has it: wrapping a
    /// reference in `allOf`, to say something beside it, changes nothing that is sent.
    fn schema_keys(&mut self, pair: Pair<'a>) -> Keys<'a> {
        let (mut base, mut head) = (Layers::new(pair.base), Layers::new(pair.head));
        if is_wrapped_once(pair) {
            unwrap(self.base, &mut base);
            unwrap(self.head, &mut head);
            let inner = (
                base.innermost().and_then(|side| side.node),
                head.innermost().and_then(|side| side.node),
            );
            if let (Some(base), Some(head)) = inner {
                self.visits.mark(base, head);
            }
        }
        Keys::layered(base, head)
    }

    /// When one side refers to a schema and the other wraps one to say something beside it: compares
    /// what is said there, which is about the place that refers and not about what it refers to.
    /// Gives the pair without the wrapper; `None` when there is none.
    pub(super) fn beside_wrapper(
        &mut self,
        slot: Slot,
        pair: Pair<'a>,
        scope: &Scope,
    ) -> Option<Pair<'a>> {
        let (base, head) = pair.both()?;
        let bare = |node: &'a Node| match node.reference() {
            Some(_) => None,
            None => wrapped(node),
        };
        let inner = Pair {
            base: pair.base.with(Some(bare(base).unwrap_or(base))),
            head: pair.head.with(Some(bare(head).unwrap_or(head))),
        };
        if bare(base).is_some() == bare(head).is_some() {
            return None;
        }
        let target = self.target(inner);
        // What only the wrapper says is held against what the schema inside says by itself.
        let side = |outer: Side<'a>, bare: Option<&Node>, inner: Side<'a>| {
            let mut layers = Layers::new(outer);
            match bare {
                Some(_) => layers.push(inner),
                None => layers = Layers::new(outer.with(inner.node)),
            }
            layers
        };
        let mut keys = Keys::layered(
            side(pair.base, bare(base), target.base),
            side(pair.head, bare(head), target.head),
        );
        let wrapper = if bare(base).is_some() { base } else { head };
        keys.only(|key| key != "allOf" && wrapper.get(key).is_some());
        self.documentation(Kind::Schema, &mut keys, scope);
        self.schema_flags(slot, &mut keys, scope);
        self.default_value(slot, &mut keys, scope);
        self.rest(keys, scope);
        Some(inner)
    }

    fn schema_flags(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        if let Some((nullable, pair)) = self.flag(keys, "nullable", false, scope) {
            let (what, words) = if nullable {
                (event::BECAME_NULLABLE, "became nullable")
            } else {
                (event::BECAME_NOT_NULLABLE, "is no longer nullable")
            };
            self.schema_change(slot, what, pair, scope, Text::words(words));
        }
        if let Some((deprecated, pair)) = self.flag(keys, "deprecated", false, scope) {
            let (what, words) = if deprecated {
                (event::DEPRECATED, "became deprecated")
            } else {
                (event::REACTIVATED, "is no longer deprecated")
            };
            self.schema_change(slot, what, pair, scope, Text::words(words));
        }
        for flag in [&READ_ONLY, &WRITE_ONLY] {
            if let Some((is_set, pair)) = self.flag(keys, flag.key, false, scope) {
                self.became(slot, flag, is_set, pair, scope);
            }
        }
    }

    /// Takes the type and the format. False when the sides have so little in common that
    /// comparing the rest of their shape would say nothing more.
    fn shape(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) -> bool {
        let types = keys.take("type");
        let formats = keys.take("format");
        let one_of = keys.peek("oneOf");
        if let Some(what) = rewrapped(slot.role, types, one_of) {
            let shown = Pair {
                base: either(types.base, one_of.base),
                head: either(types.head, one_of.head),
            };
            let words = match one_of.head.node {
                Some(_) => "wrapped in `oneOf`",
                None => "no longer a choice of `oneOf`",
            };
            self.schema_change(slot, what, shown, scope, Text::words(words));
            self.skip_shape(keys);
            return false;
        }
        let base = Types::of(types.base, formats.base);
        let head = Types::of(types.head, formats.head);
        let Some(relation) = relation(base, head, slot.is_text) else {
            return true;
        };
        let shown = if types.edit().is_some() {
            types
        } else {
            formats
        };
        let text = Text::words("type ")
            .quoting(&base.to_string())
            .and(" → ")
            .quoting(&head.to_string());
        self.schema_change(slot, relation.rule(slot.role), shown, scope, text);
        let same_shape = base.kind == head.kind || relation.keeps_shape();
        if !same_shape {
            self.skip_shape(keys);
        }
        same_shape
    }

    /// Takes what belongs to a type that has been replaced as a whole.
    pub(super) fn skip_shape(&mut self, keys: &mut Keys<'a>) {
        let is_of_type = |field: &&Field| {
            matches!(field.purpose, Purpose::Constraint(_)) || field.name == "discriminator"
        };
        for field in Kind::Schema.fields().iter().filter(is_of_type) {
            keys.take(field.name);
        }
    }

    fn enumeration(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = keys.take("enum");
        match pair.edit() {
            None => {}
            Some(Edit::Added) => {
                let text = Text::words("limited to").then(plain::only(pair.head));
                self.schema_change(slot, event::BECAME_ENUM, pair, scope, text);
            }
            Some(Edit::Removed) => {
                let text = Text::words("no longer limited to").then(plain::only(pair.base));
                self.schema_change(slot, event::ENUM_REMOVED, pair, scope, text);
            }
            Some(Edit::Changed) => {
                let (bases, heads) = (pair.base.items(), pair.head.items());
                let (removed, added) = (missing(bases, heads), missing(heads, bases));
                if removed.is_empty() && added.is_empty() {
                    self.reordered("enum", pair, scope);
                }
                for value in removed {
                    let text = Text::words("enum value ").value(value).and(" removed");
                    self.schema_change(
                        slot,
                        event::ENUM_VALUE_REMOVED,
                        pair.item(Some(value), None),
                        scope,
                        text,
                    );
                }
                for value in added {
                    let text = Text::words("enum value ").value(value).and(" added");
                    self.schema_change(
                        slot,
                        event::ENUM_VALUE_ADDED,
                        pair.item(None, Some(value)),
                        scope,
                        text,
                    );
                }
            }
        }
    }

    fn items(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = keys.take("items");
        if pair.both().is_some() {
            self.enter(Comparison::Schema(slot.below()), pair, &scope.item());
        } else {
            self.plain(UNCLASSIFIED, "items", pair, scope);
        }
    }

    fn default_value(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = keys.take("default");
        let what = match pair.edit() {
            None => return,
            Some(Edit::Added) => event::DEFAULT_VALUE_ADDED,
            Some(Edit::Removed) => event::DEFAULT_VALUE_REMOVED,
            Some(Edit::Changed) => event::DEFAULT_VALUE_CHANGED,
        };
        self.limit(slot, what, "default", pair, scope);
    }
}

pub(super) fn either<'a>(side: Side<'a>, other: Side<'a>) -> Side<'a> {
    if side.node.is_some() { side } else { other }
}

/// The values of `of` that are not among `others`.
fn missing<'a>(of: &'a [Node], others: &[Node]) -> Vec<&'a Node> {
    let others: BTreeSet<_> = others.iter().map(canonical).collect();
    of.iter()
        .filter(|value| !others.contains(&canonical(value)))
        .collect()
}

/// Whether one side is a schema in `allOf` and nothing else, and the other has no `allOf`.
fn is_wrapped_once(pair: Pair<'_>) -> bool {
    let composes = |side: Side<'_>| side.node.is_some_and(|node| node.get("allOf").is_some());
    wraps(pair.base) && !composes(pair.head) || wraps(pair.head) && !composes(pair.base)
}

/// Whether a side is a schema in `allOf` and nothing else.
fn wraps(side: Side<'_>) -> bool {
    side.node.and_then(wrapped).is_some()
}

/// The schema inside `{allOf: [it]}`, when the rest are remarks.
fn wrapped(node: &Node) -> Option<&Node> {
    let [inner] = node.get("allOf")?.as_array()? else {
        return None;
    };
    let only_remarks = node
        .members()
        .all(|(key, _)| key == "allOf" || key.starts_with("x-") || is_remark(key));
    only_remarks.then_some(inner)
}

/// Whether a key does not narrow what a schema admits, so that a schema with nothing else beside one
/// `allOf` is that `allOf` with a remark.
pub(super) fn is_remark(key: &str) -> bool {
    Kind::Schema
        .field(key)
        .is_some_and(|field| match field.purpose {
            Purpose::Annotation | Purpose::Direction => true,
            _ => field.is_for_people() || field.name == "nullable",
        })
}

fn unwrap<'a>(document: Option<&'a Document>, layers: &mut Layers<'a>) {
    for _ in 0..MAX_WRAPPERS {
        let Some(outer) = layers.innermost() else {
            return;
        };
        let inner = outer
            .node
            .and_then(wrapped)
            .and_then(|inner| follow(document, inner));
        match inner {
            Some(target) => layers.push(Side::root(Some(target.node))),
            None => return,
        }
    }
}
