use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use tokio::time::{Instant, sleep, timeout};

use super::*;
use crate::{CredentialsFuture, ProviderError};

/// A clock that stands still while something is computed, and goes on while everybody waits.
#[derive(Clone, Copy)]
struct Virtual(Instant);

impl Virtual {
    fn start() -> Self {
        Self(Instant::now())
    }

    fn now(self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000) + self.0.elapsed()
    }
}

/// What one fetch does.
#[derive(Clone, Debug)]
struct Fetch {
    takes: u64,
    /// Seconds that the credentials are good for; `None` is a failure.
    life: Option<u64>,
}

/// Does what its plan says, over and over, and counts.
struct Planned {
    clock: Virtual,
    plan: Vec<Fetch>,
    fetches: AtomicUsize,
    under_way: AtomicUsize,
    most: AtomicUsize,
}

impl Planned {
    fn new(plan: Vec<Fetch>) -> Arc<Self> {
        Arc::new(Self {
            clock: Virtual::start(),
            plan,
            fetches: AtomicUsize::new(0),
            under_way: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
        })
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }
}

/// One that is under way, also when it is dropped.
struct UnderWay<'a>(&'a AtomicUsize);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl CredentialsProvider for Planned {
    fn credentials(&self) -> CredentialsFuture<'_> {
        Box::pin(async {
            let number = self.fetches.fetch_add(1, Ordering::SeqCst);
            let under_way = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            let _under_way = UnderWay(&self.under_way);
            self.most.fetch_max(under_way, Ordering::SeqCst);
            let Fetch { takes, life } = self.plan[number % self.plan.len()].clone();
            sleep(Duration::from_secs(takes)).await;
            match life {
                Some(life) => {
                    let until = self.clock.now() + Duration::from_secs(life);
                    Ok(Credentials::token(format!("token-{number}")).with_expiry(until))
                }
                None => Err(ProviderError::from(format!("failure {number}"))),
            }
        })
    }
}

fn good(takes: u64, life: u64) -> Fetch {
    Fetch {
        takes,
        life: Some(life),
    }
}

/// The token, or the failure.
async fn ask(cache: &Cache, clock: Virtual) -> Result<String, String> {
    let issued = cache.credentials(|| clock.now()).await;
    let issued = issued.map_err(|error| error.to_string())?;
    Ok(token_of(&issued))
}

fn token_of(issued: &Issued) -> String {
    let mut request = reqwest::Request::new(
        reqwest::Method::GET,
        "https://dcs.example.com".parse().unwrap(),
    );
    let applied = issued.credentials.apply(&mut request, SystemTime::now());
    applied.unwrap();
    let token = request.headers()["x-auth-token"].to_str().unwrap();
    token.to_owned()
}

#[tokio::test(start_paused = true)]
async fn callers_at_the_same_time_share_one_fetch() {
    let provider = Planned::new(vec![good(3, 1000)]);
    let (cache, clock) = (Arc::new(Cache::new(provider.clone())), provider.clock);
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let cache = cache.clone();
        callers.spawn(async move { ask(&cache, clock).await });
    }
    for token in callers.join_all().await {
        assert_eq!(token.as_deref(), Ok("token-0"));
    }
    assert_eq!(provider.fetches(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_by_those_who_waited_for_it_and_by_nobody_else() {
    let fails = Fetch {
        takes: 3,
        life: None,
    };
    let provider = Planned::new(vec![fails]);
    let (cache, clock) = (Cache::new(provider.clone()), provider.clock);
    let (one, two) = tokio::join!(ask(&cache, clock), ask(&cache, clock));
    assert_eq!(
        [one, two],
        [Err("failure 0".to_owned()), Err("failure 0".to_owned())]
    );
    assert_eq!(ask(&cache, clock).await, Err("failure 1".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn new_ones_are_fetched_when_a_tenth_of_the_life_is_left_and_the_old_serve_meanwhile() {
    let provider = Planned::new(vec![good(0, 1000), good(50, 1000)]);
    let (cache, clock) = (Cache::new(provider.clone()), provider.clock);
    assert_eq!(ask(&cache, clock).await.unwrap(), "token-0");
    sleep(Duration::from_secs(899)).await;
    assert_eq!(ask(&cache, clock).await.unwrap(), "token-0");
    assert_eq!(provider.fetches(), 1);
    sleep(Duration::from_secs(1)).await;
    let (refreshing, meanwhile) = tokio::join!(ask(&cache, clock), ask(&cache, clock));
    assert_eq!(refreshing.unwrap(), "token-1");
    assert_eq!(meanwhile.unwrap(), "token-0");
}

#[tokio::test(start_paused = true)]
async fn while_they_are_good_a_failed_refresh_is_nobodys_failure_and_is_not_hurried() {
    let fails = Fetch {
        takes: 0,
        life: None,
    };
    let provider = Planned::new(vec![good(0, 1000), fails.clone(), fails]);
    let (cache, clock) = (Cache::new(provider.clone()), provider.clock);
    ask(&cache, clock).await.unwrap();
    sleep(Duration::from_secs(900)).await;
    for _ in 0..3 {
        assert_eq!(ask(&cache, clock).await.unwrap(), "token-0");
    }
    assert_eq!(provider.fetches(), 2);
    sleep(Duration::from_secs(11)).await;
    assert_eq!(ask(&cache, clock).await.unwrap(), "token-0");
    assert_eq!(provider.fetches(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_caller_that_gives_up_takes_its_fetch_along_and_the_next_makes_another() {
    let provider = Planned::new(vec![good(10, 1000), good(1, 1000)]);
    let (cache, clock) = (Cache::new(provider.clone()), provider.clock);
    let impatient = timeout(Duration::from_secs(2), ask(&cache, clock));
    let (impatient, patient) = tokio::join!(impatient, ask(&cache, clock));
    assert!(impatient.is_err());
    assert_eq!(patient.unwrap(), "token-1");
    assert_eq!(provider.most.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_expire_is_asked_for_each_time() {
    let asked = AtomicUsize::new(0);
    let cache = Cache::new(Arc::new(move || {
        let number = asked.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok(Credentials::token(format!("token-{number}"))))
    }));
    let clock = Virtual::start();
    for number in 0..3 {
        assert_eq!(ask(&cache, clock).await.unwrap(), format!("token-{number}"));
    }
}

#[tokio::test(start_paused = true)]
async fn refused_ones_are_replaced_once_for_all_who_had_them() {
    let provider = Planned::new(vec![good(2, 1000)]);
    let (cache, clock) = (Cache::new(provider.clone()), provider.clock);
    let refused = cache.credentials(|| clock.now()).await.unwrap();
    let replaced = || cache.replaces(&refused, || clock.now());
    assert_eq!(tokio::join!(replaced(), replaced()), (true, true));
    assert_eq!(provider.fetches(), 2);
    assert_eq!(ask(&cache, clock).await.unwrap(), "token-1");
}

#[tokio::test]
async fn the_same_again_are_no_others() {
    let until = SystemTime::now() + Duration::from_secs(1000);
    let same = move || std::future::ready(Ok(Credentials::token("same").with_expiry(until)));
    let cache = Cache::new(Arc::new(same));
    let refused = cache.credentials(SystemTime::now).await.unwrap();
    assert!(!cache.replaces(&refused, SystemTime::now).await);
}

/// When a caller comes, and how long it waits at most.
fn caller() -> impl Strategy<Value = (u64, u64)> {
    (0..300_u64, prop_oneof![Just(100_000), 0..40_u64])
}

fn fetch() -> impl Strategy<Value = Fetch> {
    let life = proptest::option::weighted(0.8, 1..200_u64);
    (0..30_u64, life).prop_map(|(takes, life)| Fetch { takes, life })
}

proptest! {
    #[test]
    fn however_callers_come_and_go_one_fetch_is_under_way_and_nothing_expired_is_handed_out(
        callers in proptest::collection::vec(caller(), 1..40),
        plan in proptest::collection::vec(fetch(), 1..6),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        let most = runtime.block_on(async {
            let provider = Planned::new(plan);
            let (cache, clock) = (Arc::new(Cache::new(provider.clone())), provider.clock);
            let mut running = tokio::task::JoinSet::new();
            for (comes, waits) in callers {
                let cache = cache.clone();
                running.spawn(async move {
                    sleep(Duration::from_secs(comes)).await;
                    let asked = cache.credentials(|| clock.now());
                    if let Ok(Ok(issued)) = timeout(Duration::from_secs(waits), asked).await {
                        let until = issued.credentials.expires_at().unwrap();
                        assert!(clock.now() < until, "handed out after its end");
                    }
                });
            }
            while let Some(ended) = running.join_next().await {
                ended.unwrap();
            }
            provider.most.load(Ordering::SeqCst)
        });
        prop_assert!(most <= 1);
    }
}
