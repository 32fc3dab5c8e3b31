//! From two sides to a review, and to what is said of it.

use std::{
    ffi::OsStr,
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use openapi_lint::{Styling, render_findings_github};
use openapi_review::{
    ChangePolicy, POLICY_FILE, Review, Version, explain_change, render_changelog, render_github,
    render_json, render_markdown, render_review_text,
};

use crate::{
    cli::{Format, ReviewArgs},
    clock,
    error::{Error, Outcome},
    files::FileError,
    manifest,
    output::{HELP, NOTE, Output},
    project::Project,
    source::{Sides, Sources},
};

/// Reviews the change from base to head, each of which a word names or what is meant without one.
///
/// # Errors
///
/// When a side cannot be found, head cannot be read or is no document, or no change has the id to
/// explain.
pub fn run(
    project: &Project,
    (base, head): (Option<&OsStr>, Option<&OsStr>),
    arguments: &ReviewArgs,
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    if let Some(id) = &arguments.explain {
        let text = explain_change(id).map_err(|unknown| Error::Rule(unknown.to_string()))?;
        writeln!(output.results, "{text}")?;
        return Ok(Outcome::Clean);
    }
    let sources = Sources::of(project, base, head)?;
    for note in &sources.notes {
        writeln!(output.diagnostics, "{NOTE}note{NOTE:#}: {note}")?;
    }
    output.diagnostics.flush()?;
    let sides = match sources.read(arguments.format == Format::Github) {
        // An error in a document has a line, on which a reviewer looks for it.
        Err(Error::Refused(findings)) if arguments.format == Format::Github => {
            output
                .results
                .write_all(render_findings_github(&findings).as_bytes())?;
            return Err(Error::Refused(findings));
        }
        sides => sides?,
    };
    for note in &sides.notes {
        writeln!(output.diagnostics, "{NOTE}note{NOTE:#}: {note}")?;
    }
    output.diagnostics.flush()?;
    let policy = policy(project.folder.as_deref(), arguments)?;
    let review = since_release(&sources, &sides, &policy, arguments);
    show(&review, &sides, arguments, output)
}

/// The version that the change needs and does not have; `None` when it has it, needs none, or it is
/// unknown what it needs.
///
/// # Errors
///
/// Those of [`run`].
pub fn missing_version(
    project: &Project,
    (base, head): (Option<&OsStr>, Option<&OsStr>),
    arguments: &ReviewArgs,
) -> Result<Option<Version>, Error> {
    let sources = Sources::of(project, base, head)?;
    let sides = sources.read(false)?;
    let policy = policy(project.folder.as_deref(), arguments)?;
    let review = since_release(&sources, &sides, &policy, arguments);
    Ok(review.missing_version().filter(|_| !review.is_unknown()))
}

/// What the project decides for itself: what is named, or else what stands in its folder.
pub(crate) fn policy(folder: Option<&Path>, arguments: &ReviewArgs) -> Result<ChangePolicy, Error> {
    let (path, name) = match (&arguments.policy, folder) {
        (Some(path), _) => (path.clone(), path.clone()),
        (None, Some(folder)) => (folder.join(POLICY_FILE), PathBuf::from(POLICY_FILE)),
        (None, None) => return Ok(ChangePolicy::default()),
    };
    let bytes = match manifest::contents(&path) {
        Err(FileError::Io(error))
            if arguments.policy.is_none() && error.kind() == io::ErrorKind::NotFound =>
        {
            return Ok(ChangePolicy::default());
        }
        bytes => bytes.map_err(|source| Error::Read {
            path: name.clone(),
            source,
        })?,
    };
    ChangePolicy::parse(&bytes).map_err(|error| Error::Policy { path: name, error })
}

/// Shows a review of two sides.
pub(crate) fn show(
    review: &Review,
    sides: &Sides,
    arguments: &ReviewArgs,
    output: &mut Output<'_>,
) -> Result<Outcome, Error> {
    for note in &review.policy_notes {
        writeln!(output.diagnostics, "{NOTE}note{NOTE:#}: {note}")?;
    }
    output.diagnostics.flush()?;
    let text = match arguments.format {
        Format::Text => render_review_text(review, Styling::Coloured),
        Format::Json => render_json(review).map_err(|error| Error::Output(error.into()))?,
        Format::Markdown => render_markdown(review),
        Format::Github => render_github(review),
        Format::Changelog => render_changelog(review),
    };
    output.results.write_all(text.as_bytes())?;
    if !review.is_refused(review.fail_on) {
        return Ok(Outcome::Clean);
    }
    output.results.flush()?;
    if let Some(fix) = fix(review, sides) {
        writeln!(output.diagnostics, "{HELP}help{HELP:#}: {fix}")?;
    }
    Ok(Outcome::Found)
}

/// The review of what has been read, with what the last release asks for where that matters: where the
/// version does not say enough since base.
fn since_release(
    sources: &Sources<'_>,
    sides: &Sides,
    policy: &ChangePolicy,
    arguments: &ReviewArgs,
) -> Review {
    let review = reviewed(sides, policy, arguments);
    if review.is_unknown() || review.missing_version().is_none() {
        return review;
    }
    let since = sources.release(sides).and_then(|release| {
        let sides = sides.since(release);
        reviewed(&sides, policy, arguments).since_release()
    });
    Review { since, ..review }
}

/// The review of what has been read.
pub(crate) fn reviewed(sides: &Sides, policy: &ChangePolicy, arguments: &ReviewArgs) -> Review {
    let today = arguments.today.or_else(|| clock::day(SystemTime::now()));
    let review = Review {
        base_url: arguments.base_url.clone(),
        head_url: arguments.head_url.clone(),
        fail_on: arguments.fail_on.into(),
        ..sides.review(arguments.wire, today)
    };
    match today {
        Some(today) => review.under(policy, today),
        None => review,
    }
}

/// What to do about a change that is refused.
fn fix(review: &Review, sides: &Sides) -> Option<String> {
    if review.unread.is_some() {
        return Some(
            "read head as a whole, since nothing can be compared with base, and let it through \
             with `--fail-on never`"
                .to_owned(),
        );
    }
    if let Some(Err(_)) = &review.code {
        return Some("fix the code that cannot be read".to_owned());
    }
    if review.is_unknown() {
        return Some(
            "fix the document that cannot be generated, or name a base that can be; what \
             cannot be judged is let through by `--fail-on never`, and by `--fail-on wire`, \
             which does not ask about Rust"
                .to_owned(),
        );
    }
    let version = review.missing_version()?;
    let place = sides.version.place();
    Some(format!(
        "to release this change, set `version` {place} to {version} or higher"
    ))
}
