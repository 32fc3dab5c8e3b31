//! All pages of a list, in the place of one.

use clap::{Arg, ArgAction, ArgMatches, Command};
use dcs_client::{Paged, Pages};

use crate::{Answer, Failure};

/// With a dot, as no option of the document has.
const ALL: &str = "pages.all";

/// The option.
pub(crate) fn option(taken: &[String]) -> Arg {
    Arg::new(ALL)
        .long(name(taken.iter().any(|name| name == NAME)))
        .action(ArgAction::SetTrue)
        .help("Follow the pages to the end of the list; --limit is then the size of a page")
}

/// What to tell people who see the page that is in `answer`, of the operation for which `command` is generated.
pub(crate) fn hint(answer: &Answer, command: &Command) -> Option<String> {
    let mut options = command.get_arguments().filter_map(Arg::get_long);
    let name = name(options.any(|option| option == NAME));
    let more = (answer.behind > 0).then_some(answer.behind)?;
    Some(format!("{more} more: --{name} shows the whole list"))
}

const NAME: &str = "all";

/// What the option is called, unless a parameter is called so.
fn name(is_taken: bool) -> &'static str {
    match is_taken {
        true => "all-pages",
        false => NAME,
    }
}

/// The answer of one page, or of all where they are asked for.
#[allow(dead_code, reason = "called where an operation has pages")]
pub(crate) async fn asked<B: Paged>(call: B, matches: &ArgMatches) -> Result<Answer, Failure> {
    if are_wanted(matches) {
        return all(call).await;
    }
    let offset = call.window().offset.unwrap_or_default();
    let page = call.call().await.map_err(Failure::of_call)?;
    let behind = behind(offset, B::count(&page), B::total(&page));
    Ok(Answer {
        behind,
        ..Answer::with_body(&page)?
    })
}

/// How many entries there are behind a page that begins at an offset.
fn behind(offset: i64, count: usize, total: Option<u64>) -> u64 {
    let shown = u64::try_from(offset)
        .unwrap_or_default()
        .saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
    // Behind a page without an entry there is none, whatever the service says.
    let total = total.filter(|_| count > 0);
    total.map_or(0, |total| total.saturating_sub(shown))
}

/// Whether all pages are asked for.
fn are_wanted(matches: &ArgMatches) -> bool {
    matches.try_get_one(ALL).ok().flatten() == Some(&true)
}

/// The answer of the first page, with the bodies of the others.
async fn all<B: Paged>(call: B) -> Result<Answer, Failure> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_more_entries_where_the_service_says_so() {
        for (offset, count, total, expected) in [
            (0, 2, Some(5), 3),
            (2, 2, Some(5), 1),
            (3, 2, Some(5), 0),
            (-1, 2, Some(5), 3),
            (0, 2, None, 0),
            (0, 2, Some(1), 0),
            (0, 0, Some(5), 0),
        ] {
            assert_eq!(behind(offset, count, total), expected, "{offset} {count}");
        }
    }
}
