//! Where things stand in this workspace.

use openapi_codegen::Target;
use openapi_review_cli::Crate;

/// What is generated for this workspace, and what its crates are called.
pub const TARGET: Target<'static> = Target {
    client: "crates/dcs-client/src/generated.rs",
    cli: "crates/dcs-cli/src/generated.rs",
    mock: "crates/dcs-httpmock/src/generated.rs",
    client_crate: "dcs_client",
    document: DOCUMENT,
    command: "cargo xtask regen",
};

/// The document of the workspace, from its root.
pub const DOCUMENT: &str = "openapi/dcs.yaml";

/// The page with the table of facts, from the root.
pub const FACTS: &str = "openapi/README.md";

/// The manifests of the crates that are published, from the root.
pub const PUBLISHED: [&str; 3] = [
    "crates/dcs-cli/Cargo.toml",
    "crates/dcs-client/Cargo.toml",
    "crates/dcs-httpmock/Cargo.toml",
];

/// The crates that others depend on. The names of their items are those that a review of the document
/// gives to what is generated for them.
pub const LIBRARIES: [Crate; 2] = [
    Crate {
        source: "crates/dcs-client/src",
        module: "",
    },
    Crate {
        source: "crates/dcs-httpmock/src",
        module: "mock::",
    },
];

/// The page that shows a review, from the root.
pub const README: &str = "README.md";

/// The folder of the snapshots of the committed document, from the root.
pub const SNAPSHOTS: &str = "tests/it/committed/snapshots";

/// The arguments of the cargo that runs the tests that make them. They are named within the whole
/// workspace, as in `ci`, so that nothing is built with other features.
pub const SNAPSHOT_TESTS: &str = "test --locked --workspace --test it committed::snapshots::";
