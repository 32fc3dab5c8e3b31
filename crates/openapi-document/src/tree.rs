//! A text that was read as a tree of values, and what its structure lacks.

use crate::{
    finding::{Finding, Findings, Refusal},
    newer,
    node::{Node, Value},
    place::{Place, end_of},
    pointer::Pointer,
    read::{self, read},
    rule::{Example, Group, Level, Rule},
    stack::with_room,
    structure::{INVALID_STRUCTURE, Index, Located, Reference, UNKNOWN_KEY, structure},
};

/// Nothing can be read.
pub static UNREADABLE: Rule = Rule {
    id: "unreadable-document",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The document is YAML or JSON in UTF-8, without duplicate keys, of a reasonable size.",
    why: "nothing else can be said about a document that cannot be read",
    fix: "the finding names the place where reading ended, and why",
    example: Example::document(
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         info: {title: Others, version: '1'}\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         paths: {}",
    ),
};
/// It is written for another version.
pub static UNSUPPORTED_VERSION: Rule = Rule {
    id: "unsupported-version",
    group: Group::Correctness,
    level: Level::Error,
    needed: true,
    what: "The document is written for OpenAPI 3.0, or for 3.1, which is said in the words of 3.0.",
    why: "other versions mean other things by the same words",
    fix: "convert the document to OpenAPI 3.0 and begin it with `openapi: 3.0.3`",
    example: Example::document(
        "openapi: 3.2.0\n\
         info: {title: Things, version: '1'}\n\
         paths: {}",
        "openapi: 3.0.3\n\
         info: {title: Things, version: '1'}\n\
         paths: {}",
    ),
};

/// The largest document that is read, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A text in YAML or JSON, written for OpenAPI 3.0, as a tree of values that know their places. One
/// written for OpenAPI 3.1 is said in the words of 3.0 as far as these go.
///
/// Its structure may be broken: then there is no [`Document`](crate::Document) of it, but something can be said about
/// its other parts.
#[derive(Clone, Debug)]
pub struct Tree {
    file: String,
    text: String,
    root: Node,
    structure: Vec<Finding>,
    index: Index,
}

impl Tree {
    /// Reads a text in YAML or JSON; `file` is its name in messages.
    ///
    /// # Errors
    ///
    /// A finding at level error when `bytes` is not UTF-8, not YAML, too large, nested too deeply,
    /// or not written for OpenAPI 3.0 or 3.1.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, Findings> {
        with_room(|| {
            let (text, root) = Self::values(file, bytes)?;
            Self::of(file, text, root)
        })
    }

    /// The values of a text in YAML or JSON, whatever it is written for, and the text; `file` is its
    /// name in messages.
    ///
    /// # Errors
    ///
    /// A finding at level error when `bytes` is not UTF-8, not YAML, too large or nested too deeply.
    pub fn values<'a>(file: &str, bytes: &'a [u8]) -> Result<(&'a str, Node), Findings> {
        with_room(|| {
            let text = text(file, bytes)?;
            let refuse = |error| Findings::new(file, text, vec![*not_read(error)]);
            Ok((text, read(text).map_err(refuse)?))
        })
    }

    /// The tree of values that were made of those of `text` and keep their places: of a definition in
    /// another form, or of a part of a document.
    ///
    /// # Errors
    ///
    /// A finding at level error when they are not written for OpenAPI 3.0 or 3.1.
    pub fn of(file: &str, text: &str, mut root: Node) -> Result<Self, Findings> {
        with_room(|| {
            let refuse = |finding: Refusal| Findings::new(file, text, vec![*finding]);
            let is_newer = newer::is_newer(version(&root).map_err(refuse)?);
            let unknown = match is_newer {
                true => newer::in_older_words(&mut root),
                false => Vec::new(),
            };
            let (mut structure, index) = structure(&root, is_newer);
            structure.extend(unknown.into_iter().map(|at| no_longer_nullable(&root, at)));
            Ok(Self {
                file: file.to_owned(),
                text: text.to_owned(),
                root,
                structure,
                index,
            })
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

    /// Every place where it departs from the structure of OpenAPI 3.0, keys that OpenAPI does not
    /// define included.
    pub fn structure(&self) -> &[Finding] {
        &self.structure
    }

    /// Every object that is written out, in the order of the text; what looks like one inside an
    /// example is none, and where a reference stands instead, there is none.
    pub fn objects(&self) -> impl Iterator<Item = Located<'_>> {
        self.index.objects(&self.root)
    }

    /// Every reference, in the order of the text.
    pub fn references(&self) -> &[Reference] {
        self.index.references()
    }

    /// Whether its structure is broken, so that there is no [`Document`](crate::Document) of it.
    pub fn is_broken(&self) -> bool {
        self.structure.iter().any(breaks)
    }

    /// Findings about this text.
    pub fn findings(&self, findings: Vec<Finding>) -> Findings {
        Findings::new(&self.file, &self.text, findings)
    }
}

/// Whether nothing can be read from a document with this finding about its structure.
pub(crate) fn breaks(finding: &Finding) -> bool {
    finding.rule == &INVALID_STRUCTURE
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

/// The finding about a `nullable` in OpenAPI 3.1, which was there and has been taken away.
fn no_longer_nullable(root: &Node, at: Pointer) -> Finding {
    let schema = at.parent().unwrap_or_default();
    Finding {
        rule: &UNKNOWN_KEY,
        level: Level::Error,
        message: "OpenAPI 3.1 has no `nullable`, and it is not looked at".to_owned(),
        help: "write `null` among the types: `type: [string, 'null']`".to_owned(),
        place: root.place_of(&schema),
        pointer: at,
        related: Vec::new(),
    }
}

/// The version that a document is written for.
fn version(root: &Node) -> Result<&str, Refusal> {
    if !matches!(root.value, Value::Object(_)) {
        return Err(unreadable(
            format!("the document is {}, not an object", root.type_name()),
            "begin with `openapi: 3.0.3`".to_owned(),
            Some(root.place),
        ));
    }
    let unsupported = |pointer: Pointer, message: String, help: &str| {
        Box::new(Finding {
            rule: &UNSUPPORTED_VERSION,
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
        Some(Value::String(version)) if is_supported(version) => Ok(version),
        Some(Value::String(version)) => Err(unsupported(
            Pointer::root().child("openapi"),
            format!("OpenAPI {version} is not read, only 3.0 and 3.1"),
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
    newer::is_version(version, "3.0.") || newer::is_newer(version)
}

fn not_read(error: read::Error) -> Refusal {
    let read::Error {
        message,
        help,
        place,
    } = error;
    unreadable(message, help, place)
}

fn unreadable(message: String, help: String, place: Option<Place>) -> Refusal {
    Box::new(Finding {
        rule: &UNREADABLE,
        level: Level::Error,
        message,
        help,
        pointer: Pointer::root(),
        place,
        related: Vec::new(),
    })
}
