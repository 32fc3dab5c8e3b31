//! What the words of a change are about.

use std::rc::Rc;

use openapi_document::Place;

use super::{
    super::{rules::Role, text::Text},
    comparison::Comparison,
};

/// What is being compared, in words.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The whole: a parameter, a body, a component.
    owner: Rc<Text>,
    /// The property inside it, such as `a.b[]`; empty for the whole.
    path: String,
    /// Whether a reader knows what it is about, because the changes of an operation stand below
    /// its name.
    is_understood: bool,
    pub(super) pin: Pin,
}

/// The places at which changes are shown, when not where they stand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pin {
    pub(super) base: Option<Place>,
    pub(super) head: Option<Place>,
}

impl Scope {
    pub(super) fn new(owner: Text) -> Self {
        Self {
            owner: Rc::new(owner),
            path: String::new(),
            is_understood: false,
            pin: Pin::default(),
        }
    }

    /// The scope of the operation under whose name a change is shown.
    pub(super) fn operation() -> Self {
        Self {
            is_understood: true,
            ..Self::new(Text::words("operation"))
        }
    }

    /// The scope of a component that is compared for its own sake.
    pub(super) fn component(kind: Comparison, name: &str, pin: Pin) -> Self {
        let words = match kind {
            Comparison::Schema(slot) => match slot.role {
                Role::Parameter
                | Role::ParameterProperty
                | Role::RequestHeader
                | Role::RequestHeaderProperty => "parameter schema ",
                Role::RequestBody | Role::RequestProperty | Role::RequestReadOnlyProperty => {
                    "request schema "
                }
                Role::ResponseBody | Role::ResponseProperty | Role::ResponseWriteOnlyProperty => {
                    "response schema "
                }
                Role::ResponseHeader | Role::ResponseHeaderProperty => "header schema ",
            },
            Comparison::Parameter => "parameter ",
            Comparison::RequestBody => "request body ",
            Comparison::Response => "response ",
            Comparison::Header => "response header ",
            Comparison::Plain(..) => "component ",
        };
        Self {
            pin,
            ..Self::new(Text::words(words).quoting(name))
        }
    }

    /// The scope of a part: its own words, then the words of this one.
    pub(super) fn part(&self, part: Text) -> Self {
        Self {
            owner: Rc::new(part.and(" of ").then(self.subject())),
            path: String::new(),
            is_understood: false,
            pin: self.pin,
        }
    }

    pub(super) fn property(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.below(&format!("{dot}{name}"))
    }

    pub(super) fn item(&self) -> Self {
        self.below("[]")
    }

    pub(super) fn variant(&self, kind: &str, name: &str) -> Self {
        self.below(&format!("({kind} {name})"))
    }

    fn below(&self, step: &str) -> Self {
        Self {
            path: format!("{}{step}", self.path),
            ..self.clone()
        }
    }

    /// The sentence of a change: what it is about, and `detail`, what became of that.
    pub(super) fn sentence(&self, detail: Text) -> Text {
        match detail.without_start(": ") {
            Some(part) if self.is_understood => part,
            _ => self.subject().then(detail),
        }
    }

    /// The scope in words: `property a.b of response 200`.
    pub(super) fn subject(&self) -> Text {
        let owner = Text::clone(&self.owner);
        if self.path.is_empty() {
            owner
        } else {
            Text::words("property ")
                .quoting(&self.path)
                .and(" of ")
                .then(owner)
        }
    }
}
