//! The schemas of OpenAPI 3.1, which are those of JSON Schema 2020-12.

use indexmap::IndexMap;

use crate::{
    grammar::{Field, Kind, Purpose, Values},
    node::{Member, Node, Value},
    place::Place,
};

type Members = IndexMap<String, Member>;

/// A schema that is `true` or `false`: any value, or none.
pub(super) fn from_flag(node: &mut Node) {
    let Value::Bool(admits) = node.value else {
        return;
    };
    let mut members = Members::new();
    if !admits {
        let any = Value::Object(Members::new());
        members.insert("not".to_owned(), member(node.place, any));
    }
    node.value = Value::Object(members);
}

/// Says a schema in the words of OpenAPI 3.0, but for the schemas in it.
pub(super) fn in_older_words(members: &mut Members) {
    neighbours_of_reference(members);
    constant(members);
    one_example(members);
    encoding(members);
    bound(members, "exclusiveMinimum", "minimum", |new, old| {
        new >= old
    });
    bound(members, "exclusiveMaximum", "maximum", |new, old| {
        new <= old
    });
    types(members);
    for key in ["oneOf", "anyOf"] {
        null_alternative(members, key);
    }
}

pub(super) fn member(place: Place, value: Value) -> Member {
    Member {
        key: place,
        node: Node { value, place },
    }
}

/// What stands beside a reference holds, too.
fn neighbours_of_reference(members: &mut Members) {
    if members.len() < 2 {
        return;
    }
    let Some(reference) = members.shift_remove("$ref") else {
        return;
    };
    let key = reference.key;
    let reference = Members::from([("$ref".to_owned(), reference)]);
    let reference = Node {
        value: Value::Object(reference),
        place: key,
    };
    match members.get_mut("allOf").map(|all| &mut all.node.value) {
        Some(Value::Array(all)) => all.insert(0, reference),
        // It is found to be no list.
        Some(_) => {}
        None => {
            let all = Value::Array(vec![reference]);
            members.insert("allOf".to_owned(), member(key, all));
        }
    }
}

fn constant(members: &mut Members) {
    if members.contains_key("enum") {
        return;
    }
    if let Some(constant) = members.shift_remove("const") {
        let Member { key, node } = constant;
        let place = node.place;
        let node = Node {
            value: Value::Array(vec![node]),
            place,
        };
        members.insert("enum".to_owned(), Member { key, node });
    }
}

fn one_example(members: &mut Members) {
    let Some(Member { key, mut node }) = members.shift_remove("examples") else {
        return;
    };
    match &mut node.value {
        Value::Array(examples) if !members.contains_key("example") && !examples.is_empty() => {
            let node = examples.swap_remove(0);
            members.insert("example".to_owned(), Member { key, node });
        }
        Value::Array(_) => {}
        // Named examples, as elsewhere: no schema has them in either version.
        _ => {
            members.insert("examples".to_owned(), Member { key, node });
        }
    }
}

/// Bytes in a text, and bytes that are no text.
fn encoding(members: &mut Members) {
    let text = |key: &str| Some(members.get(key)?.node.as_str()?.to_ascii_lowercase());
    let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
    let (key, format) = match (encoding.as_deref(), media_type.as_deref()) {
        (Some("base64"), _) => ("contentEncoding", "byte"),
        (None, Some(name)) if is_bytes(name) => ("contentMediaType", "binary"),
        _ => return,
    };
    if members.contains_key("format") {
        return;
    }
    if let Some(Member { key, node }) = members.shift_remove(key) {
        if format == "binary" && !members.contains_key("type") {
            let node = Node {
                value: Value::String("string".to_owned()),
                ..node
            };
            members.insert("type".to_owned(), Member { key, node });
        }
        let node = Node {
            value: Value::String(format.to_owned()),
            ..node
        };
        members.insert("format".to_owned(), Member { key, node });
        // What the bytes are is no business of whoever carries them.
        members.shift_remove("contentMediaType");
    }
}

/// Whether a media type is one of bytes, which a text holds only where it is a part of its own.
fn is_bytes(media_type: &str) -> bool {
    let (main, sub) = media_type.split_once('/').unwrap_or((media_type, ""));
    matches!(main, "audio" | "font" | "image" | "video") && !sub.contains("xml")
        || main == "application" && matches!(sub, "octet-stream" | "gzip" | "pdf" | "zip")
}

/// A bound that is a number of its own. Of two, the narrower one holds.
fn bound(members: &mut Members, exclusive: &str, inclusive: &str, narrows: fn(f64, f64) -> bool) {
    let number = |key: &str| match &members.get(key)?.node.value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    };
    let Some(new) = number(exclusive) else {
        return;
    };
    let is_narrower = number(inclusive).is_none_or(|old| narrows(new, old));
    let Some(Member { key, node }) = members.shift_remove(exclusive) else {
        return;
    };
    if is_narrower {
        let place = node.place;
        members.insert(inclusive.to_owned(), Member { key, node });
        members.insert(exclusive.to_owned(), member(place, Value::Bool(true)));
    }
}

/// Several types: `null` among them, and others.
fn types(members: &mut Members) {
    let Some(Member { key, node }) = members.get("type") else {
        return;
    };
    let (key, place) = (*key, node.place);
    let names: Vec<Node> = match &node.value {
        Value::Array(types) => types.clone(),
        Value::String(_) => vec![node.clone()],
        _ => return,
    };
    let (null, names): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|name| name.as_str() == Some("null"));
    match names.as_slice() {
        // No type at all is none of both versions, and is found as that.
        [] if null.is_empty() => return,
        [] => {
            members.shift_remove("type");
            let only = Node {
                value: Value::Null,
                place,
            };
            members.insert("enum".to_owned(), member(key, Value::Array(vec![only])));
        }
        [one] => {
            let node = one.clone();
            members.insert("type".to_owned(), Member { key, node });
        }
        several => alternatives(members, key, several),
    }
    if !null.is_empty() {
        members.insert("nullable".to_owned(), member(place, Value::Bool(true)));
    }
}

/// A schema for each of several types, with what constrains values of it.
fn alternatives(members: &mut Members, key: Place, types: &[Node]) {
    if members.contains_key("oneOf") {
        return;
    }
    members.shift_remove("type");
    let mut constraints = Members::new();
    members.retain(|name, member| {
        let is_of_one = Kind::Schema.field(name).is_some_and(is_of_one_type);
        if is_of_one {
            constraints.insert(name.clone(), member.clone());
        }
        !is_of_one
    });
    let schemas = types.iter().map(|ty| {
        let name = ty.as_str().unwrap_or_default();
        let own = constraints.iter().filter(|(key, _)| {
            let field = Kind::Schema.field(key);
            field.is_some_and(|field| constrains(field, name))
        });
        let mut schema: Members = own.map(|(key, it)| (key.clone(), it.clone())).collect();
        let node = ty.clone();
        schema.insert("type".to_owned(), Member { key, node });
        Node {
            value: Value::Object(schema),
            place: ty.place,
        }
    });
    let schemas = schemas.collect();
    members.insert("oneOf".to_owned(), member(key, Value::Array(schemas)));
}

/// Whether a field says something of values of one type alone.
fn is_of_one_type(field: &Field) -> bool {
    match field.purpose {
        Purpose::Constraint(values) => values != Values::All || field.name == "format",
        _ => false,
    }
}

/// Whether a field says something of values of this type.
fn constrains(field: &Field, ty: &str) -> bool {
    match field.purpose {
        // A format belongs to one of the types, and to text where the others have none of the name.
        Purpose::Constraint(Values::All) => ty == "string",
        Purpose::Constraint(Values::Numbers) => matches!(ty, "integer" | "number"),
        Purpose::Constraint(Values::Strings) => ty == "string",
        Purpose::Constraint(Values::Arrays) => ty == "array",
        Purpose::Constraint(Values::Objects) => ty == "object",
        _ => false,
    }
}

/// `null` as one of several schemas.
fn null_alternative(members: &mut Members, key: &str) {
    let Some(Value::Array(schemas)) = members.get_mut(key).map(|it| &mut it.node.value) else {
        return;
    };
    let is_null = |schema: &Node| {
        let is_alone = schema.as_object().is_some_and(|members| members.len() == 1);
        is_alone && schema.get("type").and_then(Node::as_str) == Some("null")
    };
    let Some(null) = schemas.iter().find(|schema| is_null(schema)) else {
        return;
    };
    let place = null.place;
    schemas.retain(|schema| !is_null(schema));
    let is_one = schemas.len() == 1;
    members.insert("nullable".to_owned(), member(place, Value::Bool(true)));
    // A schema that may be null is no choice.
    if is_one
        && !members.contains_key("allOf")
        && let Some(one) = members.shift_remove(key)
    {
        members.insert("allOf".to_owned(), one);
    }
}
