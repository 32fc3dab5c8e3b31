//! The objects of OpenAPI.

use super::{
    field::{Entries, Field, Object, Shape},
    objects, security,
};

/// The kinds of objects that a document is made of.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[expect(missing_docs, reason = "the names are the specification's")]
pub enum Kind {
    OpenApi,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    Paths,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    Schema,
    Discriminator,
    Xml,
    SecurityScheme,
    OAuthFlows,
    /// The OAuth Flow Object, as it is at `implicit`.
    ImplicitFlow,
    /// The OAuth Flow Object, as it is at `password` and `clientCredentials`.
    TokenFlow,
    /// The OAuth Flow Object, as it is at `authorizationCode`.
    AuthorizationCodeFlow,
}

impl Kind {
    /// Every kind, in the order of the specification.
    pub const ALL: [Self; 30] = [
        Self::OpenApi,
        Self::Info,
        Self::Contact,
        Self::License,
        Self::Server,
        Self::ServerVariable,
        Self::Components,
        Self::Paths,
        Self::PathItem,
        Self::Operation,
        Self::ExternalDocs,
        Self::Parameter,
        Self::RequestBody,
        Self::MediaType,
        Self::Encoding,
        Self::Responses,
        Self::Response,
        Self::Callback,
        Self::Example,
        Self::Link,
        Self::Header,
        Self::Tag,
        Self::Schema,
        Self::Discriminator,
        Self::Xml,
        Self::SecurityScheme,
        Self::OAuthFlows,
        Self::ImplicitFlow,
        Self::TokenFlow,
        Self::AuthorizationCodeFlow,
    ];

    /// The name that the OpenAPI specification gives to it, such as `Schema Object`.
    pub fn name(self) -> &'static str {
        self.object().name
    }

    /// Its fields, in the order of the specification.
    pub fn fields(self) -> &'static [Field] {
        self.object().fields
    }

    /// The field `key`.
    pub fn field(self, key: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == key)
    }

    /// What stands under the keys that are no fields, when the document may choose keys of its own.
    pub fn entries(self) -> Option<&'static Entries> {
        self.object().entries.as_ref()
    }

    /// What the member `key` must look like; `None` for an extension, and for a key that no such object
    /// has.
    pub fn shape_at(self, key: &str) -> Option<&'static Shape> {
        if let Some(field) = self.field(key) {
            return Some(&field.shape);
        }
        let entries = self.entries().filter(|_| !key.starts_with("x-"))?;
        Some(entries.shape())
    }

    /// The section of the Components Object in which such objects stand.
    pub fn section(self) -> Option<&'static str> {
        let holds = |field: &&Field| match &field.shape {
            Shape::Map(Shape::OrReference(kind)) => *kind == self,
            _ => false,
        };
        let section = Self::Components.fields().iter().find(holds)?;
        Some(section.name)
    }

    /// Its rows in the table.
    fn object(self) -> &'static Object {
        match self {
            Self::OpenApi => &objects::OPENAPI,
            Self::Info => &objects::INFO,
            Self::Contact => &objects::CONTACT,
            Self::License => &objects::LICENSE,
            Self::Server => &objects::SERVER,
            Self::ServerVariable => &objects::SERVER_VARIABLE,
            Self::Components => &objects::COMPONENTS,
            Self::Paths => &objects::PATHS,
            Self::PathItem => &objects::PATH_ITEM,
            Self::Operation => &objects::OPERATION,
            Self::ExternalDocs => &objects::EXTERNAL_DOCS,
            Self::Parameter => &objects::PARAMETER,
            Self::RequestBody => &objects::REQUEST_BODY,
            Self::MediaType => &objects::MEDIA_TYPE,
            Self::Encoding => &objects::ENCODING,
            Self::Responses => &objects::RESPONSES,
            Self::Response => &objects::RESPONSE,
            Self::Callback => &objects::CALLBACK,
            Self::Example => &objects::EXAMPLE,
            Self::Link => &objects::LINK,
            Self::Header => &objects::HEADER,
            Self::Tag => &objects::TAG,
            Self::Schema => &objects::SCHEMA,
            Self::Discriminator => &objects::DISCRIMINATOR,
            Self::Xml => &objects::XML,
            Self::SecurityScheme => &security::SECURITY_SCHEME,
            Self::OAuthFlows => &security::OAUTH_FLOWS,
            Self::ImplicitFlow => &security::IMPLICIT_FLOW,
            Self::TokenFlow => &security::TOKEN_FLOW,
            Self::AuthorizationCodeFlow => &security::AUTHORIZATION_CODE_FLOW,
        }
    }
}
