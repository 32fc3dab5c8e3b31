//! Components that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink};

use super::Context;

pub(in crate::check) static UNUSED: Rule = Rule {
    id: "unused-component",
    group: Group::Style,
    level: Level::Error,
    needed: false,
    what: "Each component is used, by an operation or by another component that is.",
    why: "an unused schema becomes a type that no method takes or returns",
    fix: "remove it, or refer to it",
    example: Example::schemas(
        "Thing: {type: string, description: A thing.}\n\
         Other: {type: string, description: Another thing.}",
        "Thing: {type: string, description: A thing.}",
    ),
};

pub(super) fn unused(context: &Context<'_>, sink: &mut Sink<'_>) {
    let mut targets = BTreeMap::<Pointer, BTreeSet<Pointer>>::new();
    for reference in context.tree.references() {
        let text = context.node(&reference.pointer).and_then(Node::as_str);
        if let Some(target) = text.and_then(Pointer::from_local_reference) {
            // A reference counts when what holds it is used.
            let holder = component(&reference.pointer).unwrap_or_default();
            targets.entry(holder).or_default().insert(target);
        }
    }
    let mut used = BTreeSet::from([Pointer::root()]);
    let mut work = vec![Pointer::root()];
    while let Some(holder) = work.pop() {
        for target in targets.get(&holder).into_iter().flatten() {
            if used.insert(target.clone()) {
                work.push(target.clone());
            }
        }
    }
    let schemes = security_schemes(context);
    for (section, name, at) in context.components() {
        let is_used = match section {
            "securitySchemes" => schemes.contains(name),
            _ => used.contains(&at),
        };
        if !is_used {
            sink.report_key(
                &UNUSED,
                &at,
                format!("nothing uses `{name}` of `{section}`"),
            );
        }
    }
}

/// The component that `pointer` lies in.
fn component(pointer: &Pointer) -> Option<Pointer> {
    let mut tokens = pointer.tokens();
    let (components, section, name) = (tokens.next()?, tokens.next()?, tokens.next()?);
    (components == "components")
        .then(|| Pointer::root().child(components).child(section).child(name))
}

fn security_schemes<'a>(context: &Context<'a>) -> BTreeSet<&'a str> {
    let operations = context.operations.iter();
    let holders = operations.map(|operation| operation.pointer.clone());
    [Pointer::root()]
        .into_iter()
        .chain(holders)
        .filter_map(|holder| context.node(&holder.child("security")))
        .flat_map(Node::items)
        .flat_map(Node::members)
        .map(|(name, _)| name)
        .collect()
}
