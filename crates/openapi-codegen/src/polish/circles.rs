//! Members that refer to the type that they stand in, directly or through others.
//!
//! | generated | here |
//! |---|---|
//! | `Box<Option<T>>`, where the generator met the `Option` first | `Option<Box<T>>`, as everywhere else |
//! | such a member that may be left out, which is written as `null` | `skip_serializing_if`, so that it is left out |

use syn::{
    Attribute, Field, File, Meta, Type, parse_quote,
    visit_mut::{self, VisitMut},
};

use super::syntax::{argument, last};

/// Lets each optional reference to a type in a circle be an `Option`.
pub(super) fn open(file: &mut File) {
    Circles.visit_file_mut(file);
}

struct Circles;

impl VisitMut for Circles {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        if let Some(inner) = optional(ty) {
            *ty = parse_quote!(::std::option::Option<::std::boxed::Box<#inner>>);
        }
    }

    fn visit_field_mut(&mut self, field: &mut Field) {
        if optional(&field.ty).is_some() {
            for attribute in &mut field.attrs {
                leave_out(attribute);
            }
        }
        visit_mut::visit_field_mut(self, field);
    }
}

/// `T`, for `Box<Option<T>>`.
fn optional(ty: &Type) -> Option<Type> {
    let of = |ty: &Type, name: &str| match last(ty)? == name {
        true => argument(ty),
        false => None,
    };
    of(&of(ty, "Box")?, "Option")
}

/// Adds to what serde is told of a member that may be absent. One that must be there is written as `null`.
fn leave_out(attribute: &mut Attribute) {
    let Meta::List(list) = &mut attribute.meta else {
        return;
    };
    let mut may_be_absent = false;
    let read = list.parse_nested_meta(|meta| {
        may_be_absent |= meta.path.is_ident("default") && !meta.input.peek(syn::Token![=]);
        if meta.input.peek(syn::Token![=]) {
            meta.value()?.parse::<syn::Expr>()?;
        }
        Ok(())
    });
    if read.is_ok() && may_be_absent {
        let told = &list.tokens;
        list.tokens = quote::quote!(
            #told, skip_serializing_if = "::std::option::Option::is_none"
        );
    }
}
