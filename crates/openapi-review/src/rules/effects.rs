//! What a change of a schema does to those who send and to those who receive what it describes.

use super::role::{Direction, Role};
use crate::level::ChangeLevel::{self, Error, Info, Warning};
use crate::reasons::{KEEP, NOTHING};

/// How a change is judged, and why.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) level: ChangeLevel,
    /// Whom it breaks and how, or why it breaks nobody.
    pub(crate) why: &'static str,
    /// What to do instead.
    pub(crate) fix: &'static str,
}

/// How a change is judged in each place.
#[derive(Debug)]
pub(crate) struct Effect {
    parameter: Verdict,
    parameter_property: Verdict,
    request: Verdict,
    response: Verdict,
}

impl Effect {
    const fn new(request: Verdict, response: Verdict) -> Self {
        Self {
            parameter: request.again(),
            parameter_property: request.again(),
            request,
            response,
        }
    }

    pub(super) fn verdict(&'static self, role: Role) -> &'static Verdict {
        match (role, role.direction()) {
            _ if role.is_untravelled() => &UNTRAVELLED,
            (Role::Parameter | Role::RequestHeader, _) => &self.parameter,
            (Role::ParameterProperty | Role::RequestHeaderProperty, _) => &self.parameter_property,
            (_, Direction::Request) => &self.request,
            (_, Direction::Response) => &self.response,
        }
    }
}

impl Verdict {
    const fn new(level: ChangeLevel, why: &'static str, fix: &'static str) -> Self {
        Self { level, why, fix }
    }

    const fn again(&self) -> Self {
        Self::new(self.level, self.why, self.fix)
    }
}

const REFUSED: Verdict = Verdict::new(Error, "what today's clients send may be refused", KEEP);
const MAYBE_REFUSED: Verdict = Verdict::new(
    Warning,
    "what today's clients send may be refused, unless the service has always refused it",
    "make sure that the service has always refused it; else keep accepting it",
);
const ACCEPTED: Verdict = Verdict::new(
    Info,
    "whatever today's clients send is accepted as before",
    NOTHING,
);
const UNEXPECTED: Verdict = Verdict::new(
    Error,
    "responses may hold what today's clients do not expect and cannot read",
    "send what was promised, or bring the change with a new path or version",
);
const MAYBE_UNEXPECTED: Verdict = Verdict::new(
    Warning,
    "responses may hold what today's clients do not expect",
    "make sure that clients put up with what they do not know",
);
const EXPECTED: Verdict = Verdict::new(
    Info,
    "whatever responses hold, today's clients can read it as before",
    NOTHING,
);
const SAME: Verdict = Verdict::new(Info, "what is sent and received today stays right", NOTHING);
const UNTRAVELLED: Verdict = Verdict::new(
    Info,
    "the property never travels this way: it is read-only in a request, or write-only in a response",
    NOTHING,
);

/// Neither does it admit all that it admitted, nor only that.
pub(super) static REPLACES: Effect = Effect::new(REFUSED, UNEXPECTED);
/// The same of a type. oasdiff has a warning for properties of parameters.
pub(super) static REPLACES_TYPE: Effect = Effect {
    parameter_property: Verdict::new(Warning, "what today's clients send may be refused", KEEP),
    ..Effect::new(REFUSED, UNEXPECTED)
};
/// It admits less.
pub(super) static NARROWS: Effect = Effect::new(REFUSED, EXPECTED);
/// It admits less; the server may have enforced that already.
pub(super) static MAY_NARROW: Effect = Effect::new(MAYBE_REFUSED, EXPECTED);
/// It admits more.
pub(super) static WIDENS: Effect = Effect::new(ACCEPTED, UNEXPECTED);
/// It admits more, in a way that many clients put up with.
pub(super) static MAY_WIDEN: Effect = Effect::new(ACCEPTED, MAYBE_UNEXPECTED);
/// It admits the same, or what clients have to expect.
pub(super) static NEUTRAL: Effect = Effect::new(SAME, SAME);
/// A default of a parameter is what the server assumes when a client leaves it out.
pub(super) static DEFAULT: Effect = Effect {
    parameter: Verdict::new(
        Error,
        "a request without the parameter asks for something else than before",
        "let its absence mean what it meant before",
    ),
    ..Effect::new(SAME, SAME)
};
/// What a part of the schema described may be ignored now.
pub(super) static MAY_LOSE: Effect = Effect::new(
    Verdict::new(
        Warning,
        "what today's clients send by that part may be ignored now",
        "make sure that the service still reads it",
    ),
    UNEXPECTED,
);
/// An optional property is gone.
pub(super) static LOSES_OPTIONAL: Effect = Effect::new(LOST, UNSENT_OPTIONAL);
/// A required property is gone.
pub(super) static LOSES_REQUIRED: Effect = Effect::new(LOST, UNSENT_REQUIRED);
/// A property that requests held is for responses alone now.
pub(super) static UNREAD: Effect = Effect::new(LOST, SAME);
/// An optional property is for requests alone now.
pub(super) static HIDES_OPTIONAL: Effect = Effect::new(SAME, UNSENT_OPTIONAL);
/// A required property is for requests alone now.
pub(super) static HIDES_REQUIRED: Effect = Effect::new(SAME, UNSENT_REQUIRED);
/// A property that was never sent now always is: it may take a reader unawares.
pub(super) static REVEALS: Effect = Effect::new(SAME, MAYBE_UNEXPECTED);

/// A property that no request held has to be in each now.
pub(super) static DEMANDS: Effect = Effect::new(
    Verdict::new(
        Error,
        "a request has to hold the property now, which today's clients leave out",
        "require it in responses only, or take its absence for what it meant before",
    ),
    SAME,
);

const UNSENT_OPTIONAL: Verdict = Verdict::new(
    Warning,
    "today's clients may rely on the property",
    "keep sending it while it is read",
);
const UNSENT_REQUIRED: Verdict = Verdict::new(
    Error,
    "today's clients read the property, and cannot read a response without it",
    "keep sending it",
);
const LOST: Verdict = Verdict::new(
    Warning,
    "a service may refuse a property that it does not know, or ignore what it asked for",
    "keep reading it while it is sent",
);
