//! Names that must not collide in the generated code.

use std::collections::BTreeMap;

use super::Sink;
use crate::{
    Document, Finding, Level, Node, Operation, Operations, Pointer, Related,
    operation::{pascal_case, snake_case},
};

const MISSING: &str = "missing-operation-id";
const DUPLICATE: &str = "duplicate-operation-id";
const RESERVED: &str = "reserved-name";
const COLLISION: &str = "name-collision";

/// Methods that `Client` has or calls: an operation of that name would replace or shadow them.
const CLIENT_METHODS: [&str; 10] = [
    "new",
    "new_with_client",
    "builder",
    "api_version",
    "baseurl",
    "client",
    "inner",
    "pre",
    "exec",
    "post",
];

/// Names in scope of the module `builder`: a builder of that name would collide with them.
const BUILDER_TYPES: [&str; 16] = [
    "Box",
    "ByteStream",
    "ClientHooks",
    "ClientInfo",
    "Default",
    "Error",
    "From",
    "Into",
    "OperationInfo",
    "Option",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "String",
    "TryFrom",
    "Vec",
];

/// Methods that each operation's builder has beside its setters.
const BUILDER_METHODS: [&str; 4] = ["new", "send", "stream", "clone"];

pub(super) fn names(document: &Document) -> Vec<Finding> {
    let mut sink = Sink::new(document.root());
    operation_ids(&mut sink, document);
    schemas(&mut sink, document);
    for operation in Operations::of(document).iter() {
        parameters(&mut sink, document, operation);
    }
    sink.into_findings()
}

fn operation_ids(sink: &mut Sink<'_>, document: &Document) {
    let mut seen = BTreeMap::<String, (String, Pointer)>::new();
    for operation in Operations::of(document).iter() {
        let Some(id) = operation.operation_id else {
            sink.error(
                MISSING,
                &operation.pointer,
                format!(
                    "`{} {}` has no `operationId`, so its method has no name",
                    operation.method.to_uppercase(),
                    operation.path
                ),
                "add an `operationId` in lowerCamelCase".to_owned(),
            );
            continue;
        };
        let pointer = operation.pointer.child("operationId");
        let rust_name = snake_case(id);
        if CLIENT_METHODS.contains(&rust_name.as_str()) {
            let message = format!(
                "the operationId `{id}` becomes the method `{rust_name}`, which `Client` has already"
            );
            sink.error(RESERVED, &pointer, message, choose_another());
        } else if BUILDER_TYPES.contains(&pascal_case(id).as_str()) {
            let message = format!(
                "the operationId `{id}` becomes the type `builder::{}`, a name that the generated \
                 code uses for something else",
                pascal_case(id)
            );
            sink.error(RESERVED, &pointer, message, choose_another());
        }
        if let Some((other, first)) = seen.get(&rust_name) {
            let (rule, message) = if other == id {
                (DUPLICATE, format!("the operationId `{id}` stands twice"))
            } else {
                let message = format!(
                    "the operationIds `{other}` and `{id}` both become the method `{rust_name}`"
                );
                (COLLISION, message)
            };
            push_pair(sink, document, rule, message, &pointer, first);
            continue;
        }
        seen.insert(rust_name, (id.to_owned(), pointer));
    }
}

fn schemas(sink: &mut Sink<'_>, document: &Document) {
    let pointer = Pointer::root().child("components").child("schemas");
    let mut seen = BTreeMap::<String, Pointer>::new();
    let schemas = document
        .root()
        .at(&pointer)
        .into_iter()
        .flat_map(Node::members);
    for (name, _) in schemas {
        let at = pointer.child(name);
        let rust_name = pascal_case(name);
        if let Some(first) = seen.get(&rust_name) {
            let other = first.last().unwrap_or_default();
            let message =
                format!("the schemas `{other}` and `{name}` both become the type `{rust_name}`");
            push_pair(sink, document, COLLISION, message, &at, first);
            continue;
        }
        seen.insert(rust_name, at);
    }
}

fn parameters(sink: &mut Sink<'_>, document: &Document, operation: &Operation<'_>) {
    let item = operation.pointer.parent().unwrap_or_default();
    let mut seen = BTreeMap::<String, (String, Pointer)>::new();
    for holder in [&item, &operation.pointer] {
        let list = holder.child("parameters");
        let count = document
            .root()
            .at(&list)
            .map_or(0, |list| list.items().count());
        for index in 0..count {
            let at = list.child(index);
            let Some((_, parameter)) = document.resolve(&at) else {
                continue;
            };
            let Some(name) = parameter.get("name").and_then(Node::as_str) else {
                continue;
            };
            let rust_name = snake_case(name);
            let body = rust_name == "body" && operation.node.get("requestBody").is_some();
            if BUILDER_METHODS.contains(&rust_name.as_str()) || body {
                let message = format!(
                    "the parameter `{name}` becomes the setter `{rust_name}`, which the builder \
                     of the operation has already"
                );
                sink.error(RESERVED, &at, message, choose_another());
            }
            match seen.get(&rust_name) {
                // The same name at the operation overrides the one at the path item.
                Some((other, first)) if other != name || first.parent() == at.parent() => {
                    let message = format!(
                        "the parameters `{other}` and `{name}` both become the setter `{rust_name}`"
                    );
                    push_pair(sink, document, COLLISION, message, &at, first);
                }
                _ => {
                    seen.insert(rust_name, (name.to_owned(), at));
                }
            }
        }
    }
}

fn push_pair(
    sink: &mut Sink<'_>,
    document: &Document,
    rule: &'static str,
    message: String,
    pointer: &Pointer,
    first: &Pointer,
) {
    let related = document.place(first).map(|place| Related {
        label: "the first of the two".to_owned(),
        place,
    });
    sink.push(Finding {
        rule,
        level: Level::Error,
        message,
        help: "rename one of the two".to_owned(),
        pointer: pointer.clone(),
        place: document.place(pointer),
        related: related.into_iter().collect(),
    });
}

fn choose_another() -> String {
    "choose another name".to_owned()
}
