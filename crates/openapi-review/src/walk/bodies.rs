//! Request bodies, and content by media type.

use openapi_document::{Kind, MediaType};

use super::{
    super::{
        keys::Keys,
        pair::{Edit, Pair},
        rules::{self, ChangeRule, NOTATION, Role, UNCLASSIFIED},
        text::Text,
    },
    At, Comparison, Scope, Walk,
    comparison::Slot,
};

/// The ids of the changes of one kind of content.
pub(super) struct ContentIds {
    role: Role,
    added: &'static ChangeRule,
    removed: &'static ChangeRule,
    name_changed: &'static ChangeRule,
    name_generalized: &'static ChangeRule,
    name_specialized: &'static ChangeRule,
    schema_added: &'static ChangeRule,
    schema_removed: &'static ChangeRule,
}

pub(super) const REQUEST: ContentIds = ContentIds {
    role: Role::RequestBody,
    added: rules::REQUEST_BODY_MEDIA_TYPE_ADDED,
    removed: rules::REQUEST_BODY_MEDIA_TYPE_REMOVED,
    name_changed: rules::REQUEST_BODY_MEDIA_TYPE_NAME_CHANGED,
    name_generalized: rules::REQUEST_BODY_MEDIA_TYPE_NAME_GENERALIZED,
    name_specialized: rules::REQUEST_BODY_MEDIA_TYPE_NAME_SPECIALIZED,
    schema_added: rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED,
    schema_removed: rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
};

pub(super) const RESPONSE: ContentIds = ContentIds {
    role: Role::ResponseBody,
    added: rules::RESPONSE_MEDIA_TYPE_ADDED,
    removed: rules::RESPONSE_MEDIA_TYPE_REMOVED,
    name_changed: rules::RESPONSE_MEDIA_TYPE_NAME_CHANGED,
    name_generalized: rules::RESPONSE_MEDIA_TYPE_NAME_GENERALIZED,
    name_specialized: rules::RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED,
    schema_added: rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED,
    schema_removed: rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
};

impl<'a> Walk<'a> {
    /// The request body of an operation, or that only one side has one.
    pub(super) fn request_bodies(&mut self, pair: Pair<'a>, scope: &Scope) {
        match pair.edit() {
            None if pair.both().is_none() => {}
            Some(Edit::Added) => {
                let required = self.target(pair).head.flag("required") == Some(true);
                let (id, words) = if required {
                    (
                        rules::REQUEST_BODY_ADDED_REQUIRED,
                        ": required request body added",
                    )
                } else {
                    (
                        rules::REQUEST_BODY_ADDED_OPTIONAL,
                        ": optional request body added",
                    )
                };
                self.state(id, pair, scope, Text::words(words));
            }
            Some(Edit::Removed) => {
                let text = Text::words(": request body removed");
                self.state(rules::REQUEST_BODY_REMOVED, pair, scope, text);
            }
            // Equal references may lead to what differs.
            None | Some(Edit::Changed) => {
                let scope = Scope::new(Text::words("request body"));
                self.enter(Comparison::RequestBody, pair, &scope);
            }
        }
    }

    /// Compares two request bodies, of which neither is a reference.
    pub(super) fn request_body(&mut self, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::RequestBody, &mut keys, scope);
        if let Some((required, pair)) = self.flag(&mut keys, "required", false, scope) {
            let (id, words) = if required {
                (rules::REQUEST_BODY_BECAME_REQUIRED, " became required")
            } else {
                (rules::REQUEST_BODY_BECAME_OPTIONAL, " became optional")
            };
            self.state(id, pair, scope, Text::words(words));
        }
        let content = self.container(&mut keys, "content", scope);
        self.content(&REQUEST, content, scope);
        self.rest(keys, scope);
    }

    /// Compares content, media type by media type.
    pub(super) fn content(&mut self, ids: &ContentIds, content: Pair<'a>, scope: &Scope) {
        let mut only_head: Vec<_> = content
            .head
            .keys()
            .filter(|name| content.base.member(name).node.is_none())
            .collect();
        for name in content.base.keys() {
            if content.head.member(name).node.is_some() {
                self.media_type(ids, name, content.member(name), scope);
                continue;
            }
            let position =
                |same: &dyn Fn(&str) -> bool| only_head.iter().position(|head| same(head));
            let media_type = MediaType::of(name);
            let same = position(&|head| MediaType::of(head).is_same(media_type))
                .or_else(|| position(&|head| MediaType::of(head).is_same_essence(media_type)));
            let text = |words: &str| Text::words(": media type ").quoting(name).and(words);
            match same.map(|index| only_head.remove(index)) {
                Some(head) => {
                    let pair = Pair {
                        base: content.base.member(name),
                        head: content.head.member(head),
                    };
                    let id = ids.renamed(name, head);
                    self.state(id, pair, scope, text(" → ").quoting(head));
                    self.media_type(ids, head, pair, scope);
                }
                None => self.state(ids.removed, content.member(name), scope, text(" removed")),
            }
        }
        for name in only_head {
            let text = Text::words(": media type ").quoting(name).and(" added");
            self.state(ids.added, content.member(name), scope, text);
        }
    }

    fn media_type(&mut self, ids: &ContentIds, name: &str, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::MediaType, &mut keys, scope);
        let schema = keys.take("schema");
        let slot = Slot::of(ids.role);
        match schema.edit() {
            None if schema.both().is_none() => {}
            Some(Edit::Added) => {
                let text = Text::words(": schema of ").quoting(name).and(" added");
                self.state(ids.schema_added, schema, scope, text);
            }
            Some(Edit::Removed) => {
                let text = Text::words(": schema of ").quoting(name).and(" removed");
                self.state(ids.schema_removed, schema, scope, text);
            }
            None | Some(Edit::Changed) => self.enter(Comparison::Schema(slot), schema, scope),
        }
        let encoding = self.container(&mut keys, "encoding", scope);
        if encoding.both().is_some() {
            let scope = scope.part(Text::words("encoding"));
            let at = At::Object(Kind::MediaType).member("encoding");
            self.deep(UNCLASSIFIED, at, encoding, &scope);
        } else if !encoding.base.is_empty() && !encoding.head.is_empty() {
            self.plain(UNCLASSIFIED, "encoding", encoding, scope);
        }
        self.rest(keys, scope);
    }
}

impl ContentIds {
    /// The same media type with other parameters, such as `charset`.
    fn renamed(&self, base: &str, head: &str) -> &'static ChangeRule {
        let (base, head) = (MediaType::of(base), MediaType::of(head));
        if base.is_same(head) {
            return NOTATION;
        }
        match (base.has_parameters(), head.has_parameters()) {
            (true, false) => self.name_generalized,
            (false, true) => self.name_specialized,
            _ => self.name_changed,
        }
    }
}
