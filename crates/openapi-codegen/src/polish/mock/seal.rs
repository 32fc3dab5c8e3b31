//! A trait that nobody else can implement: so a method more breaks nobody.

use syn::{File, Item, ItemTrait, parse_quote};

use super::super::tally::Tally;

/// Seals the trait of the mock.
pub(super) fn seal(file: &mut File, tally: &mut Tally) {
    let traits = file.items.iter_mut().filter_map(|item| match item {
        Item::Trait(item) => Some(item),
        _ => None,
    });
    let sealed = traits.map(require).count();
    tally.expect("sealing of the mock", 1, sealed);
    file.items.push(parse_quote! {
        mod sealed {
            pub trait Sealed {}
            impl Sealed for ::httpmock::MockServer {}
        }
    });
}

fn require(item: &mut ItemTrait) {
    item.colon_token = Some(Default::default());
    item.supertraits.push(parse_quote!(sealed::Sealed));
}
