//! Documentation comments: one `///` for each line, and nothing that runs.

use proc_macro2::{Ident, Span};
use syn::{
    AttrStyle, Attribute, Block, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue, Path, Signature,
    Token, Type, token, visit_mut::VisitMut,
};

use super::inert::{plain, printable, runs_nothing};

/// Splits the documentation of every item into lines.
pub(super) struct Docs;

impl VisitMut for Docs {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let Some(first) = attributes.iter().position(is_doc) else {
            return;
        };
        let mut documentation: Vec<_> = attributes.iter().filter_map(text).collect();
        // Several attributes are lines of one comment, each behind the space that follows `///`.
        if documentation.len() > 1 {
            for line in &mut documentation {
                if line.starts_with(' ') {
                    line.remove(0);
                }
            }
        }
        let lines = lines(&documentation.join("\n"));
        // Most are one line, before and after.
        if let ([_], [line]) = (&documentation[..], &lines[..])
            && let Some(attribute) = attributes.get_mut(first)
        {
            return write(attribute, line);
        }
        attributes.retain(|attribute| !is_doc(attribute));
        attributes.splice(first..first, lines.iter().map(|line| attribute(line)));
    }

    /// Nothing in a value, the body of a function included, in a type or in a path is documented.
    fn visit_block_mut(&mut self, _: &mut Block) {}

    fn visit_expr_mut(&mut self, _: &mut Expr) {}

    fn visit_path_mut(&mut self, _: &mut Path) {}

    fn visit_signature_mut(&mut self, _: &mut Signature) {}

    fn visit_type_mut(&mut self, _: &mut Type) {}
}

/// The text of a documentation attribute.
pub(super) fn text(attribute: &Attribute) -> Option<String> {
    literal(attribute).map(LitStr::value)
}

/// Whether it is a documentation attribute. To read its text takes longer.
pub(super) fn is_doc(attribute: &Attribute) -> bool {
    literal(attribute).is_some()
}

fn literal(attribute: &Attribute) -> Option<&LitStr> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) if meta.path.is_ident("doc") => Some(text),
        _ => None,
    }
}

/// Writes another text, if it is a documentation attribute.
fn write(attribute: &mut Attribute, text: &str) {
    if let Meta::NameValue(meta) = &mut attribute.meta
        && let Expr::Lit(literal) = &mut meta.value
        && meta.path.is_ident("doc")
    {
        literal.lit = Lit::Str(LitStr::new(text, Span::call_site()));
    }
}

/// The lines, each as it follows `///`.
fn lines(documentation: &str) -> Vec<String> {
    let documentation = printable(documentation);
    let documentation = documentation.trim();
    // The descriptions are inert by themselves; this is the second guard, for what they become
    // among the generator's own lists and paragraphs.
    let escaped = (!runs_nothing(documentation)).then(|| plain(documentation));
    escaped
        .as_deref()
        .unwrap_or(documentation)
        .lines()
        .map(|line| match line.trim_end() {
            "" => String::new(),
            line => format!(" {line}"),
        })
        .collect()
}

/// `#[doc = "text"]`, put together and not parsed: most attributes of the generated code are these.
pub(super) fn attribute(text: &str) -> Attribute {
    let value = Lit::Str(LitStr::new(text, Span::call_site()));
    Attribute {
        pound_token: Token![#](Span::call_site()),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket::default(),
        meta: Meta::NameValue(MetaNameValue {
            path: Ident::new("doc", Span::call_site()).into(),
            eq_token: Token![=](Span::call_site()),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: value,
            }),
        }),
    }
}
