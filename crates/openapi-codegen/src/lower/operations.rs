//! The operations of the typed form, to be changed in place.

use openapi_document::Pointer;
use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};

/// Calls `change` with each operation, its place, its method and its path.
pub(super) fn for_each_operation(
    openapi: &mut OpenAPI,
    mut change: impl FnMut(&Pointer, &'static str, &str, &mut Operation),
) {
    let paths = Pointer::root().child("paths");
    for (path, item) in &mut openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let at = paths.child(path.as_str());
        for (method, operation) in operations_mut(item) {
            change(&at.child(method), method, path, operation);
        }
    }
}

/// The operations of a path item that can be changed in place.
pub(crate) fn operations_mut(
    item: &mut PathItem,
) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    methods_mut(item)
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The methods of a path item, each with its operation or with none.
pub(crate) fn methods_mut(item: &mut PathItem) -> [(&'static str, &mut Option<Operation>); 8] {
    let PathItem {
        get,
        put,
        post,
        delete,
        options,
        head,
        patch,
        trace,
        summary: _,
        description: _,
        servers: _,
        parameters: _,
        extensions: _,
    } = item;
    [
        ("get", get),
        ("put", put),
        ("post", post),
        ("delete", delete),
        ("options", options),
        ("head", head),
        ("patch", patch),
        ("trace", trace),
    ]
}
