//! An OpenAPI document: its text, its places and its typed form.

use openapi_tree::{Mismatch, end_of, read};
use openapiv3::OpenAPI;

use crate::{
    Finding, Findings, Level, Node, Place, Pointer, Value,
    check::{Group, Policy, Rule, with_the_rest},
    finding::Refusal,
    stack::with_room,
    structure::{INVALID_STRUCTURE, structure},
};

pub(crate) static UNREADABLE: Rule = Rule {
    id: "unreadable-document",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The document is YAML or JSON in UTF-8, without duplicate keys, of a reasonable size.",
    why: "nothing else can be said about a document that cannot be read",
    mend: "the finding names the place where reading ended, and why",
};
pub(crate) static UNSUPPORTED_VERSION: Rule = Rule {
    id: "unsupported-version",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The document is written for OpenAPI 3.0.",
    why: "OpenAPI 2.0 and 3.1 mean other things by the same words, and the generator reads 3.0",
    mend: "convert the document to OpenAPI 3.0 and begin it with `openapi: 3.0.3`",
};

/// The largest document that is read, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// An OpenAPI 3.0 document that could be read.
#[derive(Clone, Debug)]
pub struct Document {
    file: String,
    text: String,
    root: Node,
    openapi: OpenAPI,
    unknown_keys: Vec<Finding>,
}

impl Document {
    /// Reads a document in YAML or JSON; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// Findings at level error when `bytes` is not UTF-8, not YAML, too large, nested too deeply,
    /// or has not the structure of an OpenAPI 3.0 document.
    ///
    /// ```
    /// let error = openapi_pipeline::Document::parse("dcs.yaml", b"openapi: 3.1.0\n").unwrap_err();
    /// assert!(error.to_string().starts_with("dcs.yaml:1:10: error[unsupported-version]"));
    /// ```
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        Self::parse_under(&Policy::needed(), file, bytes)
    }

    /// The same; where only the structure of some parts is not in order, the error has what `policy`
    /// asks for about the others as well, so that all of it can be mended at once.
    ///
    /// # Errors
    ///
    /// Those of [`Document::parse`].
    pub fn parse_under(policy: &Policy, file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        with_room(|| Self::read(policy, file, bytes))
    }

    fn read(policy: &Policy, file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        let text = text(file, bytes)?;
        let refuse = |findings| Findings::new(file, text, findings);
        let root = read(text).map_err(|error| refuse(vec![*not_read(error)]))?;
        version(&root).map_err(|finding| refuse(vec![*finding]))?;
        let found = structure(&root);
        if found
            .iter()
            .any(|finding| finding.rule == INVALID_STRUCTURE.id)
        {
            return Err(refuse(with_the_rest(&root, policy, found)));
        }
        let openapi = typed(&root).map_err(|finding| refuse(vec![*finding]))?;
        Ok(Self {
            file: file.to_owned(),
            text: text.to_owned(),
            root,
            openapi,
            unknown_keys: found,
        })
    }

    /// The name of the document in messages.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The text, as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tree of values with their places.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The typed form.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// Where the entry that `pointer` names stands.
    pub fn place(&self, pointer: &Pointer) -> Option<Place> {
        self.root.place_of(pointer)
    }

    /// The node at `pointer` and the pointer to it, after following references from there.
    ///
    /// `None` when there is no such node, or when a reference is external, leads nowhere or
    /// leads back to itself.
    pub fn resolve(&self, pointer: &Pointer) -> Option<(Pointer, &Node)> {
        self.root.resolve(pointer)
    }

    /// The findings about its structure: it has keys that OpenAPI does not define.
    pub(crate) fn unknown_keys(&self) -> &[Finding] {
        &self.unknown_keys
    }

    /// Findings about this document.
    pub(crate) fn findings(&self, findings: Vec<Finding>) -> Findings {
        Findings::new(&self.file, &self.text, findings)
    }
}

fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Findings> {
    if bytes.len() > MAX_BYTES {
        let message = format!("the document has more than {MAX_BYTES} bytes");
        let help = "split the document".to_owned();
        return Err(Findings::new(
            file,
            "",
            vec![*unreadable(message, help, None)],
        ));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let valid = String::from_utf8_lossy(valid);
        let place = end_of(&valid);
        let message = "the document is not UTF-8".to_owned();
        let help = "save it as UTF-8".to_owned();
        Findings::new(file, &valid, vec![*unreadable(message, help, Some(place))])
    })
}

fn version(root: &Node) -> Result<(), Refusal> {
    if !matches!(root.value, Value::Object(_)) {
        return Err(unreadable(
            format!("the document is {}, not an object", root.kind()),
            "begin with `openapi: 3.0.3`".to_owned(),
            Some(root.place),
        ));
    }
    let unsupported = |pointer: Pointer, message: String, help: &str| {
        Box::new(Finding {
            rule: UNSUPPORTED_VERSION.id,
            level: Level::Error,
            message,
            help: help.to_owned(),
            place: root.place_of(&pointer),
            pointer,
            related: Vec::new(),
        })
    };
    if root.get("swagger").is_some() {
        return Err(unsupported(
            Pointer::root().child("swagger"),
            "OpenAPI 2.0 is not read".to_owned(),
            "convert the document to OpenAPI 3.0",
        ));
    }
    match root.get("openapi").map(|node| &node.value) {
        Some(Value::String(version)) if is_supported(version) => Ok(()),
        Some(Value::String(version)) => Err(unsupported(
            Pointer::root().child("openapi"),
            format!("OpenAPI {version} is not read, only 3.0"),
            "write the document for OpenAPI 3.0 and say `openapi: 3.0.3`",
        )),
        // `openapi: 3.0` is a number in YAML.
        Some(_) => Err(unsupported(
            Pointer::root().child("openapi"),
            "`openapi` must be a string with three parts".to_owned(),
            "write `openapi: 3.0.3`",
        )),
        None => Err(unsupported(
            Pointer::root(),
            "the document does not say which version of OpenAPI it is written for".to_owned(),
            "begin with `openapi: 3.0.3`",
        )),
    }
}

fn is_supported(version: &str) -> bool {
    version
        .strip_prefix("3.0.")
        .is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The typed form. After the structure check this fails only where the typed reader knows a
/// rule that the structure check does not.
fn typed(root: &Node) -> Result<OpenAPI, Refusal> {
    openapi_tree::typed(root).map_err(|Mismatch { message, pointer }| {
        Box::new(Finding {
            rule: INVALID_STRUCTURE.id,
            level: Level::Error,
            message: format!("not readable as OpenAPI 3.0: {message}"),
            help: "compare this part with the OpenAPI 3.0.3 specification".to_owned(),
            place: root.place_of(&pointer).or(Some(root.place)),
            pointer,
            related: Vec::new(),
        })
    })
}

fn not_read(error: openapi_tree::Error) -> Refusal {
    let openapi_tree::Error {
        message,
        help,
        place,
    } = error;
    unreadable(message, help, place)
}

fn unreadable(message: String, help: String, place: Option<Place>) -> Refusal {
    Box::new(Finding {
        rule: UNREADABLE.id,
        level: Level::Error,
        message,
        help,
        pointer: Pointer::root(),
        place,
        related: Vec::new(),
    })
}
