//! Security: which credentials a request needs, and what they look like.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::{Document, Kind, Node};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{self, ChangeRule, NOTATION},
        text::Text,
    },
    Scope, Walk, plain,
};

/// The ids of the changes of one list of requirements.
struct Ids {
    added: &'static ChangeRule,
    /// Where no credentials were needed, and some are now.
    became_required: &'static ChangeRule,
    removed: &'static ChangeRule,
    /// Where what sufficed no longer does.
    refused: &'static ChangeRule,
    scope_added: &'static ChangeRule,
    scope_removed: &'static ChangeRule,
}

const GLOBAL: Ids = Ids {
    added: rules::API_GLOBAL_SECURITY_ADDED,
    became_required: rules::API_GLOBAL_SECURITY_BECAME_REQUIRED,
    removed: rules::API_GLOBAL_SECURITY_REMOVED,
    refused: rules::API_GLOBAL_SECURITY_REFUSED,
    scope_added: rules::API_GLOBAL_SECURITY_SCOPE_ADDED,
    scope_removed: rules::API_GLOBAL_SECURITY_SCOPE_REMOVED,
};

const OPERATION: Ids = Ids {
    added: rules::API_SECURITY_ADDED,
    became_required: rules::API_SECURITY_BECAME_REQUIRED,
    removed: rules::API_SECURITY_REMOVED,
    refused: rules::API_SECURITY_REFUSED,
    scope_added: rules::API_SECURITY_SCOPE_ADDED,
    scope_removed: rules::API_SECURITY_SCOPE_REMOVED,
};

impl<'a> Walk<'a> {
    /// The requirements that hold for every operation without its own.
    pub(super) fn global_security(&mut self, pair: Pair<'a>, scope: &Scope) {
        self.requirements(&GLOBAL, pair, scope);
    }

    /// The requirements of an operation: its own, or the document's where it has none. What
    /// both sides inherit is reported once, for the document.
    pub(super) fn operation_security(&mut self, keys: &mut Keys<'a>, scope: &Scope) {
        let own = keys.take("security");
        if own.base.node.is_none() && own.head.node.is_none() {
            return;
        }
        let inherited = |document: Option<&'a Document>| {
            document.and_then(|document| document.root().get("security"))
        };
        let effective = Pair {
            base: own.base.with(own.base.node.or(inherited(self.base))),
            head: own.head.with(own.head.node.or(inherited(self.head))),
        };
        let before = self.found.times();
        self.requirements(&OPERATION, effective, scope);
        let is_silent = self.found.times() == before;
        if is_silent && own.both().is_none() {
            self.plain(NOTATION, "security", own, scope);
        }
    }

    /// Compares two lists of alternatives. An alternative is known by the schemes that it asks
    /// for together.
    fn requirements(&mut self, ids: &Ids, pair: Pair<'a>, scope: &Scope) {
        let (bases, heads) = (alternatives(pair.base), alternatives(pair.head));
        let before = self.found.times();
        let is_open = is_anonymous(pair.head);
        let became_required = is_anonymous(pair.base) && !is_open;
        let [added, removed_anonymous] = match became_required {
            true if bases.is_empty() => [ids.became_required, ids.removed],
            true => [ids.added, ids.became_required],
            false => [ids.added, ids.removed],
        };
        for (key, base) in &bases {
            let (name, _) = key;
            let is_none = base.members().next().is_none();
            match heads.get(key) {
                Some(head) => self.scopes(ids, pair.item(Some(base), Some(head)), scope),
                None => {
                    let heads = heads.values().copied();
                    let suffices = is_open || self.credentials.suffice(base, heads);
                    let (rule, words) = match (is_none, suffices) {
                        (true, _) => (removed_anonymous, " removed"),
                        (false, true) => (ids.removed, " removed"),
                        (false, false) => (ids.refused, " is no longer accepted"),
                    };
                    let text = Text::words(": security ").quoting(name).and(words);
                    self.state(rule, pair.item(Some(base), None), scope, text);
                }
            }
        }
        for (key, head) in &heads {
            let (name, _) = key;
            if !bases.contains_key(key) {
                let text = Text::words(": security ").quoting(name).and(" added");
                self.state(added, pair.item(None, Some(head)), scope, text);
            }
        }
        if self.found.times() == before && pair.both().is_some() {
            self.plain(NOTATION, "security", pair, scope);
        }
    }

    fn scopes(&mut self, ids: &Ids, pair: Pair<'a>, scope: &Scope) {
        for scheme in pair.keys() {
            let scopes = pair.member(scheme);
            let (bases, heads) = (texts(scopes.base), texts(scopes.head));
            for item in scopes.base.items() {
                if !heads.contains(&item.as_str()) {
                    let text = scope_text(item, scheme, " removed");
                    let pair = scopes.item(Some(item), None);
                    self.state(ids.scope_removed, pair, scope, text);
                }
            }
            for item in scopes.head.items() {
                if !bases.contains(&item.as_str()) {
                    let text = scope_text(item, scheme, " added");
                    let pair = scopes.item(None, Some(item));
                    self.state(ids.scope_added, pair, scope, text);
                }
            }
        }
    }

    /// Compares two security schemes, of which neither is a reference.
    pub(super) fn security_scheme(&mut self, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::SecurityScheme, &mut keys, scope);
        for (key, id) in [
            ("type", rules::API_SECURITY_COMPONENT_TYPE_CHANGED),
            ("name", rules::API_SECURITY_COMPONENT_NAME_CHANGED),
            ("in", rules::API_SECURITY_COMPONENT_LOCATION_CHANGED),
            ("scheme", rules::API_SECURITY_COMPONENT_SCHEME_CHANGED),
            ("bearerFormat", rules::API_SECURITY_COMPONENT_CHANGED),
            ("openIdConnectUrl", rules::API_SECURITY_COMPONENT_CHANGED),
        ] {
            let member = keys.take(key);
            let is_header = pair.base.text("in") == Some("header");
            // HTTP tells the cases of neither apart.
            let is_caseless = key == "scheme" || key == "name" && is_header;
            let id = match (pair.base.text(key), pair.head.text(key)) {
                (Some(base), Some(head)) if is_caseless && base.eq_ignore_ascii_case(head) => {
                    NOTATION
                }
                _ => id,
            };
            self.plain(id, key, member, scope);
        }
        let flows = keys.take("flows");
        for flow in flows.keys() {
            self.flow(flow, flows.member(flow), scope);
        }
        if flows.keys().next().is_none() {
            self.plain(NOTATION, "flows", flows, scope);
        }
        self.rest(keys, scope);
    }

    fn flow(&mut self, name: &str, pair: Pair<'a>, scope: &Scope) {
        if pair.both().is_none() || name.starts_with("x-") {
            return self.plain(rules::API_SECURITY_COMPONENT_CHANGED, name, pair, scope);
        }
        let scope = scope.part(Text::words("flow ").quoting(name));
        let mut keys = Keys::of(pair);
        for (key, id) in [
            (
                "authorizationUrl",
                rules::API_SECURITY_COMPONENT_OAUTH_URL_CHANGED,
            ),
            (
                "tokenUrl",
                rules::API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED,
            ),
            ("refreshUrl", rules::API_SECURITY_COMPONENT_CHANGED),
        ] {
            let member = keys.take(key);
            self.plain(id, key, member, &scope);
        }
        let scopes = keys.take("scopes");
        for name in scopes.keys() {
            let member = scopes.member(name);
            let id = match member.edit() {
                None => continue,
                Some(Edit::Added) => rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED,
                Some(Edit::Removed) => rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED,
                Some(Edit::Changed) => rules::API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED,
            };
            let text = Text::words(": scope ")
                .quoting(name)
                .then(plain::transition(member));
            self.state(id, member, &scope, text);
        }
        self.rest(keys, &scope);
    }
}

/// Whether a list of requirements lets requests without credentials pass.
fn is_anonymous(side: Side<'_>) -> bool {
    let mut items = side.items().iter().peekable();
    items.peek().is_none() || items.any(|it| it.members().next().is_none())
}

fn scope_text(item: &Node, scheme: &str, words: &str) -> Text {
    let text = Text::words(": scope ").value(item);
    text.and(" of ").quoting(scheme).and(words)
}

fn texts(side: Side<'_>) -> BTreeSet<Option<&str>> {
    side.items().iter().map(Node::as_str).collect()
}

/// The alternatives of a list, each by the names of its schemes, and by how many before it have
/// the same: the same schemes may be asked for with one scope or with another.
fn alternatives(side: Side<'_>) -> BTreeMap<(String, usize), &Node> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    side.items()
        .iter()
        .map(|requirement| {
            let mut names: Vec<_> = requirement.members().map(|(name, _)| name).collect();
            names.sort_unstable();
            let name = match names.as_slice() {
                [] => "none".to_owned(),
                names => names.join(" and "),
            };
            let count = counts.entry(name.clone()).or_default();
            *count += 1;
            ((name, *count), requirement)
        })
        .collect()
}
