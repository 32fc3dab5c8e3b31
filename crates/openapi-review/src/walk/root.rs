//! The document as a whole: what stands in it beside paths and components.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet},
};

use openapi_document::{Document, Kind, Node};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair, Side},
        rules::{self, DOCUMENTATION, NOTATION},
        text::Text,
    },
    Scope, Walk,
};

impl<'a> Walk<'a> {
    pub(super) fn root(&mut self) {
        let pair = self.documents();
        let scope = Scope::new(Text::words("document"));
        let mut keys = Keys::of(pair);
        let paths = keys.take("paths");
        // Components are compared last, when it is known which of them are in use.
        keys.take("components");
        let whole = match pair.edit() {
            Some(Edit::Added) => Some((rules::API_DOCUMENT_ADDED, " added")),
            Some(Edit::Removed) => Some((rules::API_DOCUMENT_REMOVED, " removed")),
            _ => None,
        };
        if let Some((id, words)) = whole {
            self.state(id, pair, &scope, Text::words(words));
            self.paths(paths);
            return;
        }
        let openapi = keys.take("openapi");
        self.plain(NOTATION, "openapi", openapi, &scope);
        self.info(keys.take("info"));
        self.documentation(Kind::OpenApi, &mut keys, &scope);
        self.tag_descriptions(&mut keys, &scope);
        let servers = self.container(&mut keys, "servers", &scope);
        self.servers(servers, &scope);
        let security = self.container(&mut keys, "security", &scope);
        self.global_security(security, &scope);
        self.paths(paths);
        self.rest(keys, &scope);
    }

    /// Says that the documents differ when nothing else did, such as a parameter that a path had
    /// and each of its operations now has: "no change" is for documents that say the same.
    pub(super) fn written_differently(&mut self) {
        let pair = self.documents();
        if self.found.is_empty() && pair.edit().is_some() {
            let text = Text::words(": written differently, but the same is sent");
            self.state(NOTATION, pair, &Scope::new(Text::words("document")), text);
        }
    }

    /// Both documents as a whole.
    pub(super) fn documents(&self) -> Pair<'a> {
        let side = |document: Option<&'a Document>| Side::root(document.map(Document::root));
        Pair {
            base: side(self.base),
            head: side(self.head),
        }
    }

    fn info(&mut self, pair: Pair<'a>) {
        let scope = Scope::new(Text::words("info"));
        let mut keys = Keys::of(pair);
        let version = keys.take("version");
        let id = match decreases(version) {
            true => rules::API_VERSION_DECREASED,
            false => rules::API_VERSION_CHANGED,
        };
        self.plain(id, "version", version, &scope);
        self.documentation(Kind::Info, &mut keys, &scope);
        self.rest(keys, &scope);
    }

    /// The tags that the document describes. Which operation has which tag is the operation's.
    fn tag_descriptions(&mut self, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = self.container(keys, "tags", scope);
        let (bases, heads) = (named(pair.base), named(pair.head));
        let before = self.found.times();
        let names: BTreeSet<_> = bases.keys().chain(heads.keys()).copied().collect();
        for name in names {
            let tag = pair.item(bases.get(name).copied(), heads.get(name).copied());
            self.plain(DOCUMENTATION, name, tag, &Scope::new(Text::words("tag")));
        }
        // The order of the tags is that of the chapters.
        if self.found.times() == before && pair.both().is_some() {
            self.plain(DOCUMENTATION, "tags", pair, scope);
        }
    }
}

fn named(side: Side<'_>) -> BTreeMap<&str, &Node> {
    side.items()
        .iter()
        .map(|tag| {
            let name = tag.get("name").and_then(Node::as_str);
            (name.unwrap_or_default(), tag)
        })
        .collect()
}

/// Whether both sides are numbers with dots, and head's is the smaller one.
fn decreases(version: Pair<'_>) -> bool {
    let numbers = |side: Side<'_>| -> Option<Vec<u64>> {
        let text = side.node?.as_str()?;
        text.trim_start_matches('v')
            .split('.')
            .map(|part| part.parse().ok())
            .collect()
    };
    match (numbers(version.base), numbers(version.head)) {
        (Some(base), Some(head)) => head.cmp(&base) == Ordering::Less,
        _ => false,
    }
}
