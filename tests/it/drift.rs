//! The committed artifacts are what the committed document makes.

use openapi_pipeline::artifacts;
use similar::TextDiff;

use crate::support::{committed_document, read};

#[test]
fn the_committed_artifacts_are_those_of_the_committed_document() {
    let artifacts =
        artifacts(&committed_document()).unwrap_or_else(|findings| panic!("{findings}"));
    for artifact in artifacts {
        let committed = read(artifact.path);
        if committed != artifact.contents {
            let diff = TextDiff::from_lines(&committed, &artifact.contents);
            let diff = diff
                .unified_diff()
                .header("committed", "generated from openapi/dcs.yaml")
                .to_string();
            panic!(
                "{} is stale; run `cargo xtask regen`\n{diff}",
                artifact.path
            );
        }
    }
}
