//! Lowering: what the generator cannot express, said in a way that it can.
//!
//! The document stays true to HTTP; only the form that is handed to progenitor is changed, and
//! only where the changed form means the same to a caller.

mod responses;

use std::collections::BTreeSet;

use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};

use crate::{Document, Findings, Pointer, operation::snake_case};

/// A document in the form that is handed to the generator.
#[derive(Clone, Debug)]
pub struct LoweredDocument {
    pub(crate) openapi: OpenAPI,
    pub(crate) empty_success: BTreeSet<String>,
}

impl LoweredDocument {
    /// The lowered document.
    pub fn openapi(&self) -> &OpenAPI {
        &self.openapi
    }

    /// The generated methods whose success type became an `Option`: an empty success body stands
    /// for JSON `null` there.
    pub fn empty_success(&self) -> impl Iterator<Item = &str> {
        self.empty_success.iter().map(String::as_str)
    }
}

/// Lowers a document whose [`check`](crate::check) found no error.
///
/// # Errors
///
/// A finding for each operation that has no faithful lowered form: its responses have different
/// bodies, and the generator has one type for all of them.
pub fn lower(document: &Document) -> Result<LoweredDocument, Findings> {
    let mut lowered = LoweredDocument {
        openapi: document.openapi().clone(),
        empty_success: BTreeSet::new(),
    };
    let mut findings = Vec::new();
    let paths = Pointer::root().child("paths");
    for (path, item) in &mut lowered.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let item_pointer = paths.child(path);
        for (method, operation) in operations_mut(item) {
            let at = item_pointer.child(method);
            match responses::lower(document, &at, operation) {
                Ok(success_is_option) => {
                    let name = operation.operation_id.as_deref().map(snake_case);
                    lowered
                        .empty_success
                        .extend(name.filter(|_| success_is_option));
                }
                Err(finding) => findings.push(*finding),
            }
        }
    }
    if findings.is_empty() {
        Ok(lowered)
    } else {
        Err(document.findings(findings))
    }
}

/// The operations of a path item that can be changed in place.
pub(crate) fn operations_mut(
    item: &mut PathItem,
) -> impl Iterator<Item = (&'static str, &mut Operation)> {
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
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}
