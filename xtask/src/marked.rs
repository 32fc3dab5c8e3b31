//! Parts of pages that are written by a command: what stands between two comments.

use crate::error::Error;

/// The page `text`, which is `file`, with `contents` as its part of this name.
///
/// # Errors
///
/// [`Error::NoMarks`] when the page has no such part.
pub(crate) fn with_part(
    file: &'static str,
    text: &str,
    name: &'static str,
    contents: &str,
) -> Result<String, Error> {
    let begin = format!("<!-- the {name}: begin -->\n\n");
    let end = format!("\n<!-- the {name}: end -->");
    let parts = text.split_once(&begin).and_then(|(head, rest)| {
        let (_, tail) = rest.split_once(&end)?;
        Some((head, tail))
    });
    match parts {
        Some((head, tail)) => Ok(format!("{head}{begin}{contents}{end}{tail}")),
        None => Err(Error::NoMarks { file, name }),
    }
}
