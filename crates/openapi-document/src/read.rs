//! Reading a text, with limits to its depth and to the number of its values.

use serde_saphyr::{Location, budget::BudgetBreach};

use crate::{
    node::Node,
    place::{Place, end_of},
};

/// How deep a document may nest.
const MAX_DEPTH: usize = 64;
/// How many values a document may have, those that aliases repeat included.
const MAX_NODES: usize = 1_000_000;
/// How many values the aliases of a document may repeat.
const MAX_ALIASED: usize = 10_000;
/// How long the keys that lead to a value may be together, in bytes. Everything that is found names
/// its place by them, so without a limit one long key would be repeated for all that stands below it.
const MAX_KEYS: usize = 2_048;

/// Why a text could not be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Error {
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// How to fix it.
    pub help: String,
    /// Where the fault is, when that is known.
    pub place: Option<Place>,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for Error {}

impl Error {
    fn new(message: String, help: String, place: Option<Place>) -> Self {
        Self {
            message,
            help,
            place,
        }
    }
}

/// Reads a document in YAML or JSON. How long a text may be, and how much stack there is for it, is
/// for the caller to say: a debug build takes more for 64 levels than a small thread has.
///
/// # Errors
///
/// When the text is not YAML; when it has a second document, an unfinished merge, a key twice, a key
/// that is null, a number that is not finite or an alias within what it repeats; and when it exceeds
/// a limit: 64 levels, 1,000,000 values, of which aliases repeat at most 10,000, and 2,048 bytes of keys
/// from the root to a value.
pub fn read(text: &str) -> Result<Node, Error> {
    if let Some(offset) = conflict_marker(text) {
        let place = end_of(text.get(..offset).unwrap_or_default());
        return Err(Error::new(
            "the document has the markers of an unfinished merge".to_owned(),
            "resolve the conflict and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
                .to_owned(),
            Some(Place { len: 7, ..place }),
        ));
    }
    // Without strict booleans, `description: no` would read as false.
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 4 * MAX_NODES,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_ALIASED,
        },
        strict_booleans: true,
        with_snippet: false,
    };
    let root = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| explained(text, &error))?;
    keys_within(&root, MAX_KEYS)?;
    Ok(root)
}

/// Refuses a tree with keys that are, from `node` to a value, longer than `left` bytes.
fn keys_within(node: &Node, left: usize) -> Result<(), Error> {
    for (key, member) in node.as_object().into_iter().flatten() {
        let left = left.checked_sub(key.len()).ok_or_else(|| {
            Error::new(
                format!("the keys down to this one have more than {MAX_KEYS} bytes together"),
                "shorten the key, or move what stands here into `components`".to_owned(),
                Some(member.key),
            )
        })?;
        keys_within(&member.node, left)?;
    }
    node.items().try_for_each(|item| keys_within(item, left))
}

fn conflict_marker(text: &str) -> Option<usize> {
    let begins_line =
        |offset: usize| offset == 0 || text.as_bytes().get(offset - 1) == Some(&b'\n');
    text.match_indices("<<<<<<< ")
        .map(|(offset, _)| offset)
        .find(|offset| begins_line(*offset))
}

fn explained(text: &str, error: &serde_saphyr::Error) -> Error {
    use serde_saphyr::Error as Yaml;

    let place = error.location().map(|location| located(text, location));
    let (message, help) = match error.without_snippet() {
        Yaml::DuplicateMappingKey { key, .. } => (
            match key {
                Some(key) => format!("the key `{key}` stands twice"),
                None => "a key stands twice".to_owned(),
            },
            "remove or rename one of the two",
        ),
        Yaml::Budget {
            breach: BudgetBreach::Depth { .. },
            ..
        } => too_deep(),
        Yaml::Budget { .. } => (
            format!("the document has more than {MAX_NODES} values"),
            "split the document",
        ),
        Yaml::AliasError { .. }
        | Yaml::AliasReplayLimitExceeded { .. }
        | Yaml::AliasExpansionLimitExceeded { .. }
        | Yaml::AliasReplayStackDepthExceeded { .. } => (
            format!("the aliases of the document repeat more than {MAX_ALIASED} values"),
            "write a component and refer to it with `$ref`",
        ),
        Yaml::MultipleDocuments { .. } => (
            "a second YAML document begins here".to_owned(),
            "keep one document in the file and remove the line `---`",
        ),
        Yaml::NonFiniteFloat { .. } => (
            "this number is not finite".to_owned(),
            "write a number that fits into 64 bits",
        ),
        Yaml::NullIntoString { .. } => (
            "a key of the document is null".to_owned(),
            "give the key a name, in quotes if it is `null` itself",
        ),
        Yaml::RecursiveReferencesRequireWeakTypes { .. } => (
            "an alias stands inside the value that it repeats".to_owned(),
            "write a component and refer to it with `$ref`",
        ),
        // The scanner has a limit of its own, and no variant for it.
        error if error.to_string().starts_with("recursion limit exceeded") => too_deep(),
        error if error.to_string().contains("mapping values are not allowed") => (
            yaml_message(error),
            "put a value that contains `: ` in quotes, and begin a key in the column of its \
             siblings",
        ),
        error if error.to_string().contains("found a tab") => (
            yaml_message(error),
            "indent with spaces, here or in the next line: YAML admits no tab there",
        ),
        error => (yaml_message(error), "fix the YAML at this place"),
    };
    Error::new(message, help.to_owned(), place)
}

fn too_deep() -> (String, &'static str) {
    (
        format!("the document nests deeper than {MAX_DEPTH} levels"),
        "move inner schemas into `components` and refer to them with `$ref`",
    )
}

/// The place of an error. The reader knows its line and column, but not always its bytes.
fn located(text: &str, location: Location) -> Place {
    let place = Place::from_location(location);
    let is_known = location.span().byte_offset().is_some() && place.len > 0;
    if is_known {
        return place;
    }
    let before: usize = text
        .split_inclusive('\n')
        .take(place.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text.get(before..).unwrap_or_default();
    let within = line.char_indices().nth(place.column.saturating_sub(1));
    Place {
        offset: before + within.map_or(0, |(offset, _)| offset),
        len: 0,
        ..place
    }
}

/// The reader's own message without the place, which a finding carries beside it.
fn yaml_message(error: &serde_saphyr::Error) -> String {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    format!("not YAML: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_is_wrong_where_and_how_to_fix_it() {
        let error = read("a: 1\na: 2\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the key `a` stands twice; remove or rename one of the two"
        );
        let place = error.place.map(|place| (place.line, place.column));
        assert_eq!(place, Some((2, 1)));
    }

    #[test]
    fn keys_that_would_be_repeated_for_all_below_them_are_refused() {
        // A reader of YAML takes keys of at most 1,024 characters.
        let nested = |last: usize| {
            let [long, last] = [500, last].map(|length| "k".repeat(length));
            format!("{long}:\n- {long}:\n    {long}: {{{last}: 1}}\n    other: 2\n")
        };
        assert!(read(&nested(MAX_KEYS - 1_500)).is_ok());
        let error = read(&nested(MAX_KEYS - 1_500 + 1)).unwrap_err();
        assert_eq!(
            error.message,
            "the keys down to this one have more than 2048 bytes together"
        );
        let place = error.place.map(|place| (place.line, place.column));
        assert_eq!(place, Some((3, 508)));
    }
}
