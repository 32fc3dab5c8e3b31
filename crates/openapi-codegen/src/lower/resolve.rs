//! References, followed between the components of the document as it was read.

use indexmap::IndexMap;
use openapi_document::{Document, Pointer};
use openapiv3::{Components, Parameter, ReferenceOr, RequestBody, Response, Schema};

pub(super) fn schema<'a>(
    document: &'a Document,
    item: &'a ReferenceOr<Schema>,
) -> Option<&'a Schema> {
    resolved(document, item, |components| &components.schemas)
}

pub(super) fn parameter<'a>(
    document: &'a Document,
    item: &'a ReferenceOr<Parameter>,
) -> Option<&'a Parameter> {
    resolved(document, item, |components| &components.parameters)
}

pub(super) fn response<'a>(
    document: &'a Document,
    item: &'a ReferenceOr<Response>,
) -> Option<&'a Response> {
    resolved(document, item, |components| &components.responses)
}

pub(super) fn request_body<'a>(
    document: &'a Document,
    item: &'a ReferenceOr<RequestBody>,
) -> Option<&'a RequestBody> {
    resolved(document, item, |components| &components.request_bodies)
}

/// Follows references within one section. The check has refused one that leads nowhere.
fn resolved<'a, T>(
    document: &'a Document,
    mut item: &'a ReferenceOr<T>,
    section: fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
) -> Option<&'a T> {
    let components = document.openapi().components.as_ref().map(section);
    // As many steps as there are components: a longer chain is a circle.
    let steps = components.map_or(0, IndexMap::len);
    for _ in 0..=steps {
        match item {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => {
                let name = Pointer::from_local_reference(reference)?.last()?;
                item = components?.get(&name)?;
            }
        }
    }
    None
}
