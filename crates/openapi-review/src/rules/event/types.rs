//! What kind of value a schema admits.

use super::super::{
    effects::{DEFAULT, MAY_WIDEN, NARROWS, NEUTRAL, REPLACES, REPLACES_TYPE, WIDENS},
    schema_rule::{
        Name::End,
        Where::{Bodies, Everywhere, Specialized, Unflagged},
    },
    schema_rules,
};

schema_rules! {
    TYPES:

    TYPE_CHANGED = End("type-changed"), REPLACES_TYPE, Everywhere {
        what: "The type is another.",
        before: "{type: boolean}",
        after: "{type: integer}",
    }
    TYPE_GENERALIZED = End("type-generalized"), WIDENS, Everywhere {
        what: "The type admits what it admitted, and more. Where it travels as text, as in a query or a header, \
               a string admits whatever a number or a truth value does.",
        before: "{type: integer}",
        after: "{type: number}",
    }
    TYPE_SPECIALIZED = End("type-specialized"), NARROWS, Specialized {
        what: "The type admits a part of what it admitted.",
        before: "{type: number}",
        after: "{type: integer}",
    }
    WRAPPED_IN_ONE_OF = End("wrapped-in-one-of"), REPLACES, Bodies {
        what: "A type has become a choice of `oneOf`. Where it is one of alternatives of which no value fits \
               two, it is a type that admits more.",
        before: "{type: string}",
        after: "{oneOf: [{type: boolean}, {type: integer}]}",
    }
    BECAME_NULLABLE = End("became-nullable"), WIDENS, Everywhere {
        what: "The value may be null now.",
        before: "{type: string}",
        after: "{type: string, nullable: true}",
    }
    BECAME_NOT_NULLABLE = End("became-not-nullable"), NARROWS, Everywhere {
        what: "The value is never null any more.",
        before: "{type: string, nullable: true}",
        after: "{type: string}",
    }
    BECAME_ENUM = End("became-enum"), NARROWS, Everywhere {
        what: "The value is one of a list now.",
        before: "{type: string}",
        after: "{type: string, enum: [red]}",
    }
    ENUM_REMOVED = End("enum-removed"), MAY_WIDEN, Everywhere {
        what: "The value is no longer one of a list.",
        before: "{type: string, enum: [red]}",
        after: "{type: string}",
    }
    ENUM_VALUE_ADDED = End("enum-value-added"), MAY_WIDEN, Everywhere {
        what: "The list of values has one more.",
        before: "{type: string, enum: [red]}",
        after: "{type: string, enum: [red, green]}",
    }
    ENUM_VALUE_REMOVED = End("enum-value-removed"), NARROWS, Everywhere {
        what: "The list of values has one less.",
        before: "{type: string, enum: [red, green]}",
        after: "{type: string, enum: [red]}",
    }
    DEFAULT_VALUE_ADDED = End("default-value-added"), DEFAULT, Everywhere {
        what: "The value has a default now.",
        before: "{type: string}",
        after: "{type: string, default: red}",
    }
    DEFAULT_VALUE_REMOVED = End("default-value-removed"), DEFAULT, Everywhere {
        what: "The value has no default any more.",
        before: "{type: string, default: red}",
        after: "{type: string}",
    }
    DEFAULT_VALUE_CHANGED = End("default-value-changed"), DEFAULT, Everywhere {
        what: "The default is another.",
        before: "{type: string, default: red}",
        after: "{type: string, default: green}",
    }
    DEPRECATED = End("deprecated"), NEUTRAL, Everywhere {
        what: "The schema is marked as deprecated.",
        before: "{type: string}",
        after: "{type: string, deprecated: true}",
    }
    REACTIVATED = End("reactivated"), NEUTRAL, Everywhere {
        what: "The schema is no longer deprecated.",
        before: "{type: string, deprecated: true}",
        after: "{type: string}",
    }
    BECAME_READ_ONLY = End("became-read-only"), NEUTRAL, Unflagged {
        what: "The schema is `readOnly` now.",
        before: "{type: string}",
        after: "{type: string, readOnly: true}",
    }
    BECAME_NOT_READ_ONLY = End("became-not-read-only"), NEUTRAL, Unflagged {
        what: "The schema is no longer `readOnly`.",
        before: "{type: string, readOnly: true}",
        after: "{type: string}",
    }
    BECAME_WRITE_ONLY = End("became-write-only"), NEUTRAL, Unflagged {
        what: "The schema is `writeOnly` now.",
        before: "{type: string}",
        after: "{type: string, writeOnly: true}",
    }
    BECAME_NOT_WRITE_ONLY = End("became-not-write-only"), NEUTRAL, Unflagged {
        what: "The schema is no longer `writeOnly`.",
        before: "{type: string, writeOnly: true}",
        after: "{type: string}",
    }
}
