//! What shows that a rule finds what it is about, and nothing else.

/// What shows that a rule finds what it is about: tests hold each example against all rules.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// The same part of a document twice.
    Shown {
        /// What the texts are.
        part: Part,
        /// Breaks the rule, and no other.
        before: &'static str,
        /// Breaks no rule.
        after: &'static str,
    },
    /// Documents that are too long to be shown.
    Described {
        /// What is in the first, in words.
        before: &'static str,
        /// What is in the second, in words.
        after: &'static str,
        /// Makes both: the first breaks the rule and no other, the second breaks none.
        documents: fn() -> [String; 2],
    },
    /// There is no example, and this is why.
    None(&'static str),
}

/// A part of a document, in YAML.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// All of it.
    Document,
    /// The value of `paths`.
    Paths,
    /// The operation `GET /things/{thing_id}`; its path item has the parameter.
    Operation,
    /// One more parameter of the operation.
    Parameter,
    /// The schema of the parameter in the path.
    PathParameter,
    /// The request body of `POST /things/{thing_id}`.
    RequestBody,
    /// The value of `responses` of the operation; the components have a schema `Error`, when one of
    /// them refers to it.
    Responses,
    /// The schema `Thing` of the components, which is the body of the response.
    Schema,
    /// The schemas of the components, of which `Thing` is the body of the response.
    Schemas,
}

impl Example {
    /// Two whole documents.
    pub const fn document(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Document, before, after)
    }

    /// Two values of `paths`.
    pub const fn paths(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Paths, before, after)
    }

    /// Two operations `GET /things/{thing_id}`.
    pub const fn operation(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Operation, before, after)
    }

    /// Two parameters of an operation.
    pub const fn parameter(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Parameter, before, after)
    }

    /// Two schemas of a parameter in the path.
    pub const fn path_parameter(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::PathParameter, before, after)
    }

    /// Two request bodies.
    pub const fn request_body(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::RequestBody, before, after)
    }

    /// Two values of `responses`.
    pub const fn responses(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Responses, before, after)
    }

    /// Two schemas `Thing`.
    pub const fn schema(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Schema, before, after)
    }

    /// Two values of `schemas` of the components.
    pub const fn schemas(before: &'static str, after: &'static str) -> Self {
        Self::shown(Part::Schemas, before, after)
    }

    const fn shown(part: Part, before: &'static str, after: &'static str) -> Self {
        Self::Shown {
            part,
            before,
            after,
        }
    }

    /// The document that breaks the rule, and the one that does not.
    pub fn documents(&self) -> Option<[String; 2]> {
        match self {
            Self::Shown {
                part,
                before,
                after,
            } => Some([part.document(before), part.document(after)]),
            Self::Described { documents, .. } => Some(documents()),
            Self::None(_) => None,
        }
    }
}

impl Example {
    /// It as text for a terminal: what is first under the word `before`, what is second under
    /// `after`.
    pub fn text(&self, before: &str, after: &str) -> String {
        let moved = |text: &str| format!("    {}", text.replace('\n', "\n    "));
        self.with(before, after, moved)
    }

    /// It as Markdown, in the same way.
    pub fn markdown(&self, before: &str, after: &str) -> String {
        self.with(before, after, |text| format!("```yaml\n{text}\n```"))
    }

    fn with(&self, first: &str, second: &str, block: impl Fn(&str) -> String) -> String {
        match self {
            Self::Shown {
                part,
                before,
                after,
            } => {
                let (before, after) = (block(before), block(after));
                format!(
                    "{first} ({}):\n\n{before}\n\n{second}:\n\n{after}",
                    part.name()
                )
            }
            Self::Described { before, after, .. } => {
                format!("{first}: {before}.\n\n{second}: {after}.")
            }
            Self::None(reason) => format!("There is no example: {reason}."),
        }
    }
}

impl Part {
    /// What it is, for a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "a document",
            Self::Paths => "the paths of a document",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::PathParameter => "the schema of a path parameter",
            Self::RequestBody => "a request body",
            Self::Responses => "the responses of an operation",
            Self::Schema => "a schema",
            Self::Schemas => "the schemas of the components",
        }
    }

    /// A document in which this part is `text`, and which breaks no rule otherwise.
    pub fn document(self, text: &str) -> String {
        let own = |part: Self, standard: &str| match self == part {
            true => text.to_owned(),
            false => standard.to_owned(),
        };
        let schemas = match self {
            Self::Schema => member("Thing", text),
            Self::Responses if text.contains("'#/components/schemas/Error'") => ERROR.to_owned(),
            _ => own(Self::Schemas, "{}"),
        };
        let success = match self {
            Self::Schema | Self::Schemas => THING,
            _ => "'204': {description: Done.}",
        };
        let mut operation = OPERATION.to_owned();
        if self == Self::Parameter {
            operation += &member("parameters", &format!("- {}", indented(text)));
        }
        if self == Self::RequestBody {
            operation += &member("requestBody", text);
        }
        operation += &member("responses", &own(Self::Responses, success));
        let operation = own(Self::Operation, &operation);
        let method = match self {
            Self::RequestBody => "post",
            _ => "get",
        };
        let schema = own(Self::PathParameter, "{type: string, pattern: '^[a-z]+$'}");
        let parameter = PATH_PARAMETER.to_owned() + &member("schema", &schema);
        let item = member("parameters", &format!("- {}", indented(&parameter)))
            + &member(method, &operation);
        let paths = own(Self::Paths, &member("/things/{thing_id}", &item));
        let components = member("schemas", &schemas) + SCHEMES;
        match self {
            Self::Document => text.to_owned(),
            _ => HEAD.to_owned() + &member("paths", &paths) + &member("components", &components),
        }
    }
}

const HEAD: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
servers: [{url: 'https://example.com'}]
security: [{token: []}]
tags: [{name: Things, description: Things.}]
";

const OPERATION: &str = "\
tags: [Things]
operationId: readThing
summary: Reading a thing
description: Reads a thing.
";

const PATH_PARAMETER: &str = "\
name: thing_id
in: path
required: true
description: The id.
";

const SCHEMES: &str = "securitySchemes: {token: {type: apiKey, in: header, name: X-Auth-Token}}\n";

const THING: &str = "'200':
  description: Done.
  content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}";

const ERROR: &str = "Error: {type: object, description: An error.}";

/// A key and its value, which may have several lines.
fn member(key: &str, value: &str) -> String {
    format!("{key}:\n  {}\n", indented(value))
}

fn indented(text: &str) -> String {
    text.trim_end().replace('\n', "\n  ")
}
