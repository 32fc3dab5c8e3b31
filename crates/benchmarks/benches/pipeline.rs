//! The pipeline: its stages, and the whole against the bare generator making the same three files
//! of the same document, lowered: both from the text to what is printed.

use std::{hint::black_box, path::Path, time::Duration};

use benchmarks::{Report, document, paired};
use criterion::{BenchmarkId, Criterion};
use openapi_codegen::{artifacts_with, lint, lower};
use openapi_document::{Document, stack::with_room};
use openapi_lint::Policy;
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use xtask::workspace::TARGET;

/// A document of several hundred kilobytes, where it is there: it is not part of this repository.
const LARGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/corpus/nexus.json"
);

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/dcs.yaml");

fn main() {
    // Room is made once in a process, as the commands make it.
    with_room(measure);
}

fn measure() {
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1));
    for (name, text) in documents() {
        stages(&mut criterion, &name, &text);
    }
    criterion.final_summary();
    targets().print();
}

fn documents() -> Vec<(String, String)> {
    let files = [("dcs.yaml", OWN), ("nexus.json", LARGE)];
    let files = files.into_iter().filter_map(|(name, path)| {
        let text = std::fs::read_to_string(Path::new(path)).ok()?;
        Some((name.to_owned(), text))
    });
    let synthetic =
        [1, 10, 100, 1_000].map(|count| (format!("{count} operations"), document(count)));
    files.chain(synthetic).collect()
}

#[expect(
    clippy::panic,
    reason = "a benchmark of a document that is refused measures nothing"
)]
fn parsed(text: &str) -> Document {
    Document::parse("benchmark", text.as_bytes()).unwrap_or_else(|findings| panic!("{findings}"))
}

/// Everything from the text to the three files.
fn whole(text: &str) {
    artifacts(&parsed(text));
}

#[expect(
    clippy::panic,
    reason = "a benchmark of a document that is refused measures nothing"
)]
fn artifacts(document: &Document) {
    let generated = artifacts_with(document, &TARGET, &Policy::elsewhere());
    black_box(generated.unwrap_or_else(|findings| panic!("{findings}")));
}

fn stages(criterion: &mut Criterion, name: &str, text: &str) {
    let document = parsed(text);
    let mut group = criterion.benchmark_group("pipeline");
    group.bench_function(BenchmarkId::new("parse", name), |b| b.iter(|| parsed(text)));
    group.bench_function(BenchmarkId::new("lint", name), |b| {
        b.iter(|| lint(&document, &Policy::elsewhere()));
    });
    group.bench_function(BenchmarkId::new("lower", name), |b| {
        b.iter(|| lower(&document))
    });
    // Everything behind the rules: polishing and printing is what this takes beyond `tokens`.
    group.bench_function(BenchmarkId::new("lint to print", name), |b| {
        b.iter(|| artifacts(&document));
    });
    group.bench_function(BenchmarkId::new("whole", name), |b| b.iter(|| whole(text)));
    if let Ok(lowered) = lower(&document) {
        group.bench_function(BenchmarkId::new("tokens", name), |b| {
            b.iter(|| tokens(lowered.openapi()).len());
        });
        let lowered = text_of(lowered.openapi());
        group.bench_function(BenchmarkId::new("bare", name), |b| {
            b.iter(|| bare(&lowered))
        });
    }
    group.finish();
}

/// The generator alone: the tokens of the three files.
fn tokens(openapi: &OpenAPI) -> Vec<TokenStream> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged);
    let generator = || Generator::new(&settings);
    let tokens = [
        generator().generate_tokens(openapi),
        generator().cli(openapi, "dcs_client"),
        generator().httpmock(openapi, "dcs_client"),
    ];
    tokens.into_iter().flatten().collect()
}

/// A document as someone would have written it who has the generator alone: in YAML, as ours is.
#[expect(
    clippy::panic,
    reason = "a benchmark of a document that cannot be written measures nothing"
)]
fn text_of(openapi: &OpenAPI) -> String {
    serde_saphyr::to_string(openapi).unwrap_or_else(|error| panic!("{error}"))
}

/// What the generator takes for the same three files: the document read, and each file printed.
#[expect(
    clippy::panic,
    reason = "a benchmark of a document that is refused measures nothing"
)]
fn bare(text: &str) {
    let openapi = serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}"));
    for tokens in tokens(&openapi) {
        if let Ok(file) = syn::parse2(tokens) {
            black_box(prettyplease::unparse(&file));
        }
    }
}

fn targets() -> Report {
    let mut report = Report::new("pipeline: targets");
    let texts = [1, 100, 1_000].map(document);
    let [one, hundred, thousand] = &texts;
    for (name, text, rounds, limit) in [
        (
            "1 operation: whole pipeline / bare generator",
            one,
            101,
            1.25,
        ),
        (
            "1,000 operations: whole pipeline / bare generator",
            thousand,
            5,
            1.10,
        ),
    ] {
        let document = parsed(text);
        let Ok(lowered) = lower(&document) else {
            continue;
        };
        let lowered = text_of(lowered.openapi());
        let ratio = paired(rounds, || whole(text), || bare(&lowered));
        report.at_most(name, ratio, limit);
    }
    // Ten times a hundred operations against a thousand at once.
    let ratio = paired(
        5,
        || whole(thousand),
        || (0..10).for_each(|_| whole(hundred)),
    );
    report.at_most("time per operation: at 1,000 / at 100", ratio, 1.30);
    report
}
