//! What goes wrong where a document is written from a page: keys that YAML takes for numbers, formats
//! that are none, examples with more than their schema, and contradictions that nobody decided.

use openapi_document::{Example, Group, Kind, Level, Node, Pointer, Rule, Sink};

use super::context::Context;

pub(super) static UNQUOTED: Rule = Rule {
    id: "unquoted-status",
    group: Group::Style,
    level: Level::Warning,
    needed: false,
    what: "The statuses of responses are quoted.",
    why: "to YAML, `200` is a number, and some tools refuse a number as a key",
    fix: "write it in quotation marks",
    example: Example::operation(
        "operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         tags: [Things]\n\
         responses: {204: {description: Done.}}",
        "operationId: readThing\n\
         summary: Reading a thing\n\
         description: Reads a thing.\n\
         tags: [Things]\n\
         responses: {'204': {description: Done.}}",
    ),
};
pub(super) static UNKNOWN_FORMAT: Rule = Rule {
    id: "unknown-format",
    group: Group::Style,
    level: Level::Warning,
    needed: false,
    what: "Each `format` is one of OpenAPI's or of its registry.",
    why: "nobody reads another one, so a misspelt `int64` makes a number of a type that nobody chose",
    fix: "correct it, or say it in the `description`",
    example: Example::schema(
        "{type: integer, format: int46, description: A size.}",
        "{type: integer, format: int64, description: A size.}",
    ),
};
/// An example has what its schema does not declare.
pub static UNDECLARED_EXAMPLE_PROPERTY: Rule = Rule {
    id: "undeclared-example-property",
    group: Group::Style,
    level: Level::Warning,
    needed: false,
    what: "Each property in an example is one of its schema's.",
    why: "an example that was copied from the service has what its table forgot; what the schema does \
          not declare, the client drops",
    fix: "describe the property, or take it out of the example",
    example: Example::schema(
        "{type: object, description: A thing., properties: {name: {type: string, description: Its name.}}, \
         example: {name: a, size: 1}}",
        "{type: object, description: A thing., properties: {name: {type: string, description: Its name.}}, \
         example: {name: a}}",
    ),
};
pub(super) static UNRESOLVED: Rule = Rule {
    id: "unresolved-contradiction",
    group: Group::Style,
    level: Level::Warning,
    needed: false,
    what: "An `x-source` says where a fact is from; where it names a `contradiction`, or in `vendor` what \
           the vendor says instead, it says the `resolution`, too.",
    why: "sources that contradict each other were read by someone, who then wrote one of the two: the \
          next reader has to know which, and why",
    fix: "add `resolution`: what was decided and for which reason",
    example: Example::schema(
        "{type: string, description: A name., x-source: {from: The page., contradiction: The example has a number.}}",
        "{type: string, description: A name., x-source: {from: The page., contradiction: The example has a number., \
         resolution: The table.}}",
    ),
};

/// OpenAPI's own formats, and those of its registry that say something about a value in JSON.
const FORMATS: [&str; 44] = [
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "double",
    "double-int",
    "duration",
    "email",
    "float",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int16",
    "int32",
    "int64",
    "int8",
    "ip",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "sf-string",
    "time",
    "time-local",
    "uint16",
    "uint32",
    "uint64",
    "uint8",
    "uri",
    "uri-reference",
    "uuid",
];
const SOURCE: &str = "x-source";
/// What the vendor's definition says instead, as a patch of the object.
const VENDOR: &str = "vendor";

pub(super) fn transcription(context: &Context<'_>, sink: &mut Sink<'_>) {
    statuses(context, sink);
    for (pointer, schema) in context.schemas() {
        format(sink, pointer, schema);
        if let Some(example) = schema.get("example") {
            undeclared(context, sink, pointer, example, &pointer.child("example"));
        }
    }
    for kind in [Kind::MediaType, Kind::Parameter, Kind::Header] {
        for (pointer, holder) in context.objects(kind) {
            let schema = pointer.child("schema");
            if let Some(example) = holder.get("example") {
                undeclared(context, sink, &schema, example, &pointer.child("example"));
            }
            for (name, _) in holder.get("examples").into_iter().flat_map(Node::members) {
                let found = context.resolve(&pointer.child("examples").child(name));
                if let Some((at, value)) =
                    found.and_then(|(at, example)| Some((at, example.get("value")?)))
                {
                    undeclared(context, sink, &schema, value, &at.child("value"));
                }
            }
        }
    }
    sources(sink, context.root, &Pointer::root());
}

fn statuses(context: &Context<'_>, sink: &mut Sink<'_>) {
    let text = context.tree.text();
    for operation in context.operations.iter() {
        let at = operation.pointer.child("responses");
        let responses = operation.node.get("responses").and_then(Node::as_object);
        for (status, member) in responses.into_iter().flatten() {
            let written = text
                .get(member.key.offset..)
                .and_then(|rest| rest.chars().next());
            if written.is_some_and(|first| first.is_ascii_digit()) {
                let message = format!("the status {status} is not quoted");
                sink.report_key(&UNQUOTED, &at.child(status), message)
                    .help(format!("write `'{status}':`"));
            }
        }
    }
}

fn format(sink: &mut Sink<'_>, pointer: &Pointer, schema: &Node) {
    let Some(format) = schema.get("format").and_then(Node::as_str) else {
        return;
    };
    if FORMATS.contains(&format) {
        return;
    }
    let message = format!("the format `{format}` is not one that OpenAPI knows");
    let meant = sink.suggestion(format, FORMATS.into_iter());
    let finding = sink.report(&UNKNOWN_FORMAT, &pointer.child("format"), message);
    if let Some(meant) = meant {
        finding.help(format!("did you mean `{meant}`?"));
    }
}

/// Reports what `example` has and the schema at `schema` has not. A schema that combines several or takes
/// any property is not looked at.
fn undeclared(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    schema: &Pointer,
    example: &Node,
    at: &Pointer,
) {
    let Some((schema, node)) = context.resolve(schema) else {
        return;
    };
    for (index, item) in example.items().enumerate() {
        undeclared(
            context,
            sink,
            &schema.child("items"),
            item,
            &at.child(index),
        );
    }
    let is_open = ["allOf", "oneOf", "anyOf", "additionalProperties"]
        .iter()
        .any(|key| node.get(key).is_some());
    let Some(properties) = node.get("properties").filter(|_| !is_open) else {
        return;
    };
    let declared = schema.child("properties");
    for (name, value) in example.members() {
        let at = at.child(name);
        if properties.get(name).is_some() {
            undeclared(context, sink, &declared.child(name), value, &at);
            continue;
        }
        let message = format!("the example has `{name}`, which the schema does not declare");
        let names = properties.members().map(|(name, _)| name);
        let meant = sink.suggestion(name, names);
        let finding = sink.report_key(&UNDECLARED_EXAMPLE_PROPERTY, &at, message);
        if let Some(meant) = meant {
            finding.help(format!(
                "did you mean `{meant}`? Or describe `{name}` in the schema"
            ));
        }
    }
}

/// Every `x-source`, but for what only looks like one in a value.
fn sources(sink: &mut Sink<'_>, node: &Node, at: &Pointer) {
    for (index, item) in node.items().enumerate() {
        sources(sink, item, &at.child(index));
    }
    for (key, value) in node.members() {
        let at = at.child(key);
        if key == SOURCE {
            source(sink, value, &at);
        } else if !["example", "examples", "default", "enum"].contains(&key) {
            sources(sink, value, &at);
        }
    }
}

fn source(sink: &mut Sink<'_>, source: &Node, at: &Pointer) {
    let says = |key: &str| {
        source
            .get(key)
            .and_then(Node::as_str)
            .is_some_and(|text| !text.trim().is_empty())
    };
    let unknown = source.members().map(|(key, _)| key);
    let known = ["from", "contradiction", "resolution", VENDOR];
    let unknown = unknown.filter(|key| !known.contains(key));
    let vendor = source.get(VENDOR);
    let problem = if !says("from") {
        "it does not say `from` where the fact is".to_owned()
    } else if let Some(key) = unknown.into_iter().next() {
        format!("it has `from`, `contradiction`, `resolution` and `vendor`, and no `{key}`")
    } else if vendor.is_some_and(|vendor| vendor.members().next().is_none()) {
        "what the vendor says is a patch of the object, with the keys that differ".to_owned()
    } else if vendor.is_some() && !says("resolution") {
        "it has what the vendor says, and not why the document says something else".to_owned()
    } else if says("contradiction") && !says("resolution") {
        "it names a contradiction, and not what was decided".to_owned()
    } else {
        return;
    };
    sink.report_key(&UNRESOLVED, at, format!("`{SOURCE}`: {problem}"));
}
