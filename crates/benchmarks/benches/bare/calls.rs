//! Calls through the client, through what the generator alone makes of the document, and by reqwest:
//! same server, same runtime, same run. The benchmark `commands` builds this beside the generated code.

use std::{future::Future, hint::black_box};

use bare_client::Client as Bare;
use benchmarks::{Report, paired};
use dcs_client::{Client, Credentials};
use loopback::steady::Server;
use tokio::{runtime::Runtime, task::JoinSet};

const PROJECT: &str = "a4d31cb6-3d72-4fdc-8ec9-6e3a41e47f71";
const INSTANCE: &str = "5560df16-cebf-4473-95c4-d1b573c16e79";
const TASK: &str = "8abf6e1e72c12e7c0172c15b508500aa";

/// How many calls a round makes one after another.
const CALLS: usize = 200;

/// How many calls are made at once.
const CONCURRENT: usize = 64;

const ROUNDS: usize = 41;

/// With a body: of an answer without one, the generator's client makes an error.
const ANSWER: &[u8] =
    b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n{\"message\": \"\"}";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let server = Server::start(|_| ANSWER)?;
    let endpoint = server.url().to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let token = reqwest::header::HeaderValue::from_static("token");
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .default_headers(
            [(
                reqwest::header::HeaderName::from_static("x-auth-token"),
                token,
            )]
            .into_iter()
            .collect(),
        )
        .build()?;
    let bare = Bare::new_with_client(&endpoint, http.clone());
    let own = Client::builder()
        .endpoint(&endpoint)
        .credentials(Credentials::token("token"))
        .build()?;

    let by_own = || call(own.clone());
    let by_bare = || call_bare(bare.clone());
    let by_reqwest = || call_reqwest(http.clone(), endpoint.clone());
    let mut report = Report::new("calls: targets");
    // Throughput is the inverse of time, so the other's time stands above.
    let ratio = paired(
        ROUNDS,
        || in_turn(&runtime, by_bare),
        || in_turn(&runtime, by_own),
    );
    report.at_least(
        "throughput, one call at a time: client / bare client",
        ratio,
        1.0,
    );
    let ratio = paired(
        ROUNDS,
        || at_once(&runtime, by_bare),
        || at_once(&runtime, by_own),
    );
    report.at_least(
        "throughput, 64 calls at once: client / bare client",
        ratio,
        1.0,
    );
    let ratio = paired(
        ROUNDS,
        || in_turn(&runtime, by_reqwest),
        || in_turn(&runtime, by_own),
    );
    report.at_least(
        "throughput, one call at a time: client / reqwest",
        ratio,
        0.90,
    );
    let ratio = paired(
        ROUNDS,
        || at_once(&runtime, by_reqwest),
        || at_once(&runtime, by_own),
    );
    report.at_least(
        "throughput, 64 calls at once: client / reqwest",
        ratio,
        0.90,
    );
    report.print();
    Ok(())
}

async fn call(client: Client) -> bool {
    let call = client.delete_background_task();
    let call = call.project_id(PROJECT).instance_id(INSTANCE).task_id(TASK);
    black_box(call.send().await).is_ok()
}

async fn call_bare(client: Bare) -> bool {
    let call = client.delete_background_task();
    let call = call.project_id(PROJECT).instance_id(INSTANCE).task_id(TASK);
    black_box(call.send().await).is_ok()
}

/// The same request made of the same ids, and its body decoded, without anything around it.
async fn call_reqwest(http: reqwest::Client, endpoint: String) -> bool {
    let url = format!("{endpoint}/v2/{PROJECT}/instances/{INSTANCE}/tasks/{TASK}");
    let response = http
        .delete(url)
        .header("accept", "application/json")
        .send()
        .await;
    let Ok(response) = response else {
        return false;
    };
    let is_success = response.status().is_success();
    let body = response.json::<serde_json::Value>().await;
    black_box(body).is_ok() && is_success
}

fn in_turn<F: Future<Output = bool>>(runtime: &Runtime, call: impl Fn() -> F) {
    (0..CALLS).for_each(|_| assert!(runtime.block_on(call())));
}

fn at_once<F: Future<Output = bool> + Send + 'static>(runtime: &Runtime, call: impl Fn() -> F) {
    for _ in 0..CALLS / CONCURRENT {
        let succeeded = runtime.block_on(async {
            let mut calls = JoinSet::new();
            for _ in 0..CONCURRENT {
                calls.spawn(call());
            }
            calls.join_all().await
        });
        assert!(succeeded.into_iter().all(|ok| ok));
    }
}
