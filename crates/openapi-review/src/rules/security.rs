//! Credentials.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{CREDENTIALS, NOTHING, ONLY_READ, STILL_WORKS};

change_rules! {
    SECURITY:

    API_SECURITY_ADDED = "api-security-added", Info {
        what: "An operation accepts one more kind of credentials.",
        why: CREDENTIALS,
        fix: NOTHING,
        example: Example::operation(
            "security: [{token: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: []}, {key: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_SECURITY_BECAME_REQUIRED = "api-security-became-required", Error {
        what: "An operation that was open to everybody asks for credentials.",
        why: "today's clients call it without any, and are turned away",
        fix: "let requests without credentials pass, with less to see, or bring the change with a new \
              path or version",
        example: Example::operation(
            "security: [{}, {token: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_SECURITY_REMOVED = "api-security-removed", Info {
        what: "An operation no longer names one kind of credentials, and those who have it are let in as \
               before.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::operation(
            "security: [{token: []}, {token: [], key: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_SECURITY_REFUSED = "api-security-refused", Error {
        what: "An operation no longer accepts credentials that sufficed.",
        why: "clients that have these alone are turned away",
        fix: "go on accepting them, or bring the change with a new path or version",
        example: Example::operation(
            "security: [{token: []}, {key: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: []}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_SECURITY_SCOPE_ADDED = "api-security-scope-added", Info {
        what: "An operation asks for one scope more.",
        why: CREDENTIALS,
        fix: "make sure that those who call it have the scope",
        example: Example::operation(
            "security: [{token: [read]}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: [read, write]}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_SECURITY_SCOPE_REMOVED = "api-security-scope-removed", Info {
        what: "An operation asks for one scope less.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::operation(
            "security: [{token: [read, write]}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
            "security: [{token: [read]}]\n\
             operationId: readThing\n\
             responses: {'204': {description: Done.}}",
        ),
    }
    API_GLOBAL_SECURITY_ADDED = "api-global-security-added", Info {
        what: "The document accepts one more kind of credentials.",
        why: CREDENTIALS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}, {key: []}]\n\
             paths: {}",
        ),
    }
    API_GLOBAL_SECURITY_BECAME_REQUIRED = "api-global-security-became-required", Error {
        what: "All operations that say nothing else ask for credentials, and were open to everybody.",
        why: "today's clients call them without any, and are turned away",
        fix: "let requests without credentials pass, with less to see, or bring the change with a new \
              version",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{}, {token: []}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}]\n\
             paths: {}",
        ),
    }
    API_GLOBAL_SECURITY_REMOVED = "api-global-security-removed", Info {
        what: "The document no longer names one kind of credentials, and those who have it are let in as \
               before.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}, {token: [], key: []}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}]\n\
             paths: {}",
        ),
    }
    API_GLOBAL_SECURITY_REFUSED = "api-global-security-refused", Error {
        what: "All operations that say nothing else no longer accept credentials that sufficed.",
        why: "clients that have these alone are turned away",
        fix: "go on accepting them, or bring the change with a new version",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}, {key: []}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: []}]\n\
             paths: {}",
        ),
    }
    API_GLOBAL_SECURITY_SCOPE_ADDED = "api-global-security-scope-added", Info {
        what: "The document asks for one scope more.",
        why: CREDENTIALS,
        fix: "make sure that those who call it have the scope",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: [read]}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: [read, write]}]\n\
             paths: {}",
        ),
    }
    API_GLOBAL_SECURITY_SCOPE_REMOVED = "api-global-security-scope-removed", Info {
        what: "The document asks for one scope less.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: [read, write]}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             security: [{token: [read]}]\n\
             paths: {}",
        ),
    }
    API_SECURITY_COMPONENT_ADDED = "api-security-component-added", Info {
        what: "A security scheme is new.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: header, name: X-Key}}}",
        ),
    }
    API_SECURITY_COMPONENT_REMOVED = "api-security-component-removed", Info {
        what: "A security scheme is gone.",
        why: "what uses it is reported by itself",
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: header, name: X-Key}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {}}",
        ),
    }
    API_SECURITY_COMPONENT_TYPE_CHANGED = "api-security-component-type-changed", Info {
        what: "A security scheme has another type.",
        why: CREDENTIALS,
        fix: "describe the new type as a scheme of its own, and accept both",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, scheme: basic, in: header, \
             name: X-Key}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: http, scheme: basic, in: header, name: \
             X-Key}}}",
        ),
    }
    API_SECURITY_COMPONENT_OAUTH_URL_CHANGED = "api-security-component-oauth-url-changed", Info {
        what: "The authorization URL of a flow differs.",
        why: CREDENTIALS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {implicit: \
             {authorizationUrl: 'https://id.example/a', scopes: {}}}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {implicit: \
             {authorizationUrl: 'https://id.example/b', scopes: {}}}}}}",
        ),
    }
    API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED = "api-security-component-oauth-token-url-changed", Info {
        what: "The token URL of a flow differs.",
        why: CREDENTIALS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example/a', scopes: {}}}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example/b', scopes: {}}}}}}",
        ),
    }
    API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED = "api-security-component-oauth-scope-added", Info {
        what: "A flow has one scope more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {}}}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {read: Reads.}}}}}}",
        ),
    }
    API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED = "api-security-component-oauth-scope-removed", Info {
        what: "A flow has one scope less.",
        why: CREDENTIALS,
        fix: "make sure that nobody asks for it any more",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {read: Reads.}}}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {}}}}}}",
        ),
    }
    API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED = "api-security-component-oauth-scope-changed", Info {
        what: "A scope of a flow is described differently.",
        why: ONLY_READ,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {read: Reads.}}}}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: oauth2, flows: {clientCredentials: \
             {tokenUrl: 'https://id.example', scopes: {read: Reads all.}}}}}}",
        ),
    }
    API_SECURITY_COMPONENT_NAME_CHANGED = "api-security-component-name-changed", Error {
        what: "The key of a security scheme is sent under another name.",
        why: "a client that sends its credentials in the old way is turned away",
        fix: "describe the new way as a scheme of its own, and accept both",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: header, name: X-Key}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: header, name: X-Token}}}",
        ),
    }
    API_SECURITY_COMPONENT_LOCATION_CHANGED = "api-security-component-location-changed", Error {
        what: "The key of a security scheme is sent in another place.",
        why: "a client that sends its credentials in the old way is turned away",
        fix: "describe the new way as a scheme of its own, and accept both",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: header, name: X-Key}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: apiKey, in: query, name: X-Key}}}",
        ),
    }
    API_SECURITY_COMPONENT_SCHEME_CHANGED = "api-security-component-scheme-changed", Error {
        what: "A security scheme uses another scheme of HTTP.",
        why: "a client that sends its credentials in the old way is turned away",
        fix: "describe the new way as a scheme of its own, and accept both",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: http, scheme: basic}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: http, scheme: bearer}}}",
        ),
    }
    API_SECURITY_COMPONENT_CHANGED = "api-security-component-changed", Warning {
        what: "Something else about a security scheme differs.",
        why: "today's clients may get their credentials in the old way",
        fix: "make sure that both ways work",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: http, scheme: bearer, bearerFormat: \
             JWT}}}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             paths: {}\n\
             components: {securitySchemes: {login: {type: http, scheme: bearer}}}",
        ),
    }
}
