//! What stands in the output many times: parsed once, and copied with other names.
//!
//! Parsing costs several times what copying does, and there is a function for each parameter of each
//! operation, and an implementation for each enumeration.

use proc_macro2::{Ident, Span};
use syn::{
    Arm, ImplItemFn, Item, LitStr, Type, Variant,
    visit_mut::{self, VisitMut},
};

/// A part of the syntax with places to fill.
pub(super) struct Template<T>(pub(super) T);

/// A place and what fills it: the identifier of this name, and the text that reads so, become the other.
type Name<'a> = (&'static str, &'a Ident);

impl<T: Part> Template<T> {
    /// A copy, with each of the `names` in its places.
    pub(super) fn named(&self, names: &[Name<'_>]) -> T {
        self.filled(names, None)
    }

    /// The same, with the type `__Value` being `value`.
    pub(super) fn typed(&self, names: &[Name<'_>], value: &Type) -> T {
        self.filled(names, Some(value))
    }

    fn filled(&self, names: &[Name<'_>], value: Option<&Type>) -> T {
        let mut copy = self.0.clone();
        copy.visit(&mut Fill { names, value });
        copy
    }
}

/// What can be copied so.
pub(super) trait Part: Clone {
    fn visit(&mut self, fill: &mut Fill<'_>);
}

impl Part for ImplItemFn {
    fn visit(&mut self, fill: &mut Fill<'_>) {
        fill.visit_impl_item_fn_mut(self);
    }
}

impl Part for Item {
    fn visit(&mut self, fill: &mut Fill<'_>) {
        fill.visit_item_mut(self);
    }
}

impl Part for Variant {
    fn visit(&mut self, fill: &mut Fill<'_>) {
        fill.visit_variant_mut(self);
    }
}

impl Part for Arm {
    fn visit(&mut self, fill: &mut Fill<'_>) {
        fill.visit_arm_mut(self);
    }
}

pub(super) struct Fill<'a> {
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
