//! The review in the README, which shows what a pull request's comment looks like.

use std::path::Path;

use openapi_review::{Review, Version, Versions, render_markdown};

use crate::{compared::File, error::Error, marked::with_part, workspace, write::Root};
use openapi_review_cli::read;

/// The document before the example's edits, and with them: files that never change, so that the
/// example is another only when reviews look different.
const BEFORE: &str = "tests/fixtures/dcs.yaml";
const AFTER: &str = "tests/fixtures/dcs-edited.yaml";

/// What the part of the page is called.
const EXAMPLE: &str = "example";

/// The example's review: two edits, of which one breaks callers.
///
/// # Errors
///
/// When one of the documents cannot be read.
pub fn example(folder: &Path) -> Result<Review, Error> {
    // The names are those that a pull request's documents have.
    let name = Path::new(workspace::DOCUMENT);
    let before = format!("1b97976:{}", workspace::DOCUMENT);
    let document = |path: &str, name: &Path| read::document(&folder.join(path), name);
    let version = Some(Version::new(0, 1, 0));
    Ok(Review::new(
        Some(&document(BEFORE, before.as_ref())?),
        Some(&document(AFTER, name)?),
        Versions {
            base: version.clone(),
            head: version.clone(),
            current: version,
        },
    ))
}

/// The README with the example as it is now.
pub(super) fn file(folder: &Path, root: &Root) -> Result<File, Error> {
    let readme = read::text(folder, workspace::README)?;
    let example = render_markdown(&example(folder)?);
    let contents = with_part(workspace::README, &readme, EXAMPLE, &example)?;
    File::new(root, Path::new(""), workspace::README.to_owned(), contents)
}
