//! Properties: whether an object has them, and requires them.

use super::super::{
    effects::{
        DEMANDS, HIDES_OPTIONAL, HIDES_REQUIRED, LOSES_OPTIONAL, LOSES_REQUIRED, NARROWS, NEUTRAL,
        REVEALS, UNREAD, WIDENS,
    },
    schema_rule::{
        Name::{Added, Became, End, Flag, Removed},
        Requirement::{Defaulted, Optional, Required},
        Where::{Flagged, Properties, SentProperties},
    },
    schema_rules,
};

schema_rules! {
    PROPERTIES:

    OPTIONAL_PROPERTY_ADDED = Added(Optional), NEUTRAL, Properties {
        what: "An object has one optional property more.",
        before: "{type: object, properties: {a: {type: string}}}",
        after: "{type: object, properties: {a: {type: string}, b: {type: string}}}",
    }
    REQUIRED_PROPERTY_ADDED = Added(Required), NARROWS, Properties {
        what: "An object has one required property more.",
        before: "{type: object, properties: {a: {type: string}}}",
        after: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
    }
    DEFAULTED_PROPERTY_ADDED = Added(Defaulted), NARROWS, Properties {
        what: "An object has one required property more, which has a default.",
        before: "{type: object, properties: {a: {type: string}}}",
        after: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string, \
             default: x}}}",
    }
    OPTIONAL_PROPERTY_REMOVED = Removed(Optional), LOSES_OPTIONAL, Properties {
        what: "An object has one optional property less.",
        before: "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        after: "{type: object, properties: {a: {type: string}}}",
    }
    REQUIRED_PROPERTY_REMOVED = Removed(Required), LOSES_REQUIRED, Properties {
        what: "An object has one required property less.",
        before: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
        after: "{type: object, properties: {a: {type: string}}}",
    }
    PROPERTY_FORBIDDEN = End("forbidden"), NARROWS, SentProperties {
        what: "An object has one property less, and forbids those that it does not list.",
        before: "{type: object, additionalProperties: false, properties: {a: {type: string}, b: {type: \
             string}}}",
        after: "{type: object, additionalProperties: false, properties: {a: {type: string}}}",
    }
    PROPERTY_BECAME_REQUIRED = Became(Required), NARROWS, Properties {
        what: "A property is required now.",
        before: "{type: object, properties: {a: {type: string}, b: {type: string}}}",
        after: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
    }
    DEFAULTED_PROPERTY_BECAME_REQUIRED = Became(Defaulted), NARROWS, Properties {
        what: "A property with a default is required now.",
        before: "{type: object, properties: {a: {type: string}, b: {type: string, default: x}}}",
        after: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string, \
             default: x}}}",
    }
    PROPERTY_BECAME_OPTIONAL = Became(Optional), WIDENS, Properties {
        what: "A property is no longer required.",
        before: "{type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
        after: "{type: object, properties: {a: {type: string}, b: {type: string}}}",
    }
    OPTIONAL_PROPERTY_BECAME_READ_ONLY = Flag(Optional, "became-read-only"), UNREAD, Flagged {
        what: "An optional property is `readOnly` now.",
        before: "{type: object, properties: {a: {type: string}}}",
        after: "{type: object, properties: {a: {type: string, readOnly: true}}}",
    }
    REQUIRED_PROPERTY_BECAME_READ_ONLY = Flag(Required, "became-read-only"), UNREAD, Flagged {
        what: "A required property is `readOnly` now.",
        before: "{type: object, required: [a], properties: {a: {type: string}}}",
        after: "{type: object, required: [a], properties: {a: {type: string, readOnly: true}}}",
    }
    OPTIONAL_PROPERTY_BECAME_NOT_READ_ONLY = Flag(Optional, "became-not-read-only"), NEUTRAL, Flagged {
        what: "An optional property is no longer `readOnly`.",
        before: "{type: object, properties: {a: {type: string, readOnly: true}}}",
        after: "{type: object, properties: {a: {type: string}}}",
    }
    REQUIRED_PROPERTY_BECAME_NOT_READ_ONLY = Flag(Required, "became-not-read-only"), DEMANDS, Flagged {
        what: "A required property is no longer `readOnly`.",
        before: "{type: object, required: [a], properties: {a: {type: string, readOnly: true}}}",
        after: "{type: object, required: [a], properties: {a: {type: string}}}",
    }
    OPTIONAL_PROPERTY_BECAME_WRITE_ONLY = Flag(Optional, "became-write-only"), HIDES_OPTIONAL, Flagged {
        what: "An optional property is `writeOnly` now.",
        before: "{type: object, properties: {a: {type: string}}}",
        after: "{type: object, properties: {a: {type: string, writeOnly: true}}}",
    }
    REQUIRED_PROPERTY_BECAME_WRITE_ONLY = Flag(Required, "became-write-only"), HIDES_REQUIRED, Flagged {
        what: "A required property is `writeOnly` now.",
        before: "{type: object, required: [a], properties: {a: {type: string}}}",
        after: "{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}",
    }
    OPTIONAL_PROPERTY_BECAME_NOT_WRITE_ONLY = Flag(Optional, "became-not-write-only"), NEUTRAL, Flagged {
        what: "An optional property is no longer `writeOnly`.",
        before: "{type: object, properties: {a: {type: string, writeOnly: true}}}",
        after: "{type: object, properties: {a: {type: string}}}",
    }
    REQUIRED_PROPERTY_BECAME_NOT_WRITE_ONLY = Flag(Required, "became-not-write-only"), REVEALS, Flagged {
        what: "A required property is no longer `writeOnly`.",
        before: "{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}",
        after: "{type: object, required: [a], properties: {a: {type: string}}}",
    }
}
