//! Differences that are shown as they are: from what to what.

use openapi_document::{
    Kind, Value,
    grammar::{Shape, is_for_people},
};

use super::{
    super::{
        keys::{Keys, flag},
        pair::{Pair, Side, same_by_itself},
        rules::{self, COMPONENT_CHANGED, ChangeRule, DOCUMENTATION, NOTATION, UNCLASSIFIED},
        text::Text,
    },
    Comparison, Scope, Walk,
};

/// What stands at a place, as far as the grammar says.
#[derive(Clone, Copy)]
pub(super) enum At {
    /// An object of this kind.
    Object(Kind),
    /// A value of this shape.
    Value(&'static Shape),
    /// Nothing is said of it.
    Unknown,
}

impl At {
    fn of(shape: &'static Shape) -> Self {
        match shape {
            Shape::Object(kind) | Shape::OrReference(kind) | Shape::FlagOrReference(kind) => {
                Self::Object(*kind)
            }
            shape => Self::Value(shape),
        }
    }

    pub(super) fn object(self) -> Option<Kind> {
        match self {
            Self::Object(kind) => Some(kind),
            Self::Value(_) | Self::Unknown => None,
        }
    }

    /// What stands under a key.
    pub(super) fn member(self, key: &str) -> Self {
        let shape = match self {
            Self::Object(kind) => kind.shape_at(key),
            Self::Value(Shape::Map(shape)) => Some(*shape),
            Self::Value(_) | Self::Unknown => None,
        };
        shape.map_or(Self::Unknown, Self::of)
    }

    /// What stands in the array.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Value(Shape::List(shape)) => Self::of(shape),
            _ => Self::Unknown,
        }
    }

    /// Whether a key is a field that is there for people to read. A property that has the name of
    /// such a field is none.
    pub(super) fn is_for_people(self, key: &str) -> bool {
        self.object()
            .and_then(|kind| kind.field(key))
            .is_some_and(|field| field.is_for_people())
    }
}

impl<'a> Walk<'a> {
    /// Takes the keys of an object of this kind that are there for people to read.
    pub(super) fn documentation(&mut self, kind: Kind, keys: &mut Keys<'a>, scope: &Scope) {
        for field in kind.fields().iter().filter(|field| field.is_for_people()) {
            let pair = keys.take(field.name);
            self.plain(DOCUMENTATION, field.name, pair, scope);
        }
    }

    /// Takes a flag and says how its meaning differs. A default that is written out, or no
    /// longer, changes the words and not the meaning.
    pub(super) fn flag(
        &mut self,
        keys: &mut Keys<'a>,
        name: &'static str,
        default: bool,
        scope: &Scope,
    ) -> Option<(bool, Pair<'a>)> {
        let pair = keys.take(name);
        let head = flag(pair.head.node, default);
        if flag(pair.base.node, default) != head {
            return Some((head, pair));
        }
        self.plain(NOTATION, name, pair, scope);
        None
    }

    /// Takes the members of a container, which are compared by the caller. That the container is
    /// there but empty makes no difference of meaning.
    pub(super) fn container(
        &mut self,
        keys: &mut Keys<'a>,
        name: &'static str,
        scope: &Scope,
    ) -> Pair<'a> {
        let pair = keys.take(name);
        let is_nothing = match (pair.base.node, pair.head.node) {
            (None, Some(_)) => pair.head.is_empty(),
            (Some(_), None) => pair.base.is_empty(),
            _ => false,
        };
        if is_nothing {
            self.plain(NOTATION, name, pair, scope);
        }
        pair
    }

    /// Reports a list that says the same in another order, or twice. It means the same on the
    /// wire, but whoever generates code from it may number or name things by their order.
    pub(super) fn reordered(&mut self, name: &str, pair: Pair<'a>, scope: &Scope) {
        if pair.both().is_some() && pair.edit().is_some() {
            let text = Text::words(": ")
                .quoting(name)
                .and(" written in another order");
            self.state(NOTATION, pair, scope, text);
        }
    }

    /// Reports a member that differs, as one change.
    pub(super) fn plain(
        &mut self,
        id: &'static ChangeRule,
        name: &str,
        pair: Pair<'a>,
        scope: &Scope,
    ) {
        if pair.edit().is_some() {
            let text = Text::words(": ").quoting(name).then(transition(pair));
            self.state(id, pair, scope, text);
        }
    }

    /// Reports what nobody took.
    pub(super) fn rest(&mut self, keys: Keys<'a>, scope: &Scope) {
        for (key, pair) in keys.rest() {
            self.unknown(key, pair, scope);
        }
    }

    /// Reports a member for which there is no rule.
    pub(super) fn unknown(&mut self, key: &str, pair: Pair<'a>, scope: &Scope) {
        let id = if key == "x-allow" {
            rules::API_WAIVER_CHANGED
        } else if key == "x-source" {
            // Where a fact is from, for whoever edits the document.
            DOCUMENTATION
        } else if key.starts_with("x-") {
            rules::API_EXTENSION_CHANGED
        } else if is_for_people(key) {
            DOCUMENTATION
        } else {
            UNCLASSIFIED
        };
        self.plain(id, key, pair, scope);
    }

    /// Compares value by value and follows references, without knowing what anything means: `at`
    /// says only which keys are fields and which are names of the document's own choice.
    pub(super) fn deep(&mut self, id: &'static ChangeRule, at: At, pair: Pair<'a>, scope: &Scope) {
        let Some((base, head)) = pair.both() else {
            return;
        };
        match (&base.value, &head.value) {
            (Value::Object(_), Value::Object(_)) => {
                for key in pair.keys() {
                    let id = match id == UNCLASSIFIED && at.is_for_people(key) {
                        true => DOCUMENTATION,
                        false => id,
                    };
                    let below = at.member(key);
                    self.deep_member(id, below, pair.member(key), &scope.property(key));
                }
            }
            (Value::Array(bases), Value::Array(heads)) => {
                for index in 0..bases.len().max(heads.len()) {
                    let item = pair.item(bases.get(index), heads.get(index));
                    let scope = scope.property(&index.to_string());
                    self.deep_member(id, at.item(), item, &scope);
                }
            }
            _ => self.deep_leaf(id, pair, scope),
        }
    }

    fn deep_member(&mut self, id: &'static ChangeRule, at: At, pair: Pair<'a>, scope: &Scope) {
        let Some((base, head)) = pair.both() else {
            return self.deep_leaf(id, pair, scope);
        };
        let is_reference = base.reference().is_some() || head.reference().is_some();
        match at.object() {
            // What an unused component refers to is compared where it is used, or by its name.
            Some(_)
                if id == COMPONENT_CHANGED
                    && is_reference
                    && base.reference() == head.reference() =>
            {
                self.beside_references(pair, scope);
            }
            Some(kind) if is_reference => self.enter(Comparison::Plain(id, kind), pair, scope),
            _ if same_by_itself(base, head) => {}
            _ => self.deep(id, at, pair, scope),
        }
    }

    fn deep_leaf(&mut self, id: &'static ChangeRule, pair: Pair<'a>, scope: &Scope) {
        if pair.edit().is_some() {
            self.state(id, pair, scope, transition(pair));
        }
    }
}

/// The value that only one side has.
pub(super) fn only(side: Side<'_>) -> Text {
    side.node
        .map(|node| Text::words(" ").value(node))
        .unwrap_or_default()
}

/// From what to what, to be put behind the name of the thing.
pub(super) fn transition(pair: Pair<'_>) -> Text {
    match (pair.base.node, pair.head.node) {
        (None, None) => Text::default(),
        (None, Some(head)) => Text::words(" added: ").value(head),
        (Some(base), None) => Text::words(" removed: ").value(base),
        (Some(base), Some(head)) => Text::words(" ").value(base).and(" → ").value(head),
    }
}
