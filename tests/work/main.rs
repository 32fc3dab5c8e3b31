//! Work grows in proportion to the document: ten times the operations, ten times the allocations.
//! Time is not measured, so a busy machine changes nothing. [`floods`] does the same with documents that
//! are made to take long.
#![cfg(test)]

mod floods;

use benchmarks::{changed, document};
use openapi_codegen::{artifacts, lint, lower};
use openapi_document::Document;
use openapi_lint::Policy;
use openapi_review::{Review, Versions, render_markdown};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use xtask::workspace::TARGET;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// What deeper trees and longer buffers may add to ten times as many. A loop within a loop makes
/// its own share a hundred times as many, so a small excess is a large loop.
const MOST: f64 = 10.2;

/// How often `work` allocates, on whatever thread. This binary has one test, so that nothing else
/// allocates meanwhile. Bytes would hide a loop behind a few large buffers.
fn allocations(work: impl FnOnce()) -> f64 {
    let region = Region::new(ALLOCATOR);
    work();
    let change = region.change();
    (change.allocations + change.reallocations) as f64
}

fn parse(text: &str) -> Document {
    Document::parse("synthetic.yaml", text.as_bytes())
        .unwrap_or_else(|findings| panic!("{findings}"))
}

/// What each stage allocates for a document of `operations` operations.
fn stages(operations: usize) -> Vec<(&'static str, f64)> {
    let text = document(operations);
    let (base, head) = (parse(&text), parse(&changed(operations)));
    vec![
        ("reading", allocations(|| drop(parse(&text)))),
        (
            "checking",
            allocations(|| drop(lint(&base, &Policy::elsewhere()))),
        ),
        ("lowering", allocations(|| drop(lower(&base)))),
        (
            "generating",
            allocations(|| assert!(artifacts(&base, &TARGET).is_ok())),
        ),
        (
            "comparing",
            allocations(|| {
                let review = Review::wire(Some(&base), Some(&head), Versions::default());
                assert!(!render_markdown(&review).is_empty());
            }),
        ),
    ]
}

#[test]
fn ten_times_the_operations_are_ten_times_the_work() {
    // What is made once and kept is not counted.
    stages(1);
    let (hundred, thousand) = (stages(100), stages(1_000));
    for ((stage, small), (_, large)) in hundred.into_iter().zip(thousand) {
        grows(stage, small, large, MOST);
    }
    floods::grow_in_proportion();
}

/// Holds what ten times as much takes against `most`.
fn grows(what: &str, small: f64, large: f64, most: f64) {
    let growth = large / small;
    println!("{what}: {growth:.2} times");
    assert!(growth <= most, "{what}: {growth:.2} times");
}
