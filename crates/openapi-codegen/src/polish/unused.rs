//! What the generator gives to a function that has no use for it, of which the compiler warns.
//!
//! | generated | here |
//! |---|---|
//! | `matches: &ArgMatches` of an operation without parameters | `_: &ArgMatches` |

use syn::{
    File, FnArg, ImplItemFn, Pat, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::tally::mentions;

/// Leaves the names of arguments out that nothing mentions.
pub(super) fn leave_out_names(file: &mut File) {
    Arguments.visit_file_mut(file);
}

struct Arguments;

impl VisitMut for Arguments {
    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, function);
        for argument in &mut function.sig.inputs {
            if let FnArg::Typed(argument) = argument
                && let Pat::Ident(name) = &*argument.pat
                && !mentions(&function.block, &name.ident.to_string())
            {
                *argument.pat = parse_quote!(_);
            }
        }
    }
}
