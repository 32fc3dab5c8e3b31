//! What the generator's form does not say of an operation's request and answer, and polish writes.

use std::{borrow::Cow, collections::BTreeMap};

use openapi_document::{Node, Pointer};
use openapiv3::{Operation, QueryStyle};

use super::{
    media::{Kind, called, taken},
    multipart::Part,
    parameters::Own,
    resolve::Context,
    responses::cases::Case,
};

/// What the generator's form does not say, where it is not what the generator does by itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Wire {
    /// What the request's body is, where it is not JSON.
    pub(crate) body: Option<Kind>,
    /// Its media type.
    pub(crate) content_type: Option<String>,
    /// The members of a form that are written in a way of their own.
    pub(crate) members: Vec<(String, Style)>,
    /// The parts of a body in parts, which are found when all schemas are lowered.
    pub(crate) parts: Vec<Part>,
    /// The parameters that the document has otherwise.
    pub(crate) parameters: Vec<Own>,
    /// The media types that an answer may have.
    pub(crate) accept: Option<String>,
    /// Whether an answer is text.
    pub(crate) answers_text: bool,
    /// Whether a success is bytes.
    pub(crate) answers_bytes: bool,
    /// The successes, where their bodies differ.
    pub(crate) cases: Vec<Case>,
    /// What answers call their bodies, by the status or class that the document has, where it is not JSON.
    pub(crate) answers: BTreeMap<String, String>,
}

/// How a value that is no scalar is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    Each,
    Commas,
    Spaces,
    Pipes,
    Deep,
    Json,
}

impl Style {
    /// What `style` and `explode` ask for.
    pub(super) fn of(style: &QueryStyle, explode: Option<bool>) -> Self {
        match style {
            QueryStyle::DeepObject => Self::Deep,
            QueryStyle::Form if explode == Some(false) => Self::Commas,
            QueryStyle::Form => Self::Each,
            // `explode` writes these as `form` does.
            QueryStyle::SpaceDelimited | QueryStyle::PipeDelimited if explode == Some(true) => {
                Self::Each
            }
            QueryStyle::SpaceDelimited => Self::Spaces,
            QueryStyle::PipeDelimited => Self::Pipes,
        }
    }

    /// The same of the encoding at `node`: the typed form does not say whether it has an `explode`.
    fn of_encoding(node: &Node) -> Self {
        let style = match node.get("style").and_then(Node::as_str) {
            Some("deepObject") => QueryStyle::DeepObject,
            Some("spaceDelimited") => QueryStyle::SpaceDelimited,
            Some("pipeDelimited") => QueryStyle::PipeDelimited,
            _ => QueryStyle::Form,
        };
        Self::of(&style, node.get("explode").and_then(Node::as_bool))
    }
}

impl Wire {
    /// What the document has for the parameter that the generator knows by this name.
    pub(crate) fn parameter(&self, generated: &str) -> Option<&Own> {
        let mut parameters = self.parameters.iter();
        parameters.find(|own| own.generated == generated)
    }

    /// The lists in the path.
    pub(crate) fn lists_in_path(&self) -> impl Iterator<Item = &Own> {
        let parameters = self.parameters.iter();
        parameters.filter(|own| own.is_in_path && own.is_list)
    }

    /// Of the request of `operation`, which stands at `at` in `document` and is not lowered yet.
    pub(super) fn of_request(context: Context<'_>, at: &Pointer, operation: &Operation) -> Self {
        let body = operation.request_body.as_ref();
        let body = body.and_then(|body| context.request_body(body));
        let content = body.map(|body| &body.content);
        let Some((name, kind)) = content.and_then(|content| taken(context, content)) else {
            return Self::default();
        };
        let content_type = Some(called(name, kind)).filter(|called| called != kind.generators());
        // Only whoever writes the parts knows what stands between them.
        let content_type = content_type.filter(|_| kind != Kind::Multipart);
        let content_type = content_type.map(Cow::into_owned);
        let members = match kind {
            Kind::Form => members(context, &at.child("requestBody"), name),
            _ => Vec::new(),
        };
        Self {
            body: Some(kind).filter(|kind| *kind != Kind::Json),
            content_type,
            members,
            ..Self::default()
        }
    }

    /// Whether there is nothing to say: the generator does all of it by itself.
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// The members of the form `name` of the body at `at` for which the document has an `encoding`.
fn members(context: Context<'_>, at: &Pointer, name: &str) -> Vec<(String, Style)> {
    let encoding = context
        .document
        .resolve(at)
        .and_then(|(_, body)| body.get("content")?.get(name)?.get("encoding"));
    let encoding = encoding.into_iter().flat_map(Node::members);
    let members = encoding.filter_map(|(member, node)| {
        let has = |key| node.get(key).is_some();
        let media_type = node.get("contentType").and_then(Node::as_str);
        let style = match media_type {
            // OpenAPI lets one of both say how the member is written.
            _ if has("style") || has("explode") => Style::of_encoding(node),
            Some(media_type) if media_type.trim().ends_with("json") => Style::Json,
            _ => return None,
        };
        Some((member.to_owned(), style))
    });
    members.collect()
}
