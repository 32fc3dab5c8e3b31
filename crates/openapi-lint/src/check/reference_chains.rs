//! Chains of references between components: each must end, and within reach.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Example, Group, Level, Node, Part, Pointer, Rule, Sink};

pub(super) static CYCLE: Rule = Rule {
    id: "reference-cycle",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "A chain of references reaches a definition.",
    why: "references that only lead back to each other define nothing; recursion \
         through a property or an array is fine",
    fix: "define one of the objects on the circle by its own `type`",
    example: Example::schemas(
        "Thing: {$ref: '#/components/schemas/Other'}\n\
         Other: {$ref: '#/components/schemas/Thing'}",
        "Thing: {$ref: '#/components/schemas/Other'}\n\
         Other: {type: object, properties: {next: {$ref: '#/components/schemas/Thing'}}}",
    ),
};
pub(super) static LONG: Rule = Rule {
    id: "long-reference-chain",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A chain of references reaches its definition in at most 64 steps.",
    why: "the generator makes a type of each step, and looks through all of them again for each",
    fix: "refer to the definition itself",
    example: Example::Described {
        before: "66 schemas, each of which is a reference to the next",
        after: "65 of them",
        documents: || [65, 64].map(document_of),
    },
};

/// How many references may lead from one component to the next.
const MAX_LENGTH: usize = 64;

/// The component that cannot be known without the schema at `pointer`: the one that contains it
/// by references and combinations alone. Through a property or an item, recursion is legal.
pub(super) fn component_that_is(pointer: &Pointer) -> Option<Pointer> {
    let mut tokens = pointer.tokens();
    let (components, section, name) = (tokens.next()?, tokens.next()?, tokens.next()?);
    if components != "components" {
        return None;
    }
    let immediate = tokens.all(|token| {
        matches!(&*token, "$ref" | "allOf" | "anyOf" | "oneOf" | "not")
            || token.parse::<usize>().is_ok()
    });
    immediate.then(|| Pointer::root().child(components).child(section).child(name))
}

/// The component that is nothing but the reference at `pointer`, written bare or as the only part
/// of an `allOf`: the generator makes a type around a type of it.
pub(super) fn alias(root: &Node, pointer: &Pointer) -> Option<Pointer> {
    let component = component_that_is(pointer)?;
    let holder = pointer.parent()?;
    if holder == component {
        return Some(component);
    }
    let list = holder.parent()?;
    let is_only_part = list.parent()? == component && root.at(&list)?.items().count() == 1;
    is_only_part.then_some(component)
}

/// Names each component that is on a circle. Iterative: a chain may be as long as the document.
pub(super) fn cycles(sink: &mut Sink<'_>, edges: &BTreeMap<Pointer, BTreeSet<Pointer>>) {
    let mut done = BTreeSet::new();
    for start in edges.keys() {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut work = vec![Step::Enter(start)];
        while let Some(step) = work.pop() {
            match step {
                Step::Leave(node) => {
                    path.pop();
                    on_path.remove(node);
                    done.insert(node);
                }
                Step::Enter(node) if on_path.contains(node) => report(sink, &path, node),
                Step::Enter(node) if done.contains(node) => {}
                Step::Enter(node) => {
                    path.push(node);
                    on_path.insert(node);
                    work.push(Step::Leave(node));
                    work.extend(edges.get(node).into_iter().flatten().map(Step::Enter));
                }
            }
        }
    }
}

enum Step<'a> {
    Enter(&'a Pointer),
    Leave(&'a Pointer),
}

fn report(sink: &mut Sink<'_>, path: &[&Pointer], again: &Pointer) {
    let circle = path.iter().skip_while(|node| **node != again);
    let names: Vec<_> = circle
        .copied()
        .chain([again])
        .filter_map(Pointer::last)
        .map(|name| format!("`{name}`"))
        .collect();
    sink.report(
        &CYCLE,
        again,
        format!(
            "the references {} never reach a definition",
            names.join(" → ")
        ),
    )
    .help("define one of them by its own `type`; recursion through a property is fine");
}

/// Names the beginning of each chain of aliases that is too long. A circle is not its business.
pub(super) fn long(sink: &mut Sink<'_>, aliases: &BTreeMap<Pointer, Pointer>) {
    let continued: BTreeSet<_> = aliases.values().collect();
    // How many references lead from a component to its definition, and which that is. Each
    // component is visited once, however many chains lead to it.
    let mut known = BTreeMap::<&Pointer, (usize, &Pointer)>::new();
    for start in aliases.keys().filter(|start| !continued.contains(start)) {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut at = start;
        while !known.contains_key(at)
            && on_path.insert(at)
            && let Some(next) = aliases.get(at)
        {
            path.push(at);
            at = next;
        }
        let (mut length, end) = known.get(at).copied().unwrap_or((0, at));
        for passed in path.into_iter().rev() {
            length += 1;
            known.insert(passed, (length, end));
        }
        if length > MAX_LENGTH {
            too_long(sink, start, length, end);
        }
    }
}

fn too_long(sink: &mut Sink<'_>, start: &Pointer, length: usize, end: &Pointer) {
    let name = |pointer: &Pointer| pointer.last().unwrap_or_default();
    sink.report_key(
        &LONG,
        start,
        format!(
            "`{}` reaches the definition of `{}` through {length} references, one after another; \
             {MAX_LENGTH} are followed",
            name(start),
            name(end)
        ),
    )
    .help(format!("refer to \"#{end}\" itself, here or on the way"));
}

/// A document with a chain of `length` schemas that stand for each other, and a definition.
fn document_of(length: usize) -> String {
    let chain = (1..length).map(|index| {
        format!(
            "Part{index}: {{$ref: '#/components/schemas/Part{}'}}\n",
            index + 1
        )
    });
    let chain: String = chain.collect();
    Part::Schemas.document(&format!(
        "Thing: {{$ref: '#/components/schemas/Part1'}}\n{chain}Part{length}: {{type: string}}"
    ))
}
