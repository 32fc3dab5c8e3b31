//! Properties of objects.

use std::{collections::BTreeSet, rc::Rc};

use openapi_document::{Example, Group, Level, Node, Pointer, Rule, Sink};

use super::{context::Context, merges};

pub(super) static UNDEFINED_REQUIRED: Rule = Rule {
    id: "undefined-required-property",
    group: Group::Correctness,
    level: Level::Error,
    needed: false,
    what: "Each name in `required` is one of the properties.",
    why: "a misspelt name makes every value invalid, and the generated type gets a field of any \
          type for it",
    fix: "correct the name, or describe the property",
    example: Example::schema(
        "{type: object, required: [naem], properties: {name: {type: string}}}",
        "{type: object, required: [name], properties: {name: {type: string}}}",
    ),
};
pub(super) static AMBIGUOUS_ALTERNATIVE: Rule = Rule {
    id: "undefined-property-in-alternative",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "Each name in `required` of a schema in `oneOf` or `anyOf` is one of its properties.",
    why: "the generator tells the alternatives apart by their required properties, and gives up \
          on the whole document when it cannot find one",
    fix: "describe the property in that schema",
    example: Example::schema(
        "{oneOf: [{type: object, required: [kind], properties: {name: {type: \
             string}}}, {type: string}]}",
        "{oneOf: [{type: object, required: [name], properties: {name: {type: \
             string}}}, {type: string}]}",
    ),
};
/// How far combinations are followed; what lies deeper is refused by another rule.
const MAX_DEPTH: usize = 16;

/// How many parts and properties are looked at for all schemas together; in a large document, how
/// many times as many as it has schemas.
const MAX_WORK: usize = 200_000;
const MAX_REPETITION: usize = 10;

pub(super) fn objects(context: &Context<'_>, sink: &mut Sink<'_>) {
    let written = context.schemas().count();
    let max_work = MAX_WORK.max(MAX_REPETITION.saturating_mul(written));
    let mut work = 0;
    for (pointer, schema) in context.schemas() {
        work += size(context, pointer);
        work += required(context, sink, pointer, schema);
        if work > max_work {
            sink.report(
                &merges::MANY,
                pointer,
                format!(
                    "up to here, the schemas of the document are combined of more than \
                     {max_work} schemas and properties"
                ),
            )
            .help("combine fewer schemas, or refer to fewer that are themselves combined of many");
            return;
        }
    }
}

/// The properties of a schema and of everything that it is combined from.
struct Properties {
    names: BTreeSet<String>,
    /// Whether a part admits other properties, described by a schema.
    has_extra: bool,
    /// How much was looked at: the parts and their properties.
    work: usize,
}

fn properties(context: &Context<'_>, pointer: &Pointer) -> Properties {
    let mut found = Properties {
        names: BTreeSet::new(),
        has_extra: false,
        work: 0,
    };
    let parts = for_each_part(context, pointer, |schema, _| {
        for (name, _) in own_properties(schema) {
            found.work += 1;
            found.names.insert(name.to_owned());
        }
        let extra = schema.get("additionalProperties");
        found.has_extra |= extra.is_some_and(|extra| extra.as_object().is_some());
    });
    found.work += parts;
    found
}

/// How many parts and properties a schema is combined of.
fn size(context: &Context<'_>, pointer: &Pointer) -> usize {
    let mut properties = 0;
    let parts = for_each_part(context, pointer, |schema, _| {
        properties += own_properties(schema).count();
    });
    parts + properties
}

fn own_properties(schema: &Node) -> impl Iterator<Item = (&str, &Node)> {
    schema.get("properties").into_iter().flat_map(Node::members)
}

/// Where a part stands. Most parts are only counted, so the pointer is made when it is asked for.
pub(super) enum PartPlace {
    At(Pointer),
    Below(Rc<PartPlace>, &'static str, usize),
}

impl PartPlace {
    pub(super) fn pointer(&self) -> Pointer {
        match self {
            Self::At(pointer) => pointer.clone(),
            Self::Below(whole, key, index) => whole.pointer().child(key).child(index),
        }
    }
}

/// Calls `visit` once with each schema that the one at `pointer` is combined of, itself among them,
/// and returns how many ways lead to them.
pub(super) fn for_each_part(
    context: &Context<'_>,
    pointer: &Pointer,
    mut visit: impl FnMut(&Node, &PartPlace),
) -> usize {
    let mut count = 0;
    // By their addresses, which cost nothing.
    let mut seen = BTreeSet::new();
    let start = context.node(pointer).into_iter();
    let mut left: Vec<_> = start
        .map(|schema| (schema, PartPlace::At(pointer.clone()), 0))
        .collect();
    while let Some((mut schema, mut place, depth)) = left.pop() {
        count += 1;
        if schema.reference().is_some() {
            let Some((target, node)) = context.resolve(&place.pointer()) else {
                continue;
            };
            (schema, place) = (node, PartPlace::At(target));
        }
        if depth > MAX_DEPTH || !seen.insert(std::ptr::from_ref(schema)) {
            continue;
        }
        visit(schema, &place);
        let place = Rc::new(place);
        for key in ["allOf", "anyOf", "oneOf"] {
            let parts = schema.get(key).into_iter().flat_map(Node::items);
            left.extend(parts.enumerate().map(|(index, part)| {
                let place = PartPlace::Below(Rc::clone(&place), key, index);
                (part, place, depth + 1)
            }));
        }
    }
    count
}

/// Returns how much was looked at.
fn required(context: &Context<'_>, sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) -> usize {
    let Some(names) = schema.get("required").and_then(Node::as_array) else {
        return 0;
    };
    let tokens: Vec<_> = pointer.tokens().collect();
    if tokens.iter().any(|token| token == "not") {
        return 0;
    }
    let own: BTreeSet<_> = own_properties(schema).map(|(name, _)| name).collect();
    let missing = names
        .iter()
        .enumerate()
        .filter_map(|(index, name)| Some((index, name.as_str()?)))
        .filter(|(_, name)| !own.contains(name));
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return 0;
    }
    let whole = properties(context, &whole(pointer));
    let is_alternative = pointer
        .parent()
        .and_then(|parent| parent.last())
        .is_some_and(|key| key == "oneOf" || key == "anyOf");
    for (index, name) in missing {
        let at = pointer.child("required").child(index);
        if is_alternative && !own.is_empty() {
            sink.report(
                &AMBIGUOUS_ALTERNATIVE,
                &at,
                format!("`{name}` is required, but is not a property of this alternative"),
            )
            .help(format!("add `{name}` to the `properties` of this schema"));
        } else if !whole.names.contains(name) && !whole.has_extra {
            let near = sink.suggestion(name, whole.names.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("describe `{name}` in `properties`, or remove it here"),
            };
            sink.report(
                &UNDEFINED_REQUIRED,
                &at,
                format!("`{name}` is required, but is not a property"),
            )
            .help(help);
        }
    }
    whole.work
}

/// The schema that the one at `pointer` is a part of by `allOf`, `anyOf` and `oneOf`.
fn whole(pointer: &Pointer) -> Pointer {
    let mut whole = pointer.clone();
    while let Some(list) = whole.parent()
        && let Some(key) = list.last()
        && matches!(key.as_str(), "allOf" | "anyOf" | "oneOf")
        && let Some(parent) = list.parent()
    {
        whole = parent;
    }
    whole
}
