//! The operation of a draft.

use openapi_document::{Document, Node, Operations, Place};

use super::{
    names::{Taken, lower_camel, phrase, sentence, upper_camel},
    paging::pagination,
    parameters::Parameters,
    responses::Responses,
    schemas::{Goes, Made, Schemas, nested, words, yes},
    tolerance::Seen,
};
use crate::{
    make::{Members, list},
    part::At,
    patch::patched,
    source::{SOURCE, deviations},
};

/// Words of an operation after which something is not what it was.
const DESTRUCTIVE: [&str; 9] = [
    "delete", "remove", "flush", "kill", "clear", "reset", "restore", "rollback", "stop",
];

/// What is added to a document.
pub(super) struct Added {
    /// `paths` and `components`, with what is new in them.
    pub(super) tree: Node,
    pub(super) operation_id: String,
}

/// The operation at `at` of the vendor's, as members that the document has not.
pub(super) fn added(ours: &Document, theirs: &Document, at: &At, id: &str) -> Added {
    let pointer = at.pointer();
    let nothing = Members::default().node(Place::default());
    let node = theirs.root().at(&pointer).unwrap_or(&nothing);
    let id = node.get("operationId").and_then(Node::as_str).unwrap_or(id);
    let operation_id = operation_id(ours, id);
    // What our document says with all that it says of the vendor.
    let known = patched(ours.root(), deviations(ours.root()).iter());
    let upper = upper_camel(id);
    let mut schemas = Schemas::new(ours, theirs, upper.clone());

    let theirs_parameters = node.get("parameters").into_iter().flat_map(Node::items);
    let theirs_parameters: Vec<&Node> = theirs_parameters.collect();
    let parameters = Parameters::of(&theirs_parameters, (ours, &known), &mut schemas);
    let body = theirs.resolve(&pointer.child("requestBody"));
    let body = body.map(|(_, body)| request_body(body, at.method, &upper, &mut schemas));
    let responses = node.get("responses").unwrap_or(&nothing);
    let responses = Responses::of(
        responses,
        &format!("{upper}Response"),
        ours,
        &known,
        &mut schemas,
    );
    let pages = match responses.answers[..] {
        [Some(answer)] => pagination(theirs, &theirs_parameters, answer),
        // A page that may be an answer without a body is none.
        _ => None,
    };

    let mut vendor = Members::default();
    nested(&mut vendor, "parameters", parameters.vendor);
    let (body, body_vendor) = body.unzip();
    nested(&mut vendor, "requestBody", body_vendor.unwrap_or_default());
    nested(&mut vendor, "responses", responses.vendor);

    let mut made = Members::default();
    made.add(
        "tags",
        Place::default(),
        list(tag(ours, &at.path), Place::default()),
    );
    made.add("operationId", Place::default(), words(&operation_id));
    made.add("summary", Place::default(), words(&phrase(id)));
    made.add("description", Place::default(), words(&sentence(id)));
    let lower = phrase(id).to_ascii_lowercase();
    let destroys = lower.split(' ').any(|word| DESTRUCTIVE.contains(&word));
    if destroys && !matches!(at.method, "delete" | "get") {
        made.add("x-destructive", Place::default(), yes());
    }
    made.add(SOURCE, Place::default(), source(id, vendor));
    if let Some(pages) = pages {
        made.add("x-pagination", Place::default(), pages);
    }
    if !parameters.list.is_empty() {
        made.add(
            "parameters",
            Place::default(),
            list(parameters.list, Place::default()),
        );
    }
    if let Some(body) = body {
        made.add("requestBody", Place::default(), body);
    }
    made.add(
        "responses",
        Place::default(),
        responses.made.node(Place::default()),
    );
    Added {
        tree: tree(at, made, parameters.components, schemas),
        operation_id,
    }
}

fn tree(at: &At, operation: Members, parameters: Members, schemas: Schemas<'_>) -> Node {
    let mut item = Members::default();
    item.add(
        at.method,
        Place::default(),
        operation.node(Place::default()),
    );
    let mut paths = Members::default();
    paths.add(&at.path, Place::default(), item.node(Place::default()));
    let mut tree = Members::default();
    tree.add("paths", Place::default(), paths.node(Place::default()));
    let mut components = Members::default();
    nested(&mut components, "parameters", parameters);
    let mut made = Members::default();
    for (name, node) in schemas.into_components() {
        made.add(&name, Place::default(), node);
    }
    nested(&mut components, "schemas", made);
    nested(&mut tree, "components", components);
    tree.node(Place::default())
}

/// The id in our style, which no operation has.
fn operation_id(ours: &Document, id: &str) -> String {
    let operations = Operations::of(ours);
    let ids = operations
        .iter()
        .filter_map(|operation| operation.operation_id);
    Taken::of(ids).take("", &lower_camel(id))
}

/// The tag of the operation whose path begins most like this one.
fn tag(ours: &Document, path: &str) -> Vec<Node> {
    let operations = Operations::of(ours);
    let alike = |other: &str| {
        let both = other.split('/').zip(path.split('/'));
        both.take_while(|(other, own)| other == own).count()
    };
    let tagged = operations.iter().filter_map(|operation| {
        let tag = operation.node.get("tags")?.items().next()?.as_str()?;
        Some((alike(operation.path), tag))
    });
    let best = tagged.max_by_key(|(alike, _)| *alike);
    best.map(|(_, tag)| words(tag)).into_iter().collect()
}

fn source(id: &str, vendor: Members) -> Node {
    let mut made = Members::default();
    made.add("from", Place::default(), words(&format!("DEF, {id}")));
    if !vendor.is_empty() {
        let why = "A draft: the errors as all operations have them, numbers in 32 bits, and a default is the \
                   service's own.";
        made.add("resolution", Place::default(), words(why));
        made.add("vendor", Place::default(), vendor.node(Place::default()));
    }
    made.node(Place::default())
}

/// The body and what the vendor says of it.
fn request_body<'a>(
    body: &'a Node,
    method: &str,
    upper: &str,
    schemas: &mut Schemas<'a>,
) -> (Node, Members) {
    let mut made = Members::default();
    let mut allow = Members::default();
    if body.get("required").and_then(Node::as_bool) == Some(true) {
        made.add("required", Place::default(), yes());
    } else {
        let why = "DEF does not say that the body has to be there.";
        allow.add("optional-request-body", Place::default(), words(why));
    }
    if matches!(method, "delete" | "get") {
        let why = "DEF has a body here.";
        allow.add("undefined-request-body", Place::default(), words(why));
    }
    nested(&mut made, "x-allow", allow);
    let mut content = Members::default();
    let mut patches = Members::default();
    for (media_type, media) in body
        .get("content")
        .into_iter()
        .flat_map(Node::members)
        .take(1)
    {
        let mut of_media = Members::default();
        if let Some(schema) = media.get("schema") {
            let name = format!("{upper}Request");
            let Made { node, vendor } = schemas.body(schema, &name, Goes::Out, &Seen::default());
            of_media.add("schema", Place::default(), node);
            let mut patch = Members::default();
            nested(&mut patch, "schema", vendor);
            nested(&mut patches, media_type, patch);
        }
        content.add(
            media_type,
            Place::default(),
            of_media.node(Place::default()),
        );
    }
    made.add("content", Place::default(), content.node(Place::default()));
    let mut vendor = Members::default();
    nested(&mut vendor, "content", patches);
    (made.node(Place::default()), vendor)
}
