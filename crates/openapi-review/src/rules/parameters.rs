//! Parameters.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{KEEP, NOTHING, STILL_WORKS};

change_rules! {
    PARAMETERS:

    NEW_REQUEST_PATH_PARAMETER = "new-request-path-parameter", Error {
        what: "An operation has one path parameter more.",
        why: "requests of today's clients lack it, and are refused",
        fix: "add the path as a new one, and keep the old",
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "parameters: [{name: part, in: path, required: true, schema: {type: string}}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    NEW_REQUIRED_REQUEST_PARAMETER = "new-required-request-parameter", Error {
        what: "An operation has one required parameter more.",
        why: "requests of today's clients lack it, and are refused",
        fix: "make it optional, and let its absence mean what it meant before",
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "parameters: [{name: page, in: query, required: true, schema: {type: integer}}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    NEW_OPTIONAL_REQUEST_PARAMETER = "new-optional-request-parameter", Info {
        what: "An operation has one optional parameter more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::operation(
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "parameters: [{name: page, in: query, schema: {type: integer}}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    NEW_REQUIRED_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH = "new-required-request-default-parameter-to-existing-path", Error {
        what: "A path has one required parameter more, for each of its operations.",
        why: "requests of today's clients lack it, and are refused",
        fix: "make it optional, and let its absence mean what it meant before",
        example: Example::paths(
            "/things:\n  \
             parameters: []\n  \
             get: {responses: {'204': {description: Done.}}}",
            "/things:\n  \
             parameters: [{name: page, in: query, required: true, schema: {type: integer}}]\n  \
             get: {responses: {'204': {description: Done.}}}",
        ),
    }
    NEW_OPTIONAL_REQUEST_DEFAULT_PARAMETER_TO_EXISTING_PATH = "new-optional-request-default-parameter-to-existing-path", Info {
        what: "A path has one optional parameter more, for each of its operations.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::paths(
            "/things:\n  \
             parameters: []\n  \
             get: {responses: {'204': {description: Done.}}}",
            "/things:\n  \
             parameters: [{name: page, in: query, schema: {type: integer}}]\n  \
             get: {responses: {'204': {description: Done.}}}",
        ),
    }
    REQUEST_PARAMETER_REMOVED = "request-parameter-removed", Warning {
        what: "A parameter is gone.",
        why: "a service may refuse a parameter that it does not know, or ignore what it asked for",
        fix: "mark it as `deprecated` first, and remove it when nobody sends it",
        example: Example::operation(
            "parameters: [{name: page, in: query, schema: {type: integer}}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION = "request-parameter-removed-with-deprecation", Info {
        what: "A deprecated parameter is gone.",
        why: "those who send it have been warned",
        fix: NOTHING,
        example: Example::operation(
            "parameters: [{name: page, in: query, deprecated: true, schema: {type: integer}}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    REQUEST_PARAMETER_BECAME_REQUIRED = "request-parameter-became-required", Error {
        what: "A parameter is required now.",
        why: "requests of today's clients lack it, and are refused",
        fix: "keep it optional, and let its absence mean what it meant before",
        example: Example::parameter(
            "{name: page, in: query, schema: {type: integer}}",
            "{name: page, in: query, required: true, schema: {type: integer}}",
        ),
    }
    REQUEST_PARAMETER_BECAME_OPTIONAL = "request-parameter-became-optional", Info {
        what: "A parameter is no longer required.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::parameter(
            "{name: page, in: query, required: true, schema: {type: integer}}",
            "{name: page, in: query, schema: {type: integer}}",
        ),
    }
    REQUEST_PARAMETER_DEPRECATED = "request-parameter-deprecated", Info {
        what: "A parameter is marked as deprecated.",
        why: "it still works",
        fix: NOTHING,
        example: Example::parameter(
            "{name: page, in: query, schema: {type: integer}}",
            "{name: page, in: query, deprecated: true, schema: {type: integer}}",
        ),
    }
    REQUEST_PARAMETER_REACTIVATED = "request-parameter-reactivated", Info {
        what: "A parameter is no longer deprecated.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::parameter(
            "{name: page, in: query, deprecated: true, schema: {type: integer}}",
            "{name: page, in: query, schema: {type: integer}}",
        ),
    }
    REQUEST_PARAMETER_RENAMED = "request-parameter-renamed", Info {
        what: "A path parameter has another name.",
        why: "the name of a path parameter does not travel",
        fix: NOTHING,
        example: Example::paths(
            "/things/{id}: {get: {parameters: [{name: id, in: path, required: true, schema: \
             {type: string}}], responses: {'204': {description: Done.}}}}",
            "/things/{name}: {get: {parameters: [{name: name, in: path, required: true, schema: \
             {type: string}}], responses: {'204': {description: Done.}}}}",
        ),
    }
    REQUEST_PARAMETER_STYLE_CHANGED = "request-parameter-style-changed", Error {
        what: "The `style` of a parameter differs.",
        why: "today's clients write the same value in the old form, which is read as another or \
             refused",
        fix: "add a parameter with the new style, and keep the old",
        example: Example::parameter(
            "{name: filter, in: query, style: deepObject, schema: {type: object}}",
            "{name: filter, in: query, style: form, schema: {type: object}}",
        ),
    }
    REQUEST_PARAMETER_EXPLODE_CHANGED = "request-parameter-explode-changed", Error {
        what: "The `explode` of a parameter differs.",
        why: "today's clients write the same value in the old form, which is read as another or \
             refused",
        fix: "add a parameter with the new form, and keep the old",
        example: Example::parameter(
            "{name: ids, in: query, explode: false, schema: {type: array, items: {type: string}}}",
            "{name: ids, in: query, explode: true, schema: {type: array, items: {type: string}}}",
        ),
    }
    REQUEST_PARAMETER_ALLOW_RESERVED_CHANGED = "request-parameter-allow-reserved-changed", Warning {
        what: "The `allowReserved` of a parameter differs.",
        why: "today's clients escape the value in the old way, which a service may read as another",
        fix: "make sure that the service reads both forms",
        example: Example::parameter(
            "{name: name, in: query, schema: {type: string}}",
            "{name: name, in: query, allowReserved: true, schema: {type: string}}",
        ),
    }
    REQUEST_PARAMETER_EMPTY_VALUE_ALLOWED = "request-parameter-empty-value-allowed", Info {
        what: "A parameter may be sent without a value.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::parameter(
            "{name: name, in: query, schema: {type: string}}",
            "{name: name, in: query, allowEmptyValue: true, schema: {type: string}}",
        ),
    }
    REQUEST_PARAMETER_EMPTY_VALUE_FORBIDDEN = "request-parameter-empty-value-forbidden", Error {
        what: "A parameter may no longer be sent without a value.",
        why: "today's clients that send it so are refused",
        fix: KEEP,
        example: Example::parameter(
            "{name: name, in: query, allowEmptyValue: true, schema: {type: string}}",
            "{name: name, in: query, schema: {type: string}}",
        ),
    }
}
