//! Properties under the names that the document has for them, where the generator was given others.

use std::collections::BTreeMap;

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::{
    Attribute, File, Lit, Meta,
    visit_mut::{self, VisitMut},
};

/// Writes the names of the document wherever serde is told those that the generator was given.
pub(super) fn name_as_on_the_wire(file: &mut File, properties: &BTreeMap<String, String>) {
    if !properties.is_empty() {
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
            TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
                Lit::Str(text) if let Some(name) = self.0.get(&text.value()) => {
                    Literal::string(name).into()
                }
                _ => literal.into(),
            },
            other => other,
        });
        named.collect()
    }
}

impl VisitMut for Names<'_> {
    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Meta::List(list) = &mut attribute.meta
            && list.path.is_ident("serde")
        {
            list.tokens = self.named(std::mem::take(&mut list.tokens));
        }
        visit_mut::visit_attribute_mut(self, attribute);
    }
}
