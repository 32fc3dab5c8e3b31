//! All pages of a list, in the place of one.

use clap::{Arg, ArgAction, ArgMatches};
use dcs_client::{Paged, Pages};

use crate::{Answer, Failure};

/// With a dot, as no option of the document has.
const ALL: &str = "pages.all";

/// The option, called `--all` unless a parameter is called so.
pub(crate) fn option(taken: &[String]) -> Arg {
    let name = match taken.iter().any(|name| name == "all") {
        true => "all-pages",
        false => "all",
    };
    Arg::new(ALL)
        .long(name)
        .action(ArgAction::SetTrue)
        .help("Follow the pages to the end of the list; --limit is then the size of a page")
}

/// Whether all pages are asked for.
#[allow(dead_code, reason = "called where an operation has pages")]
pub(crate) fn are_wanted(matches: &ArgMatches) -> bool {
    matches.try_get_one(ALL).ok().flatten() == Some(&true)
}

/// The answer of the first page, with the bodies of the others.
#[allow(dead_code, reason = "called where an operation has pages")]
pub(crate) async fn all<B: Paged>(call: B) -> Result<Answer, Failure> {
    // The list would seem to end before its first entry.
    if let Some(limit) = call.window().limit.filter(|limit| *limit < 1) {
        return Err(Failure::usage(format!(
            "a page of {limit} entries leads to no other: for all pages ask for at least 1 with --limit, or leave \
             it out; nothing was sent"
        )));
    }
    let mut pages = Pages::of(call);
    let mut answer: Option<Answer> = None;
    while let Some(page) = pages.next().await {
        let page = Answer::with_body(&page.map_err(Failure::of_call)?)?;
        match &mut answer {
            Some(answer) => answer.more.push(page.body),
            None => answer = Some(page),
        }
    }
    // There is a first page, or an error.
    answer.ok_or_else(|| Failure::usage("the list has no page"))
}
