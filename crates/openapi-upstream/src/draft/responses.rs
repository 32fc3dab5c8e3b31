//! The responses of a draft: its success as the vendor has it, its errors as all operations of the document
//! have them.

use openapi_document::{Document, Node, Operations, Place, Pointer};

use super::{
    schemas::{Goes, Made, Schemas, nested, nothing, words},
    tolerance::Seen,
};
use crate::make::{Members, member};

const JSON: &str = "application/json";

/// The statuses of a success that have no body, whatever a definition says.
const WITHOUT_A_BODY: [&str; 2] = ["204", "205"];

/// The responses of the operation, and what the vendor says instead.
#[derive(Default)]
pub(super) struct Responses<'a> {
    pub(super) made: Members,
    pub(super) vendor: Members,
    /// The schemas of each success, as the vendor has them; `None` for one without a body.
    pub(super) answers: Vec<Option<&'a Node>>,
}

impl<'a> Responses<'a> {
    /// Those of the vendor's `responses`; what is written out as an object is called `name`.
    pub(super) fn of(
        responses: &'a Node,
        name: &str,
        ours: &Document,
        known: &Node,
        schemas: &mut Schemas<'a>,
    ) -> Self {
        let mut made = Self::default();
        let statuses = responses
            .members()
            .filter(|(status, _)| !status.starts_with("x-"));
        for (status, response) in statuses {
            match is_success(status) {
                true => made.success(status, response, name, schemas),
                false => made.error(status, response, ours, known),
            }
        }
        made
    }

    fn success(&mut self, status: &str, response: &'a Node, name: &str, schemas: &mut Schemas<'a>) {
        let mut made = Members::default();
        let content = response
            .get("content")
            .filter(|_| !WITHOUT_A_BODY.contains(&status));
        let said = match content {
            Some(_) => "The answer.",
            None => "Done.",
        };
        made.add("description", Place::default(), words(said));
        let schemas_there = content.into_iter().flat_map(Node::members);
        let answer = schemas_there
            .filter_map(|(_, media)| media.get("schema"))
            .next();
        self.answers.push(answer);
        let mut content_made = Members::default();
        let mut patches = Members::default();
        for (media_type, media) in content.into_iter().flat_map(Node::members) {
            let Some(schema) = media.get("schema") else {
                continue;
            };
            let examples = Seen::of(media.get("example").into_iter().collect());
            let Made { node, vendor } = schemas.body(schema, name, Goes::Back, &examples);
            let mut of_media = Members::default();
            of_media.add("schema", Place::default(), node);
            content_made.add(
                media_type,
                Place::default(),
                of_media.node(Place::default()),
            );
            let mut patch = Members::default();
            nested(&mut patch, "schema", vendor);
            nested(&mut patches, media_type, patch);
        }
        if !content_made.is_empty() {
            made.add(
                "content",
                Place::default(),
                content_made.node(Place::default()),
            );
        }
        let mut patch = Members::default();
        nested(&mut patch, "content", patches);
        nested(&mut self.vendor, status, patch);
        self.made
            .add(status, Place::default(), made.node(Place::default()));
    }

    fn error(&mut self, status: &str, response: &Node, ours: &Document, known: &Node) {
        let Some((written, content)) = error_of(ours, known, status) else {
            // The first operation of a document has nobody to share with.
            return self.made.add(status, Place::default(), response.clone());
        };
        self.made.add(status, Place::default(), written);
        let mut patch = Members::default();
        match response.get("content") {
            None => patch.add("content", Place::default(), nothing()),
            Some(theirs) => {
                let mut of_content = Members::default();
                for (media_type, _) in content.members() {
                    match theirs.get(media_type).map(|media| media.get("schema")) {
                        None => of_content.add(media_type, Place::default(), nothing()),
                        Some(None) => {
                            let mut media = Members::default();
                            media.add("schema", Place::default(), nothing());
                            of_content.add(
                                media_type,
                                Place::default(),
                                media.node(Place::default()),
                            );
                        }
                        Some(Some(_)) => {}
                    }
                }
                nested(&mut patch, "content", of_content);
            }
        }
        nested(&mut self.vendor, status, patch);
    }
}

fn is_success(status: &str) -> bool {
    !status.starts_with(['4', '5']) && status != "default"
}

/// How our document writes an error of this status: as an operation has it that is there, or else with the
/// body of another error. And its content, as the vendor would have it.
fn error_of(ours: &Document, known: &Node, status: &str) -> Option<(Node, Node)> {
    let operations = Operations::of(ours);
    let all = || {
        operations
            .iter()
            .filter_map(|operation| Some((operation, operation.node.get("responses")?)))
    };
    let same = all().find_map(|(operation, responses)| {
        let response = responses.get(status)?;
        Some((
            response.clone(),
            operation.pointer.child("responses").child(status),
        ))
    });
    let content_at = |at: &Pointer| {
        let (_, response) = ours.resolve(at)?;
        response.get("content").cloned()
    };
    if let Some((response, at)) = same {
        let content = content_at(&at).or_else(|| {
            let (_, response) = known.resolve(&at)?;
            response.get("content").cloned()
        });
        return Some((response, content?));
    }
    let mut others = all().flat_map(|(operation, responses)| {
        let statuses = responses
            .members()
            .filter(|(status, _)| !is_success(status));
        statuses.map(|(status, _)| operation.pointer.child("responses").child(status))
    });
    let content = others.find_map(|at| content_at(&at))?;
    let mut made = Members::default();
    let said = format!("An error of the status {status}.");
    made.add("description", Place::default(), words(&said));
    let mut kept = Members::default();
    if let Some(schema) = content.get(JSON).and_then(|media| member(media, "schema")) {
        let mut media = Members::default();
        media.add("schema", Place::default(), schema.node.clone());
        kept.add(JSON, Place::default(), media.node(Place::default()));
    }
    made.add("content", Place::default(), kept.node(Place::default()));
    Some((made.node(Place::default()), content))
}
