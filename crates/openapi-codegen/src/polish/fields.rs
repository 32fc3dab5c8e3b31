//! Properties under the names that the document has for them, where the generator was given others.

use std::collections::BTreeMap;

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::{
    Attribute, Field, File, Lit, Meta, parse_quote,
    visit_mut::{self, VisitMut},
};

use crate::lower::{EXTRA, LoweredDocument};

/// Writes the names of the document wherever serde is told those that the generator was given, and lets fields for
/// all other members hold those.
pub(super) fn name_as_on_the_wire(file: &mut File, lowered: &LoweredDocument) {
    let properties = lowered.properties();
    if !properties.is_empty() || lowered.keeps_more() {
        Names(properties).visit_file_mut(file);
    }
}

struct Names<'a>(&'a BTreeMap<String, String>);

impl Names<'_> {
    fn named(&self, tokens: TokenStream) -> TokenStream {
        let named = tokens.into_iter().map(|token| match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), self.named(group.stream())).into()
            }
            TokenTree::Literal(literal) => {
                match text(&literal).and_then(|text| self.0.get(&text)) {
                    Some(name) => Literal::string(name).into(),
                    None => literal.into(),
                }
            }
            other => other,
        });
        named.collect()
    }
}

impl VisitMut for Names<'_> {
    fn visit_field_mut(&mut self, field: &mut Field) {
        for attribute in &mut field.attrs {
            if names_extra(attribute) {
                *attribute = parse_quote!(#[serde(flatten)]);
            }
        }
        visit_mut::visit_field_mut(self, field);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::List(list) = &mut attribute.meta
            && list.path.is_ident("serde")
        {
            list.tokens = self.named(std::mem::take(&mut list.tokens));
        }
    }
}

/// Whether it is `#[serde(rename = "extra", …)]`, as the generator was given that name.
fn names_extra(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let mut tokens = list.tokens.clone().into_iter();
    list.path.is_ident("serde")
        && tokens.any(|token| {
            matches!(token, TokenTree::Literal(literal) if text(&literal).as_deref() == Some(EXTRA))
        })
}

fn text(literal: &Literal) -> Option<String> {
    match Lit::new(literal.clone()) {
        Lit::Str(text) => Some(text.value()),
        _ => None,
    }
}
