//! What a change of the document does to what is generated of it: the public items of the client and
//! of the mock, and the options of the command line.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use openapi_codegen::{LoweredDocument, PublicApi, generated_form, public_api};
use openapi_document::{Document, Findings, stack::both, visible};

use super::{change::fingerprint, narrow::narrow};

/// Markers of an item that make room for more or warn, and whose coming or going alone is told
/// apart from a change of the item.
const DEPRECATED: &str = " #[deprecated]";
const NON_EXHAUSTIVE: &str = " #[non_exhaustive]";

/// What differs between the generated code of two documents, as lines of the [`PublicApi`].
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct RustChanges {
    /// Items that only head has.
    pub added: Vec<String>,
    /// Items that only base has.
    pub removed: Vec<String>,
    /// Items that both have, but not alike.
    pub changed: Vec<RustItemChange>,
}

/// An item that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RustItemChange {
    /// The item in base.
    pub base: String,
    /// The item in head.
    pub head: String,
}

impl RustChanges {
    /// The difference between two public APIs.
    pub(super) fn between(base: &PublicApi, head: &PublicApi) -> Self {
        // A module comes and goes with its first and last item, which say so themselves.
        let is_item = |line: &&str| !line.starts_with("mod ");
        let base: BTreeSet<_> = base.lines().filter(is_item).collect();
        let head: BTreeSet<_> = head.lines().filter(is_item).collect();
        let mut changes = Self::default();
        let mut heads: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in head.difference(&base) {
            heads.entry(item(line)).or_default().push(line);
        }
        for line in base.difference(&head) {
            let same = heads.get_mut(item(line)).filter(|lines| !lines.is_empty());
            match same.map(|lines| lines.remove(0)) {
                Some(head) => changes.changed.push(RustItemChange {
                    base: (*line).to_owned(),
                    head: head.to_owned(),
                }),
                None => changes.removed.push((*line).to_owned()),
            }
        }
        changes.added = heads.into_values().flatten().map(str::to_owned).collect();
        changes.added.sort_unstable();
        changes
    }

    /// The same without what a terminal obeys or what ends a quotation: whoever writes code by hand may
    /// put any text into a type, within a constant.
    pub(super) fn inert(self) -> Self {
        let inert = |line: String| visible(&line).replace('`', "'");
        let lines = |lines: Vec<String>| lines.into_iter().map(inert).collect();
        let changed = self.changed.into_iter().map(|item| RustItemChange {
            base: inert(item.base),
            head: inert(item.head),
        });
        Self {
            added: lines(self.added),
            removed: lines(self.removed),
            changed: changed.collect(),
        }
    }

    /// What `others` do not say.
    pub(super) fn beside(mut self, others: &Self) -> Self {
        // A document may add tens of thousands of items, and the code says each of them again.
        let [added, removed] =
            [&others.added, &others.removed].map(|lines| lines.iter().collect::<BTreeSet<_>>());
        self.added.retain(|line| !added.contains(line));
        self.removed.retain(|line| !removed.contains(line));
        let changed: BTreeSet<_> = others.changed.iter().map(RustItemChange::pair).collect();
        self.changed.retain(|item| !changed.contains(&item.pair()));
        self
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// What happened to each item: those that are gone, those that are other, those that are new.
    pub fn items(&self) -> impl Iterator<Item = RustItem<'_>> {
        let removed = self.removed.iter().map(|line| RustItem {
            base: Some(line),
            head: None,
            reason: match line.starts_with("option ") || line.starts_with("command ") {
                true => RustReason::GoneFromCommandLine,
                false => RustReason::Gone,
            },
        });
        let changed = self.changed.iter().map(|item| RustItem {
            base: Some(&item.base),
            head: Some(&item.head),
            reason: item.reason(),
        });
        let added = self.added.iter().map(|line| RustItem {
            base: None,
            head: Some(line),
            reason: RustReason::New,
        });
        removed.chain(changed).chain(added)
    }

    /// Whether code that uses base may not compile with head.
    ///
    /// What is added breaks nobody: every generated struct with named fields and every enum is
    /// `#[non_exhaustive]`, methods are inherent, and the trait of the mock is sealed. A new required
    /// parameter is a new method of the builder and a new option of the command; leaving it out fails
    /// when the request is sent, which the wire side reports.
    pub fn is_breaking(&self) -> bool {
        self.items().any(|item| item.reason.is_breaking())
    }
}

/// A line of the difference between two public APIs.
#[derive(Clone, Copy)]
pub(super) enum RustLine<'a> {
    Removed(&'a str),
    Added(&'a str),
}

impl fmt::Display for RustLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Removed(line) => write!(f, "- {line}"),
            Self::Added(line) => write!(f, "+ {line}"),
        }
    }
}

/// What happened to one item.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct RustItem<'a> {
    /// The item in base, unless it is new.
    pub base: Option<&'a str>,
    /// The item in head, unless it is gone.
    pub head: Option<&'a str>,
    /// Why code that uses it breaks, or why it does not.
    pub reason: RustReason,
}

impl<'a> RustItem<'a> {
    /// What tells it apart from other changes: 16 hexadecimal digits.
    pub fn fingerprint(self) -> String {
        let [base, head] = [self.base, self.head].map(Option::unwrap_or_default);
        fingerprint(&["rust", base, head])
    }

    pub(super) fn lines(self) -> impl Iterator<Item = RustLine<'a>> {
        let removed = self.base.map(RustLine::Removed);
        removed.into_iter().chain(self.head.map(RustLine::Added))
    }
}

/// Why a change of an item breaks code that uses it, or why it does not.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RustReason {
    /// The item is gone.
    Gone,
    /// An option or a command of the command line is gone.
    GoneFromCommandLine,
    /// The item is new.
    New,
    /// Only its mark `#[deprecated]` came or went.
    Deprecation,
    /// An option is no longer required.
    OptionalOption,
    /// An option is required now.
    RequiredOption,
    /// More is allowed: it is no longer `#[non_exhaustive]`.
    Exhaustive,
    /// A variant has another number.
    Order,
    /// The type or the signature is another.
    Other,
}

impl RustReason {
    /// Whether code that uses the item may no longer compile, or may do something else.
    pub fn is_breaking(self) -> bool {
        match self {
            Self::Gone
            | Self::GoneFromCommandLine
            | Self::RequiredOption
            | Self::Order
            | Self::Other => true,
            Self::New | Self::Deprecation | Self::OptionalOption | Self::Exhaustive => false,
        }
    }
}

/// The reason in one sentence, without a full stop.
impl fmt::Display for RustReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gone => "code that uses it no longer compiles",
            Self::GoneFromCommandLine => "scripts that give it are refused",
            Self::New => "nobody uses it yet, and there is room for it",
            Self::Deprecation => "it works as before; the compiler warns where it is deprecated",
            Self::OptionalOption => "whoever gives it may go on doing so",
            Self::RequiredOption => "scripts that leave it out are refused",
            Self::Exhaustive => "callers may do more with it than before",
            Self::Order => "values are compared and cast by the order of the variants",
            Self::Other => "code that relies on its type or signature no longer compiles",
        })
    }
}

impl RustItemChange {
    fn pair(&self) -> (&str, &str) {
        (&self.base, &self.head)
    }

    /// Whether code that uses the item may no longer compile.
    pub fn is_breaking(&self) -> bool {
        self.reason().is_breaking()
    }

    fn reason(&self) -> RustReason {
        let base = self.base.replace(DEPRECATED, "");
        let head = self.head.replace(DEPRECATED, "");
        if base == head {
            return RustReason::Deprecation;
        }
        if base.starts_with("option ") {
            return match head.split_once(" required") {
                // Whoever gives an option does so also where nobody asks for it.
                None => RustReason::OptionalOption,
                Some(_) => RustReason::RequiredOption,
            };
        }
        if base.starts_with("variant ") && base.contains(" = ") && head.contains(" = ") {
            return RustReason::Order;
        }
        // Taking `#[non_exhaustive]` away allows more; adding it allows less.
        match base.replace(NON_EXHAUSTIVE, "") == head {
            true => RustReason::Exhaustive,
            false => RustReason::Other,
        }
    }
}

/// The kind and the path of an item: its line up to the signature.
fn item(line: &str) -> &str {
    let line = line.strip_prefix("async ").unwrap_or(line);
    let end = match line.split_once(' ') {
        // An implementation is nothing but its line.
        Some(("impl", _)) => line.len(),
        // `option read-thing --id required`.
        Some(("option", rest)) => {
            let mut words = rest
                .match_indices(' ')
                .map(|(at, _)| line.len() - rest.len() + at);
            words.nth(1).unwrap_or(line.len())
        }
        Some(("command", _)) => line.len(),
        Some(("fn", _)) => line.find('(').unwrap_or(line.len()),
        Some((_, path)) => {
            let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '*' | '#');
            let start = line.len() - path.len();
            start + path.find(|c| !is_path(c)).unwrap_or(path.len())
        }
        None => line.len(),
    };
    let item = line.get(..end).unwrap_or(line);
    // The parameters of the function itself belong to the signature.
    match item.strip_suffix('>').and_then(|item| item.rfind('<')) {
        Some(open) if line.starts_with("fn ") => item.get(..open).unwrap_or(item),
        _ => item,
    }
}

/// What the change from base to head does to the client, or the findings about the side that
/// cannot be generated.
pub(super) fn changes(
    base: Option<&Document>,
    head: Option<&Document>,
) -> Result<RustChanges, Findings> {
    let (mut base, mut head) = both(|| Side::of(base), || Side::of(head));
    if let (Ok(Some(base)), Ok(Some(head))) = (&mut base, &mut head) {
        narrow(
            (base.document, &mut base.form),
            (head.document, &mut head.form),
        );
    }
    between(base?.as_ref(), head?.as_ref())
}

/// A document that can be generated, and the form of it that the generator gets.
struct Side<'a> {
    document: &'a Document,
    form: LoweredDocument,
}

impl<'a> Side<'a> {
    fn of(document: Option<&'a Document>) -> Result<Option<Self>, Findings> {
        let side = |document| {
            let form = generated_form(document)?;
            Ok(Self { document, form })
        };
        document.map(side).transpose()
    }

    fn public_api(&self) -> Result<PublicApi, Findings> {
        public_api(self.document, &self.form)
    }
}

/// The difference between the public APIs of two sides; the generator is what a review waits for.
fn between(base: Option<&Side<'_>>, head: Option<&Side<'_>>) -> Result<RustChanges, Findings> {
    let public_api = |side: Option<&Side<'_>>| side.map(Side::public_api).transpose();
    let (base, head) = both(|| public_api(base), || public_api(head));
    Ok(RustChanges::between(
        &base?.unwrap_or_default(),
        &head?.unwrap_or_default(),
    ))
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_its_kind_and_its_path() {
        for (line, expected) in [
            ("struct types::TaskId(…)", "struct types::TaskId"),
            (
                "field types::E::error_msg: Option<String>",
                "field types::E::error_msg:",
            ),
            ("variant types::Status::Busy", "variant types::Status::Busy"),
            ("fn Client::a(&self) -> builder::A<'_>", "fn Client::a"),
            (
                "async fn builder::A<'a>::send(self) -> R<X>",
                "fn builder::A<'a>::send",
            ),
            (
                "fn builder::A<'a>::task_id<V>(self, V) -> Self where V: TryInto<types::TaskId>",
                "fn builder::A<'a>::task_id",
            ),
            ("command read-thing", "command read-thing"),
            ("option read-thing --id required", "option read-thing --id"),
            ("option read-thing --all", "option read-thing --all"),
            (
                "variant types::Status::Busy = 2",
                "variant types::Status::Busy",
            ),
            (
                "impl Clone for types::TaskId",
                "impl Clone for types::TaskId",
            ),
        ] {
            assert_eq!(item(line), expected, "{line}");
        }
    }

    #[test]
    fn a_deprecation_breaks_nobody_and_a_new_type_does() {
        let change = |base: &str, head: &str| RustItemChange {
            base: base.to_owned(),
            head: head.to_owned(),
        };
        assert!(!change("fn f()", "fn f() #[deprecated]").is_breaking());
        assert!(change("fn f()", "fn f(u8)").is_breaking());
        assert!(change("option a --b", "option a --b required").is_breaking());
        assert!(!change("option a --b required", "option a --b").is_breaking());
        assert!(change("variant E::A = 1", "variant E::A = 2").is_breaking());
        assert!(change("enum E", "enum E #[non_exhaustive]").is_breaking());
        assert!(!change("enum E #[non_exhaustive]", "enum E").is_breaking());
    }
}
