//! The operations of a document, with the names that Rust code knows them by.

use std::borrow::Cow;

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::{Document, Node, Pointer};

/// The methods of a Path Item Object in the order in which progenitor generates them.
pub(crate) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The operations of a document, path by path in the order of the text.
pub struct Operations<'a>(Vec<Operation<'a>>);

/// One operation of a document.
#[derive(Clone, Debug)]
pub struct Operation<'a> {
    /// Where it stands.
    pub pointer: Pointer,
    /// The path template, such as `/v2/{project_id}/tasks`.
    pub path: &'a str,
    /// The method in lower case, as the document writes it.
    pub method: &'static str,
    /// The `operationId`, when it has one.
    pub operation_id: Option<&'a str>,
    /// The Operation Object.
    pub node: &'a Node,
}

impl<'a> Operations<'a> {
    /// The operations of `document`. Path items that are references have none of their own.
    pub fn of(document: &'a Document) -> Self {
        Self::below(document.root())
    }

    /// The operations of the document whose tree this is.
    pub(crate) fn below(root: &'a Node) -> Self {
        let operations = path_items(root).flat_map(|(at, path, item)| {
            METHODS.into_iter().filter_map(move |method| {
                let node = item.get(method)?;
                Some(Operation {
                    pointer: at.child(method),
                    path,
                    method,
                    operation_id: node.get("operationId").and_then(Node::as_str),
                    node,
                })
            })
        });
        Self(operations.collect())
    }

    /// The operations, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Operation<'a>> {
        self.0.iter()
    }
}

impl Operation<'_> {
    /// The `operationId`, or what stands for it when the document has none.
    pub fn id(&self) -> Cow<'_, str> {
        match self.operation_id {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(derived_id(self.method, self.path)),
        }
    }

    /// The name of the generated method.
    pub fn rust_name(&self) -> String {
        snake_case(&self.id())
    }

    /// Whether the document marks it as deprecated.
    pub fn is_deprecated(&self) -> bool {
        self.node.get("deprecated").and_then(Node::as_bool) == Some(true)
    }
}

/// The path items of a document in the order of the text: where each stands, its path, and itself.
pub(crate) fn path_items(root: &Node) -> impl Iterator<Item = (Pointer, &str, &Node)> {
    let paths = Pointer::root().child("paths");
    let items = root.get("paths").into_iter();
    items
        .flat_map(Node::members)
        .filter(|(path, _)| path.starts_with('/'))
        .map(move |(path, item)| (paths.child(path), path, item))
}

/// The `operationId` of an operation that has none: its method and its path, in lowerCamelCase.
pub(crate) fn derived_id(method: &str, path: &str) -> String {
    format!("{method}{}", path.to_pascal_case())
}

/// The name that progenitor gives to a method, a parameter or a property named `name`.
pub(crate) fn snake_case(name: &str) -> String {
    identifier(name, |name| name.to_snake_case())
}

/// The name that progenitor gives to a type named `name`.
pub(crate) fn pascal_case(name: &str) -> String {
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
}
