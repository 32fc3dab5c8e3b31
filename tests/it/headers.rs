//! The headers that no caller may choose: the linter and the client have a list each, and no crate in
//! common.

use dcs_client::{Client, Credentials};
use openapi_codegen::lint;
use openapi_document::Level;
use openapi_lint::Policy;

use crate::support::parse;

#[path = "../../crates/dcs-client/src/guard/names.rs"]
#[expect(dead_code, reason = "the client's guard is asked itself")]
mod clients;
#[path = "../../crates/openapi-lint/src/check/reserved_headers/names.rs"]
#[expect(dead_code, reason = "the linter is asked itself")]
mod linters;

/// Each name of a list, and a name for each of its beginnings.
fn examples<'a>(
    names: impl IntoIterator<Item = &'a str>,
    beginnings: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let beginnings = beginnings.into_iter().map(|start| format!("{start}x"));
    names
        .into_iter()
        .map(str::to_owned)
        .chain(beginnings)
        .collect()
}

#[test]
fn a_header_that_the_client_would_not_send_is_in_no_document_that_is_generated_from() {
    let names = examples(
        clients::NAMES.iter().chain(clients::METHODS).copied(),
        clients::BEGINNINGS.iter().copied(),
    );
    let headers = names.iter().map(|name| ("header", name.as_str()));
    let queries = clients::METHODS.iter().map(|name| ("query", *name));
    let parameters: String = headers
        .chain(queries.clone())
        .map(|(place, name)| {
            format!("        - {{name: {name}, in: {place}, schema: {{type: string}}}}\n")
        })
        .collect();
    let document = parse(
        "things.yaml",
        &format!(
            "
openapi: 3.0.3
info: {{title: Things, version: '1'}}
paths:
  /things:
    get:
      operationId: getThing
      parameters:
{parameters}      responses: {{'204': {{description: Fine.}}}}
"
        ),
    );
    let findings = lint(&document, &Policy::elsewhere());
    let is_refused = |place: &str, name: &str| {
        findings.iter().any(|finding| {
            finding.rule.id == "reserved-header-parameter"
                && finding.level == Level::Error
                && finding
                    .message
                    .contains(&format!("{place} parameter `{name}`"))
        })
    };
    for name in &names {
        // Nothing is generated for what is ignored.
        assert!(
            is_refused("header", name) != linters::is_ignored(name),
            "{name}: {findings}"
        );
    }
    for (place, name) in queries {
        assert!(is_refused(place, name), "{name}: {findings}");
    }
}

#[test]
fn a_header_that_no_document_may_have_is_one_that_the_client_would_not_send() {
    let client = Client::builder()
        .endpoint("http://127.0.0.1:1")
        .credentials(Credentials::anonymous())
        .dry_run(|request| panic!("{request:?} would have been sent"))
        .build()
        .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let refusal_of = |name: &str| {
        let call = client.delete_background_task();
        let call = call.project_id("p").instance_id("i").task_id("t");
        let error = runtime.block_on(call.header(name, "x").send()).unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error}");
        error.to_string()
    };
    for (owner, names, beginnings) in linters::OWNED {
        for name in examples(names.iter().copied(), beginnings.iter().copied()) {
            let refusal = refusal_of(&name);
            assert!(refusal.contains(&format!("\"{name}\"")), "{refusal}");
        }
        let methods = names.iter().filter(|_| *owner == linters::Owner::Method);
        for name in methods {
            assert!(clients::is_method_override(name), "{name}");
        }
    }
}
