//! The names that the generator makes of a document's words.
//!
//! Two words of a document may become one name in Rust, and a name that a rule compares must be the
//! one that stands in the generated code: lint and generation share these functions.

mod variants;

use std::borrow::Cow;

use heck::{ToKebabCase, ToPascalCase, ToSnakeCase};
use openapi_document::Operation;
use unicode_ident::{is_xid_continue, is_xid_start};

pub use self::variants::{Collision, Entry, collision, share_a_variant};

/// The `operationId`, or what stands for it when the document has none.
pub fn operation_id<'a>(operation: &Operation<'a>) -> Cow<'a, str> {
    match operation.operation_id {
        Some(id) => Cow::Borrowed(id),
        None => Cow::Owned(derived_id(operation.method, operation.path)),
    }
}

/// The name of the generated method.
pub fn method_name(operation: &Operation<'_>) -> String {
    snake_case(&operation_id(operation))
}

/// The `operationId` of an operation that has none: its method and its path, in lowerCamelCase.
pub fn derived_id(method: &str, path: &str) -> String {
    let path = path.to_pascal_case();
    // The method alone is a name of the generated code's own, such as `post`.
    let path = if path.is_empty() { "Root" } else { &path };
    format!("{method}{path}")
}

/// The name that progenitor gives to a method, a parameter or a property named `name`.
pub fn snake_case(name: &str) -> String {
    identifier(name, |name| name.to_snake_case())
}

/// The name that progenitor gives to the option of the command line for a property named `name`.
pub fn kebab_case(name: &str) -> String {
    name.to_kebab_case()
}

/// The name that progenitor gives to a type named `name`.
pub fn pascal_case(name: &str) -> String {
    identifier(name, |name| name.to_pascal_case())
}

/// Follows progenitor's `sanitize`, so that a name found here is a name found in its output.
fn identifier(name: &str, to_case: impl Fn(&str) -> String) -> String {
    let name = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(
            &name
                .replace('\'', "")
                .replace(|c: char| !is_xid_continue(c), "-"),
        ),
    };
    let name = match name.chars().next() {
        None => to_case("x"),
        Some(c) if is_xid_start(c) => name,
        Some(_) => format!("_{name}"),
    };
    match syn::parse_str::<syn::Ident>(&name) {
        Ok(_) => name,
        Err(_) => format!("{name}_"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_progenitors() {
        let cases = [
            (
                "deleteBackgroundTask",
                "delete_background_task",
                "DeleteBackgroundTask",
            ),
            ("type", "type_", "Type"),
            ("2fa-login", "_2fa_login", "_2faLogin"),
            ("it's/here", "its_here", "ItsHere"),
            ("", "x", "X"),
        ];
        for (name, snake, pascal) in cases {
            assert_eq!(snake_case(name), snake);
            assert_eq!(pascal_case(name), pascal);
        }
    }

    #[test]
    fn an_operation_without_a_name_gets_one_that_is_free() {
        assert_eq!(derived_id("post", "/things/{id}"), "postThingsId");
        assert_eq!(derived_id("post", "/"), "postRoot");
    }
}
