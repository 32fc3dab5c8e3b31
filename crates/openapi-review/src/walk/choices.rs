//! A schema on one side, and a choice of schemas on the other.

use std::collections::BTreeSet;

use openapi_document::{Document, Node};

use super::{
    super::{
        keys::Keys,
        pair::{Pair, Side},
        rules::{Role, SchemaRule, event},
        text::Text,
    },
    Scope, Walk,
    comparison::Slot,
    flat::mean_the_same,
    follow,
    schemas::{either, is_remark},
    types::Relation,
};

impl<'a> Walk<'a> {
    /// Whether one side is one of the other side's alternatives, of which no value fits two: that admits
    /// more or less, and is reported so.
    pub(super) fn alternative(
        &mut self,
        slot: Slot,
        pair: Pair<'a>,
        keys: &mut Keys<'a>,
        scope: &Scope,
    ) -> bool {
        let Some((base, head)) = pair.both() else {
            return false;
        };
        let (rule, shown) = if is_alternative(self.head, head, base) {
            (event::TYPE_GENERALIZED, keys.peek("oneOf"))
        } else if is_alternative(self.base, base, head) {
            (Relation::Specialized.rule(slot.role), keys.peek("oneOf"))
        } else {
            return false;
        };
        let types = keys.take("type");
        keys.take("format");
        let shown = Pair {
            base: either(types.base, shown.base),
            head: either(types.head, shown.head),
        };
        let name = |side: Side<'a>| match side.node.and_then(Node::as_str) {
            Some(name) => name.to_owned(),
            None => "oneOf".to_owned(),
        };
        let text = Text::words("type ")
            .quoting(&name(shown.base))
            .and(" → ")
            .quoting(&name(shown.head));
        self.schema_change(slot, rule, shown, scope, text);
        true
    }
}

/// Whether `schema` is one of the alternatives of `choice`, which are all of other types.
fn is_alternative(document: Option<&Document>, choice: &Node, schema: &Node) -> bool {
    let Some(alternatives) = choice.get("oneOf").and_then(Node::as_array) else {
        return false;
    };
    let says_no_more = choice
        .members()
        .all(|(key, _)| key == "oneOf" || key.starts_with("x-") || is_remark(key));
    let alternatives = alternatives.iter().map(|it| follow(document, it));
    let Some(alternatives) = alternatives.collect::<Option<Vec<_>>>() else {
        return false;
    };
    let kind = |schema: &Node| match schema.get("type").and_then(Node::as_str)? {
        // Every integer is a number.
        "integer" => Some("number".to_owned()),
        other => Some(other.to_owned()),
    };
    let kinds: Vec<_> = alternatives.iter().map(|it| kind(it.node)).collect();
    let distinct: BTreeSet<_> = kinds.iter().flatten().collect();
    says_no_more
        && distinct.len() == kinds.len()
        && alternatives.iter().any(|it| mean_the_same(it.node, schema))
}

/// The rule for when one side has a type and the other a choice of schemas instead.
pub(super) fn rewrapped(
    role: Role,
    types: Pair<'_>,
    one_of: Pair<'_>,
) -> Option<&'static SchemaRule> {
    let is_choice = |ty: Side<'_>, one_of: Side<'_>| one_of.node.is_some() && ty.node.is_none();
    let is_plain = |ty: Side<'_>, one_of: Side<'_>| one_of.node.is_none() && ty.node.is_some();
    let is_body = matches!(role, Role::RequestBody | Role::ResponseBody);
    if is_plain(types.base, one_of.base) && is_choice(types.head, one_of.head) {
        Some(if is_body {
            event::WRAPPED_IN_ONE_OF
        } else {
            event::TYPE_CHANGED
        })
    } else if is_choice(types.base, one_of.base) && is_plain(types.head, one_of.head) {
        Some(event::TYPE_CHANGED)
    } else {
        None
    }
}
