//! Parameters: those of the path and those of the operation, as one set.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Document, Kind, METHODS, Node, template};

use super::{
    super::{
        keys::Keys,
        pair::{Pair, Side},
        rules::{self, NOTATION, Role, UNCLASSIFIED, event},
        text::Text,
    },
    Comparison, Scope, Walk,
    comparison::Slot,
    follow,
    paths::PathPair,
    plain,
};

/// What a parameter is known by: where it stands, and its name there. The name of a path
/// parameter is its position in the path, because the name itself never travels.
type Key = (String, String);

/// The parameters of one side, each as it is written: possibly a reference.
type Parameters<'a> = BTreeMap<Key, Side<'a>>;

impl<'a> Walk<'a> {
    pub(super) fn parameters(&mut self, path: &PathPair<'a>, shared: Pair<'a>, own: Pair<'a>) {
        let own_heads = collect(self.head, path.head, own.head);
        let mut bases = collect(self.base, path.base, shared.base);
        let mut heads = collect(self.head, path.head, shared.head);
        bases.extend(collect(self.base, path.base, own.base));
        heads.extend(own_heads.clone());
        for (key, base) in &bases {
            let pair = Pair {
                base: *base,
                head: heads.get(key).copied().unwrap_or(own.head.with(None)),
            };
            match pair.head.node {
                Some(_) => self.both_have(pair),
                None => self.parameter_removed(pair),
            }
        }
        for (key, head) in &heads {
            if !bases.contains_key(key) {
                let pair = Pair {
                    base: own.base.with(None),
                    head: *head,
                };
                self.parameter_added(pair, !own_heads.contains_key(key));
            }
        }
    }

    /// The parameters of a path that each of its operations replaces with its own, or that has
    /// no operations: what differs in them reaches nobody.
    pub(super) fn unused_parameters(
        &mut self,
        path: &PathPair<'a>,
        shared: Pair<'a>,
        scope: &Scope,
    ) {
        let used = |document, side: Side<'a>, path: &str, key: &Key| {
            METHODS.iter().any(|method| {
                let operation = side.member(method);
                operation.node.is_some()
                    && !collect(document, path, operation.member("parameters")).contains_key(key)
            })
        };
        let bases = collect(self.base, path.base, shared.base);
        let heads = collect(self.head, path.head, shared.head);
        let keys: BTreeSet<_> = bases.keys().chain(heads.keys()).collect();
        for key in keys {
            if used(self.base, path.item.base, path.base, key)
                && used(self.head, path.item.head, path.head, key)
            {
                continue;
            }
            let pair = Pair {
                base: bases.get(key).copied().unwrap_or(shared.base.with(None)),
                head: heads.get(key).copied().unwrap_or(shared.head.with(None)),
            };
            let is_compared = pair
                .both()
                .is_some_and(|(base, head)| self.visits.has_compared(base, head));
            if !is_compared {
                self.plain(NOTATION, "parameters", pair, scope);
            }
        }
    }

    /// What a path gives to several operations is compared once, like what a reference gives.
    fn both_have(&mut self, pair: Pair<'a>) {
        let Some((base, head)) = pair.both() else {
            return;
        };
        let scope = self.parameter_scope(pair);
        if base.reference().is_some() || head.reference().is_some() {
            self.enter(Comparison::Parameter, pair, &scope);
        } else {
            self.visit(Comparison::Parameter, pair, scope);
        }
    }

    fn parameter_scope(&self, pair: Pair<'a>) -> Scope {
        let target = self.target(pair);
        let location = target.text("in").unwrap_or_default();
        let name = target.text("name").unwrap_or_default();
        Scope::new(Text::words(format!("{} parameter ", known(location))).quoting(name))
    }

    fn parameter_removed(&mut self, pair: Pair<'a>) {
        let scope = self.parameter_scope(pair);
        let (id, words) = match self.target(pair).base.flag("deprecated") {
            Some(true) => (
                rules::REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION,
                " removed, was deprecated",
            ),
            _ => (rules::REQUEST_PARAMETER_REMOVED, " removed"),
        };
        self.state(id, pair, &scope, Text::words(words));
    }

    /// `is_shared`: the path has it, for each of its operations.
    fn parameter_added(&mut self, pair: Pair<'a>, is_shared: bool) {
        let scope = self.parameter_scope(pair);
        let target = self.target(pair).head;
        let required = target.flag("required") == Some(true);
        let (id, words) = match (target.text("in"), required, is_shared) {
            (Some("path"), ..) => (rules::NEW_REQUEST_PATH_PARAMETER, " added"),
            (_, true, false) => (rules::NEW_REQUIRED_REQUEST_PARAMETER, " added, required"),
            (_, false, false) => (rules::NEW_OPTIONAL_REQUEST_PARAMETER, " added, optional"),
            (_, true, true) => (
                rules::NEW_REQUIRED_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH,
                " added to the path, required",
            ),
            (_, false, true) => (
                rules::NEW_OPTIONAL_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH,
                " added to the path, optional",
            ),
        };
        self.state(id, pair, &scope, Text::words(words));
    }

    /// Compares two parameters, of which neither is a reference.
    pub(super) fn parameter(&mut self, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::Parameter, &mut keys, scope);
        let name = keys.take("name");
        let id = match pair.text("in") {
            Some("header") => NOTATION,
            _ => rules::REQUEST_PARAMETER_RENAMED,
        };
        self.plain(id, "name", name, scope);
        let location = keys.take("in");
        self.plain(UNCLASSIFIED, "in", location, scope);
        if let Some((required, pair)) = self.flag(&mut keys, "required", false, scope) {
            let (id, words) = if required {
                (rules::REQUEST_PARAMETER_BECAME_REQUIRED, " became required")
            } else {
                (rules::REQUEST_PARAMETER_BECAME_OPTIONAL, " became optional")
            };
            self.state(id, pair, scope, Text::words(words));
        }
        if let Some((deprecated, pair)) = self.flag(&mut keys, "deprecated", false, scope) {
            let (id, words) = if deprecated {
                (rules::REQUEST_PARAMETER_DEPRECATED, " became deprecated")
            } else {
                (
                    rules::REQUEST_PARAMETER_REACTIVATED,
                    " is no longer deprecated",
                )
            };
            self.state(id, pair, scope, Text::words(words));
        }
        self.serialization(pair, &mut keys, scope);
        let role = match pair.text("in") {
            Some("header") => Role::RequestHeader,
            _ => Role::Parameter,
        };
        let slot = Slot {
            is_text: true,
            ..Slot::of(role)
        };
        self.value(&mut keys, slot, scope);
        self.rest(keys, scope);
    }

    /// How the value is written into the request.
    fn serialization(&mut self, pair: Pair<'a>, keys: &mut Keys<'a>, scope: &Scope) {
        let styles = (style(pair.base), style(pair.head));
        let written = keys.take("style");
        if styles.0 == styles.1 {
            self.plain(NOTATION, "style", written, scope);
        } else {
            self.plain(
                rules::REQUEST_PARAMETER_STYLE_CHANGED,
                "style",
                written,
                scope,
            );
        }
        // Only `form` explodes unless it is told not to.
        let explodes = |side: Side<'a>| side.flag("explode").unwrap_or(style(side) == "form");
        let written = keys.take("explode");
        if explodes(pair.base) == explodes(pair.head) || self.is_scalar(pair) {
            self.plain(NOTATION, "explode", written, scope);
        } else if written.edit().is_some() {
            self.plain(
                rules::REQUEST_PARAMETER_EXPLODE_CHANGED,
                "explode",
                written,
                scope,
            );
        }
        if let Some((_, pair)) = self.flag(keys, "allowReserved", false, scope) {
            self.plain(
                rules::REQUEST_PARAMETER_ALLOW_RESERVED_CHANGED,
                "allowReserved",
                pair,
                scope,
            );
        }
        if let Some((allowed, pair)) = self.flag(keys, "allowEmptyValue", false, scope) {
            let id = if allowed {
                rules::REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED
            } else {
                rules::REQUEST_PARAMETER_EMPTY_VALUE_FORBIDDEN
            };
            self.plain(id, "allowEmptyValue", pair, scope);
        }
    }

    /// Whether both sides of a parameter or a header hold one plain value, of which there is
    /// nothing to explode.
    pub(super) fn is_scalar(&self, pair: Pair<'a>) -> bool {
        let schema = self.target(pair.member("schema"));
        [schema.base, schema.head].into_iter().all(|side| {
            matches!(
                side.text("type"),
                Some("string" | "integer" | "number" | "boolean")
            )
        })
    }

    /// What a parameter or a header holds: a schema, or content of a media type.
    pub(super) fn value(&mut self, keys: &mut Keys<'a>, slot: Slot, scope: &Scope) {
        let schema = keys.take("schema");
        let content = keys.take("content");
        if schema.both().is_some() {
            self.enter(Comparison::Schema(slot), schema, scope);
        } else if content.both().is_some() {
            self.parameter_content(content, Slot::of(slot.role), scope);
        } else if schema.edit().is_some() || content.edit().is_some() {
            let either = |schema: Side<'a>, content: Side<'a>| match schema.node {
                Some(_) => schema,
                None => content,
            };
            let shown = Pair {
                base: either(schema.base, content.base),
                head: either(schema.head, content.head),
            };
            let text = Text::words("described by ")
                .quoting(if schema.base.node.is_some() {
                    "schema"
                } else {
                    "content"
                })
                .and(" → ")
                .quoting(if schema.head.node.is_some() {
                    "schema"
                } else {
                    "content"
                });
            self.schema_change(slot, event::TYPE_CHANGED, shown, scope, text);
        }
    }

    fn parameter_content(&mut self, content: Pair<'a>, slot: Slot, scope: &Scope) {
        for media in content.keys() {
            let pair = content.member(media);
            if pair.both().is_none() {
                let text = Text::words("media type ")
                    .quoting(media)
                    .then(plain::transition(pair));
                self.schema_change(slot, event::TYPE_CHANGED, pair, scope, text);
                continue;
            }
            let mut keys = Keys::of(pair);
            self.documentation(Kind::MediaType, &mut keys, scope);
            let schema = keys.take("schema");
            match schema.both() {
                Some(_) => self.enter(Comparison::Schema(slot), schema, scope),
                None => self.plain(UNCLASSIFIED, "schema", schema, scope),
            }
            self.rest(keys, scope);
        }
    }
}

/// The parameters of a list by their keys.
fn collect<'a>(document: Option<&'a Document>, path: &str, list: Side<'a>) -> Parameters<'a> {
    list.items()
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let target = follow(document, node).map(|target| target.node);
            let text = |key| {
                target
                    .and_then(|node: &Node| node.get(key))
                    .and_then(Node::as_str)
            };
            let name = text("name").unwrap_or_default();
            let location = text("in").unwrap_or("unresolved");
            let name = match location {
                "path" => template::parameters(path)
                    .position(|parameter| parameter == name)
                    .map_or(name.to_owned(), |position| path_key(position).1),
                "header" => name.to_ascii_lowercase(),
                // A reference that leads nowhere is known by its text.
                "unresolved" => node.reference().map_or(index.to_string(), str::to_owned),
                _ => name.to_owned(),
            };
            ((location.to_owned(), name), list.item(Some(node)))
        })
        .collect()
}

/// The key of the path parameter at `position` in the path.
fn path_key(position: usize) -> Key {
    ("path".to_owned(), format!("{{{position}}}"))
}

/// The place of a parameter, one of the four that there are.
fn known(location: &str) -> &'static str {
    match location {
        "path" => "path",
        "query" => "query",
        "header" => "header",
        "cookie" => "cookie",
        _ => "unresolved",
    }
}

fn style(parameter: Side<'_>) -> &str {
    let default = match parameter.text("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    parameter.text("style").unwrap_or(default)
}
