//! From an OpenAPI document to generated code: client, command line and mock.
//!
//! progenitor generates it. What a document says and progenitor cannot express is said in another way
//! before it runs, what it gets wrong is put right behind it, and both are held to account: lowering
//! reports what it changes, and a rewrite that does not find what it rewrites fails the generation.
//!
//! ```text
//! Document ──lint──> findings that stop it          (openapi-lint, joined with lowering here)
//!    │
//!    └──lower──> LoweredDocument ──generate──> tokens ──polish──> syntax ──print──> Artifact
//!                                                                   └──> PublicApi
//! ```
//!
//! - [`lint`] is every finding about a document, those of lowering included, and [`rules`] every rule
//!   that there is. [`check`] is the part of both that generating relies on.
//! - [`lower`] makes the form that progenitor takes in. It only changes what means the same to a
//!   caller.
//! - [`artifacts`] gives the files that a document determines, as paths and contents;
//!   [`artifacts_with`] under a policy and with the findings. [`Target`] is what the workspace calls
//!   them.
//! - [`PublicApi`] is the list of the public items of a client: what a caller's code can break on.
//!
//! Everything is a pure function of its arguments: no file system, no clock, no environment, no
//! network, and no order that depends on a hash. progenitor's panics become findings; a program with a
//! panic hook asks [`is_guarding`] whether to stay silent.
//!
//! ```
//! use openapi_codegen::{Target, artifacts, lint};
//! use openapi_document::Document;
//! use openapi_lint::Policy;
//!
//! let text = r#"{"openapi": "3.0.3", "info": {"title": "Empty", "version": "1"}, "paths": {}}"#;
//! let document = Document::parse("empty.json", text.as_bytes()).map_err(|e| e.to_string())?;
//! assert!(!lint(&document, &Policy::elsewhere()).has_errors());
//! // The files and the crate that a workspace of your own has.
//! let target = Target {
//!     client: "client/src/generated.rs",
//!     cli: "cli/src/generated.rs",
//!     mock: "mock/src/generated.rs",
//!     client_crate: "client",
//!     document: "empty.json",
//!     command: "make generated",
//! };
//! let artifacts = artifacts(&document, &target).map_err(|e| e.to_string())?;
//! let paths: Vec<_> = artifacts.iter().map(|artifact| artifact.path.as_str()).collect();
//! assert_eq!(paths, [target.cli, target.client, target.mock]);
//! # Ok::<(), String>(())
//! ```

mod artifact;
mod checked;
mod generate;
mod guard;
mod lower;
mod polish;
mod public_api;
mod rules;
mod target;
mod waivers;

pub use artifact::{
    Artifact, Generated, artifacts, artifacts_with, client_public_api, generated_form, public_api,
};
pub use checked::{check, lint};
pub use guard::is_guarding;
pub use lower::{LoweredDocument, lower};
pub use public_api::{PublicApi, SourceError};
pub use rules::{UnknownRule, rule, rules};
pub use target::Target;
