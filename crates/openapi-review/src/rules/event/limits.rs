//! Limits of values: numbers, lengths, counts and patterns.

use super::super::{
    effects::{MAY_NARROW, NARROWS, NEUTRAL, REPLACES, WIDENS},
    schema_rule::{
        Name::End,
        Where::{Everywhere, Requests},
    },
    schema_rules,
};

schema_rules! {
    LIMITS:

    PATTERN_ADDED = End("pattern-added"), NARROWS, Everywhere {
        what: "The text has to match a pattern now.",
        before: "{type: string}",
        after: "{type: string, pattern: '^[a-z]+$'}",
    }
    PATTERN_REMOVED = End("pattern-removed"), NEUTRAL, Everywhere {
        what: "The text need not match a pattern any more.",
        before: "{type: string, pattern: '^[a-z]+$'}",
        after: "{type: string}",
    }
    PATTERN_CHANGED = End("pattern-changed"), MAY_NARROW, Everywhere {
        what: "The text has to match another pattern.",
        before: "{type: string, pattern: '^[a-z]+$'}",
        after: "{type: string, pattern: '^[a-f]+$'}",
    }
    PATTERN_GENERALIZED = End("pattern-generalized"), NEUTRAL, Requests {
        what: "The pattern admits every text now.",
        before: "{type: string, pattern: '^[a-z]+$'}",
        after: "{type: string, pattern: '.*'}",
    }
    MAX_SET = End("max-set"), MAY_NARROW, Everywhere {
        what: "`maximum` is set.",
        before: "{type: integer}",
        after: "{type: integer, maximum: 9}",
    }
    MAX_UNSET = End("max-unset"), WIDENS, Everywhere {
        what: "`maximum` is gone.",
        before: "{type: integer, maximum: 9}",
        after: "{type: integer}",
    }
    MAX_INCREASED = End("max-increased"), WIDENS, Everywhere {
        what: "`maximum` is greater.",
        before: "{type: integer, maximum: 3}",
        after: "{type: integer, maximum: 9}",
    }
    MAX_DECREASED = End("max-decreased"), NARROWS, Everywhere {
        what: "`maximum` is smaller.",
        before: "{type: integer, maximum: 9}",
        after: "{type: integer, maximum: 3}",
    }
    MIN_SET = End("min-set"), MAY_NARROW, Everywhere {
        what: "`minimum` is set.",
        before: "{type: integer}",
        after: "{type: integer, minimum: 9}",
    }
    MIN_UNSET = End("min-unset"), WIDENS, Everywhere {
        what: "`minimum` is gone.",
        before: "{type: integer, minimum: 9}",
        after: "{type: integer}",
    }
    MIN_INCREASED = End("min-increased"), NARROWS, Everywhere {
        what: "`minimum` is greater.",
        before: "{type: integer, minimum: 3}",
        after: "{type: integer, minimum: 9}",
    }
    MIN_DECREASED = End("min-decreased"), WIDENS, Everywhere {
        what: "`minimum` is smaller.",
        before: "{type: integer, minimum: 9}",
        after: "{type: integer, minimum: 3}",
    }
    EXCLUSIVE_MAX_SET = End("exclusive-max-set"), MAY_NARROW, Everywhere {
        what: "`exclusiveMaximum` is set.",
        before: "{type: integer, maximum: 3}",
        after: "{type: integer, maximum: 3, exclusiveMaximum: true}",
    }
    EXCLUSIVE_MAX_UNSET = End("exclusive-max-unset"), WIDENS, Everywhere {
        what: "`exclusiveMaximum` is gone.",
        before: "{type: integer, maximum: 3, exclusiveMaximum: true}",
        after: "{type: integer, maximum: 3}",
    }
    EXCLUSIVE_MIN_SET = End("exclusive-min-set"), MAY_NARROW, Everywhere {
        what: "`exclusiveMinimum` is set.",
        before: "{type: integer, minimum: 3}",
        after: "{type: integer, minimum: 3, exclusiveMinimum: true}",
    }
    EXCLUSIVE_MIN_UNSET = End("exclusive-min-unset"), WIDENS, Everywhere {
        what: "`exclusiveMinimum` is gone.",
        before: "{type: integer, minimum: 3, exclusiveMinimum: true}",
        after: "{type: integer, minimum: 3}",
    }
    MAX_LENGTH_SET = End("max-length-set"), MAY_NARROW, Everywhere {
        what: "`maxLength` is set.",
        before: "{type: string}",
        after: "{type: string, maxLength: 9}",
    }
    MAX_LENGTH_UNSET = End("max-length-unset"), WIDENS, Everywhere {
        what: "`maxLength` is gone.",
        before: "{type: string, maxLength: 9}",
        after: "{type: string}",
    }
    MAX_LENGTH_INCREASED = End("max-length-increased"), WIDENS, Everywhere {
        what: "`maxLength` is greater.",
        before: "{type: string, maxLength: 3}",
        after: "{type: string, maxLength: 9}",
    }
    MAX_LENGTH_DECREASED = End("max-length-decreased"), NARROWS, Everywhere {
        what: "`maxLength` is smaller.",
        before: "{type: string, maxLength: 9}",
        after: "{type: string, maxLength: 3}",
    }
    MIN_LENGTH_SET = End("min-length-set"), MAY_NARROW, Everywhere {
        what: "`minLength` is set.",
        before: "{type: string}",
        after: "{type: string, minLength: 9}",
    }
    MIN_LENGTH_UNSET = End("min-length-unset"), WIDENS, Everywhere {
        what: "`minLength` is gone.",
        before: "{type: string, minLength: 9}",
        after: "{type: string}",
    }
    MIN_LENGTH_INCREASED = End("min-length-increased"), NARROWS, Everywhere {
        what: "`minLength` is greater.",
        before: "{type: string, minLength: 3}",
        after: "{type: string, minLength: 9}",
    }
    MIN_LENGTH_DECREASED = End("min-length-decreased"), WIDENS, Everywhere {
        what: "`minLength` is smaller.",
        before: "{type: string, minLength: 9}",
        after: "{type: string, minLength: 3}",
    }
    MAX_ITEMS_SET = End("max-items-set"), MAY_NARROW, Everywhere {
        what: "`maxItems` is set.",
        before: "{type: array, items: {}}",
        after: "{type: array, items: {}, maxItems: 9}",
    }
    MAX_ITEMS_UNSET = End("max-items-unset"), WIDENS, Everywhere {
        what: "`maxItems` is gone.",
        before: "{type: array, items: {}, maxItems: 9}",
        after: "{type: array, items: {}}",
    }
    MAX_ITEMS_INCREASED = End("max-items-increased"), WIDENS, Everywhere {
        what: "`maxItems` is greater.",
        before: "{type: array, items: {}, maxItems: 3}",
        after: "{type: array, items: {}, maxItems: 9}",
    }
    MAX_ITEMS_DECREASED = End("max-items-decreased"), NARROWS, Everywhere {
        what: "`maxItems` is smaller.",
        before: "{type: array, items: {}, maxItems: 9}",
        after: "{type: array, items: {}, maxItems: 3}",
    }
    MIN_ITEMS_SET = End("min-items-set"), MAY_NARROW, Everywhere {
        what: "`minItems` is set.",
        before: "{type: array, items: {}}",
        after: "{type: array, items: {}, minItems: 9}",
    }
    MIN_ITEMS_UNSET = End("min-items-unset"), WIDENS, Everywhere {
        what: "`minItems` is gone.",
        before: "{type: array, items: {}, minItems: 9}",
        after: "{type: array, items: {}}",
    }
    MIN_ITEMS_INCREASED = End("min-items-increased"), NARROWS, Everywhere {
        what: "`minItems` is greater.",
        before: "{type: array, items: {}, minItems: 3}",
        after: "{type: array, items: {}, minItems: 9}",
    }
    MIN_ITEMS_DECREASED = End("min-items-decreased"), WIDENS, Everywhere {
        what: "`minItems` is smaller.",
        before: "{type: array, items: {}, minItems: 9}",
        after: "{type: array, items: {}, minItems: 3}",
    }
    MAX_PROPERTIES_SET = End("max-properties-set"), MAY_NARROW, Everywhere {
        what: "`maxProperties` is set.",
        before: "{type: object}",
        after: "{type: object, maxProperties: 9}",
    }
    MAX_PROPERTIES_UNSET = End("max-properties-unset"), WIDENS, Everywhere {
        what: "`maxProperties` is gone.",
        before: "{type: object, maxProperties: 9}",
        after: "{type: object}",
    }
    MAX_PROPERTIES_INCREASED = End("max-properties-increased"), WIDENS, Everywhere {
        what: "`maxProperties` is greater.",
        before: "{type: object, maxProperties: 3}",
        after: "{type: object, maxProperties: 9}",
    }
    MAX_PROPERTIES_DECREASED = End("max-properties-decreased"), NARROWS, Everywhere {
        what: "`maxProperties` is smaller.",
        before: "{type: object, maxProperties: 9}",
        after: "{type: object, maxProperties: 3}",
    }
    MIN_PROPERTIES_SET = End("min-properties-set"), MAY_NARROW, Everywhere {
        what: "`minProperties` is set.",
        before: "{type: object}",
        after: "{type: object, minProperties: 9}",
    }
    MIN_PROPERTIES_UNSET = End("min-properties-unset"), WIDENS, Everywhere {
        what: "`minProperties` is gone.",
        before: "{type: object, minProperties: 9}",
        after: "{type: object}",
    }
    MIN_PROPERTIES_INCREASED = End("min-properties-increased"), NARROWS, Everywhere {
        what: "`minProperties` is greater.",
        before: "{type: object, minProperties: 3}",
        after: "{type: object, minProperties: 9}",
    }
    MIN_PROPERTIES_DECREASED = End("min-properties-decreased"), WIDENS, Everywhere {
        what: "`minProperties` is smaller.",
        before: "{type: object, minProperties: 9}",
        after: "{type: object, minProperties: 3}",
    }
    UNIQUE_ITEMS_SET = End("unique-items-set"), MAY_NARROW, Everywhere {
        what: "`uniqueItems` is set.",
        before: "{type: array, items: {}}",
        after: "{type: array, items: {}, uniqueItems: true}",
    }
    UNIQUE_ITEMS_UNSET = End("unique-items-unset"), WIDENS, Everywhere {
        what: "`uniqueItems` is gone.",
        before: "{type: array, items: {}, uniqueItems: true}",
        after: "{type: array, items: {}}",
    }
    MULTIPLE_OF_SET = End("multiple-of-set"), MAY_NARROW, Everywhere {
        what: "`multipleOf` is set.",
        before: "{type: integer}",
        after: "{type: integer, multipleOf: 2}",
    }
    MULTIPLE_OF_UNSET = End("multiple-of-unset"), WIDENS, Everywhere {
        what: "`multipleOf` is gone.",
        before: "{type: integer, multipleOf: 2}",
        after: "{type: integer}",
    }
    MULTIPLE_OF_CHANGED = End("multiple-of-changed"), REPLACES, Everywhere {
        what: "`multipleOf` is another.",
        before: "{type: integer, multipleOf: 2}",
        after: "{type: integer, multipleOf: 3}",
    }
}
