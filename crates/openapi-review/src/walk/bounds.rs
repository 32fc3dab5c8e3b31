//! Bounds of numbers, which are a number and a flag that leaves the number itself out.

use std::cmp::Ordering;

use openapi_document::Node;
use serde_json::Number;

use super::{
    super::{
        keys::{Keys, flag},
        pair::{Edit, Pair, Side},
    },
    numbers::{integer, number, order},
};

/// What became of a bound that both sides have.
pub(super) struct Change {
    /// The flag that belongs to it.
    pub(super) flag: &'static str,
    /// How head's bound compares with base's, both with their flags.
    pub(super) order: Ordering,
}

/// The change of the bound `key`, whose numbers differ. Integers are compared by the last one that is admitted:
/// below 9 is up to 8. `None` of any other limit, and where the flag alone makes the difference.
pub(super) fn change(key: &str, pair: Pair<'_>, keys: &Keys<'_>) -> Option<Change> {
    let (flag, is_upper) = match key {
        "maximum" => ("exclusiveMaximum", true),
        "minimum" => ("exclusiveMinimum", false),
        _ => return None,
    };
    pair.edit().filter(|edit| *edit == Edit::Changed)?;
    let flags = keys.peek(flag);
    let types = keys.peek("type");
    let is_integer = |side: Side<'_>| side.node.and_then(Node::as_str) == Some("integer");
    let base = Bound::of(pair.base, flags.base)?;
    let head = Bound::of(pair.head, flags.head)?;
    let are_integers = is_integer(types.base) && is_integer(types.head);
    let last = base.last(is_upper).zip(head.last(is_upper));
    let order = match last.filter(|_| are_integers) {
        Some((base, head)) => head.cmp(&base),
        // Different numbers are in their own order, whichever of them is left out.
        None => order(head.number, base.number),
    };
    Some(Change { flag, order })
}

struct Bound<'a> {
    number: &'a Number,
    is_exclusive: bool,
}

impl<'a> Bound<'a> {
    fn of(bound: Side<'a>, exclusive: Side<'a>) -> Option<Self> {
        Some(Self {
            number: number(bound)?,
            is_exclusive: flag(exclusive.node, false),
        })
    }

    /// The last integer that is admitted; `None` where it cannot be told from its neighbours.
    fn last(&self, is_upper: bool) -> Option<i128> {
        let beside = match (self.is_exclusive, is_upper) {
            (false, _) => 0,
            (true, true) => -1,
            (true, false) => 1,
        };
        if let Some(whole) = integer(self.number) {
            return Some(whole + beside);
        }
        let number = self.number.as_f64()?;
        if number.abs() >= EXACT {
            return None;
        }
        let rounded = match is_upper {
            true => number.floor(),
            false => number.ceil(),
        };
        let beside = if rounded == number { beside } else { 0 };
        Some(rounded as i128 + beside)
    }
}

/// 2^53: below it, floating-point numbers that stand beside each other are not more than one apart.
const EXACT: f64 = 9_007_199_254_740_992.0;
