//! Operations: added, removed, and compared part by part.

use std::collections::BTreeSet;

use openapi_document::{Kind, Node};

use super::{
    super::{
        change::OperationName,
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{self, NOTATION, UNCLASSIFIED},
        text::Text,
    },
    Comparison, Origin, Scope, Walk,
    lifecycle::is_unstable,
    paths::PathPair,
    plain,
};

impl<'a> Walk<'a> {
    /// Compares the operation `method` of a path, or reports that only one side has it.
    pub(super) fn operation(
        &mut self,
        method: &'static str,
        path: &PathPair<'a>,
        pair: Pair<'a>,
        shared: Pair<'a>,
    ) {
        if pair.base.node.is_none() && pair.head.node.is_none() {
            return;
        }
        let shown = if pair.head.node.is_some() {
            path.head
        } else {
            path.base
        };
        self.operations.push(OperationName::new(method, shown));
        let outer = self.origin;
        let index = self.operations.len() - 1;
        self.origin = Origin::Operation(index);
        if is_unstable(pair.base) {
            self.unstable.insert(index);
        }
        let whole_path = path.item.both().is_none();
        let scope = Scope::operation();
        match (pair.edit(), whole_path) {
            (Some(Edit::Added), _) => {
                self.state(rules::ENDPOINT_ADDED, pair, &scope, Text::words(" added"));
            }
            (Some(Edit::Removed), whole_path) => {
                let (id, words) = self.removal(pair.base, whole_path);
                self.state(id, pair, &scope, Text::words(words));
            }
            _ => self.operation_parts(path, pair, shared, &scope),
        }
        self.origin = outer;
    }

    fn operation_parts(
        &mut self,
        path: &PathPair<'a>,
        pair: Pair<'a>,
        shared: Pair<'a>,
        scope: &Scope,
    ) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::Operation, &mut keys, scope);
        self.operation_id(keys.take("operationId"), scope);
        self.tags(&mut keys, scope);
        if let Some((deprecated, pair)) = self.flag(&mut keys, "deprecated", false, scope) {
            let (id, words) = if deprecated {
                (rules::ENDPOINT_DEPRECATED, " became deprecated")
            } else {
                (rules::ENDPOINT_REACTIVATED, " is no longer deprecated")
            };
            self.state(id, pair, scope, Text::words(words));
        }
        self.promises(&mut keys, pair, scope);
        self.operation_security(&mut keys, scope);
        self.own_servers(&mut keys, path.item.member("servers"), scope);
        let parameters = self.container(&mut keys, "parameters", scope);
        self.parameters(path, shared, parameters);
        self.request_bodies(keys.take("requestBody"), scope);
        self.responses(keys.take("responses"), scope);
        let callbacks = self.container(&mut keys, "callbacks", scope);
        self.members(callbacks, Kind::Callback, "callback ");
        self.rest(keys, scope);
    }

    /// Members of this kind, about which no rule says anything.
    pub(super) fn members(&mut self, pair: Pair<'a>, kind: Kind, words: &str) {
        for name in pair.keys() {
            let member = pair.member(name);
            let scope = Scope::new(Text::words(words).quoting(name));
            match member.both() {
                Some(_) => self.enter(Comparison::Plain(UNCLASSIFIED, kind), member, &scope),
                None => self.state(UNCLASSIFIED, member, &scope, plain::transition(member)),
            }
        }
    }

    fn operation_id(&mut self, pair: Pair<'a>, scope: &Scope) {
        let id = match pair.edit() {
            None => return,
            Some(Edit::Added) => rules::API_OPERATION_ID_ADDED,
            // oasdiff's word for an id that was replaced, too.
            Some(Edit::Removed | Edit::Changed) => rules::API_OPERATION_ID_REMOVED,
        };
        self.plain(id, "operationId", pair, scope);
    }

    fn tags(&mut self, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = self.container(keys, "tags", scope);
        let before = self.found.times();
        let names = |side: Side<'a>| -> BTreeSet<Option<&'a str>> {
            side.items().iter().map(Node::as_str).collect()
        };
        let (bases, heads) = (names(pair.base), names(pair.head));
        for tag in pair.base.items() {
            if !heads.contains(&tag.as_str()) {
                let text = Text::words(": tag ").value(tag).and(" removed");
                self.state(
                    rules::API_TAG_REMOVED,
                    pair.item(Some(tag), None),
                    scope,
                    text,
                );
            }
        }
        for tag in pair.head.items() {
            if !bases.contains(&tag.as_str()) {
                let text = Text::words(": tag ").value(tag).and(" added");
                self.state(
                    rules::API_TAG_ADDED,
                    pair.item(None, Some(tag)),
                    scope,
                    text,
                );
            }
        }
        if self.found.times() == before && pair.both().is_some() {
            self.plain(NOTATION, "tags", pair, scope);
        }
    }
}
