//! From the syntax tree to the bytes of the file.

use crate::target::Target;

/// The source, with the header that says where it comes from. `prettyplease` and not rustfmt prints it:
/// the bytes must not depend on whose toolchain ran.
pub(super) fn print(file: &syn::File, target: &Target<'_>) -> String {
    format!("{}\n{}", target.header(), prettyplease::unparse(file))
}
