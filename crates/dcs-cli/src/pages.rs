//! All pages of a list, in the place of one.

use clap::{Arg, ArgAction, ArgMatches};
use dcs_client::{Paged, Pages};
use serde_json::Value;

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

/// The bodies of some pages as one: the first, whose list `items` goes on with those of the others.
pub(crate) fn joined(bodies: impl IntoIterator<Item = Value>, items: &str) -> Option<Value> {
    let mut bodies = bodies.into_iter();
    let mut whole = bodies.next()?;
    for mut body in bodies {
        let more = body.get_mut(items).and_then(Value::as_array_mut);
        let list = whole.get_mut(items).and_then(Value::as_array_mut);
        if let (Some(list), Some(more)) = (list, more) {
            list.append(more);
        }
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pages_are_one_list_with_everything_else_of_the_first() {
        let pages = [
            json!({"count": 3, "new": 1, "things": [1, 2]}),
            json!({"count": 3, "things": [3]}),
            json!({}),
        ];
        assert_eq!(
            joined(pages, "things"),
            Some(json!({"count": 3, "new": 1, "things": [1, 2, 3]}))
        );
    }
}
