//! The review of two documents, and how it compares with generating from one.

use std::{hint::black_box, time::Duration};

use benchmarks::{Report, changed, document, paired};
use criterion::{BenchmarkId, Criterion};
use openapi_codegen::artifacts;
use openapi_document::Document;
use openapi_review::{Review, Versions, render_markdown};
use xtask::workspace::TARGET;

fn main() {
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    let mut group = criterion.benchmark_group("review");
    for operations in [1, 10, 100, 1_000] {
        let base = parsed(&document(operations));
        let same = parsed(&document(operations));
        let head = parsed(&changed(operations));
        group.bench_function(BenchmarkId::new("no change", operations), |b| {
            b.iter(|| review(&base, &same));
        });
        group.bench_function(BenchmarkId::new("1 % changed", operations), |b| {
            b.iter(|| review(&base, &head));
        });
        group.bench_function(
            BenchmarkId::new("1 % changed, wire alone", operations),
            |b| {
                b.iter(|| Review::wire(Some(&base), Some(&head), Versions::default()));
            },
        );
    }
    group.finish();
    criterion.final_summary();
    targets().print();
}

#[expect(
    clippy::panic,
    reason = "a benchmark of a document that is refused measures nothing"
)]
fn parsed(text: &str) -> Document {
    Document::parse("benchmark", text.as_bytes()).unwrap_or_else(|findings| panic!("{findings}"))
}

fn review(base: &Document, head: &Document) -> usize {
    let review = Review::new(Some(base), Some(head), Versions::default());
    render_markdown(&review).len()
}

/// From the two texts to the comment, against from one text to the artifacts.
fn targets() -> Report {
    let mut report = Report::new("review: targets");
    let (base, head) = (document(1_000), changed(1_000));
    let generate = || {
        black_box(artifacts(&parsed(&base), &TARGET).is_ok());
    };
    let ratio = paired(
        5,
        || {
            black_box(review(&parsed(&base), &parsed(&head)));
        },
        generate,
    );
    report.at_most(
        "1,000 operations, 1 % changed: review / generating one",
        ratio,
        1.0,
    );
    let ratio = paired(
        5,
        || {
            black_box(review(&parsed(&base), &parsed(&base)));
        },
        generate,
    );
    report.at_most(
        "1,000 operations, no change: review / generating one",
        ratio,
        1.0,
    );
    report
}
