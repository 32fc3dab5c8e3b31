//! The table of facts beside the document, which `regen` and `accept` write.

use openapi_document::Document;
use openapi_upstream::facts;

use crate::{error::Error, layout::FACTS, marked::with_part};

/// What the part of the page is called.
const NAME: &str = "facts";

/// The page `text` with the facts of the document.
///
/// # Errors
///
/// When the page has no place for them.
pub fn page(text: &str, document: &Document) -> Result<String, Error> {
    with_part(FACTS, text, NAME, &facts(document.tree()))
}
