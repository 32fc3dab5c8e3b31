//! Responses by status, and their headers.

use std::collections::BTreeMap;

use openapi_document::Kind;

use super::{
    super::{
        keys::Keys,
        pair::{Pair, Side},
        rules::{self, NOTATION, Role},
        text::Text,
    },
    Comparison, Scope, Walk,
    bodies::RESPONSE,
    comparison::Slot,
};

const HEADER: Slot = Slot {
    role: Role::ResponseHeader,
    required: false,
    is_text: true,
};

impl<'a> Walk<'a> {
    pub(super) fn responses(&mut self, pair: Pair<'a>, scope: &Scope) {
        for status in pair.keys() {
            let response = pair.member(status);
            if status.starts_with("x-") {
                self.unknown(status, response, scope);
                continue;
            }
            let text = |words: &str| Text::words(": response ").quoting(status).and(words);
            match (response.base.node, response.head.node) {
                (None, Some(_)) => {
                    let id = if is_success(status, pair.head) {
                        rules::RESPONSE_SUCCESS_STATUS_ADDED
                    } else {
                        rules::RESPONSE_NON_SUCCESS_STATUS_ADDED
                    };
                    self.state(id, response, scope, text(" added"));
                }
                (Some(_), None) => {
                    let id = if is_success(status, pair.base) {
                        rules::RESPONSE_SUCCESS_STATUS_REMOVED
                    } else {
                        rules::RESPONSE_NON_SUCCESS_STATUS_REMOVED
                    };
                    self.state(id, response, scope, text(" removed"));
                }
                _ => {
                    let scope = Scope::new(Text::words("response ").quoting(status));
                    self.enter(Comparison::Response, response, &scope);
                }
            }
        }
    }

    /// Compares two responses, of which neither is a reference.
    pub(super) fn response(&mut self, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::Response, &mut keys, scope);
        let headers = self.container(&mut keys, "headers", scope);
        self.headers(headers, scope);
        let content = self.container(&mut keys, "content", scope);
        self.content(&RESPONSE, content, scope);
        let links = self.container(&mut keys, "links", scope);
        self.members(links, Kind::Link, "link ");
        self.rest(keys, scope);
    }

    fn headers(&mut self, pair: Pair<'a>, scope: &Scope) {
        let (bases, heads) = (by_name(pair.base), by_name(pair.head));
        for (key, (name, base)) in &bases {
            let head = heads.get(key);
            let header = Pair {
                base: *base,
                head: head.map_or(pair.head.with(None), |(_, side)| *side),
            };
            match head {
                Some((head_name, _)) => {
                    if name != head_name {
                        let text = Text::words(": header ").quoting(name).and(" → ");
                        self.state(NOTATION, header, scope, text.quoting(head_name));
                    }
                    let scope = scope.part(Text::words("header ").quoting(head_name));
                    self.enter(Comparison::Header, header, &scope);
                }
                None => {
                    let required = self.target(header).base.flag("required") == Some(true);
                    let id = if required {
                        rules::REQUIRED_RESPONSE_HEADER_REMOVED
                    } else {
                        rules::OPTIONAL_RESPONSE_HEADER_REMOVED
                    };
                    let text = Text::words(": header ").quoting(name).and(" removed");
                    self.state(id, header, scope, text);
                }
            }
        }
        for (key, (name, head)) in &heads {
            if !bases.contains_key(key) {
                let header = Pair {
                    base: pair.base.with(None),
                    head: *head,
                };
                let text = Text::words(": header ").quoting(name).and(" added");
                self.state(rules::RESPONSE_HEADER_ADDED, header, scope, text);
            }
        }
    }

    /// Compares two headers, of which neither is a reference.
    pub(super) fn header(&mut self, pair: Pair<'a>, scope: &Scope) {
        let mut keys = Keys::of(pair);
        self.documentation(Kind::Header, &mut keys, scope);
        if let Some((required, pair)) = self.flag(&mut keys, "required", false, scope) {
            let (id, words) = if required {
                (rules::RESPONSE_HEADER_BECAME_REQUIRED, " became required")
            } else {
                (rules::RESPONSE_HEADER_BECAME_OPTIONAL, " became optional")
            };
            self.state(id, pair, scope, Text::words(words));
        }
        if let Some((deprecated, pair)) = self.flag(&mut keys, "deprecated", false, scope) {
            let (id, words) = if deprecated {
                (rules::RESPONSE_HEADER_DEPRECATED, " became deprecated")
            } else {
                (
                    rules::RESPONSE_HEADER_REACTIVATED,
                    " is no longer deprecated",
                )
            };
            self.state(id, pair, scope, Text::words(words));
        }
        // `simple` is the only style that a header has.
        let style = keys.take("style");
        self.plain(NOTATION, "style", style, scope);
        let is_scalar = self.is_scalar(pair);
        if let Some((_, pair)) = self.flag(&mut keys, "explode", false, scope) {
            let id = if is_scalar {
                NOTATION
            } else {
                rules::RESPONSE_HEADER_EXPLODE_CHANGED
            };
            self.plain(id, "explode", pair, scope);
        }
        self.value(&mut keys, HEADER, scope);
        self.rest(keys, scope);
    }
}

/// Whether a status means success. `default` does where no other status of `responses` does.
fn is_success(status: &str, responses: Side<'_>) -> bool {
    match status {
        "default" => responses.keys().all(|other| !other.starts_with('2')),
        status => status.starts_with('2'),
    }
}

/// Headers by their names in lower case: HTTP does not tell the two cases apart.
fn by_name(headers: Side<'_>) -> BTreeMap<String, (&str, Side<'_>)> {
    headers
        .keys()
        .map(|name| (name.to_ascii_lowercase(), (name, headers.member(name))))
        .collect()
}
