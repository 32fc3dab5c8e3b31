//! Points in time: a type of the client in the place of one of `chrono`'s, which the client would need.
//!
//! | generated | here |
//! |---|---|
//! | `::chrono::DateTime<::chrono::offset::Utc>` | `crate::Timestamp`, or in another crate `client::Timestamp` |

use quote::ToTokens as _;
use syn::{
    File, Macro, Path, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::tally::Leftover;

/// A form of time that the rewriting does not know. A date without a time stays one of `chrono`'s.
pub(super) const DATE_TIME: Leftover = Leftover {
    rewrite: "times",
    word: "Utc",
};

/// Within the client itself.
pub(super) fn use_own(file: &mut File) {
    Times(&parse_quote!(crate::Timestamp)).visit_file_mut(file);
}

/// In a crate that depends on the client of this name.
pub(super) fn use_the_clients(file: &mut File, client: &str) {
    let client = quote::format_ident!("{client}");
    Times(&parse_quote!(::#client::Timestamp)).visit_file_mut(file);
}

struct Times<'a>(&'a Path);

impl VisitMut for Times<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        let mut names = path.segments.iter();
        let is_time = names.next().is_some_and(|first| first.ident == "chrono")
            && names
                .next()
                .is_some_and(|second| second.ident == "DateTime");
        if !is_time {
            return visit_mut::visit_path_mut(self, path);
        }
        let mut own = self.0.clone();
        // What follows the type: `chrono::DateTime<Utc>::from_str`.
        own.segments.extend(names.cloned());
        *path = own;
    }

    /// `value_parser!(chrono::DateTime<Utc>)`, of the command line.
    fn visit_macro_mut(&mut self, found: &mut Macro) {
        if let Ok(mut ty) = syn::parse2::<Type>(found.tokens.clone()) {
            self.visit_type_mut(&mut ty);
            found.tokens = ty.into_token_stream();
        }
    }
}
