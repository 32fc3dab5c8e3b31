//! The objects below a Security Scheme Object.

use super::{
    field::{Field, Object, Shape, optional, required},
    kind::Kind,
    objects::DESCRIPTION,
};

const TEXT: Shape = Shape::Text;
const SCOPES: Field = required("scopes", Shape::Map(&TEXT));

pub(super) static SECURITY_SCHEME: Object = Object::new(
    "Security Scheme Object",
    &[
        required(
            "type",
            Shape::Word(&["apiKey", "http", "oauth2", "openIdConnect"]),
        ),
        DESCRIPTION,
        optional("name", TEXT),
        optional("in", Shape::Word(&["query", "header", "cookie"])),
        optional("scheme", TEXT),
        optional("bearerFormat", TEXT),
        optional("flows", Shape::Object(Kind::OAuthFlows)),
        optional("openIdConnectUrl", TEXT),
    ],
);

pub(super) static OAUTH_FLOWS: Object = Object::new(
    "OAuth Flows Object",
    &[
        optional("implicit", Shape::Object(Kind::ImplicitFlow)),
        optional("password", Shape::Object(Kind::TokenFlow)),
        optional("clientCredentials", Shape::Object(Kind::TokenFlow)),
        optional(
            "authorizationCode",
            Shape::Object(Kind::AuthorizationCodeFlow),
        ),
    ],
);

pub(super) static IMPLICIT_FLOW: Object = Object::new(
    "OAuth Flow Object",
    &[
        required("authorizationUrl", TEXT),
        optional("refreshUrl", TEXT),
        SCOPES,
    ],
);

pub(super) static TOKEN_FLOW: Object = Object::new(
    "OAuth Flow Object",
    &[
        required("tokenUrl", TEXT),
        optional("refreshUrl", TEXT),
        SCOPES,
    ],
);

pub(super) static AUTHORIZATION_CODE_FLOW: Object = Object::new(
    "OAuth Flow Object",
    &[
        required("authorizationUrl", TEXT),
        required("tokenUrl", TEXT),
        optional("refreshUrl", TEXT),
        SCOPES,
    ],
);
