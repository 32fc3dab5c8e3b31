//! The objects of OpenAPI 3.0.3, field by field, as its specification lists them in section 4.7.

use super::{
    field::{Entries, Field, Object, Purpose, Shape, Values, optional, required},
    kind::Kind,
};

const TEXT: Shape = Shape::Text;
const FLAG: Shape = Shape::Flag;
const NUMBER: Shape = Shape::Number;
const COUNT: Shape = Shape::Count;
const ANY: Shape = Shape::Any;
const SECURITY: Shape = Shape::List(&Shape::Map(&Shape::List(&TEXT)));
const CONTENT: Shape = Shape::Map(&Shape::Object(Kind::MediaType));
const HEADERS: Shape = Shape::Map(&Shape::OrReference(Kind::Header));

const OF_ALL: Purpose = Purpose::Constraint(Values::All);
const OF_NUMBERS: Purpose = Purpose::Constraint(Values::Numbers);
const OF_STRINGS: Purpose = Purpose::Constraint(Values::Strings);
const OF_ARRAYS: Purpose = Purpose::Constraint(Values::Arrays);
const OF_OBJECTS: Purpose = Purpose::Constraint(Values::Objects);

pub(super) const DESCRIPTION: Field = optional("description", TEXT).is(Purpose::Markdown);
const SUMMARY: Field = optional("summary", TEXT).is(Purpose::Line);
const ONE_EXAMPLE: Field = optional("example", ANY).is(Purpose::Remark);
const NAMED_EXAMPLES: Field =
    optional("examples", Shape::Map(&Shape::OrReference(Kind::Example))).is(Purpose::Remark);
const EXTERNAL_DOCUMENTATION: Field =
    optional("externalDocs", Shape::Object(Kind::ExternalDocs)).is(Purpose::Remark);

pub(super) static OPENAPI: Object = Object::new(
    "OpenAPI Object",
    &[
        required("openapi", TEXT),
        required("info", Shape::Object(Kind::Info)),
        optional("servers", Shape::List(&Shape::Object(Kind::Server))),
        required("paths", Shape::Object(Kind::Paths)),
        optional("components", Shape::Object(Kind::Components)),
        optional("security", SECURITY),
        optional("tags", Shape::List(&Shape::Object(Kind::Tag))),
        EXTERNAL_DOCUMENTATION,
    ],
);

pub(super) static INFO: Object = Object::new(
    "Info Object",
    &[
        required("title", TEXT).is(Purpose::Line),
        DESCRIPTION,
        optional("termsOfService", TEXT).is(Purpose::Remark),
        optional("contact", Shape::Object(Kind::Contact)).is(Purpose::Remark),
        optional("license", Shape::Object(Kind::License)).is(Purpose::Remark),
        required("version", TEXT),
    ],
);

pub(super) static CONTACT: Object = Object::new(
    "Contact Object",
    &[
        optional("name", TEXT),
        optional("url", TEXT),
        optional("email", TEXT),
    ],
);

pub(super) static LICENSE: Object = Object::new(
    "License Object",
    &[required("name", TEXT), optional("url", TEXT)],
);

pub(super) static SERVER: Object = Object::new(
    "Server Object",
    &[
        required("url", TEXT),
        DESCRIPTION,
        optional(
            "variables",
            Shape::Map(&Shape::Object(Kind::ServerVariable)),
        ),
    ],
);

pub(super) static SERVER_VARIABLE: Object = Object::new(
    "Server Variable Object",
    &[
        optional("enum", Shape::List(&TEXT)),
        required("default", TEXT),
        DESCRIPTION,
    ],
);

pub(super) static COMPONENTS: Object = Object::new(
    "Components Object",
    &[
        optional("schemas", Shape::Map(&Shape::OrReference(Kind::Schema))),
        optional("responses", Shape::Map(&Shape::OrReference(Kind::Response))),
        optional(
            "parameters",
            Shape::Map(&Shape::OrReference(Kind::Parameter)),
        ),
        optional("examples", Shape::Map(&Shape::OrReference(Kind::Example))),
        optional(
            "requestBodies",
            Shape::Map(&Shape::OrReference(Kind::RequestBody)),
        ),
        optional("headers", HEADERS),
        optional(
            "securitySchemes",
            Shape::Map(&Shape::OrReference(Kind::SecurityScheme)),
        ),
        optional("links", Shape::Map(&Shape::OrReference(Kind::Link))),
        optional("callbacks", Shape::Map(&Shape::OrReference(Kind::Callback))),
    ],
);

pub(super) static PATHS: Object = Object::of(
    "Paths Object",
    Entries::Paths(Shape::Object(Kind::PathItem)),
);

pub(super) static PATH_ITEM: Object = Object::new(
    "Path Item Object",
    &[
        optional("$ref", TEXT),
        SUMMARY,
        DESCRIPTION,
        optional("get", Shape::Object(Kind::Operation)),
        optional("put", Shape::Object(Kind::Operation)),
        optional("post", Shape::Object(Kind::Operation)),
        optional("delete", Shape::Object(Kind::Operation)),
        optional("options", Shape::Object(Kind::Operation)),
        optional("head", Shape::Object(Kind::Operation)),
        optional("patch", Shape::Object(Kind::Operation)),
        optional("trace", Shape::Object(Kind::Operation)),
        optional("servers", Shape::List(&Shape::Object(Kind::Server))),
        optional(
            "parameters",
            Shape::List(&Shape::OrReference(Kind::Parameter)),
        ),
    ],
);

pub(super) static OPERATION: Object = Object::new(
    "Operation Object",
    &[
        optional("tags", Shape::List(&TEXT)),
        SUMMARY,
        DESCRIPTION,
        EXTERNAL_DOCUMENTATION,
        optional("operationId", TEXT),
        optional(
            "parameters",
            Shape::List(&Shape::OrReference(Kind::Parameter)),
        ),
        optional("requestBody", Shape::OrReference(Kind::RequestBody)),
        required("responses", Shape::Object(Kind::Responses)),
        optional("callbacks", Shape::Map(&Shape::OrReference(Kind::Callback))),
        optional("deprecated", FLAG),
        optional("security", SECURITY),
        optional("servers", Shape::List(&Shape::Object(Kind::Server))),
    ],
);

pub(super) static EXTERNAL_DOCS: Object = Object::new(
    "External Documentation Object",
    &[DESCRIPTION, required("url", TEXT)],
);

pub(super) static PARAMETER: Object = Object::new(
    "Parameter Object",
    &[
        required("name", TEXT),
        required("in", Shape::Word(&["path", "query", "header", "cookie"])),
        DESCRIPTION,
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
        optional("schema", Shape::OrReference(Kind::Schema)),
        ONE_EXAMPLE,
        NAMED_EXAMPLES,
        optional("content", CONTENT),
    ],
);

pub(super) static HEADER: Object = Object::new(
    "Header Object",
    &[
        DESCRIPTION,
        optional("required", FLAG),
        optional("deprecated", FLAG),
        optional("allowEmptyValue", FLAG),
        optional("style", Shape::Word(&["simple"])),
        optional("explode", FLAG),
        optional("allowReserved", FLAG),
        optional("schema", Shape::OrReference(Kind::Schema)),
        ONE_EXAMPLE,
        NAMED_EXAMPLES,
        optional("content", CONTENT),
    ],
);

pub(super) static REQUEST_BODY: Object = Object::new(
    "Request Body Object",
    &[
        DESCRIPTION,
        required("content", CONTENT),
        optional("required", FLAG),
    ],
);

pub(super) static MEDIA_TYPE: Object = Object::new(
    "Media Type Object",
    &[
        optional("schema", Shape::OrReference(Kind::Schema)),
        ONE_EXAMPLE,
        NAMED_EXAMPLES,
        optional("encoding", Shape::Map(&Shape::Object(Kind::Encoding))),
    ],
);

pub(super) static ENCODING: Object = Object::new(
    "Encoding Object",
    &[
        optional("contentType", TEXT),
        optional("headers", HEADERS),
        optional(
            "style",
            Shape::Word(&["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
        ),
        optional("explode", FLAG),
        optional("allowReserved", FLAG),
    ],
);

pub(super) static RESPONSES: Object = Object::of(
    "Responses Object",
    Entries::Statuses(Shape::OrReference(Kind::Response)),
);

pub(super) static RESPONSE: Object = Object::new(
    "Response Object",
    &[
        required("description", TEXT).is(Purpose::Markdown),
        optional("headers", HEADERS),
        optional("content", CONTENT),
        optional("links", Shape::Map(&Shape::OrReference(Kind::Link))),
    ],
);

pub(super) static CALLBACK: Object = Object::of(
    "Callback Object",
    Entries::Any(Shape::Object(Kind::PathItem)),
);

pub(super) static EXAMPLE: Object = Object::new(
    "Example Object",
    &[
        SUMMARY,
        DESCRIPTION,
        optional("value", ANY),
        optional("externalValue", TEXT),
    ],
);

pub(super) static LINK: Object = Object::new(
    "Link Object",
    &[
        optional("operationRef", TEXT),
        optional("operationId", TEXT),
        optional("parameters", Shape::Map(&ANY)),
        optional("requestBody", ANY),
        DESCRIPTION,
        optional("server", Shape::Object(Kind::Server)),
    ],
);

pub(super) static TAG: Object = Object::new(
    "Tag Object",
    &[required("name", TEXT), DESCRIPTION, EXTERNAL_DOCUMENTATION],
);

pub(super) static SCHEMA: Object = Object::new(
    "Schema Object",
    &[
        optional("title", TEXT).is(Purpose::Line),
        optional("multipleOf", NUMBER).is(OF_NUMBERS),
        optional("maximum", NUMBER).is(OF_NUMBERS),
        optional("exclusiveMaximum", FLAG).is(OF_NUMBERS),
        optional("minimum", NUMBER).is(OF_NUMBERS),
        optional("exclusiveMinimum", FLAG).is(OF_NUMBERS),
        optional("maxLength", COUNT).is(OF_STRINGS),
        optional("minLength", COUNT).is(OF_STRINGS),
        optional("pattern", TEXT).is(OF_STRINGS),
        optional("maxItems", COUNT).is(OF_ARRAYS),
        optional("minItems", COUNT).is(OF_ARRAYS),
        optional("uniqueItems", FLAG).is(OF_ARRAYS),
        optional("maxProperties", COUNT).is(OF_OBJECTS),
        optional("minProperties", COUNT).is(OF_OBJECTS),
        optional("required", Shape::List(&TEXT)).is(OF_OBJECTS),
        optional("enum", Shape::List(&ANY)).is(OF_ALL),
        optional(
            "type",
            Shape::Word(&["array", "boolean", "integer", "number", "object", "string"]),
        )
        .is(OF_ALL),
        optional("allOf", Shape::List(&Shape::OrReference(Kind::Schema))).is(OF_ALL),
        optional("oneOf", Shape::List(&Shape::OrReference(Kind::Schema))).is(OF_ALL),
        optional("anyOf", Shape::List(&Shape::OrReference(Kind::Schema))).is(OF_ALL),
        optional("not", Shape::OrReference(Kind::Schema)).is(OF_ALL),
        optional("items", Shape::OrReference(Kind::Schema)).is(OF_ARRAYS),
        optional("properties", Shape::Map(&Shape::OrReference(Kind::Schema))).is(OF_OBJECTS),
        optional("additionalProperties", Shape::FlagOrReference(Kind::Schema)).is(OF_OBJECTS),
        DESCRIPTION,
        optional("format", TEXT).is(OF_ALL),
        optional("default", ANY).is(Purpose::Annotation),
        optional("nullable", FLAG).is(OF_ALL),
        optional("discriminator", Shape::Object(Kind::Discriminator)),
        optional("readOnly", FLAG).is(Purpose::Direction),
        optional("writeOnly", FLAG).is(Purpose::Direction),
        optional("xml", Shape::Object(Kind::Xml)).is(Purpose::Annotation),
        EXTERNAL_DOCUMENTATION,
        ONE_EXAMPLE,
        optional("deprecated", FLAG).is(Purpose::Annotation),
    ],
);

pub(super) static DISCRIMINATOR: Object = Object::new(
    "Discriminator Object",
    &[
        required("propertyName", TEXT),
        optional("mapping", Shape::Map(&TEXT)),
    ],
);

pub(super) static XML: Object = Object::new(
    "XML Object",
    &[
        optional("name", TEXT),
        optional("namespace", TEXT),
        optional("prefix", TEXT),
        optional("attribute", FLAG),
        optional("wrapped", FLAG),
    ],
);
