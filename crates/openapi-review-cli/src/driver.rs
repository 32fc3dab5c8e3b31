//! As a diff driver of git: the arguments that git gives, and an end that git goes on after.

use std::{ffi::OsString, path::Path};

use openapi_document::Document;

use crate::{
    cli::{Gate, ReviewArgs},
    error::{Error, Outcome},
    output::Output,
    project::VersionFrom,
    read, review,
    source::{Side, Sides},
};

/// What git names instead of a file that is not there.
const NO_FILE: &str = "/dev/null";

/// Shows what differs between the two files that git names: `path old-file old-hex old-mode new-file
/// new-hex new-mode`, and for a renamed file also its new path and how alike the two are.
///
/// Git stops when its driver fails, so what cannot be read is said instead of a review. The policy is that
/// of `folder`, which for git is the top of the work tree.
///
/// # Errors
///
/// When there is another number of arguments, or nothing can be printed.
pub(crate) fn run(
    arguments: &[OsString],
    folder: Option<&Path>,
    review: &ReviewArgs,
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    let (path, old, new, new_path) = match arguments {
        [path, old, _, _, new, _, _] => (path, old, new, path),
        [path, old, _, _, new, _, _, new_path, _] => (path, old, new, new_path),
        _ => return Err(Error::Sides(arguments.len())),
    };
    let never = ReviewArgs {
        fail_on: Gate::Never,
        ..review.clone()
    };
    let base_name = Path::new("a").join(path);
    let sides = side(old, &base_name).and_then(|base| {
        let head = side(new, new_path.as_ref())?;
        let policy = review::policy(folder, review)?;
        Ok((Sides::new(base, head, VersionFrom::Document), policy))
    });
    match sides {
        Ok((sides, policy)) => {
            let reviewed = review::reviewed(&sides, &policy, &never);
            review::show(&reviewed, &sides, &never, output)
        }
        Err(error @ Error::Output(_)) => Err(error),
        Err(error) => {
            error.report(output)?;
            Ok(Outcome::Clean)
        }
    }
}

fn side(file: &OsString, name: &Path) -> Result<Side, Error> {
    let document: Option<Document> = match file == NO_FILE {
        true => None,
        false => Some(read::document(file.as_ref(), name)?),
    };
    Ok(Side::of_document(document))
}
