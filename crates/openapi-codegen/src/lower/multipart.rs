//! Bodies in parts (`multipart/form-data`): an object, of which the generator makes a type as of any form, and
//! what each of its members is on the wire.
//!
//! | the document has | the part is |
//! |---|---|
//! | bytes (`format: binary`), or what `encoding` gives a media type of bytes | a file |
//! | a choice of which one is a file | a file, which may be text that is none |
//! | a list | one part for each |
//! | an object | JSON, or text that the caller writes where `encoding` has another media type |
//! | everything else | its text |

use std::collections::BTreeMap;

use indexmap::IndexMap;
use openapi_document::{Example, Finding, Group, Level, Pointer, Refusal, Rule, Sink};
use openapiv3::{
    AnySchema, ArrayType, MediaType, ObjectType, Operation, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty,
};

use super::{
    clearing::unmarked,
    fields::{EXTRA, MORE},
    media::{Kind, kind_of, plain_schema, taken},
    native::Native,
    resolve::Context,
};

pub(super) static NO_PARTS: Rule = Rule {
    id: "unnamed-parts",
    group: Group::Preflight,
    level: Level::Error,
    needed: true,
    what: "A body `multipart/form-data` is an object with the parts as its `properties`.",
    why: "the generated type has a member for each part; of a choice (`oneOf`, `anyOf`) or of an object without \
          properties nobody knows which there are",
    fix: "name the parts below `properties`, all those of a choice as optional ones",
    example: Example::request_body(
        "{required: true, content: {multipart/form-data: {schema: {type: object}}}}",
        "{required: true, content: {multipart/form-data: {schema: {type: object, properties: \
             {file: {type: string, format: binary}}}}}}",
    ),
};
pub(super) static IGNORED: Rule = Rule {
    id: "ignored-part",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "The parts of a body `multipart/form-data` are its `properties`, and `encoding` says of one which media \
           type it has, and nothing else.",
    why: "the generated type has a member for each part that has a name, and none for what `additionalProperties` \
          admits; the client writes the name, the name of the file and the media type of a part, and no other \
          header; a list is a part for each of its values, in whichever style",
    fix: "name the parts below `properties`, or say `additionalProperties: false`; remove `headers`, `style` and \
          `explode`; where the service needs other parts, or a header of one, send the request by hand",
    example: Example::request_body(
        "{required: true, content: {multipart/form-data: {schema: {type: object, properties: \
             {a: {type: string}}}, encoding: {a: {headers: {X-A: {schema: {type: string}}}}}}}}",
        "{required: true, content: {multipart/form-data: {schema: {type: object, properties: \
             {a: {type: string}}}, encoding: {a: {contentType: text/html}}}}}",
    ),
};

/// A part of a body.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Part {
    /// As it is on the wire.
    pub(crate) name: String,
    /// As the generator knows it.
    pub(crate) member: String,
    /// What it is called, where that is not what it would be by itself.
    pub(crate) media_type: Option<String>,
    pub(crate) is_file: bool,
    /// Whether there may be several of it.
    pub(crate) is_list: bool,
    pub(crate) is_required: bool,
    /// Whether it may be any value.
    pub(crate) is_any: bool,
    pub(crate) description: Option<String>,
}

/// The parts of the body of `operation`, in which properties have other names than on the wire, where these are
/// `renamed`.
pub(super) fn parts(
    context: Context<'_>,
    operation: &Operation,
    renamed: &BTreeMap<String, String>,
) -> Vec<Part> {
    let body = operation.request_body.as_ref();
    let body = body.and_then(|body| context.request_body(body));
    let media_type = body.and_then(|body| {
        let (name, _) = taken(context, &body.content)?;
        body.content.get(name)
    });
    let Some(media_type) = media_type else {
        return Vec::new();
    };
    let object = object(context, media_type).unwrap_or_default();
    let properties = object.properties.iter();
    let named = properties.filter(|(member, _)| *member != EXTRA);
    let parts = named.map(|(member, schema)| {
        let name = renamed.get(member).unwrap_or(member);
        let asked = asked(media_type, name);
        let shape = shape(context, schema, asked);
        Part {
            name: name.clone(),
            member: member.clone(),
            media_type: asked
                .filter(|asked| !asked.contains(['*', ',']))
                .map(str::to_owned),
            is_file: shape.what == What::File,
            is_list: shape.is_list,
            is_required: object.required.contains(member),
            is_any: context
                .boxed_schema(schema)
                .and_then(|schema| seen(context, schema))
                .is_some_and(is_any),
            description: description(context, schema),
        }
    });
    parts.collect()
}

/// Makes the body that stands at `at` an object of its own, with a type of the client's for each file.
pub(super) fn lower(
    context: Context<'_>,
    at: &Pointer,
    media_type: &mut MediaType,
    renamed: &BTreeMap<String, String>,
    notes: &mut Sink<'_>,
) -> Result<(), Refusal> {
    let mut object = object(context, media_type).unwrap_or_default();
    let has_more = object.properties.shift_remove(EXTRA).is_some();
    if object.properties.is_empty() {
        return Err(no_parts(context, at));
    }
    if has_more {
        report_more(context, at, notes);
    }
    for (member, schema) in &mut object.properties {
        let asked = asked(media_type, renamed.get(member).unwrap_or(member));
        let shape = shape(context, schema, asked);
        let own = match shape.what {
            What::File => Native::File.schema(),
            What::Text => plain_schema(Kind::Text),
            What::Value => continue,
        };
        let description = description(context, schema);
        let own = match shape.is_list {
            true => list_of(own, object.required.contains(member)),
            false => own,
        };
        *schema = described(own, description);
    }
    let encoding = at.child("encoding");
    for (name, own) in &media_type.encoding {
        let node = context.document.resolve(&encoding.child(name.as_str()));
        let has = |key| {
            node.as_ref()
                .is_some_and(|(_, node)| node.get(key).is_some())
        };
        if !own.headers.is_empty() || has("style") || has("explode") {
            notes
                .report_key(
                    &IGNORED,
                    &encoding.child(name.as_str()),
                    format!("of the part `{name}`, only the media type is sent"),
                )
                .help("remove what stands beside `contentType`");
        }
    }
    media_type.encoding.clear();
    let own = media_type.schema.as_ref();
    let own = own.and_then(|schema| context.schema(schema));
    let description = own.and_then(|schema| schema.schema_data.description.clone());
    media_type.schema = Some(ReferenceOr::Item(Schema {
        schema_data: SchemaData {
            description,
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Type(Type::Object(object)),
    }));
    Ok(())
}

/// Tells of parts that the document admits and does not name, at what admits them where it can be seen there.
fn report_more(context: Context<'_>, at: &Pointer, notes: &mut Sink<'_>) {
    let schema = at.child("schema");
    let node = context.document.resolve(&schema);
    let more = node.filter(|(_, node)| node.get(MORE).is_some());
    let place = more.map_or(schema, |(pointer, _)| pointer.child(MORE));
    notes
        .report_key(
            &IGNORED,
            &place,
            "parts that have no name here are not sent",
        )
        .help(format!(
            "name them below `properties`, or say `{MORE}: false` where there are none"
        ));
}

fn no_parts(context: Context<'_>, at: &Pointer) -> Refusal {
    Box::new(Finding {
        rule: &NO_PARTS,
        level: Level::Error,
        message: "nothing says which parts the body has".to_owned(),
        help: "name them below `properties` of its schema, those of a choice as optional ones"
            .to_owned(),
        pointer: at.clone(),
        place: context.document.root().key_place(at),
        related: Vec::new(),
    })
}

/// What a part is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum What {
    File,
    /// Text that the caller writes, whatever the schema says.
    Text,
    Value,
}

/// What a part is, and whether there may be several of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Shape {
    what: What,
    is_list: bool,
}

fn shape(context: Context<'_>, schema: &ReferenceOr<Box<Schema>>, asked: Option<&str>) -> Shape {
    let of = |what| Shape {
        what,
        is_list: false,
    };
    let schema = context.boxed_schema(schema);
    let Some(schema) = schema.and_then(|schema| seen(context, schema)) else {
        return of(What::Value);
    };
    if let Some(items) = items(context, schema) {
        let what = match is_file_among(context, items, asked) {
            true => What::File,
            false => what(items, asked),
        };
        return Shape {
            what,
            is_list: true,
        };
    }
    match is_file_among(context, schema, asked) {
        true => Shape {
            what: What::File,
            is_list: alternatives(context, schema).any(|one| items(context, one).is_some()),
        },
        false => of(what(schema, asked)),
    }
}

/// Whether a schema is a choice of which one is a file, or several. A file can be text in its place as well.
fn is_file_among(context: Context<'_>, schema: &Schema, asked: Option<&str>) -> bool {
    alternatives(context, schema)
        .any(|one| what(items(context, one).unwrap_or(one), asked) == What::File)
}

fn alternatives<'a>(context: Context<'a>, schema: &'a Schema) -> impl Iterator<Item = &'a Schema> {
    let choice = match &schema.schema_kind {
        SchemaKind::OneOf { one_of: choice } | SchemaKind::AnyOf { any_of: choice } => {
            choice.as_slice()
        }
        _ => &[],
    };
    let choice = choice.iter().filter_map(move |one| context.schema(one));
    choice.filter_map(move |one| seen(context, one))
}

/// What a list is of.
fn items<'a>(context: Context<'a>, schema: &'a Schema) -> Option<&'a Schema> {
    match &schema.schema_kind {
        SchemaKind::Type(Type::Array(array)) => {
            seen(context, context.boxed_schema(array.items.as_ref()?)?)
        }
        _ => None,
    }
}

fn what(schema: &Schema, asked: Option<&str>) -> What {
    let binary = VariantOrUnknownOrEmpty::Item(StringFormat::Binary);
    let is_plain = match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) if string.format == binary => return What::File,
        SchemaKind::Any(any) if any.format.as_deref() == Some("binary") => return What::File,
        SchemaKind::Type(Type::Object(_) | Type::Array(_)) => false,
        SchemaKind::Type(_) => true,
        _ => false,
    };
    match asked.and_then(|asked| asked.split(',').next()).map(kind_of) {
        Some(Kind::Bytes | Kind::Multipart) => What::File,
        Some(Kind::Text | Kind::Form) if !is_plain => What::Text,
        _ => What::Value,
    }
}

/// The media type that `encoding` has for a part.
fn asked<'a>(media_type: &'a MediaType, name: &str) -> Option<&'a str> {
    let asked = media_type.encoding.get(name)?.content_type.as_deref()?;
    Some(asked.trim()).filter(|asked| asked.chars().all(|c| c.is_ascii_graphic() || c == ' '))
}

/// The object that a body is: what all of its parts say together. `None` of another schema.
fn object(context: Context<'_>, media_type: &MediaType) -> Option<ObjectType> {
    let schema = context.schema(media_type.schema.as_ref()?)?;
    let mut object = ObjectType::default();
    // A chain of combinations that is longer is none that anybody writes.
    add(context, schema, &mut object, 16)?;
    Some(object)
}

fn add(context: Context<'_>, schema: &Schema, object: &mut ObjectType, depth: u8) -> Option<()> {
    let mut have = |properties: &IndexMap<_, _>, required: &[String]| {
        object.properties.extend(properties.clone());
        object.required.extend_from_slice(required);
    };
    let all_of = match &schema.schema_kind {
        SchemaKind::Type(Type::Object(own)) => {
            have(&own.properties, &own.required);
            return Some(());
        }
        SchemaKind::Any(any) if any.one_of.is_empty() && any.any_of.is_empty() => {
            have(&any.properties, &any.required);
            &any.all_of
        }
        SchemaKind::AllOf { all_of } => all_of,
        _ => return None,
    };
    for part in all_of {
        add(
            context,
            context.schema(part)?,
            object,
            depth.checked_sub(1)?,
        )?;
    }
    Some(())
}

fn is_any(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Any(any) if *any == AnySchema::default())
}

/// A schema itself, where it stands behind references and alone in a combination.
fn seen<'a>(context: Context<'a>, mut schema: &'a Schema) -> Option<&'a Schema> {
    // A circle is no schema.
    for _ in 0..16 {
        match &schema.schema_kind {
            SchemaKind::AllOf { all_of } if all_of.len() == 1 => {
                schema = context.schema(all_of.first()?)?;
            }
            _ => return Some(schema),
        }
    }
    None
}

fn description(context: Context<'_>, schema: &ReferenceOr<Box<Schema>>) -> Option<String> {
    let schema = context.boxed_schema(schema)?;
    let description = schema.schema_data.description.as_deref()?;
    let description = unmarked(description).into_owned();
    (!description.is_empty()).then_some(description)
}

fn described(schema: ReferenceOr<Schema>, description: Option<String>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(mut schema) => {
            schema.schema_data.description = description;
            ReferenceOr::Item(Box::new(schema))
        }
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

fn list_of(items: ReferenceOr<Schema>, is_required: bool) -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData {
            // None at all is not the same as an empty list, as everywhere in what is sent.
            nullable: !is_required,
            ..SchemaData::default()
        },
        schema_kind: SchemaKind::Type(Type::Array(ArrayType {
            items: Some(described(items, None)),
            min_items: None,
            max_items: None,
            unique_items: false,
        })),
    })
}

#[cfg(test)]
mod tests;
