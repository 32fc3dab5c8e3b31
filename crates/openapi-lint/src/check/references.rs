//! References: each must lead to an object of the right kind inside the document.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{
    Example, Group, Kind, Level, Node, Pointer, Reference, Rule, Sink, path_items, text::list,
};

use super::{
    context::Context,
    reference_chains::{alias, component_that_is, cycles, long},
};

pub(super) static EXTERNAL: Rule = Rule {
    id: "external-reference",
    group: Group::Safety,
    level: Level::Error,
    needed: true,
    what: "Every `$ref` leads to a place in the same document.",
    why: "what another file or host says would become part of the client without \
         anybody reading it, and the document would not be reviewable by itself",
    fix: "copy what the reference leads to into `components` and refer to it there",
    example: Example::schema("{$ref: 'https://example.com/thing.yaml'}", "{type: string}"),
};
pub(super) static UNRESOLVED: Rule = Rule {
    id: "unresolved-reference",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "Every `$ref` leads to an object of the kind that is expected there.",
    why: "nothing can be generated for an object that is not there",
    fix: "correct the spelling of the reference, or add what it names to `components`",
    example: Example::schema(
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thnig'}}}",
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thing'}}}",
    ),
};
pub(super) static UNSUPPORTED: Rule = Rule {
    id: "unsupported-reference",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "Every `$ref` is written as `#/components/SECTION/NAME`.",
    why: "the generator looks a reference up by its last part and follows no other form",
    fix: "move the object to `components` and refer to it there",
    example: Example::schemas(
        "Thing: {type: object, properties: {name: {type: string}, alias: {$ref: \
             '#/components/schemas/Thing/properties/name'}}}",
        "Thing: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}, alias: {$ref: '#/components/schemas/Name'}}}\n\
         Name: {type: string}",
    ),
};
pub(super) static IGNORED: Rule = Rule {
    id: "ignored-beside-reference",
    group: Group::Correctness,
    level: Level::Warning,
    needed: false,
    what: "Nothing stands beside `$ref`.",
    why: "OpenAPI 3.0 ignores every key beside `$ref`, so what they say has no effect",
    fix: "wrap the reference: `allOf: [{$ref: …}]` admits other keys beside it",
    example: Example::schema(
        "{type: object, properties: {next: {$ref: '#/components/schemas/Thing', \
             description: The next.}}}",
        "{type: object, properties: {next: {allOf: [{$ref: \
             '#/components/schemas/Thing'}], description: The next.}}}",
    ),
};

pub(super) fn references(context: &Context<'_>, sink: &mut Sink<'_>) {
    let root = context.root;
    let mut edges = BTreeMap::<Pointer, BTreeSet<Pointer>>::new();
    let mut aliases = BTreeMap::new();
    for reference in context.tree.references() {
        let Some(text) = context.node(&reference.pointer).and_then(Node::as_str) else {
            continue;
        };
        ignored_beside(context, sink, reference);
        if let Some(target) = target(sink, root, reference, text)
            && let Some(holder) = component_that_is(&reference.pointer)
        {
            if let Some(alias) = alias(root, &reference.pointer) {
                aliases.insert(alias, target.clone());
            }
            edges.entry(holder).or_default().insert(target);
        }
    }
    path_item_references(sink, root);
    cycles(sink, &edges);
    long(sink, &aliases);
}

fn ignored_beside(context: &Context<'_>, sink: &mut Sink<'_>, reference: &Reference) {
    let Some(holder) = reference.pointer.parent() else {
        return;
    };
    let keys: Vec<_> = context
        .node(&holder)
        .into_iter()
        .flat_map(Node::members)
        .map(|(key, _)| key)
        .filter(|key| *key != "$ref" && !key.starts_with("x-"))
        .collect();
    let (Some(first), help) = (keys.first(), "wrap the reference as `allOf: [{$ref: …}]`") else {
        return;
    };
    let help = match reference.expected {
        Kind::Schema => format!("{help}, or remove {}", list(&keys)),
        _ => format!(
            "remove {}, or say it where the reference leads",
            list(&keys)
        ),
    };
    let message = format!("OpenAPI ignores {} beside `$ref`", list(&keys));
    sink.report_key(&IGNORED, &holder.child(first), message)
        .help(help);
}

/// The target of a reference that is in order; a finding otherwise.
fn target(sink: &mut Sink<'_>, root: &Node, reference: &Reference, text: &str) -> Option<Pointer> {
    let Reference { pointer, expected } = reference;
    let expected = *expected;
    if !text.starts_with('#') {
        sink.report(
            &EXTERNAL,
            pointer,
            format!("{text:?} leads out of the document"),
        )
        .help("copy what it refers to into `components` and refer to it there");
        return None;
    }
    let Some(target) = Pointer::from_local_reference(text) else {
        sink.report(&UNRESOLVED, pointer, format!("{text:?} is no JSON pointer"))
            .help(format!(
                "write it as \"#/components/{}/NAME\"",
                section_of(expected)
            ));
        return None;
    };
    if root.at(&target).is_none() {
        let help = match nearest_component(sink, root, &target, expected) {
            Some(near) => format!("did you mean \"#{near}\"?"),
            None => format!("add it under `components`, in `{}`", section_of(expected)),
        };
        let message = format!("{text:?} leads nowhere");
        sink.report(&UNRESOLVED, pointer, message).help(help);
        return None;
    }
    let tokens: Vec<_> = target.tokens().collect();
    match tokens.as_slice() {
        [components, section, _] if components == "components" => {
            if section != section_of(expected) {
                sink.report(
                    &UNRESOLVED,
                    pointer,
                    format!(
                        "{text:?} is in `{section}`, but a {} is expected here",
                        expected.name()
                    ),
                )
                .help(format!(
                    "refer to an entry of `#/components/{}`",
                    section_of(expected)
                ));
                return None;
            }
        }
        _ => {
            sink.report(
                &UNSUPPORTED,
                pointer,
                format!("{text:?} is not an entry of `components`; the generator follows no other"),
            )
            .help(format!(
                "move it to `#/components/{}/NAME`",
                section_of(expected)
            ));
            return None;
        }
    }
    if text != format!("#{target}") {
        sink.report(
            &UNSUPPORTED,
            pointer,
            format!("{text:?} is percent-encoded; the generator does not decode it"),
        )
        .help(format!("write it as \"#{target}\""));
        return None;
    }
    Some(target)
}

/// A path item may be a reference in OpenAPI, but only to another file: `components` has none.
fn path_item_references(sink: &mut Sink<'_>, root: &Node) {
    for (at, path, _) in path_items(root).filter(|(_, _, item)| item.get("$ref").is_some()) {
        sink.report(
            &EXTERNAL,
            &at.child("$ref"),
            format!("the path item `{path}` is a reference"),
        )
        .help("write the operations of the path here");
    }
}

/// The component that was meant: one of the same name where such objects stand, or else one of a
/// similar name where the reference looks for it.
fn nearest_component(
    sink: &Sink<'_>,
    root: &Node,
    target: &Pointer,
    expected: Kind,
) -> Option<Pointer> {
    let wanted = target.last()?;
    let own_section = Pointer::root()
        .child("components")
        .child(section_of(expected));
    let namesake = own_section.child(wanted.as_str());
    if root.at(&namesake).is_some() {
        return Some(namesake);
    }
    let section = target.parent()?;
    let entries = root.at(&section)?;
    let near = sink.suggestion(&wanted, entries.members().map(|(name, _)| name))?;
    Some(section.child(near))
}

/// The section of `components` in which such an object stands.
fn section_of(kind: Kind) -> &'static str {
    kind.section().unwrap_or("schemas")
}
