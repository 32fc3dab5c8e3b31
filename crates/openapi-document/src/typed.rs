//! The typed form of a document.

use openapiv3::OpenAPI;
use serde::Deserialize as _;
use serde_json::Value;
use serde_path_to_error::Segment;

use crate::pointer::Pointer;

/// Why a tree is no OpenAPI 3.0 document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mismatch {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub pointer: Pointer,
}

/// The JSON as an OpenAPI 3.0 document.
///
/// # Errors
///
/// The first place where it is none.
pub fn typed(json: &Value) -> Result<OpenAPI, Mismatch> {
    // Following the path costs as much as reading does, and almost every document is in order.
    OpenAPI::deserialize(json).or_else(|_| followed(json))
}

/// The same, with the place where it fails.
fn followed(json: &Value) -> Result<OpenAPI, Mismatch> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let tokens = error.path().iter().filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            _ => None,
        });
        Mismatch {
            message: error.inner().to_string(),
            pointer: tokens.fold(Pointer::root(), |pointer, token| pointer.child(token)),
        }
    })
}
