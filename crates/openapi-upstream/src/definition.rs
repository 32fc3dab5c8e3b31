//! A definition of the vendor's: one file, in Swagger 2.0 or OpenAPI 3.0.

use openapi_document::{
    Document, Finding, Findings, Level, Node, Operation, Operations, Place, Pointer, Tree,
    UNSUPPORTED_VERSION, Value,
};

use crate::swagger;

/// A file of the vendor's, read as an OpenAPI 3.0 document whose values know their places in it.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The values as the vendor wrote them.
    root: Node,
    document: Document,
}

impl Definition {
    /// Reads a definition in YAML or JSON; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Findings when it cannot be read, or is neither Swagger 2.0 nor OpenAPI 3.0.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        let (text, root) = Tree::values(file, bytes)?;
        if let Some(finding) = neither(&root) {
            return Err(Findings::new(file, text, vec![finding]));
        }
        let moved = match swagger::is_swagger(&root) {
            true => swagger::to_openapi(&root),
            false => root.clone(),
        };
        let document = Tree::of(file, text, moved)?.document()?;
        Ok(Self { root, document })
    }

    /// The name of the file in messages.
    pub fn file(&self) -> &str {
        self.document.file()
    }

    /// The definition as an OpenAPI 3.0 document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The values as the vendor wrote them.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The operations, in the order of the file.
    pub fn operations(&self) -> Operations<'_> {
        Operations::of(&self.document)
    }

    /// The operation as the vendor wrote it.
    pub fn written(&self, operation: &Operation<'_>) -> Option<&Node> {
        self.root.at(&operation.pointer)
    }

    /// The pointer to what stands at `place` in the vendor's file: a file of one line is hard to search.
    pub fn pointer(&self, place: Place) -> Option<Pointer> {
        found(&self.root, place, Pointer::root())
    }

    /// The path of the server before each path template.
    pub(crate) fn base_path(&self) -> &str {
        base_path(self.document.root())
    }
}

/// What is wrong with values that are no definition, in words about a file that is not ours to edit.
fn neither(root: &Node) -> Option<Finding> {
    let may_be_one = match root.value {
        Value::Object(_) => swagger::is_swagger(root) || root.get("openapi").is_some(),
        Value::Array(_) => false,
        // What is empty or no data at all is not read.
        _ => true,
    };
    (!may_be_one).then(|| Finding {
        rule: &UNSUPPORTED_VERSION,
        level: Level::Error,
        message: "the file is no definition: it is neither in Swagger 2.0 nor in OpenAPI 3.0".to_owned(),
        help: "name a file of the vendor's that says `\"swagger\": \"2.0\"` or `\"openapi\": \"3.0…\"`; those of \
               the API Explorer say `\"version\": \"2.0\"` and have `paths`"
            .to_owned(),
        pointer: Pointer::root(),
        place: Some(root.place),
        related: Vec::new(),
    })
}

/// The path of the first server of a document, without a slash at its end.
pub(crate) fn base_path(root: &Node) -> &str {
    let servers = root.get("servers").into_iter().flat_map(Node::items);
    let mut urls = servers.filter_map(|server| server.get("url")?.as_str());
    let url = urls.next().unwrap_or_default();
    let behind = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = behind.find('/').and_then(|at| behind.get(at..));
    path.unwrap_or_default().trim_end_matches('/')
}

/// Recursive: the depth of a definition is limited where it is read.
fn found(node: &Node, place: Place, at: Pointer) -> Option<Pointer> {
    if node.place == place && !matches!(node.value, Value::Object(_) | Value::Array(_)) {
        return Some(at);
    }
    for (index, item) in node.items().enumerate() {
        let at = at.child(index);
        if item.place == place {
            return Some(at);
        }
        if let Some(found) = found(item, place, at) {
            return Some(found);
        }
    }
    for (name, member) in node.as_object().into_iter().flatten() {
        let at = at.child(name);
        if member.key == place {
            return Some(at);
        }
        if let Some(found) = found(&member.node, place, at) {
            return Some(found);
        }
    }
    (node.place == place).then_some(at)
}
