//! `allOf`, `oneOf`, `anyOf`, discriminators, and properties that are not listed.

use super::super::{
    effects::{MAY_LOSE, MAY_WIDEN, NARROWS, NEUTRAL, REPLACES, WIDENS},
    schema_rule::{Name::End, Where::Everywhere},
    schema_rules,
};

schema_rules! {
    COMPOSITION:

    ADDITIONAL_PROPERTIES_FORBIDDEN = End("additional-properties-forbidden"), NARROWS, Everywhere {
        what: "No property may stand beside those that are listed.",
        before: "{type: object, additionalProperties: true}",
        after: "{type: object, additionalProperties: false}",
    }
    ADDITIONAL_PROPERTIES_ALLOWED = End("additional-properties-allowed"), MAY_WIDEN, Everywhere {
        what: "Other properties may stand beside those that are listed.",
        before: "{type: object, additionalProperties: false}",
        after: "{type: object, additionalProperties: true}",
    }
    ADDITIONAL_PROPERTIES_RESTRICTED = End("additional-properties-restricted"), NARROWS, Everywhere {
        what: "Properties beside those that are listed have a schema now.",
        before: "{type: object, additionalProperties: true}",
        after: "{type: object, additionalProperties: {type: string}}",
    }
    ADDITIONAL_PROPERTIES_UNRESTRICTED = End("additional-properties-unrestricted"), WIDENS, Everywhere {
        what: "Properties beside those that are listed have no schema any more.",
        before: "{type: object, additionalProperties: {type: string}}",
        after: "{type: object, additionalProperties: true}",
    }
    ALL_OF_ADDED = End("all-of-added"), NARROWS, Everywhere {
        what: "The value has to fit one schema of `allOf` more. Where one schema can say what all of them \
               say together, what differs in that is reported instead: a property that was added.",
        before: "{additionalProperties: false, allOf: [{required: [a]}, {}]}",
        after: "{additionalProperties: false, allOf: [{required: [a]}, {}, {required: [b]}]}",
    }
    ALL_OF_REMOVED = End("all-of-removed"), MAY_LOSE, Everywhere {
        what: "The value has to fit one schema of `allOf` less. Where one schema can say what all of them \
               say together, what differs in that is reported instead: a property that was removed.",
        before: "{additionalProperties: false, allOf: [{required: [a]}, {}, {required: [b]}]}",
        after: "{additionalProperties: false, allOf: [{required: [a]}, {}]}",
    }
    ALL_OF_ADDED_ANNOTATION_ONLY = End("all-of-added-annotation-only"), NEUTRAL, Everywhere {
        what: "`allOf` has one schema more, which only says something.",
        before: "{allOf: [{required: [a]}, {required: [b]}]}",
        after: "{allOf: [{required: [a]}, {required: [b]}, {description: Said.}]}",
    }
    ALL_OF_REMOVED_ANNOTATION_ONLY = End("all-of-removed-annotation-only"), NEUTRAL, Everywhere {
        what: "`allOf` has one schema less, which only said something.",
        before: "{allOf: [{required: [a]}, {required: [b]}, {description: Said.}]}",
        after: "{allOf: [{required: [a]}, {required: [b]}]}",
    }
    ONE_OF_ADDED = End("one-of-added"), WIDENS, Everywhere {
        what: "`oneOf` has one alternative more.",
        before: "{oneOf: [{type: string}]}",
        after: "{oneOf: [{type: string}, {type: integer}]}",
    }
    ONE_OF_REMOVED = End("one-of-removed"), NARROWS, Everywhere {
        what: "`oneOf` has one alternative less.",
        before: "{oneOf: [{type: string}, {type: integer}]}",
        after: "{oneOf: [{type: string}]}",
    }
    BECAME_ONE_OF = End("became-one-of"), NARROWS, Everywhere {
        what: "The value has to fit one of a choice of schemas now, beside what was asked of it before.",
        before: "{type: object}",
        after: "{type: object, oneOf: [{required: [a]}, {required: [b]}]}",
    }
    BECAME_NOT_ONE_OF = End("became-not-one-of"), WIDENS, Everywhere {
        what: "The value has to fit none of a choice of schemas any more.",
        before: "{type: object, oneOf: [{required: [a]}, {required: [b]}]}",
        after: "{type: object}",
    }
    ANY_OF_ADDED = End("any-of-added"), WIDENS, Everywhere {
        what: "`anyOf` has one alternative more.",
        before: "{anyOf: [{type: string}]}",
        after: "{anyOf: [{type: string}, {type: integer}]}",
    }
    ANY_OF_REMOVED = End("any-of-removed"), NARROWS, Everywhere {
        what: "`anyOf` has one alternative less.",
        before: "{anyOf: [{type: string}, {type: integer}]}",
        after: "{anyOf: [{type: string}]}",
    }
    BECAME_ANY_OF = End("became-any-of"), NARROWS, Everywhere {
        what: "The value has to fit some of a choice of schemas now, beside what was asked of it before.",
        before: "{type: object}",
        after: "{type: object, anyOf: [{required: [a]}, {required: [b]}]}",
    }
    BECAME_NOT_ANY_OF = End("became-not-any-of"), WIDENS, Everywhere {
        what: "The value has to fit none of a choice of schemas any more.",
        before: "{type: object, anyOf: [{required: [a]}, {required: [b]}]}",
        after: "{type: object}",
    }
    DISCRIMINATOR_ADDED = End("discriminator-added"), NEUTRAL, Everywhere {
        what: "The alternatives are told apart by a property now.",
        before: "{type: object}",
        after: "{type: object, discriminator: {propertyName: kind}}",
    }
    DISCRIMINATOR_REMOVED = End("discriminator-removed"), NEUTRAL, Everywhere {
        what: "The alternatives are no longer told apart by a property.",
        before: "{type: object, discriminator: {propertyName: kind}}",
        after: "{type: object}",
    }
    DISCRIMINATOR_PROPERTY_NAME_CHANGED = End("discriminator-property-name-changed"), NEUTRAL, Everywhere {
        what: "The alternatives are told apart by another property.",
        before: "{type: object, discriminator: {propertyName: kind}}",
        after: "{type: object, discriminator: {propertyName: sort}}",
    }
    DISCRIMINATOR_MAPPING_ADDED = End("discriminator-mapping-added"), NEUTRAL, Everywhere {
        what: "The discriminator has one value more.",
        before: "{type: object, discriminator: {propertyName: kind, mapping: {a: A}}}",
        after: "{type: object, discriminator: {propertyName: kind, mapping: {a: A, b: B}}}",
    }
    DISCRIMINATOR_MAPPING_DELETED = End("discriminator-mapping-deleted"), NARROWS, Everywhere {
        what: "The discriminator has one value less.",
        before: "{type: object, discriminator: {propertyName: kind, mapping: {a: A, b: B}}}",
        after: "{type: object, discriminator: {propertyName: kind, mapping: {a: A}}}",
    }
    DISCRIMINATOR_MAPPING_CHANGED = End("discriminator-mapping-changed"), REPLACES, Everywhere {
        what: "A value of the discriminator stands for another schema, or an alternative that no mapping \
               names is known by another value, the new name of its component.",
        before: "{type: object, discriminator: {propertyName: kind, mapping: {a: A}}}",
        after: "{type: object, discriminator: {propertyName: kind, mapping: {a: B}}}",
    }
}
