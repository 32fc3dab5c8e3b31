//! The objects below a Security Scheme Object.

use super::super::{
    constraints,
    shape::{ObjectShape, Shape, optional, required},
};

const TEXT: Shape = Shape::Text;

pub(super) static SECURITY_SCHEME: ObjectShape = ObjectShape {
    name: "Security Scheme Object",
    also: Some(constraints::security_scheme),
    fields: &[
        required(
            "type",
            Shape::Word(&["apiKey", "http", "oauth2", "openIdConnect"]),
        ),
        optional("description", TEXT),
        optional("name", TEXT),
        optional("in", Shape::Word(&["query", "header", "cookie"])),
        optional("scheme", TEXT),
        optional("bearerFormat", TEXT),
        optional("flows", Shape::Object(&OAUTH_FLOWS)),
        optional("openIdConnectUrl", TEXT),
    ],
};

static OAUTH_FLOWS: ObjectShape = ObjectShape {
    name: "OAuth Flows Object",
    also: None,
    fields: &[
        optional("implicit", Shape::Object(&IMPLICIT_FLOW)),
        optional("password", Shape::Object(&TOKEN_FLOW)),
        optional("clientCredentials", Shape::Object(&TOKEN_FLOW)),
        optional("authorizationCode", Shape::Object(&AUTHORIZATION_CODE_FLOW)),
    ],
};

static IMPLICIT_FLOW: ObjectShape = ObjectShape {
    name: "OAuth Flow Object",
    also: None,
    fields: &[
        required("authorizationUrl", TEXT),
        optional("refreshUrl", TEXT),
        required("scopes", Shape::Map(&TEXT)),
    ],
};

static TOKEN_FLOW: ObjectShape = ObjectShape {
    name: "OAuth Flow Object",
    also: None,
    fields: &[
        required("tokenUrl", TEXT),
        optional("refreshUrl", TEXT),
        required("scopes", Shape::Map(&TEXT)),
    ],
};

static AUTHORIZATION_CODE_FLOW: ObjectShape = ObjectShape {
    name: "OAuth Flow Object",
    also: None,
    fields: &[
        required("authorizationUrl", TEXT),
        required("tokenUrl", TEXT),
        optional("refreshUrl", TEXT),
        required("scopes", Shape::Map(&TEXT)),
    ],
};
