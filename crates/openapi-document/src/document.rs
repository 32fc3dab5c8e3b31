//! An OpenAPI document: its text, its places and its typed form.

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::{
    finding::{Finding, Findings, Refusal},
    node::Node,
    place::Place,
    pointer::Pointer,
    rule::Level,
    stack::with_room,
    structure::INVALID_STRUCTURE,
    tree::{Tree, breaks},
    typed::{self, Mismatch},
};

/// An OpenAPI 3.0 document that could be read.
#[derive(Clone, Debug)]
pub struct Document {
    tree: Tree,
    openapi: OpenAPI,
}

impl Document {
    /// Reads a document in YAML or JSON; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Findings at level error when `bytes` is not UTF-8, not YAML, too large, nested too deeply,
    /// or has not the structure of an OpenAPI 3.0 document. [`Tree`] is for those who want to say
    /// more about a document with a broken structure.
    ///
    /// ```
    /// let error = openapi_document::Document::parse("dcs.yaml", b"openapi: 3.2.0\n").unwrap_err();
    /// assert!(error.to_string().starts_with("dcs.yaml:1:10: error[unsupported-version]"));
    /// ```
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        Tree::read(file, bytes)?.document()
    }

    /// The name of the document in messages.
    pub fn file(&self) -> &str {
        self.tree.file()
    }

    /// The text, as it was read.
    pub fn text(&self) -> &str {
        self.tree.text()
    }

    /// The tree that was read, with its objects and its references.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The tree of values with their places.
    pub fn root(&self) -> &Node {
        self.tree.root()
    }

    /// The typed form.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// The typed form of `json`, in which this document was changed.
    ///
    /// # Errors
    ///
    /// A finding when it is no OpenAPI 3.0 document any more.
    pub fn typed_form_of(&self, json: &Value) -> Result<OpenAPI, Findings> {
        typed(self.root(), json).map_err(|finding| self.findings(vec![*finding]))
    }

    /// Where the entry that `pointer` names stands.
    pub fn place(&self, pointer: &Pointer) -> Option<Place> {
        self.root().place_of(pointer)
    }

    /// The node at `pointer` and the pointer to it, after following references from there.
    ///
    /// `None` when there is no such node, or when a reference is external, leads nowhere or
    /// leads back to itself.
    pub fn resolve(&self, pointer: &Pointer) -> Option<(Pointer, &Node)> {
        self.root().resolve(pointer)
    }

    /// The findings about its structure: it has keys that OpenAPI does not define.
    pub fn unknown_keys(&self) -> &[Finding] {
        self.tree.structure()
    }

    /// Findings about this document.
    pub fn findings(&self, findings: Vec<Finding>) -> Findings {
        self.tree.findings(findings)
    }
}

impl Tree {
    /// The document that it is.
    ///
    /// # Errors
    ///
    /// Findings at level error where its structure is broken.
    pub fn document(self) -> Result<Document, Findings> {
        with_room(|| {
            if self.is_broken() {
                let broken = self.structure().iter().filter(|finding| breaks(finding));
                return Err(self.findings(broken.cloned().collect()));
            }
            match typed(self.root(), &self.root().to_json()) {
                Ok(openapi) => Ok(Document {
                    tree: self,
                    openapi,
                }),
                Err(finding) => Err(self.findings(vec![*finding])),
            }
        })
    }
}

/// The typed form of `json`, which was made of `root`. After the structure check this fails only
/// where the typed reader knows a rule that the structure check does not.
fn typed(root: &Node, json: &Value) -> Result<OpenAPI, Refusal> {
    typed::typed(json).map_err(|Mismatch { message, pointer }| {
        Box::new(Finding {
            rule: &INVALID_STRUCTURE,
            level: Level::Error,
            message: format!("not readable as OpenAPI 3.0: {message}"),
            help: "compare this part with the OpenAPI 3.0.3 specification".to_owned(),
            place: root.place_of(&pointer).or(Some(root.place)),
            pointer,
            related: Vec::new(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &[u8], expected: &str) {
        let refused = Document::parse("a.yaml", text).unwrap_err().to_string();
        assert!(refused.starts_with(expected), "{refused}");
    }

    #[test]
    fn what_cannot_be_read_is_refused_with_its_rule_and_its_place() {
        for (text, expected) in [
            (&b"a: \xff"[..], "a.yaml:1:4: error[unreadable-document]"),
            (b"a: 1\na: 2\n", "a.yaml:2:1: error[unreadable-document]"),
            (b"- 1\n", "a.yaml:1:1: error[unreadable-document]"),
            (
                b"swagger: '2.0'\n",
                "a.yaml:1:10: error[unsupported-version]",
            ),
            (
                b"openapi: 3.2.0\n",
                "a.yaml:1:10: error[unsupported-version]",
            ),
            (b"openapi: 3.0\n", "a.yaml:1:10: error[unsupported-version]"),
            (b"info: {}\n", "a.yaml:1:1: error[unsupported-version]"),
            (
                b"openapi: 3.0.3\ninfo: {title: A}\npaths: {}\n",
                "a.yaml:2:1: error[invalid-structure]",
            ),
        ] {
            refused(text, expected);
        }
    }

    #[test]
    fn a_tree_keeps_what_its_structure_lacks_and_only_what_breaks_it_refuses_the_document() {
        let rules = |findings: &[Finding]| -> Vec<&str> {
            findings.iter().map(|finding| finding.rule.id).collect()
        };
        let text = "openapi: 3.0.3\ninfo: {title: A, version: '1', autor: me}\npaths: {}\n";
        let tree = Tree::read("a.yaml", text.as_bytes()).unwrap();
        assert!(!tree.is_broken());
        let document = tree.document().unwrap();
        assert_eq!(rules(document.unknown_keys()), ["unknown-key"]);

        let broken = text.replace("paths: {}", "paths: []");
        let tree = Tree::read("a.yaml", broken.as_bytes()).unwrap();
        assert!(tree.is_broken());
        assert_eq!(
            rules(tree.structure()),
            ["unknown-key", "invalid-structure"]
        );
        let refused: Vec<_> = tree.document().unwrap_err().iter().cloned().collect();
        assert_eq!(rules(&refused), ["invalid-structure"]);
    }
}
