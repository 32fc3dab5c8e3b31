//! The properties of an object, and whether it requires them.

use std::collections::BTreeSet;

use openapi_document::{Node, Value};

use super::{
    super::{
        keys::{Keys, flag},
        pair::{Pair, Side},
        rules::{Direction, Fact, NOTATION, PropertyEvent, PropertyFact, Role},
        text::Text,
    },
    Kind, Scope, Walk, plain,
    visits::Slot,
};

/// What an object says about properties that it does not list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Additional {
    Allowed,
    Forbidden,
    Schema,
}

impl<'a> Walk<'a> {
    pub(super) fn properties(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let properties = self.container(keys, "properties", scope);
        let required = self.container(keys, "required", scope);
        let names = Names {
            base: names(required.base),
            head: names(required.head),
        };
        for name in properties.keys() {
            let pair = properties.member(name);
            self.property(slot, name, pair, required, &names, &scope.property(name));
        }
        if names.base == names.head {
            self.reordered("required", required, scope);
        }
        let listed: BTreeSet<_> = properties.keys().collect();
        for name in names.base.union(&names.head) {
            if !listed.contains(name) && names.differ(name) {
                let scope = scope.property(name);
                let fact = names.fact(name, PropertyEvent::RequiredChanged, Side::root(None));
                self.property_change(
                    slot.role.below(),
                    fact,
                    required_place(required, name),
                    &scope,
                );
            }
        }
        self.additional_properties(slot, keys, scope);
    }

    /// What a schema became that is a property: `became-read-only` and the like.
    pub(super) fn became(&mut self, slot: Slot, what: &'static str, pair: Pair<'a>, scope: &Scope) {
        let is_property = matches!(
            slot.role,
            Role::RequestProperty
                | Role::RequestReadOnlyProperty
                | Role::ResponseProperty
                | Role::ResponseWriteOnlyProperty
        );
        let fact = if is_property {
            let fact = PropertyFact {
                event: PropertyEvent::Became(what),
                required: slot.required,
                has_default: false,
            };
            Fact::Property(slot.role, fact)
        } else {
            Fact::Schema(slot.role, what)
        };
        let detail = Text::words(format!(": {}", what.replace('-', " ")));
        self.report(fact, pair, scope, detail);
    }

    fn property(
        &mut self,
        slot: Slot,
        name: &'a str,
        pair: Pair<'a>,
        required: Pair<'a>,
        names: &Names<'a>,
        scope: &Scope,
    ) {
        let target = self.target(pair);
        let role = property_role(slot.role, target);
        match (pair.base.node, pair.head.node) {
            (None, None) => {}
            (None, Some(_)) => {
                let fact = names.fact(name, PropertyEvent::Added, target.head);
                self.property_change(role, fact, pair, scope);
            }
            (Some(_), None) => {
                let fact = names.fact(name, PropertyEvent::Removed, target.base);
                self.property_change(role, fact, pair, scope);
            }
            (Some(_), Some(_)) => {
                if names.differ(name) {
                    let fact = names.fact(name, PropertyEvent::RequiredChanged, target.head);
                    self.property_change(role, fact, required_place(required, name), scope);
                }
                let slot = Slot {
                    role,
                    required: names.head.contains(name),
                };
                self.enter(Kind::Schema(slot), pair, scope);
            }
        }
    }

    fn property_change(&mut self, role: Role, fact: PropertyFact, pair: Pair<'a>, scope: &Scope) {
        let requirement = if fact.required {
            "required"
        } else {
            "optional"
        };
        let words = match fact.event {
            PropertyEvent::Added => format!(" added, {requirement}"),
            PropertyEvent::Removed => format!(" removed, was {requirement}"),
            PropertyEvent::RequiredChanged | PropertyEvent::Became(_) => {
                format!(" became {requirement}")
            }
        };
        self.report(Fact::Property(role, fact), pair, scope, Text::words(words));
    }

    fn additional_properties(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = keys.take("additionalProperties");
        let what = match (additional(pair.base), additional(pair.head)) {
            (Additional::Schema, Additional::Schema) => {
                let below = Slot {
                    role: slot.role.below(),
                    required: false,
                };
                return self.enter(Kind::Schema(below), pair, &scope.property("*"));
            }
            (base, head) if base == head => {
                return self.plain(NOTATION, "additionalProperties", pair, scope);
            }
            (_, Additional::Forbidden) => "additional-properties-forbidden",
            (Additional::Forbidden, _) => "additional-properties-allowed",
            (_, Additional::Schema) => "additional-properties-restricted",
            (_, Additional::Allowed) => "additional-properties-unrestricted",
        };
        let text = Text::quote("additionalProperties").then(plain::transition(pair));
        self.schema_change(slot, what, pair, scope, text);
    }
}

/// The names that both sides require.
struct Names<'a> {
    base: BTreeSet<&'a str>,
    head: BTreeSet<&'a str>,
}

impl Names<'_> {
    fn differ(&self, name: &str) -> bool {
        self.base.contains(name) != self.head.contains(name)
    }

    /// What happened to the property `name`, whose schema is `schema`.
    fn fact(&self, name: &str, event: PropertyEvent, schema: Side<'_>) -> PropertyFact {
        let names = match event {
            PropertyEvent::Removed => &self.base,
            _ => &self.head,
        };
        PropertyFact {
            event,
            required: names.contains(name),
            has_default: schema
                .node
                .is_some_and(|node| node.get("default").is_some()),
        }
    }
}

fn names(side: Side<'_>) -> BTreeSet<&str> {
    side.items().iter().filter_map(Node::as_str).collect()
}

/// The places at which `name` is required.
fn required_place<'a>(required: Pair<'a>, name: &str) -> Pair<'a> {
    let item = |side: Side<'a>| side.items().iter().find(|item| item.as_str() == Some(name));
    required.item(item(required.base), item(required.head))
}

/// The role of a property. One that is read-only on both sides is in no request, one that is
/// write-only on both sides is in no response.
fn property_role(of: Role, property: Pair<'_>) -> Role {
    let key = match of.direction() {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    let flags = property.member(key);
    let is_set = |object: Side<'_>, side: Side<'_>| object.node.is_none() || flag(side.node, false);
    if is_set(property.base, flags.base) && is_set(property.head, flags.head) {
        of.untravelled()
    } else {
        of.below()
    }
}

fn additional(side: Side<'_>) -> Additional {
    match side.node.map(|node| &node.value) {
        None | Some(Value::Bool(true)) => Additional::Allowed,
        Some(Value::Bool(false)) => Additional::Forbidden,
        // The schema without keys admits what `true` admits.
        Some(Value::Object(keys)) if keys.is_empty() => Additional::Allowed,
        Some(_) => Additional::Schema,
    }
}
