//! Servers: where the service is reached.

use openapi_document::Example;

use super::change_rules;
use crate::reasons::{NOTHING, STILL_WORKS};

change_rules! {
    SERVERS:

    API_SERVER_ADDED = "api-server-added", Info {
        what: "The service can be reached at one more address.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://a.example'}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]\n\
             paths: {}",
        ),
    }
    API_SERVER_REMOVED = "api-server-removed", Warning {
        what: "The service can no longer be reached at one address.",
        why: "today's clients may call it there",
        fix: "keep the address until nobody calls it",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://a.example'}]\n\
             paths: {}",
        ),
    }
    API_SERVER_ORDER_CHANGED = "api-server-order-changed", Info {
        what: "The addresses of the service stand in another order.",
        why: "tools take the first where nothing else is said",
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://a.example'}, {url: 'https://b.example'}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://b.example'}, {url: 'https://a.example'}]\n\
             paths: {}",
        ),
    }
    API_SERVER_VARIABLE_ADDED = "api-server-variable-added", Info {
        what: "A variable of a server is described now.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {}}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: \
             [eu]}}}]\n\
             paths: {}",
        ),
    }
    API_SERVER_VARIABLE_REMOVED = "api-server-variable-removed", Warning {
        what: "A variable of a server is no longer described.",
        why: "today's clients put their values there",
        fix: "keep the variable",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: \
             [eu]}}}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {}}]\n\
             paths: {}",
        ),
    }
    API_SERVER_VARIABLE_DEFAULT_CHANGED = "api-server-variable-default-changed", Warning {
        what: "A variable of a server has another default.",
        why: "today's clients that set no value reach another address",
        fix: "keep the default",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: [eu, \
             us]}}}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: us, enum: [eu, \
             us]}}}]\n\
             paths: {}",
        ),
    }
    API_SERVER_VARIABLE_ENUM_VALUE_ADDED = "api-server-variable-enum-value-added", Info {
        what: "A variable of a server may have one value more.",
        why: STILL_WORKS,
        fix: NOTHING,
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: \
             [eu]}}}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: [eu, \
             us]}}}]\n\
             paths: {}",
        ),
    }
    API_SERVER_VARIABLE_ENUM_VALUE_REMOVED = "api-server-variable-enum-value-removed", Warning {
        what: "A variable of a server may have one value less.",
        why: "today's clients may use it",
        fix: "keep the address until nobody calls it",
        example: Example::document(
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: [eu, \
             us]}}}]\n\
             paths: {}",
            "openapi: 3.0.3\n\
             info: {title: Things, version: '1'}\n\
             servers: [{url: 'https://{zone}.example', variables: {zone: {default: eu, enum: \
             [eu]}}}]\n\
             paths: {}",
        ),
    }
}
