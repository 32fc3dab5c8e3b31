//! What has another name in the generated code than the document's word asks for.

use std::{borrow::Cow, collections::BTreeMap};

use openapi_document::{Operation, Pointer};

use crate::naming;

/// What has another name in the generated code, as its own is taken. Whoever generates takes these names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Renames {
    /// The `operationId`, by where the operation stands.
    pub operations: BTreeMap<Pointer, String>,
    /// The components among the schemas, by their name.
    pub schemas: BTreeMap<String, String>,
    /// The titles that name the types of schemas which are written out, by where they stand.
    pub titles: BTreeMap<Pointer, String>,
    /// The fields that properties become, by where the schema stands that has them or requires them, then by name.
    pub properties: BTreeMap<Pointer, BTreeMap<String, String>>,
    /// The parameters of operations, by where the operation stands, then by name and place (`in`).
    pub parameters: BTreeMap<Pointer, BTreeMap<(String, String), String>>,
}

impl Renames {
    /// The `operationId` as the generated code has it.
    pub fn operation_id<'a>(&'a self, operation: &'a Operation<'_>) -> Cow<'a, str> {
        match self.operations.get(&operation.pointer) {
            Some(renamed) => Cow::Borrowed(renamed),
            None => naming::operation_id(operation),
        }
    }

    /// The name of the generated method.
    pub fn method_name(&self, operation: &Operation<'_>) -> String {
        naming::snake_case(&self.operation_id(operation))
    }
}
