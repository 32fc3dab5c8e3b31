//! Swagger 2.0 as OpenAPI 3.0: the same values, moved to where the newer version has them, so that each
//! keeps its place in the vendor's file.
//!
//! | Swagger 2.0 | becomes |
//! |---|---|
//! | `definitions` | `components/schemas` |
//! | a parameter in `body`, those in `formData` | `requestBody`, by `consumes` |
//! | `type` and its limits beside a parameter or a header | its `schema` |
//! | `schema` and `examples` of a response | its `content`, by `produces` |
//! | `collectionFormat` | `style` and `explode` |
//! | `host`, `basePath`, `schemes` | `servers` |
//! | `x-nullable`, `x-example` | `nullable`, `example` |
//! | `type: file` | a string in `format: binary` |
//!
//! Security is left out, for it is not described there: how a request is signed stands on pages. So are
//! the vendor's own keys, which begin with `x-`.

mod operation;
mod schema;

use openapi_document::{METHODS, Member, Node, Place};

use self::{operation::Surroundings, schema::schema};
use crate::make::{Members, each, list, member, text};

/// Whether this is a definition in Swagger 2.0. The vendor's API Explorer writes `version` for `swagger`.
pub(super) fn is_swagger(root: &Node) -> bool {
    let says = |key: &str| root.get(key).and_then(Node::as_str) == Some("2.0");
    says("swagger") || (says("version") && root.get("paths").is_some())
}

/// The definition as OpenAPI 3.0 writes it.
pub(super) fn to_openapi(root: &Node) -> Node {
    let mut made = Members::default();
    made.add("openapi", root.place, text("3.0.3", root.place));
    made.add("info", root.place, info(root));
    if let Some((key, servers)) = servers(root) {
        made.add("servers", key, servers);
    }
    if let Some(Member { key, node }) = member(root, "paths") {
        let item = |node: &Node| path_item(root, node);
        made.add("paths", *key, each(node, item));
    }
    if let Some(Member { key, node }) = member(root, "definitions") {
        let mut components = Members::default();
        components.add("schemas", *key, each(node, schema));
        made.add("components", *key, components.node(node.place));
    }
    made.node(root.place)
}

/// Title and version, which the API Explorer writes beside each other at the top.
fn info(root: &Node) -> Node {
    let own = root.get("info").unwrap_or(root);
    let said = |keys: [&str; 2]| {
        let mut found = keys.into_iter().filter_map(|key| member(own, key));
        found.find(|member| member.node.as_str().is_some())
    };
    let mut made = Members::default();
    for (name, keys) in [
        ("title", ["title", "name"]),
        ("version", ["info_version", "version"]),
    ] {
        match said(keys) {
            Some(Member { key, node }) => made.add(name, *key, node.clone()),
            None => made.add(name, root.place, text("", root.place)),
        }
    }
    made.node(own.place)
}

fn path_item(root: &Node, item: &Node) -> Node {
    let mut made = Members::default();
    let around = Surroundings::new(root, item);
    for method in METHODS {
        if let Some(Member { key, node }) = member(item, method) {
            made.add(method, *key, around.operation(node));
        }
    }
    made.node(item.place)
}

/// Where the service is; a definition without a host says no more than what each path begins with.
fn servers(root: &Node) -> Option<(Place, Node)> {
    let base = ["basePath", "base_path"];
    let base = base.into_iter().find_map(|key| member(root, key));
    let path = base.and_then(|member| member.node.as_str());
    let path = path.unwrap_or_default().trim_matches('/');
    let path = match path.is_empty() {
        true => String::new(),
        false => format!("/{path}"),
    };
    let server = |url: String, place: Place| {
        let mut made = Members::default();
        made.add("url", place, text(url, place));
        made.node(place)
    };
    let host = member(root, "host").filter(|member| member.node.as_str().is_some());
    let Some(host) = host else {
        let Member { key, .. } = base.filter(|_| !path.is_empty())?;
        return Some((*key, list(vec![server(path, *key)], *key)));
    };
    let host_name = host.node.as_str().unwrap_or_default();
    let schemes = member(root, "schemes");
    let words: Vec<_> = schemes
        .map(|member| &member.node)
        .into_iter()
        .flat_map(Node::items)
        .filter_map(|scheme| Some((scheme.as_str()?.to_ascii_lowercase(), scheme.place)))
        .collect();
    let words = match words.is_empty() {
        true => vec![("https".to_owned(), host.node.place)],
        false => words,
    };
    let each = words.into_iter();
    let each = each.map(|(scheme, place)| server(format!("{scheme}://{host_name}{path}"), place));
    let key = schemes.map_or(host.key, |member| member.key);
    Some((key, list(each.collect(), key)))
}

#[cfg(test)]
mod tests;
