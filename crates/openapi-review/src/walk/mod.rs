//! What is compared: base and head, walked side by side.
//!
//! The walk goes over the tree of values, not over a typed form, so that it meets every key that
//! a document has, also those that no type knows. It says what differs; [`rules`](super::rules)
//! says what that means.
//!
//! What stands behind a `$ref` is not compared where it is used but queued and compared once for
//! each use it is put to (as a request body, as a response, …). So a circular schema ends, a
//! schema that a hundred operations share costs as much as one, a chain of references as long as
//! the document does not deepen the stack, and one edit is one change that names how many
//! operations it reaches.

mod bodies;
mod bounds;
mod choices;
mod comparison;
mod components;
mod composition;
mod credentials;
mod discriminators;
mod flat;
mod found;
mod lifecycle;
mod limits;
#[cfg(test)]
mod meaning;
mod numbers;
mod operations;
mod parameters;
mod paths;
mod plain;
mod properties;
mod responses;
mod root;
mod schemas;
mod scope;
mod security;
mod servers;
#[cfg(test)]
mod tests;
mod types;
mod visits;

use std::collections::BTreeSet;

use openapi_document::{Document, Node, Pointer};

use self::{
    comparison::Comparison,
    credentials::Credentials,
    flat::Flat,
    found::Found,
    plain::At,
    scope::{Pin, Scope},
    visits::{Origin, Visit, Visits},
};
use super::{
    change::{Change, OperationName},
    day::Day,
    pair::{Pair, Side, same_by_itself},
    rules::{ChangeRule, Fact, UNCLASSIFIED, judge},
    text::Text,
};

/// How many references in a row are followed. Nobody writes so many; an untrusted document might.
const MAX_REFERENCES: usize = 64;

/// Every difference between two documents, of which one may be absent.
///
/// `today` decides whether a day has come on which an operation may go; without it, none has.
pub(super) fn changes(
    base: Option<&Document>,
    head: Option<&Document>,
    today: Option<Day>,
) -> Vec<Change> {
    let flat = [Flat::of(base), Flat::of(head)];
    let [base_flat, head_flat] = &flat;
    let mut walk = Walk {
        base,
        head,
        base_flat,
        head_flat,
        credentials: Credentials::of(base, head),
        origin: Origin::Document,
        operations: Vec::new(),
        unstable: BTreeSet::new(),
        today,
        visits: Visits::default(),
        found: Found::default(),
    };
    walk.root();
    walk.drain();
    walk.components();
    walk.drain();
    walk.written_differently();
    walk.finish()
}

struct Walk<'a> {
    base: Option<&'a Document>,
    head: Option<&'a Document>,
    base_flat: &'a Flat,
    head_flat: &'a Flat,
    credentials: Credentials<'a>,
    /// What is being compared.
    origin: Origin,
    /// The operations that were met, in order.
    operations: Vec<OperationName>,
    /// Those of them that promised nothing in base.
    unstable: BTreeSet<usize>,
    today: Option<Day>,
    visits: Visits<'a>,
    found: Found,
}

/// A reference of one side, followed to its end.
struct Target<'a> {
    node: &'a Node,
    pointer: Pointer,
}

impl<'a> Walk<'a> {
    /// Adds a change: `scope` is what it is about, `detail` what became of that.
    fn report(&mut self, fact: Fact, pair: Pair<'a>, scope: &Scope, detail: Text) {
        let judgement = judge(fact);
        let pin = scope.pin;
        let place = |side: Side<'a>, pin: Option<_>| side.node.and(pin.or(side.place));
        let change = Change {
            id: judgement.id.into_owned(),
            level: judgement.level,
            what: judgement.what,
            why: judgement.why,
            fix: judgement.fix,
            operation: None,
            other_operations: 0,
            text: scope.sentence(detail.clone()),
            base: place(pair.base, pin.base),
            head: place(pair.head, pin.head),
            near_base: pin.base.or(pair.base.place),
            near_head: pin.head.or(pair.head.place),
        };
        self.found.add(self.origin, change, detail);
    }

    /// Adds a change that has an id of its own.
    fn state(&mut self, id: &'static ChangeRule, pair: Pair<'a>, scope: &Scope, detail: Text) {
        self.report(Fact::Is(id), pair, scope, detail);
    }

    /// Compares what both sides have, here and now when it is written here, later and once when
    /// it stands behind a reference.
    fn enter(&mut self, kind: Comparison, pair: Pair<'a>, scope: &Scope) {
        let Some((base, head)) = pair.both() else {
            return;
        };
        if base.reference().is_none() && head.reference().is_none() {
            return self.compare(kind, pair, scope);
        }
        self.beside_references(pair, scope);
        if let Comparison::Schema(slot) = kind
            && let Some(inner) = self.beside_wrapper(slot, pair, scope)
        {
            return self.enter(kind, inner, scope);
        }
        let targets = (follow(self.base, base), follow(self.head, head));
        let (Some(base_target), Some(head_target)) = targets else {
            if base.reference() != head.reference() {
                let text =
                    Text::words(": reference that leads nowhere").then(plain::transition(Pair {
                        base: pair.base.with(base.get("$ref").or(Some(base))),
                        head: pair.head.with(head.get("$ref").or(Some(head))),
                    }));
                self.state(UNCLASSIFIED, pair, scope, text);
            }
            return;
        };
        let named = if head.reference().is_some() {
            &head_target
        } else {
            &base_target
        };
        let name = named.pointer.last().unwrap_or_default();
        let pin = self.pin(pair, &base_target, &head_target);
        let inner = Scope::component(kind, &name, pin);
        let pair = Pair {
            base: Side::root(Some(base_target.node)),
            head: Side::root(Some(head_target.node)),
        };
        self.visit(kind, pair, inner);
    }

    /// Queues a comparison, unless it has been queued before, and notes who asked for it.
    fn visit(&mut self, kind: Comparison, pair: Pair<'a>, scope: Scope) {
        if let Some((base, head)) = pair.both() {
            self.visits.add(
                self.origin,
                Visit {
                    kind,
                    base,
                    head,
                    pair,
                    scope,
                },
            );
        }
    }

    fn drain(&mut self) {
        while let Some((index, visit)) = self.visits.next() {
            self.origin = Origin::Visit(index);
            self.compare(visit.kind, visit.pair, &visit.scope);
        }
        self.origin = Origin::Document;
    }

    fn compare(&mut self, kind: Comparison, pair: Pair<'a>, scope: &Scope) {
        // Most of two documents is the same, and needs no look at each of its keys.
        if let Some((base, head)) = pair.both()
            && same_by_itself(base, head)
        {
            return;
        }
        match kind {
            Comparison::Schema(slot) => self.schema(slot, pair, scope),
            Comparison::Parameter => self.parameter(pair, scope),
            Comparison::RequestBody => self.request_body(pair, scope),
            Comparison::Response => self.response(pair, scope),
            Comparison::Header => self.header(pair, scope),
            Comparison::Plain(id, kind) => self.deep(id, At::Object(kind), pair, scope),
        }
    }

    /// Where a difference behind a reference is shown. It is shown where it stands, unless the
    /// edit was to point to another component that had been there before: then the line with the
    /// reference is the one that was edited.
    fn pin(&self, pair: Pair<'a>, base: &Target<'a>, head: &Target<'a>) -> Pin {
        let (Some(base_node), Some(head_node)) = (pair.base.node, pair.head.node) else {
            return Pin::default();
        };
        if base_node.reference() == head_node.reference() {
            return Pin::default();
        }
        let exists = |document: Option<&Document>, target: &Target<'_>| {
            document.is_some_and(|document| document.root().at(&target.pointer).is_some())
        };
        let was_pointed = |node: &'a Node| node.get("$ref").map(|target| target.place);
        Pin {
            base: was_pointed(base_node).filter(|_| exists(self.head, base)),
            head: was_pointed(head_node).filter(|_| exists(self.base, head)),
        }
    }

    /// Keys beside `$ref`: OpenAPI 3.0 ignores them, some tools do not.
    fn beside_references(&mut self, pair: Pair<'a>, scope: &Scope) {
        let side = |side: Side<'a>| match side.node.and_then(Node::reference) {
            Some(_) => side,
            None => side.with(None),
        };
        let references = Pair {
            base: side(pair.base),
            head: side(pair.head),
        };
        for key in references.keys().filter(|key| *key != "$ref") {
            self.unknown(key, references.member(key), scope);
        }
    }

    /// The target of a reference, or the node itself when it is none.
    fn target(&self, pair: Pair<'a>) -> Pair<'a> {
        let resolve = |document: Option<&'a Document>, side: Side<'a>| {
            let node = side.node?;
            follow(document, node).map(|target| target.node)
        };
        Pair {
            base: pair.base.with(resolve(self.base, pair.base)),
            head: pair.head.with(resolve(self.head, pair.head)),
        }
    }

    /// The changes, each with the operations that it reaches.
    fn finish(self) -> Vec<Change> {
        let mut reach = self.visits.reach(self.operations.len(), self.unstable);
        self.found
            .into_changes()
            .map(|(origins, change)| {
                let reached = reach.of(&origins);
                let operation = reached.first.and_then(|index| self.operations.get(index));
                let change = match reached.is_unstable {
                    true => change.of_nothing_promised(),
                    false => change,
                };
                Change {
                    operation: operation.cloned(),
                    other_operations: reached.others,
                    ..change
                }
            })
            .collect()
    }
}

/// Follows references from `node` to what is none. `None` when one is external, leads nowhere or
/// in a circle, or when there are more than anyone would write.
fn follow<'a>(document: Option<&'a Document>, node: &'a Node) -> Option<Target<'a>> {
    let mut pointer = Pointer::root();
    let mut node = node;
    for _ in 0..MAX_REFERENCES {
        let Some(reference) = node.reference() else {
            return Some(Target { node, pointer });
        };
        pointer = Pointer::from_local_reference(reference)?;
        node = document?.root().at(&pointer)?;
    }
    None
}
