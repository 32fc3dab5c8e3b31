//! Edits of a document, and whether each breaks code that uses what is generated of it.

use serde_json::Value;
use tests::joined;

/// An edit, and what is true of it.
pub struct Edit {
    /// What it does, in a sentence without a full stop.
    pub name: String,
    /// The document after it.
    pub head: String,
    /// Whether code that uses the client, the mock or the command line may break.
    pub breaks: bool,
}

/// The document that is edited: that of the first day, with what the hand-written helpers call, and with
/// something of everything.
pub fn base() -> String {
    let helpers = [
        include_str!("../fixtures/helpers/paths.yaml"),
        include_str!("../fixtures/helpers/schemas.yaml"),
    ];
    let [paths, schemas] = helpers;
    let document = joined(include_str!("../fixtures/dcs.yaml"), paths, schemas);
    joined(
        &document,
        include_str!("paths.yaml"),
        include_str!("schemas.yaml"),
    )
}

/// Every edit of `edits.json`, of which each is made in one place.
pub fn edits() -> Vec<Edit> {
    let base = base();
    let rows: Vec<Value> = serde_json::from_str(include_str!("edits.json")).expect("it is JSON");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let edit = |row: &Value| {
        let (name, from) = (text(row, "name"), text(row, "from"));
        assert_eq!(
            base.matches(&from).count(),
            1,
            "{name}: {from:?} is there once"
        );
        Edit {
            head: base.replacen(&from, &text(row, "to"), 1),
            breaks: row["breaks"].as_bool().expect("it breaks or does not"),
            name,
        }
    };
    rows.iter().map(edit).collect()
}
