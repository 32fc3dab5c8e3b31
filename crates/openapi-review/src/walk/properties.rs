//! The properties of an object, and whether it requires them.

use std::collections::BTreeSet;

use openapi_document::{Node, Value};

use super::{
    super::{
        keys::{Keys, flag},
        pair::{Pair, Side},
        rules::{Direction, Fact, NOTATION, Requirement, Role, SchemaRule, event},
        text::Text,
    },
    Comparison, Scope, Walk,
    comparison::Slot,
    plain,
};

/// What an object says about properties that it does not list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Additional {
    Allowed,
    Forbidden,
    Schema,
}

/// A flag that says in which direction a property does not travel, and the rules about it.
pub(super) struct Flag {
    pub(super) key: &'static str,
    set: FlagRules,
    unset: FlagRules,
}

/// The rules about one change of a flag.
struct FlagRules {
    words: &'static str,
    schema: &'static SchemaRule,
    optional: &'static SchemaRule,
    required: &'static SchemaRule,
}

pub(super) const READ_ONLY: Flag = Flag {
    key: "readOnly",
    set: FlagRules {
        words: ": became read only",
        schema: event::BECAME_READ_ONLY,
        optional: event::OPTIONAL_PROPERTY_BECAME_READ_ONLY,
        required: event::REQUIRED_PROPERTY_BECAME_READ_ONLY,
    },
    unset: FlagRules {
        words: ": became not read only",
        schema: event::BECAME_NOT_READ_ONLY,
        optional: event::OPTIONAL_PROPERTY_BECAME_NOT_READ_ONLY,
        required: event::REQUIRED_PROPERTY_BECAME_NOT_READ_ONLY,
    },
};

pub(super) const WRITE_ONLY: Flag = Flag {
    key: "writeOnly",
    set: FlagRules {
        words: ": became write only",
        schema: event::BECAME_WRITE_ONLY,
        optional: event::OPTIONAL_PROPERTY_BECAME_WRITE_ONLY,
        required: event::REQUIRED_PROPERTY_BECAME_WRITE_ONLY,
    },
    unset: FlagRules {
        words: ": became not write only",
        schema: event::BECAME_NOT_WRITE_ONLY,
        optional: event::OPTIONAL_PROPERTY_BECAME_NOT_WRITE_ONLY,
        required: event::REQUIRED_PROPERTY_BECAME_NOT_WRITE_ONLY,
    },
};

impl<'a> Walk<'a> {
    pub(super) fn properties(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let properties = self.container(keys, "properties", scope);
        let required = self.container(keys, "required", scope);
        let names = Names {
            base: names(required.base),
            head: names(required.head),
            is_closed: additional(keys.peek("additionalProperties").head) == Additional::Forbidden,
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
                let is = requirement(&names.head, name, Side::root(None));
                let place = required_place(required, name);
                self.requirement_changed(slot.role.below(), is, place, &scope);
            }
        }
        self.additional_properties(slot, keys, scope);
    }

    /// What became of a flag of a schema; one of a property has a word of its own.
    pub(super) fn became(
        &mut self,
        slot: Slot,
        flag: &Flag,
        is_set: bool,
        pair: Pair<'a>,
        scope: &Scope,
    ) {
        let is_property = matches!(
            slot.role,
            Role::RequestProperty
                | Role::RequestReadOnlyProperty
                | Role::ResponseProperty
                | Role::ResponseWriteOnlyProperty
        );
        let rules = if is_set { &flag.set } else { &flag.unset };
        let rule = match (is_property, slot.required) {
            (false, _) => rules.schema,
            (true, false) => rules.optional,
            (true, true) => rules.required,
        };
        let detail = Text::words(rules.words);
        self.report(Fact::Schema(slot.role, rule), pair, scope, detail);
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
                let is = requirement(&names.head, name, target.head);
                self.property_added(role, is, pair, scope);
            }
            (Some(_), None) => {
                let was = requirement(&names.base, name, target.base);
                self.property_removed(role, was, names.is_closed, pair, scope);
            }
            (Some(_), Some(_)) => {
                if names.differ(name) {
                    let is = requirement(&names.head, name, target.head);
                    self.requirement_changed(role, is, required_place(required, name), scope);
                }
                let slot = Slot {
                    required: names.head.contains(name),
                    ..Slot::of(role)
                };
                self.enter(Comparison::Schema(slot), pair, scope);
            }
        }
    }

    fn property_added(&mut self, role: Role, is: Requirement, pair: Pair<'a>, scope: &Scope) {
        let rule = match is {
            Requirement::Optional => event::OPTIONAL_PROPERTY_ADDED,
            Requirement::Required => event::REQUIRED_PROPERTY_ADDED,
            Requirement::Defaulted => event::DEFAULTED_PROPERTY_ADDED,
        };
        let words = Text::words(format!(" added, {}", is.word()));
        self.report(Fact::Schema(role, rule), pair, scope, words);
    }

    /// `is_closed`: head forbids what it does not list.
    fn property_removed(
        &mut self,
        role: Role,
        was: Requirement,
        is_closed: bool,
        pair: Pair<'a>,
        scope: &Scope,
    ) {
        let (rule, now) = match (was, role.direction()) {
            (_, Direction::Request) if is_closed => (event::PROPERTY_FORBIDDEN, " and forbidden"),
            (Requirement::Optional, _) => (event::OPTIONAL_PROPERTY_REMOVED, ""),
            (Requirement::Required | Requirement::Defaulted, _) => {
                (event::REQUIRED_PROPERTY_REMOVED, "")
            }
        };
        let words = Text::words(format!(" removed{now}, was {}", was.word()));
        self.report(Fact::Schema(role, rule), pair, scope, words);
    }

    fn requirement_changed(&mut self, role: Role, is: Requirement, pair: Pair<'a>, scope: &Scope) {
        let rule = match is {
            Requirement::Optional => event::PROPERTY_BECAME_OPTIONAL,
            Requirement::Required => event::PROPERTY_BECAME_REQUIRED,
            Requirement::Defaulted => event::DEFAULTED_PROPERTY_BECAME_REQUIRED,
        };
        let words = Text::words(format!(" became {}", is.word()));
        self.report(Fact::Schema(role, rule), pair, scope, words);
    }

    fn additional_properties(&mut self, slot: Slot, keys: &mut Keys<'a>, scope: &Scope) {
        let pair = keys.take("additionalProperties");
        let what = match (additional(pair.base), additional(pair.head)) {
            (Additional::Schema, Additional::Schema) => {
                let below = Comparison::Schema(slot.below());
                return self.enter(below, pair, &scope.property("*"));
            }
            (base, head) if base == head => {
                return self.plain(NOTATION, "additionalProperties", pair, scope);
            }
            (_, Additional::Forbidden) => event::ADDITIONAL_PROPERTIES_FORBIDDEN,
            (Additional::Forbidden, _) => event::ADDITIONAL_PROPERTIES_ALLOWED,
            (_, Additional::Schema) => event::ADDITIONAL_PROPERTIES_RESTRICTED,
            (_, Additional::Allowed) => event::ADDITIONAL_PROPERTIES_UNRESTRICTED,
        };
        let text = Text::quote("additionalProperties").then(plain::transition(pair));
        self.schema_change(slot, what, pair, scope, text);
    }
}

/// The names that both sides require, and whether head has no others than it lists.
struct Names<'a> {
    base: BTreeSet<&'a str>,
    head: BTreeSet<&'a str>,
    is_closed: bool,
}

impl Names<'_> {
    fn differ(&self, name: &str) -> bool {
        self.base.contains(name) != self.head.contains(name)
    }
}

/// Whether `required` asks for the property `name`, whose schema is `schema`.
fn requirement(required: &BTreeSet<&str>, name: &str, schema: Side<'_>) -> Requirement {
    let has_default = |node: &Node| node.get("default").is_some();
    match (
        required.contains(name),
        schema.node.is_some_and(has_default),
    ) {
        (false, _) => Requirement::Optional,
        (true, false) => Requirement::Required,
        (true, true) => Requirement::Defaulted,
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
