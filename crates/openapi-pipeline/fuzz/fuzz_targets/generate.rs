//! Whatever the bytes are: a client, or findings with a place, and neither a panic of our own nor
//! a stack overflow, a hang or a flood of memory.

#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use openapi_pipeline::{Document, Policy, Styling, artifacts, is_guarding, lint, render_text};

/// Panics inside the generator are caught and reported as findings; any other is a bug.
fn install_hook() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            if !is_guarding() {
                eprintln!("{info}");
                std::process::abort();
            }
        }));
    });
}

fuzz_target!(|bytes: &[u8]| {
    install_hook();
    let findings = match Document::parse("fuzz.yaml", bytes) {
        Err(findings) => findings,
        Ok(document) => {
            let findings = lint(&document, &Policy::own());
            // What passes the rules that sound output needs must generate.
            if let Err(refused) = artifacts(&document) {
                assert!(!refused.is_empty());
                if std::env::var_os("FUZZ_STRICT").is_some() {
                    let failure = refused
                        .iter()
                        .find(|finding| finding.rule == "generator-failure");
                    assert!(failure.is_none(), "{refused}");
                }
            }
            findings
        }
    };
    let text = render_text(&findings, Styling::Plain);
    assert_eq!(text.is_empty(), findings.is_empty());
});
