//! Components: which names there are, and what differs in those that nothing uses.

use openapi_document::{Document, Kind};

use super::{
    super::{
        pair::{Edit, Pair, Side},
        rules::{self, COMPONENT_CHANGED, UNCLASSIFIED},
        text::Text,
    },
    Comparison, Scope, Walk,
    scope::Pin,
};

impl<'a> Walk<'a> {
    pub(super) fn components(&mut self) {
        let side = |document: Option<&'a Document>| {
            Side::root(document.map(Document::root)).member("components")
        };
        let components = Pair {
            base: side(self.base),
            head: side(self.head),
        };
        for key in components.keys() {
            let section = components.member(key);
            let kind = Kind::Components
                .field(key)
                .and_then(|field| field.shape.object());
            let Some(kind) = kind else {
                self.unknown(key, section, &Scope::new(Text::words("components")));
                continue;
            };
            for name in section.keys() {
                self.component((key, kind), name, section.member(name));
            }
        }
        self.empty_sections(components);
    }

    fn component(&mut self, (section, kind): (&str, Kind), name: &str, pair: Pair<'a>) {
        let (added, removed) = match section {
            "schemas" => (rules::API_SCHEMA_ADDED, rules::API_SCHEMA_REMOVED),
            "securitySchemes" => (
                rules::API_SECURITY_COMPONENT_ADDED,
                rules::API_SECURITY_COMPONENT_REMOVED,
            ),
            _ => (rules::API_COMPONENT_ADDED, rules::API_COMPONENT_REMOVED),
        };
        let words = match section {
            "schemas" => "schema ",
            "securitySchemes" => "security scheme ",
            _ => "component ",
        };
        let name = match section {
            "schemas" | "securitySchemes" => name.to_owned(),
            section => format!("{section}/{name}"),
        };
        let scope = Scope::new(Text::words(words).quoting(&name));
        match (pair.edit(), pair.both()) {
            (Some(Edit::Added), _) => self.state(added, pair, &scope, Text::words(" added")),
            (Some(Edit::Removed), _) => self.state(removed, pair, &scope, Text::words(" removed")),
            (None, _) | (_, None) => {}
            (Some(Edit::Changed), Some((base, head))) => {
                if self.visits.has_compared(base, head) {
                    return;
                }
                let is_reference = base.reference().is_some() || head.reference().is_some();
                if section == "securitySchemes" && !is_reference {
                    self.security_scheme(pair, &scope);
                } else if is_reference {
                    let text = super::plain::transition(pair);
                    self.state(COMPONENT_CHANGED, pair, &scope, text);
                } else {
                    let rule = match section {
                        // What these mean, no rule of ours says.
                        "links" | "callbacks" => UNCLASSIFIED,
                        _ => COMPONENT_CHANGED,
                    };
                    let kind = Comparison::Plain(rule, kind);
                    self.visit(kind, pair, Scope::component(kind, &name, Pin::default()));
                }
            }
        }
    }

    /// Sections, or the whole, that are there but hold nothing.
    fn empty_sections(&mut self, components: Pair<'a>) {
        let scope = Scope::new(Text::words("document"));
        let mut sections = vec![("components", components)];
        let fields = Kind::Components.fields().iter();
        sections.extend(fields.map(|field| (field.name, components.member(field.name))));
        for (key, pair) in sections {
            let only = match pair.edit() {
                Some(Edit::Added) => pair.head,
                Some(Edit::Removed) => pair.base,
                _ => continue,
            };
            if only.is_empty() {
                self.plain(rules::NOTATION, key, pair, &scope);
            }
        }
    }
}
