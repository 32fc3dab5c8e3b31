//! Functions that stand in the output many times: parsed once, and copied with other names.
//!
//! Parsing one costs several times what copying it does, and there is one for each parameter of each
//! operation.

use proc_macro2::{Ident, Span};
use syn::{
    ImplItemFn, LitStr, Type,
    visit_mut::{self, VisitMut},
};

/// A function with places to fill.
pub(super) struct Template(pub(super) ImplItemFn);

/// A place and what fills it: the identifier of this name, and the text that reads so, become the other.
type Name<'a> = (&'static str, &'a Ident);

impl Template {
    /// A copy, with each of the `names` in its places.
    pub(super) fn named(&self, names: &[Name<'_>]) -> ImplItemFn {
        self.filled(names, None)
    }

    /// The same, with the type `__Value` being `value`.
    pub(super) fn typed(&self, names: &[Name<'_>], value: &Type) -> ImplItemFn {
        self.filled(names, Some(value))
    }

    fn filled(&self, names: &[Name<'_>], value: Option<&Type>) -> ImplItemFn {
        let mut function = self.0.clone();
        Fill { names, value }.visit_impl_item_fn_mut(&mut function);
        function
    }
}

struct Fill<'a> {
    names: &'a [Name<'a>],
    value: Option<&'a Type>,
}

impl VisitMut for Fill<'_> {
    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if let Some((_, name)) = self.names.iter().find(|(place, _)| ident == place) {
            *ident = (*name).clone();
        }
    }

    fn visit_lit_str_mut(&mut self, text: &mut LitStr) {
        let value = text.value();
        if let Some((_, name)) = self.names.iter().find(|(place, _)| value == *place) {
            *text = LitStr::new(&name.to_string(), Span::call_site());
        }
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        match (self.value, &*ty) {
            (Some(value), Type::Path(path)) if path.path.is_ident("__Value") => *ty = value.clone(),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }
}
