//! The objects of OpenAPI 3.0.3, field by field, as its specification lists them in section 4.7.

mod security;

use self::security::SECURITY_SCHEME;
use super::{
    constraints,
    shape::{ObjectShape, Shape, optional, required},
};

const TEXT: Shape = Shape::Text;
const FLAG: Shape = Shape::Flag;
const NUMBER: Shape = Shape::Number;
const COUNT: Shape = Shape::Count;
const ANY: Shape = Shape::Any;

pub(super) static OPENAPI: ObjectShape = ObjectShape {
    name: "OpenAPI Object",
    also: None,
    fields: &[
        required("openapi", TEXT),
        required("info", Shape::Object(&INFO)),
        optional("servers", Shape::List(&Shape::Object(&SERVER))),
        required("paths", Shape::Paths),
        optional("components", Shape::Object(&COMPONENTS)),
        optional("security", SECURITY),
        optional("tags", Shape::List(&Shape::Object(&TAG))),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
};

const SECURITY: Shape = Shape::List(&Shape::Map(&Shape::List(&TEXT)));

static INFO: ObjectShape = ObjectShape {
    name: "Info Object",
    also: None,
    fields: &[
        required("title", TEXT),
        optional("description", TEXT),
        optional("termsOfService", TEXT),
        optional("contact", Shape::Object(&CONTACT)),
        optional("license", Shape::Object(&LICENSE)),
        required("version", TEXT),
    ],
};

static CONTACT: ObjectShape = ObjectShape {
    name: "Contact Object",
    also: None,
    fields: &[
        optional("name", TEXT),
        optional("url", TEXT),
        optional("email", TEXT),
    ],
};

static LICENSE: ObjectShape = ObjectShape {
    name: "License Object",
    also: None,
    fields: &[required("name", TEXT), optional("url", TEXT)],
};

static SERVER: ObjectShape = ObjectShape {
    name: "Server Object",
    also: None,
    fields: &[
        required("url", TEXT),
        optional("description", TEXT),
        optional("variables", Shape::Map(&Shape::Object(&SERVER_VARIABLE))),
    ],
};

static SERVER_VARIABLE: ObjectShape = ObjectShape {
    name: "Server Variable Object",
    also: None,
    fields: &[
        optional("enum", Shape::List(&TEXT)),
        required("default", TEXT),
        optional("description", TEXT),
    ],
};

static COMPONENTS: ObjectShape = ObjectShape {
    name: "Components Object",
    also: None,
    fields: &[
        optional("schemas", Shape::Map(&Shape::OrReference(&SCHEMA))),
        optional("responses", Shape::Map(&Shape::OrReference(&RESPONSE))),
        optional("parameters", Shape::Map(&Shape::OrReference(&PARAMETER))),
        optional("examples", Shape::Map(&Shape::OrReference(&EXAMPLE))),
        optional(
            "requestBodies",
            Shape::Map(&Shape::OrReference(&REQUEST_BODY)),
        ),
        optional("headers", Shape::Map(&Shape::OrReference(&HEADER))),
        optional(
            "securitySchemes",
            Shape::Map(&Shape::OrReference(&SECURITY_SCHEME)),
        ),
        optional("links", Shape::Map(&Shape::OrReference(&LINK))),
        optional("callbacks", Shape::Map(&Shape::Callback)),
    ],
};

pub(super) static PATH_ITEM: ObjectShape = ObjectShape {
    name: "Path Item Object",
    also: None,
    fields: &[
        optional("$ref", TEXT),
        optional("summary", TEXT),
        optional("description", TEXT),
        optional("get", Shape::Object(&OPERATION)),
        optional("put", Shape::Object(&OPERATION)),
        optional("post", Shape::Object(&OPERATION)),
        optional("delete", Shape::Object(&OPERATION)),
        optional("options", Shape::Object(&OPERATION)),
        optional("head", Shape::Object(&OPERATION)),
        optional("patch", Shape::Object(&OPERATION)),
        optional("trace", Shape::Object(&OPERATION)),
        optional("servers", Shape::List(&Shape::Object(&SERVER))),
        optional("parameters", Shape::List(&Shape::OrReference(&PARAMETER))),
    ],
};

static OPERATION: ObjectShape = ObjectShape {
    name: "Operation Object",
    also: None,
    fields: &[
        optional("tags", Shape::List(&TEXT)),
        optional("summary", TEXT),
        optional("description", TEXT),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        optional("operationId", TEXT),
        optional("parameters", Shape::List(&Shape::OrReference(&PARAMETER))),
        optional("requestBody", Shape::OrReference(&REQUEST_BODY)),
        required("responses", Shape::Responses),
        optional("callbacks", Shape::Map(&Shape::Callback)),
        optional("deprecated", FLAG),
        optional("security", SECURITY),
        optional("servers", Shape::List(&Shape::Object(&SERVER))),
    ],
};

static EXTERNAL_DOCS: ObjectShape = ObjectShape {
    name: "External Documentation Object",
    also: None,
    fields: &[optional("description", TEXT), required("url", TEXT)],
};

const EXAMPLES: Shape = Shape::Map(&Shape::OrReference(&EXAMPLE));

static PARAMETER: ObjectShape = ObjectShape {
    name: "Parameter Object",
    also: Some(constraints::parameter),
    fields: &[
        required("name", TEXT),
        required("in", Shape::Word(&["path", "query", "header", "cookie"])),
        optional("description", TEXT),
        optional("required", FLAG),
        optional("deprecated", FLAG),
        optional("allowEmptyValue", FLAG),
        optional(
            "style",
            Shape::Word(&[
                "matrix",
                "label",
                "form",
                "simple",
                "spaceDelimited",
                "pipeDelimited",
                "deepObject",
            ]),
        ),
        optional("explode", FLAG),
        optional("allowReserved", FLAG),
        optional("schema", Shape::OrReference(&SCHEMA)),
        optional("example", ANY),
        optional("examples", EXAMPLES),
        optional("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))),
    ],
};

static HEADER: ObjectShape = ObjectShape {
    name: "Header Object",
    also: Some(constraints::schema_or_content),
    fields: &[
        optional("description", TEXT),
        optional("required", FLAG),
        optional("deprecated", FLAG),
        optional("allowEmptyValue", FLAG),
        optional("style", Shape::Word(&["simple"])),
        optional("explode", FLAG),
        optional("allowReserved", FLAG),
        optional("schema", Shape::OrReference(&SCHEMA)),
        optional("example", ANY),
        optional("examples", EXAMPLES),
        optional("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))),
    ],
};

static REQUEST_BODY: ObjectShape = ObjectShape {
    name: "Request Body Object",
    also: None,
    fields: &[
        optional("description", TEXT),
        required("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))),
        optional("required", FLAG),
    ],
};

static MEDIA_TYPE: ObjectShape = ObjectShape {
    name: "Media Type Object",
    also: None,
    fields: &[
        optional("schema", Shape::OrReference(&SCHEMA)),
        optional("example", ANY),
        optional("examples", EXAMPLES),
        optional("encoding", Shape::Map(&Shape::Object(&ENCODING))),
    ],
};

static ENCODING: ObjectShape = ObjectShape {
    name: "Encoding Object",
    also: None,
    fields: &[
        optional("contentType", TEXT),
        optional("headers", Shape::Map(&Shape::OrReference(&HEADER))),
        optional(
            "style",
            Shape::Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        optional("explode", FLAG),
        optional("allowReserved", FLAG),
    ],
};

pub(super) static RESPONSE: ObjectShape = ObjectShape {
    name: "Response Object",
    also: None,
    fields: &[
        required("description", TEXT),
        optional("headers", Shape::Map(&Shape::OrReference(&HEADER))),
        optional("content", Shape::Map(&Shape::Object(&MEDIA_TYPE))),
        optional("links", Shape::Map(&Shape::OrReference(&LINK))),
    ],
};

static EXAMPLE: ObjectShape = ObjectShape {
    name: "Example Object",
    also: None,
    fields: &[
        optional("summary", TEXT),
        optional("description", TEXT),
        optional("value", ANY),
        optional("externalValue", TEXT),
    ],
};

static LINK: ObjectShape = ObjectShape {
    name: "Link Object",
    also: Some(constraints::link),
    fields: &[
        optional("operationRef", TEXT),
        optional("operationId", TEXT),
        optional("parameters", Shape::Map(&ANY)),
        optional("requestBody", ANY),
        optional("description", TEXT),
        optional("server", Shape::Object(&SERVER)),
    ],
};

static TAG: ObjectShape = ObjectShape {
    name: "Tag Object",
    also: None,
    fields: &[
        required("name", TEXT),
        optional("description", TEXT),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
    ],
};

static SCHEMA: ObjectShape = ObjectShape {
    name: "Schema Object",
    also: None,
    fields: &[
        optional("title", TEXT),
        optional("multipleOf", NUMBER),
        optional("maximum", NUMBER),
        optional("exclusiveMaximum", FLAG),
        optional("minimum", NUMBER),
        optional("exclusiveMinimum", FLAG),
        optional("maxLength", COUNT),
        optional("minLength", COUNT),
        optional("pattern", TEXT),
        optional("maxItems", COUNT),
        optional("minItems", COUNT),
        optional("uniqueItems", FLAG),
        optional("maxProperties", COUNT),
        optional("minProperties", COUNT),
        optional("required", Shape::List(&TEXT)),
        optional("enum", Shape::List(&ANY)),
        optional(
            "type",
            Shape::Word(&["array", "boolean", "integer", "number", "object", "string"]),
        ),
        optional("allOf", Shape::List(&Shape::OrReference(&SCHEMA))),
        optional("oneOf", Shape::List(&Shape::OrReference(&SCHEMA))),
        optional("anyOf", Shape::List(&Shape::OrReference(&SCHEMA))),
        optional("not", Shape::OrReference(&SCHEMA)),
        optional("items", Shape::OrReference(&SCHEMA)),
        optional("properties", Shape::Map(&Shape::OrReference(&SCHEMA))),
        optional("additionalProperties", Shape::FlagOrReference(&SCHEMA)),
        optional("description", TEXT),
        optional("format", TEXT),
        optional("default", ANY),
        optional("nullable", FLAG),
        optional("discriminator", Shape::Object(&DISCRIMINATOR)),
        optional("readOnly", FLAG),
        optional("writeOnly", FLAG),
        optional("xml", Shape::Object(&XML)),
        optional("externalDocs", Shape::Object(&EXTERNAL_DOCS)),
        optional("example", ANY),
        optional("deprecated", FLAG),
    ],
};

static DISCRIMINATOR: ObjectShape = ObjectShape {
    name: "Discriminator Object",
    also: None,
    fields: &[
        required("propertyName", TEXT),
        optional("mapping", Shape::Map(&TEXT)),
    ],
};

static XML: ObjectShape = ObjectShape {
    name: "XML Object",
    also: None,
    fields: &[
        optional("name", TEXT),
        optional("namespace", TEXT),
        optional("prefix", TEXT),
        optional("attribute", FLAG),
        optional("wrapped", FLAG),
    ],
};
