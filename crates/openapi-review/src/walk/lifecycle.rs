//! What an operation promises: `x-sunset`, for how long it stays, and `x-stability-level`, how firmly.

use openapi_document::Node;

use super::{
    super::{
        day::Day,
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{self, ChangeRule, NOTATION},
    },
    Scope, Walk,
    paths::is_deprecated,
};

const SUNSET: &str = "x-sunset";
const STABILITY: &str = "x-stability-level";

/// How firm an operation is, the least firm first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Stability {
    Draft,
    Alpha,
    Beta,
    Stable,
}

impl<'a> Walk<'a> {
    pub(super) fn promises(&mut self, keys: &mut Keys<'a>, operation: Pair<'a>, scope: &Scope) {
        let sunset = keys.take(SUNSET);
        if let Some(edit) = sunset.edit() {
            let rule = match (edit, day(sunset.base), day(sunset.head)) {
                (Edit::Removed, ..) if is_deprecated(operation.head) => rules::SUNSET_DELETED,
                (Edit::Removed, ..) => rules::API_SUNSET_DATE_CHANGED,
                (_, _, None) => rules::API_DEPRECATED_SUNSET_PARSE,
                (_, None, _) => rules::API_SUNSET_ADDED,
                (_, Some(base), Some(head)) if head < base => {
                    rules::API_SUNSET_DATE_CHANGED_TOO_SMALL
                }
                (_, Some(base), Some(head)) if head == base => NOTATION,
                (..) => rules::API_SUNSET_DATE_CHANGED,
            };
            self.plain(rule, SUNSET, sunset, scope);
        }
        let level = keys.take(STABILITY);
        let rule = match (stability(level.base), stability(level.head)) {
            (_, None) => rules::API_INVALID_STABILITY_LEVEL,
            (Some(base), Some(head)) if head < base => rules::API_STABILITY_DECREASED,
            (Some(base), Some(head)) if head == base => NOTATION,
            (_, Some(_)) => rules::API_STABILITY_INCREASED,
        };
        self.plain(rule, STABILITY, level, scope);
    }

    /// The rule about an operation that is gone.
    pub(super) fn removal(
        &self,
        operation: Side<'a>,
        whole_path: bool,
    ) -> (&'static ChangeRule, &'static str) {
        let sunset = operation.member(SUNSET);
        let is_written = sunset.node.is_some();
        match (is_deprecated(operation), day(sunset), whole_path) {
            (false, _, true) => (
                rules::API_PATH_REMOVED_WITHOUT_DEPRECATION,
                " removed with its path",
            ),
            (false, _, false) => (rules::API_REMOVED_WITHOUT_DEPRECATION, " removed"),
            (true, None, _) if is_written => (
                rules::API_PATH_SUNSET_PARSE,
                " removed, was deprecated until nobody knows when",
            ),
            // Where it is not said which day it is, none has come.
            (true, Some(day), whole_path) if self.today.is_none_or(|today| today < day) => (
                match whole_path {
                    true => rules::API_PATH_REMOVED_BEFORE_SUNSET,
                    false => rules::API_REMOVED_BEFORE_SUNSET,
                },
                " removed before its sunset",
            ),
            (true, _, true) => (
                rules::API_PATH_REMOVED_WITH_DEPRECATION,
                " removed with its path, was deprecated",
            ),
            (true, _, false) => (
                rules::API_REMOVED_WITH_DEPRECATION,
                " removed, was deprecated",
            ),
        }
    }
}

/// Whether an operation promises nothing yet.
pub(super) fn is_unstable(operation: Side<'_>) -> bool {
    operation.node.is_some()
        && stability(operation.member(STABILITY)).is_some_and(|level| level < Stability::Beta)
}

fn day(side: Side<'_>) -> Option<Day> {
    side.node.and_then(Node::as_str)?.parse().ok()
}

/// The level of an operation that has this as one; `None` when it is none.
fn stability(side: Side<'_>) -> Option<Stability> {
    match side.node.map(Node::as_str) {
        None | Some(Some("stable")) => Some(Stability::Stable),
        Some(Some("beta")) => Some(Stability::Beta),
        Some(Some("alpha")) => Some(Stability::Alpha),
        Some(Some("draft")) => Some(Stability::Draft),
        Some(_) => None,
    }
}
