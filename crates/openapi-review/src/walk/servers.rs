//! Servers: where the service can be reached.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Kind, Node};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{self, NOTATION},
        text::Text,
    },
    Scope, Walk,
};

impl<'a> Walk<'a> {
    /// The servers of a path or an operation: its own, or those of what it stands in, of which
    /// `outer` is the nearest. What both sides inherit is reported where it stands.
    pub(super) fn own_servers(&mut self, keys: &mut Keys<'a>, outer: Pair<'a>, scope: &Scope) {
        let own = self.container(keys, "servers", scope);
        let is_given = |side: Side<'a>| side.node.is_some() && !side.is_empty();
        if !is_given(own.base) && !is_given(own.head) {
            return;
        }
        let root = self.documents().member("servers");
        let effective = |own: Side<'a>, outer: Side<'a>, root: Side<'a>| {
            let nearest = [own, outer, root].into_iter().find(|side| is_given(*side));
            own.with(nearest.and_then(|side| side.node))
        };
        let before = self.found.times();
        let pair = Pair {
            base: effective(own.base, outer.base, root.base),
            head: effective(own.head, outer.head, root.head),
        };
        self.servers(pair, scope);
        if self.found.times() == before && own.both().is_none() {
            self.plain(NOTATION, "servers", own, scope);
        }
    }

    /// Compares two lists of servers, whose members are known by their URLs.
    pub(super) fn servers(&mut self, pair: Pair<'a>, scope: &Scope) {
        if is_default(pair.base) && is_default(pair.head) {
            return self.plain(NOTATION, "servers", pair, scope);
        }
        let (bases, heads) = (urls(pair.base), urls(pair.head));
        let before = self.found.times();
        for (url, base) in &bases {
            let server = pair.item(Some(base), heads.get(url).copied());
            if server.head.node.is_some() {
                self.server(url, server, scope);
            } else {
                self.state(
                    rules::API_SERVER_REMOVED,
                    server,
                    scope,
                    server_text(url, " removed"),
                );
            }
        }
        for (url, head) in &heads {
            if !bases.contains_key(url) {
                let server = pair.item(None, Some(head));
                self.state(
                    rules::API_SERVER_ADDED,
                    server,
                    scope,
                    server_text(url, " added"),
                );
            }
        }
        let is_silent = self.found.times() == before;
        // The first server is the one that tools take when nothing else is said.
        if is_silent && pair.both().is_some() {
            self.plain(rules::API_SERVER_ORDER_CHANGED, "servers", pair, scope);
        }
    }

    fn server(&mut self, url: &str, pair: Pair<'a>, scope: &Scope) {
        let scope = scope.part(Text::words("server ").quoting(url));
        let mut keys = Keys::of(pair);
        keys.take("url");
        self.documentation(Kind::Server, &mut keys, &scope);
        let variables = self.container(&mut keys, "variables", &scope);
        for name in variables.keys() {
            let variable = variables.member(name);
            let text = Text::words(": variable ").quoting(name);
            match variable.edit() {
                None => {}
                Some(Edit::Added) => {
                    let text = text.and(" added");
                    self.state(rules::API_SERVER_VARIABLE_ADDED, variable, &scope, text);
                }
                Some(Edit::Removed) => {
                    let text = text.and(" removed");
                    self.state(rules::API_SERVER_VARIABLE_REMOVED, variable, &scope, text);
                }
                Some(Edit::Changed) => self.server_variable(name, variable, &scope),
            }
        }
        self.rest(keys, &scope);
    }

    fn server_variable(&mut self, name: &str, pair: Pair<'a>, scope: &Scope) {
        let scope = scope.part(Text::words("variable ").quoting(name));
        let mut keys = Keys::of(pair);
        self.documentation(Kind::ServerVariable, &mut keys, &scope);
        let default = keys.take("default");
        self.plain(
            rules::API_SERVER_VARIABLE_DEFAULT_CHANGED,
            "default",
            default,
            &scope,
        );
        let values = keys.take("enum");
        match values.edit() {
            None => {}
            Some(Edit::Changed) => self.server_values(values, &scope),
            // With no list, every value is admitted.
            Some(Edit::Added) => {
                self.plain(
                    rules::API_SERVER_VARIABLE_ENUM_VALUE_REMOVED,
                    "enum",
                    values,
                    &scope,
                );
            }
            Some(Edit::Removed) => {
                self.plain(
                    rules::API_SERVER_VARIABLE_ENUM_VALUE_ADDED,
                    "enum",
                    values,
                    &scope,
                );
            }
        }
        self.rest(keys, &scope);
    }

    fn server_values(&mut self, pair: Pair<'a>, scope: &Scope) {
        let (bases, heads) = (texts(pair.base), texts(pair.head));
        let before = self.found.times();
        for value in pair.base.items() {
            if !heads.contains(&value.as_str()) {
                let item = pair.item(Some(value), None);
                self.plain(
                    rules::API_SERVER_VARIABLE_ENUM_VALUE_REMOVED,
                    "enum",
                    item,
                    scope,
                );
            }
        }
        for value in pair.head.items() {
            if !bases.contains(&value.as_str()) {
                let item = pair.item(None, Some(value));
                self.plain(
                    rules::API_SERVER_VARIABLE_ENUM_VALUE_ADDED,
                    "enum",
                    item,
                    scope,
                );
            }
        }
        if self.found.times() == before {
            self.plain(NOTATION, "enum", pair, scope);
        }
    }
}

fn texts(side: Side<'_>) -> BTreeSet<Option<&str>> {
    side.items().iter().map(Node::as_str).collect()
}

fn urls(side: Side<'_>) -> BTreeMap<&str, &Node> {
    side.items()
        .iter()
        .map(|server| {
            let url = server.get("url").and_then(Node::as_str);
            (url.unwrap_or_default(), server)
        })
        .collect()
}

/// Whether a list says what its absence says: the server is the one that has the document.
fn is_default(list: Side<'_>) -> bool {
    let is_relative = |server: &Node| {
        server
            .members()
            .all(|(key, value)| key == "url" && value.as_str() == Some("/"))
    };
    match list.items() {
        [] => true,
        [server] => is_relative(server),
        _ => false,
    }
}

fn server_text(url: &str, words: &str) -> Text {
    Text::words(": server ").quoting(url).and(words)
}
