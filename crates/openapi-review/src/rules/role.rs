//! What a schema describes, and who sends that.

/// What a schema describes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum Role {
    Parameter,
    ParameterProperty,
    /// A parameter that is a header.
    RequestHeader,
    RequestHeaderProperty,
    RequestBody,
    RequestProperty,
    /// A property that requests do not carry, or something below one.
    RequestReadOnlyProperty,
    ResponseBody,
    ResponseProperty,
    /// A property that responses do not carry, or something below one.
    ResponseWriteOnlyProperty,
    ResponseHeader,
    ResponseHeaderProperty,
}

/// Who sends what a schema describes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Direction {
    Request,
    Response,
}

impl Role {
    /// All of them.
    pub(crate) const ALL: [Self; 12] = [
        Self::Parameter,
        Self::ParameterProperty,
        Self::RequestHeader,
        Self::RequestHeaderProperty,
        Self::RequestBody,
        Self::RequestProperty,
        Self::RequestReadOnlyProperty,
        Self::ResponseBody,
        Self::ResponseProperty,
        Self::ResponseWriteOnlyProperty,
        Self::ResponseHeader,
        Self::ResponseHeaderProperty,
    ];

    pub(crate) fn direction(self) -> Direction {
        match self {
            Self::Parameter
            | Self::ParameterProperty
            | Self::RequestHeader
            | Self::RequestHeaderProperty
            | Self::RequestBody
            | Self::RequestProperty
            | Self::RequestReadOnlyProperty => Direction::Request,
            Self::ResponseBody
            | Self::ResponseProperty
            | Self::ResponseWriteOnlyProperty
            | Self::ResponseHeader
            | Self::ResponseHeaderProperty => Direction::Response,
        }
    }

    /// The role of a property, or of an item, of a schema in this role.
    pub(crate) fn below(self) -> Self {
        match self {
            Self::Parameter | Self::ParameterProperty => Self::ParameterProperty,
            Self::RequestHeader | Self::RequestHeaderProperty => Self::RequestHeaderProperty,
            Self::RequestBody | Self::RequestProperty => Self::RequestProperty,
            Self::ResponseBody | Self::ResponseProperty => Self::ResponseProperty,
            Self::ResponseHeader | Self::ResponseHeaderProperty => Self::ResponseHeaderProperty,
            Self::RequestReadOnlyProperty => Self::RequestReadOnlyProperty,
            Self::ResponseWriteOnlyProperty => Self::ResponseWriteOnlyProperty,
        }
    }

    /// The role of a property that never travels in the direction of this one.
    pub(crate) fn untravelled(self) -> Self {
        match self.direction() {
            Direction::Request => Self::RequestReadOnlyProperty,
            Direction::Response => Self::ResponseWriteOnlyProperty,
        }
    }

    /// Whether what the schema describes is never sent, so that nothing about it can break.
    pub(crate) fn is_untravelled(self) -> bool {
        matches!(
            self,
            Self::RequestReadOnlyProperty | Self::ResponseWriteOnlyProperty
        )
    }

    /// What the id of a change begins with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            // oasdiff has words of its own for three changes of a header alone.
            Self::Parameter | Self::RequestHeader => "request-parameter",
            Self::ParameterProperty | Self::RequestHeaderProperty => "request-parameter-property",
            Self::RequestBody => "request-body",
            Self::RequestProperty => "request-property",
            Self::RequestReadOnlyProperty => "request-read-only-property",
            Self::ResponseBody => "response-body",
            Self::ResponseProperty => "response-property",
            Self::ResponseWriteOnlyProperty => "response-write-only-property",
            Self::ResponseHeader => "response-header",
            Self::ResponseHeaderProperty => "response-header-property",
        }
    }
}
