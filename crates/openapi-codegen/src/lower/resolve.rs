//! References, followed between components.

use indexmap::IndexMap;
use openapi_document::{Document, Pointer};
use openapiv3::{Components, Parameter, ReferenceOr, RequestBody, Response, Schema};

/// What is lowered, and the components that it refers to.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    components: Option<&'a Components>,
}

impl<'a> Context<'a> {
    /// Refers to the components as they were read.
    pub(super) fn of(document: &'a Document) -> Self {
        Self {
            document,
            components: document.openapi().components.as_ref(),
        }
    }

    /// Refers to components that are lowered.
    pub(super) fn lowered(document: &'a Document, components: &'a Components) -> Self {
        Self {
            document,
            components: Some(components),
        }
    }

    pub(super) fn schema<'b>(&self, item: &'b ReferenceOr<Schema>) -> Option<&'b Schema>
    where
        'a: 'b,
    {
        self.resolved(item, |components| &components.schemas)
    }

    pub(super) fn boxed_schema<'b>(&self, item: &'b ReferenceOr<Box<Schema>>) -> Option<&'b Schema>
    where
        'a: 'b,
    {
        match item {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => {
                let name = Pointer::from_local_reference(reference)?.last()?;
                self.schema(self.components?.schemas.get(&name)?)
            }
        }
    }

    pub(super) fn parameter<'b>(&self, item: &'b ReferenceOr<Parameter>) -> Option<&'b Parameter>
    where
        'a: 'b,
    {
        self.resolved(item, |components| &components.parameters)
    }

    pub(super) fn response<'b>(&self, item: &'b ReferenceOr<Response>) -> Option<&'b Response>
    where
        'a: 'b,
    {
        self.resolved(item, |components| &components.responses)
    }

    pub(super) fn request_body<'b>(
        &self,
        item: &'b ReferenceOr<RequestBody>,
    ) -> Option<&'b RequestBody>
    where
        'a: 'b,
    {
        self.resolved(item, |components| &components.request_bodies)
    }

    /// Follows references within one section. The check has refused one that leads nowhere.
    fn resolved<'b, T>(
        &self,
        item: &'b ReferenceOr<T>,
        section: fn(&Components) -> &IndexMap<String, ReferenceOr<T>>,
    ) -> Option<&'b T>
    where
        'a: 'b,
    {
        follow(self.components.map(section), item)
    }
}

/// Follows references between the components of one section, if there are any.
pub(super) fn follow<'a, T>(
    section: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    mut item: &'a ReferenceOr<T>,
) -> Option<&'a T> {
    // As many steps as there are components: a longer chain is a circle.
    let steps = section.map_or(0, IndexMap::len);
    for _ in 0..=steps {
        match item {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => {
                let name = Pointer::from_local_reference(reference)?.last()?;
                item = section?.get(&name)?;
            }
        }
    }
    None
}
