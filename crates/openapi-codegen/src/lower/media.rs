//! Media types: what a body is to the client, and which one of several it is.
//!
//! The generator knows four media types of requests and one of answers. Each body becomes one of those, and
//! what the document calls it is kept for polish to write.
//!
//! | the document has | the generator is given | the client takes or gives |
//! |---|---|---|
//! | JSON, `+json`, and any type for a value | `application/json` | the type of the schema |
//! | a form, also in parts | a form | the type of the schema |
//! | text, XML, YAML | `text/plain`, or of an answer JSON that is a string | `String` |
//! | everything else | `application/octet-stream` | bytes |

use std::borrow::Cow;

use openapi_document::{Example, Group, Level, MediaType as Name, Pointer, Rule, Sink};
use openapi_lint::is_sent;
use openapiv3::{
    MediaType, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type,
    VariantOrUnknownOrEmpty,
};

use super::resolve::Context;

pub(super) static RAW_BODY: Rule = Rule {
    id: "raw-body",
    group: Group::Preflight,
    level: Level::Warning,
    needed: false,
    what: "A body that the schema describes further is JSON or a form.",
    why: "any other is text or bytes to the client, which neither writes nor reads what the schema \
          says about it",
    fix: "describe `application/json` when the service speaks it; otherwise the caller writes and \
          reads the body, and `schema: {type: string}` says so",
    example: Example::request_body(
        "{required: true, content: {application/xml: {schema: {type: object}}}}",
        "{required: true, content: {application/xml: {schema: {type: string}}}}",
    ),
};

/// What a body is to the client, in the order in which one of several is taken.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Kind {
    Json,
    Form,
    /// A form in parts, which the generator takes for one in a line.
    Multipart,
    Text,
    Bytes,
}

impl Kind {
    /// The media type that the generator is given.
    pub(super) fn generators(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Form | Self::Multipart => "application/x-www-form-urlencoded",
            Self::Text => "text/plain",
            Self::Bytes => "application/octet-stream",
        }
    }
}

/// How much a schema says of the body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Described {
    Nothing,
    Text,
    Binary,
    Further,
}

fn described(context: Context<'_>, media_type: &MediaType) -> Described {
    let Some(own) = &media_type.schema else {
        return Described::Nothing;
    };
    let Some(schema) = context.schema(own) else {
        return Described::Further;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => match string {
            StringType {
                format: VariantOrUnknownOrEmpty::Item(StringFormat::Binary),
                ..
            } => Described::Binary,
            StringType {
                format: _,
                pattern: None,
                enumeration,
                min_length: None,
                max_length: None,
            } if enumeration.is_empty() => Described::Text,
            _ => Described::Further,
        },
        SchemaKind::Any(any) if *any == openapiv3::AnySchema::default() => Described::Nothing,
        _ => Described::Further,
    }
}

/// What a body of this media type is whose schema says nothing.
pub(super) fn kind_of(name: &str) -> Kind {
    kind(name, Described::Nothing)
}

/// What a body of this media type is.
fn kind(name: &str, described: Described) -> Kind {
    let essence = Name::of(name).essence.trim().to_ascii_lowercase();
    let (main, sub) = essence.split_once('/').unwrap_or((&essence, ""));
    let is_json = matches!(sub, "json" | "x-json") || sub.ends_with("+json");
    let is_text = main == "text"
        || matches!(
            sub,
            "xml" | "yaml" | "x-yaml" | "x-ndjson" | "jsonl" | "javascript" | "graphql" | "jwt"
        )
        || ["+xml", "+yaml", "+jwt", "-text"]
            .iter()
            .any(|suffix| sub.ends_with(suffix));
    let is_any = sub == "*" && matches!(main, "*" | "application");
    match described {
        _ if is_json => Kind::Json,
        _ if sub == "x-www-form-urlencoded" => Kind::Form,
        _ if essence == "multipart/form-data" => Kind::Multipart,
        Described::Binary => Kind::Bytes,
        _ if is_text => Kind::Text,
        Described::Further if is_any => Kind::Json,
        Described::Text if is_any => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// The media type that the client takes of a body's, and what it is. The order of keys has no meaning, so
/// it makes no difference.
pub(crate) fn taken<'a>(
    context: Context<'_>,
    content: impl IntoIterator<Item = (&'a String, &'a MediaType)>,
) -> Option<(&'a str, Kind)> {
    let sent = content.into_iter().filter(|(name, _)| is_sent(name));
    let ranked = sent.map(|(name, media_type)| {
        if name == Kind::Json.generators() {
            return (Kind::Json, false, name.as_str());
        }
        let kind = kind(name, described(context, media_type));
        let is_plain = Name::of(name).is_json();
        (kind, !is_plain, name.as_str())
    });
    ranked.min().map(|(kind, _, name)| (name, kind))
}

/// What a request or an answer calls a body that the document calls `name`. A range names none, and stands
/// for what the generator is given.
pub(super) fn called(name: &str, kind: Kind) -> Cow<'static, str> {
    match name == kind.generators() || name.contains('*') {
        true => Cow::Borrowed(kind.generators()),
        false => Cow::Owned(name.trim().to_owned()),
    }
}

/// Says that what the schema describes further is text or bytes to the client.
pub(super) fn note_raw(
    context: Context<'_>,
    at: &Pointer,
    media_type: &MediaType,
    kind: Kind,
    notes: &mut Sink<'_>,
) {
    let what = match kind {
        Kind::Json | Kind::Form | Kind::Multipart => return,
        Kind::Text => "text",
        Kind::Bytes => "bytes",
    };
    if described(context, media_type) == Described::Further {
        let name = at.last().unwrap_or_default();
        notes
            .report_key(
                &RAW_BODY,
                at,
                format!("a body `{name}` is {what} to the client, whatever its schema says"),
            )
            .help("the caller writes or reads what is in it; `schema: {type: string}` says so");
    }
}

/// The schema of a string, of bytes or of text.
pub(super) fn plain_schema(kind: Kind) -> ReferenceOr<Schema> {
    let format = match kind {
        Kind::Bytes => VariantOrUnknownOrEmpty::Item(StringFormat::Binary),
        _ => VariantOrUnknownOrEmpty::Empty,
    };
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType {
            format,
            ..StringType::default()
        })),
    })
}

/// The schema of every value.
pub(super) fn any_value() -> ReferenceOr<Schema> {
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_media_type_is_json_a_form_text_or_bytes() {
        use Described::{Binary, Further, Nothing, Text};
        for (name, described, expected) in [
            ("application/json", Text, Kind::Json),
            ("Application/JSON; charset=utf-8", Further, Kind::Json),
            ("application/vnd.github.v3+json", Further, Kind::Json),
            ("application/problem+json", Nothing, Kind::Json),
            ("text/json", Further, Kind::Json),
            ("application/x-www-form-urlencoded", Further, Kind::Form),
            ("multipart/form-data", Further, Kind::Multipart),
            ("multipart/mixed", Further, Kind::Bytes),
            ("text/plain", Nothing, Kind::Text),
            ("text/csv; header=present", Text, Kind::Text),
            ("text/csv", Binary, Kind::Bytes),
            ("application/xml", Further, Kind::Text),
            ("image/svg+xml", Nothing, Kind::Text),
            ("application/yaml", Further, Kind::Text),
            ("application/pdf", Binary, Kind::Bytes),
            ("image/png", Nothing, Kind::Bytes),
            ("application/cbor", Further, Kind::Bytes),
            ("*/*", Further, Kind::Json),
            ("*/*", Text, Kind::Text),
            ("*/*", Binary, Kind::Bytes),
            ("application/*", Nothing, Kind::Bytes),
            ("text/*", Nothing, Kind::Text),
            ("image/*", Further, Kind::Bytes),
            ("", Further, Kind::Bytes),
        ] {
            assert_eq!(kind(name, described), expected, "{name}, {described:?}");
        }
    }

    #[test]
    fn a_range_names_no_media_type() {
        assert_eq!(called("*/*", Kind::Json), "application/json");
        assert_eq!(called("image/*", Kind::Bytes), "application/octet-stream");
        assert_eq!(called(" text/csv ", Kind::Text), "text/csv");
    }
}
