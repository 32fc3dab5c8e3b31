//! A call through the client against the same request by reqwest alone: same server, same runtime,
//! same run.

use std::{future::Future, hint::black_box, time::Duration, time::SystemTime};

use benchmarks::{Report, paired};
use criterion::Criterion;
use dcs_client::{
    Client, Credentials,
    auth::{AccessKey, sign_request},
};
use loopback::steady::Server;
use reqwest::{Method, Request};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::{runtime::Runtime, task::JoinSet};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

const PROJECT: &str = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
const INSTANCE: &str = "5560df16-cebf-4473-95c4-d1b573c16e79";
const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";

/// How many calls are made at once.
const CONCURRENT: usize = 64;

/// How many calls a round makes one after another.
const CALLS: usize = 200;

fn main() {
    let bench = Bench::new();
    let mut criterion = Criterion::default()
        .configure_from_args()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    calls(&mut criterion, &bench);
    responses(&mut criterion, &bench);
    signing(&mut criterion);
    criterion.final_summary();
    targets(&bench).print();
}

/// The client, reqwest alone, and the server for both.
struct Bench {
    runtime: Runtime,
    server: Server,
    http: reqwest::Client,
    endpoint: String,
}

impl Bench {
    #[expect(
        clippy::expect_used,
        reason = "without a server there is nothing to measure"
    )]
    fn new() -> Self {
        // The client brings its own; reqwest by itself asks for one, also for plain HTTP.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let server = Server::start(answer).expect("a port of the loopback interface can be bound");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be made");
        let endpoint = endpoint(&server, 204);
        Self {
            runtime,
            http: reqwest::Client::builder()
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .expect("a plain client can be made"),
            endpoint,
            server,
        }
    }

    #[expect(clippy::expect_used, reason = "these settings are valid")]
    fn client(&self, status: u16) -> Client {
        Client::builder()
            .endpoint(endpoint(&self.server, status))
            .credentials(Credentials::token("token"))
            .build()
            .expect("these settings are valid")
    }
}

/// An endpoint whose every answer is `status`.
fn endpoint(server: &Server, status: u16) -> String {
    format!("{}/{status}", server.url())
}

/// The answer that the first segment of the path asks for.
fn answer(head: &[u8]) -> &'static [u8] {
    match head.get(b"DELETE /".len()..).and_then(|path| path.get(..3)) {
        Some(b"200") => {
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"message\": \"\"}"
        }
        Some(b"299") => b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        Some(b"404") => {
            b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: 48\r\n\r\n{\"error_code\": \"DCS.4022\", \"error_msg\": \"Gone.\"}"
        }
        Some(b"409") => {
            b"HTTP/1.1 409 Conflict\r\ncontent-type: application/json\r\ncontent-length: 48\r\n\r\n{\"error_code\": \"DCS.4115\", \"error_msg\": \"Busy.\"}"
        }
        _ => b"HTTP/1.1 204 No Content\r\n\r\n",
    }
}

async fn call(client: &Client) -> bool {
    let result = client
        .delete_background_task()
        .project_id(PROJECT)
        .instance_id(INSTANCE)
        .task_id(TASK)
        .send()
        .await;
    black_box(result).is_ok()
}

/// The same request made of the same ids, and its body read, without anything around it.
async fn raw(http: &reqwest::Client, endpoint: &str) -> bool {
    let url = format!("{endpoint}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{TASK}");
    let response = http
        .delete(url)
        .header("accept", "application/json")
        .header("x-auth-token", "token")
        .send()
        .await;
    let Ok(response) = response else {
        return false;
    };
    let is_success = response.status().is_success();
    black_box(response.bytes().await).is_ok() && is_success
}

fn calls(criterion: &mut Criterion, bench: &Bench) {
    let client = bench.client(204);
    let mut group = criterion.benchmark_group("call");
    group.bench_function("one/client", |b| {
        b.iter(|| bench.runtime.block_on(call(&client)));
    });
    group.bench_function("one/reqwest", |b| {
        b.iter(|| bench.runtime.block_on(raw(&bench.http, &bench.endpoint)));
    });
    group.bench_function("64 at once/client", |b| {
        b.iter(|| at_once(&bench.runtime, || client_call(&client)));
    });
    group.bench_function("64 at once/reqwest", |b| {
        b.iter(|| at_once(&bench.runtime, || raw_call(bench)));
    });
    group.finish();
}

fn client_call(client: &Client) -> impl Future<Output = bool> + Send + 'static {
    let client = client.clone();
    async move { call(&client).await }
}

fn raw_call(bench: &Bench) -> impl Future<Output = bool> + Send + 'static {
    let (http, endpoint) = (bench.http.clone(), bench.endpoint.clone());
    async move { raw(&http, &endpoint).await }
}

fn at_once<F: Future<Output = bool> + Send + 'static>(runtime: &Runtime, call: impl Fn() -> F) {
    let succeeded = runtime.block_on(async {
        let mut calls = JoinSet::new();
        for _ in 0..CONCURRENT {
            calls.spawn(call());
        }
        calls.join_all().await
    });
    assert_eq!(succeeded.into_iter().filter(|ok| *ok).count(), CONCURRENT);
}

/// What it takes to make of an answer what the caller gets. The numbers stand for the statuses;
/// 299 is a 200 without a body.
fn responses(criterion: &mut Criterion, bench: &Bench) {
    let mut group = criterion.benchmark_group("response");
    for (name, status) in [
        ("200 with the documented body", 200),
        ("200 without a body", 299),
        ("204", 204),
        ("404 with the documented body", 404),
        ("409, not documented", 409),
    ] {
        let client = bench.client(status);
        group.bench_function(name, |b| b.iter(|| bench.runtime.block_on(call(&client))));
    }
    group.finish();
}

fn signing(criterion: &mut Criterion) {
    let (key, request, time) = unsigned();
    criterion.bench_function("sign_request", |b| {
        b.iter_batched(
            || request.try_clone(),
            |request| sign(request, &key, time),
            criterion::BatchSize::SmallInput,
        );
    });
}

#[expect(clippy::expect_used, reason = "the address is a URL")]
fn unsigned() -> (AccessKey, Request, SystemTime) {
    let url = format!(
        "https://dcs.ap-southeast-1.myhuaweicloud.com/v2/{PROJECT}/instances/{INSTANCE}/tasks/{TASK}"
    );
    let request = Request::new(Method::DELETE, url.parse().expect("the address is a URL"));
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_591_583_940);
    (AccessKey::new("AccessKey", "SecretKey"), request, time)
}

fn sign(request: Option<Request>, key: &AccessKey, time: SystemTime) -> Option<Request> {
    let mut request = request?;
    sign_request(&mut request, key, time).ok()?;
    Some(request)
}

fn targets(bench: &Bench) -> Report {
    let mut report = Report::new("client: targets");
    let client = bench.client(204);
    // Throughput is the inverse of time: reqwest's time over the client's.
    let one = paired(
        41,
        || {
            (0..CALLS)
                .for_each(|_| assert!(bench.runtime.block_on(raw(&bench.http, &bench.endpoint))))
        },
        || (0..CALLS).for_each(|_| assert!(bench.runtime.block_on(call(&client)))),
    );
    report.at_least(
        "throughput, one call at a time: client / reqwest",
        one,
        0.90,
    );
    let many = paired(
        41,
        || (0..4).for_each(|_| at_once(&bench.runtime, || raw_call(bench))),
        || (0..4).for_each(|_| at_once(&bench.runtime, || client_call(&client))),
    );
    report.at_least("throughput, 64 calls at once: client / reqwest", many, 0.90);

    let (key, request, time) = unsigned();
    let signing = paired(
        21,
        || (0..CALLS).for_each(|_| drop(black_box(sign(request.try_clone(), &key, time)))),
        || (0..CALLS).for_each(|_| drop(black_box(request.try_clone()))),
    );
    let micros = signing.time.as_secs_f64() * 1e6 / CALLS as f64;
    report.number(
        "signing a request",
        format!("{micros:.1} µs"),
        "under 10 µs",
        micros < 10.0,
    );

    let allocations = |work: &dyn Fn()| {
        work();
        let region = Region::new(ALLOCATOR);
        (0..CALLS).for_each(|_| work());
        let change = region.change();
        (change.allocations / CALLS, change.bytes_allocated / CALLS)
    };
    let (count, bytes) = allocations(&|| assert!(bench.runtime.block_on(call(&client))));
    report.note(
        "allocations of a call: client",
        format!("{count}, {bytes} bytes"),
    );
    let (count, bytes) =
        allocations(&|| assert!(bench.runtime.block_on(raw(&bench.http, &bench.endpoint))));
    report.note(
        "allocations of a call: reqwest",
        format!("{count}, {bytes} bytes"),
    );
    report
}
