//! What bounds a value: numbers, lengths, counts and patterns.

use std::cmp::Ordering;

use openapi_document::{Node, Value};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{Direction, NOTATION, SchemaRule, event},
        text::Text,
    },
    Scope, Walk, bounds,
    comparison::Slot,
    numbers::{number, order},
    plain,
};

/// Limits whose growth admits more, with the rules about them.
const UPPER: [Limit; 4] = [
    Limit::new(
        "maximum",
        event::MAX_SET,
        event::MAX_UNSET,
        event::MAX_INCREASED,
        event::MAX_DECREASED,
    ),
    Limit::new(
        "maxLength",
        event::MAX_LENGTH_SET,
        event::MAX_LENGTH_UNSET,
        event::MAX_LENGTH_INCREASED,
        event::MAX_LENGTH_DECREASED,
    ),
    Limit::new(
        "maxItems",
        event::MAX_ITEMS_SET,
        event::MAX_ITEMS_UNSET,
        event::MAX_ITEMS_INCREASED,
        event::MAX_ITEMS_DECREASED,
    ),
    Limit::new(
        "maxProperties",
        event::MAX_PROPERTIES_SET,
        event::MAX_PROPERTIES_UNSET,
        event::MAX_PROPERTIES_INCREASED,
        event::MAX_PROPERTIES_DECREASED,
    ),
];

/// Limits whose growth admits less. Zero is what their absence says, but for `minimum`.
const LOWER: [Limit; 4] = [
    Limit::new(
        "minimum",
        event::MIN_SET,
        event::MIN_UNSET,
        event::MIN_INCREASED,
        event::MIN_DECREASED,
    ),
    Limit::new(
        "minLength",
        event::MIN_LENGTH_SET,
        event::MIN_LENGTH_UNSET,
        event::MIN_LENGTH_INCREASED,
        event::MIN_LENGTH_DECREASED,
    ),
    Limit::new(
        "minItems",
        event::MIN_ITEMS_SET,
        event::MIN_ITEMS_UNSET,
        event::MIN_ITEMS_INCREASED,
        event::MIN_ITEMS_DECREASED,
    ),
    Limit::new(
        "minProperties",
        event::MIN_PROPERTIES_SET,
        event::MIN_PROPERTIES_UNSET,
        event::MIN_PROPERTIES_INCREASED,
        event::MIN_PROPERTIES_DECREASED,
    ),
];

/// A number that bounds something, and the rules about its changes.
struct Limit {
    key: &'static str,
    set: &'static SchemaRule,
    unset: &'static SchemaRule,
    increased: &'static SchemaRule,
    decreased: &'static SchemaRule,
}

impl Limit {
    /// Whether one side says what the absence on the other side says: no count is below zero.
    fn is_absence(&self, edit: Edit, pair: Pair<'_>) -> bool {
        let only = match edit {
            Edit::Added => pair.head,
            Edit::Removed => pair.base,
            Edit::Changed => return false,
        };
        let is_zero = matches!(
            only.node.map(|node| &node.value),
            Some(Value::Number(number)) if number.as_f64() == Some(0.0)
        );
        is_zero && matches!(self.key, "minLength" | "minItems" | "minProperties")
    }

    const fn new(
        key: &'static str,
        set: &'static SchemaRule,
        unset: &'static SchemaRule,
        increased: &'static SchemaRule,
        decreased: &'static SchemaRule,
    ) -> Self {
        Self {
            key,
            set,
            unset,
            increased,
            decreased,
        }
    }
}

/// Limits that are flags: set or not.
const FLAGS: [(&str, &SchemaRule, &SchemaRule); 3] = [
    (
        "exclusiveMaximum",
        event::EXCLUSIVE_MAX_SET,
        event::EXCLUSIVE_MAX_UNSET,
    ),
    (
        "exclusiveMinimum",
        event::EXCLUSIVE_MIN_SET,
        event::EXCLUSIVE_MIN_UNSET,
    ),
    (
        "uniqueItems",
        event::UNIQUE_ITEMS_SET,
        event::UNIQUE_ITEMS_UNSET,
    ),
];

impl<'a> Walk<'a> {
    pub(super) fn limits(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let mut judged = Vec::new();
        for limit in UPPER.iter().chain(&LOWER) {
            let pair = keys.take(limit.key);
            if let Some(bound) = bounds::change(limit.key, pair, keys) {
                match bound.order {
                    Ordering::Less => self.limit(slot, limit.decreased, limit.key, pair, scope),
                    Ordering::Equal => self.plain(NOTATION, limit.key, pair, scope),
                    Ordering::Greater => self.limit(slot, limit.increased, limit.key, pair, scope),
                }
                // What the flag does is in the order of the bounds.
                let pair = keys.take(bound.flag);
                self.plain(NOTATION, bound.flag, pair, scope);
                judged.push(bound.flag);
                continue;
            }
            let what = match pair.edit() {
                None => continue,
                Some(edit) if limit.is_absence(edit, pair) => {
                    self.plain(NOTATION, limit.key, pair, scope);
                    continue;
                }
                Some(Edit::Added) => limit.set,
                Some(Edit::Removed) => limit.unset,
                Some(Edit::Changed) if grows(pair) => limit.increased,
                Some(Edit::Changed) => limit.decreased,
            };
            self.limit(slot, what, limit.key, pair, scope);
        }
        let flags = FLAGS.iter().filter(|(key, ..)| !judged.contains(key));
        for &(key, set, unset) in flags {
            if let Some((is_set, pair)) = self.flag(keys, key, false, scope) {
                self.limit(slot, if is_set { set } else { unset }, key, pair, scope);
            }
        }
        let pair = keys.take("multipleOf");
        match pair.edit() {
            None => {}
            Some(Edit::Added) => {
                self.limit(slot, event::MULTIPLE_OF_SET, "multipleOf", pair, scope)
            }
            Some(Edit::Removed) => {
                self.limit(slot, event::MULTIPLE_OF_UNSET, "multipleOf", pair, scope)
            }
            Some(Edit::Changed) => {
                self.limit(slot, event::MULTIPLE_OF_CHANGED, "multipleOf", pair, scope);
            }
        }
        let pair = keys.take("pattern");
        let what = match pair.edit() {
            None => return,
            Some(Edit::Added) if admits_everything(pair.head) => {
                return self.plain(NOTATION, "pattern", pair, scope);
            }
            Some(Edit::Removed) if admits_everything(pair.base) => {
                return self.plain(NOTATION, "pattern", pair, scope);
            }
            Some(Edit::Changed) if admits_everything(pair.base) && admits_everything(pair.head) => {
                return self.plain(NOTATION, "pattern", pair, scope);
            }
            Some(Edit::Added) => event::PATTERN_ADDED,
            Some(Edit::Removed) => event::PATTERN_REMOVED,
            // Only a request that may hold anything is generalized in oasdiff's words.
            Some(Edit::Changed)
                if admits_everything(pair.head) && slot.role.direction() == Direction::Request =>
            {
                event::PATTERN_GENERALIZED
            }
            Some(Edit::Changed) => event::PATTERN_CHANGED,
        };
        self.limit(slot, what, "pattern", pair, scope);
    }

    pub(super) fn limit(
        &mut self,
        slot: Slot,
        what: &'static SchemaRule,
        key: &str,
        pair: Pair<'a>,
        scope: &Scope,
    ) {
        let text = Text::quote(key).then(plain::transition(pair));
        self.schema_change(slot, what, pair, scope, text);
    }
}

/// Whether head's number is the larger one.
fn grows(pair: Pair<'_>) -> bool {
    let numbers = number(pair.base).zip(number(pair.head));
    numbers.is_some_and(|(base, head)| order(head, base) == Ordering::Greater)
}

/// Whether a pattern that is found anywhere in a string is found in every one. With `^` and `$`
/// around it, `.*` leaves out strings of several lines, which nobody means.
fn admits_everything(side: Side<'_>) -> bool {
    matches!(
        side.node.and_then(Node::as_str),
        Some("" | "^" | "$" | ".*" | "^.*$" | "^.*" | ".*$")
    )
}
