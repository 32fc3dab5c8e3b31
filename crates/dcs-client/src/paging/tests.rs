//! Lists of a service that is a function: no network.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::*;
use crate::error::{Failure, Reason, Sent};

/// What the service has in answer to an offset and a limit: entries, and how many it says there are.
type Service = fn(i64, i64) -> Option<(Vec<i64>, Option<u64>)>;

#[derive(Clone, Debug)]
struct List {
    service: Service,
    window: Window,
}

impl Paged for List {
    type Page = (Vec<i64>, Option<u64>);
    type Item = i64;

    const PAGE_SIZE: u64 = 3;

    fn window(&self) -> Window {
        self.window
    }

    fn at(self, window: Window) -> Self {
        Self { window, ..self }
    }

    fn total(page: &Self::Page) -> Option<u64> {
        page.1
    }

    fn count(page: &Self::Page) -> usize {
        page.0.len()
    }

    fn items(page: Self::Page) -> Vec<i64> {
        page.0
    }

    fn call<'a>(self) -> Call<'a, Self::Page> {
        Box::pin(async move {
            // A call takes a moment.
            tokio::task::yield_now().await;
            let Window { offset, limit } = self.window;
            let page = (self.service)(offset.unwrap(), limit.unwrap());
            let refused = || Failure::new(Reason::Unlisted).into_error(1, Sent::Yes);
            let page = page.ok_or_else(refused)?;
            Ok(Response::new(page, StatusCode::OK, HeaderMap::new(), 1))
        })
    }
}

/// The entries of each page, until the end or an error.
async fn pages(service: Service, window: Window) -> Vec<Result<Vec<i64>, String>> {
    let mut pages = Pages::of(List { service, window });
    let mut all = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.map(|page| page.into_inner().0);
        all.push(page.map_err(|error| error.to_string()));
        assert!(all.len() < 50, "it goes on for ever");
    }
    assert!(pages.next().await.is_none(), "the end is the end");
    all
}

/// The numbers up to `end` from `offset` on.
fn numbers(end: i64, offset: i64, limit: i64) -> Vec<i64> {
    (offset..end)
        .take(usize::try_from(limit).unwrap())
        .collect()
}

#[tokio::test]
async fn a_list_ends_with_its_last_page() {
    let anywhere = Window::default();
    let found: [(Service, Window, Vec<Vec<i64>>); 10] = [
        // Empty: the one page is shown.
        (|_, _| Some((vec![], None)), anywhere, vec![vec![]]),
        (
            |o, l| Some((numbers(2, o, l), None)),
            anywhere,
            vec![vec![0, 1]],
        ),
        // The page behind a full last one is empty, and is not shown.
        (
            |o, l| Some((numbers(3, o, l), None)),
            anywhere,
            vec![vec![0, 1, 2]],
        ),
        (
            |o, l| Some((numbers(4, o, l), None)),
            anywhere,
            vec![vec![0, 1, 2], vec![3]],
        ),
        // A service with smaller pages than one asks for, which says how many there are.
        (
            |o, _| Some((numbers(5, o, 2), Some(5))),
            anywhere,
            vec![vec![0, 1], vec![2, 3], vec![4]],
        ),
        // One that always says that there is more.
        (
            |o, l| Some((numbers(4, o, l), Some(99))),
            anywhere,
            vec![vec![0, 1, 2], vec![3]],
        ),
        // One that does not know offsets.
        (
            |_, l| Some((numbers(9, 0, l), None)),
            anywhere,
            vec![vec![0, 1, 2]],
        ),
        // One that goes round in circles.
        (
            |o, l| Some((numbers(99, o % 6, l), None)),
            anywhere,
            vec![vec![0, 1, 2], vec![3, 4, 5]],
        ),
        (
            |o, l| Some((numbers(9, o, l), None)),
            Window {
                offset: Some(4),
                limit: Some(2),
            },
            vec![vec![4, 5], vec![6, 7], vec![8]],
        ),
        // The service is told what the caller says, and not something else.
        (
            |o, l| Some((if o < 0 { vec![o, l] } else { vec![] }, None)),
            Window {
                offset: Some(-2),
                limit: Some(-1),
            },
            vec![vec![-2, -1]],
        ),
    ];
    for (index, (service, window, expected)) in found.into_iter().enumerate() {
        let expected: Vec<_> = expected.into_iter().map(Ok).collect();
        assert_eq!(pages(service, window).await, expected, "list {index}");
    }
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let service: Service = |o, l| (o == 0).then(|| (numbers(9, o, l), None));
    let found = pages(service, Window::default()).await;
    let error = "the document does not list this status".to_owned();
    assert_eq!(found, [Ok(vec![0, 1, 2]), Err(error)]);
}

#[tokio::test]
async fn entries_come_one_by_one_and_a_future_that_is_dropped_loses_none() {
    let mut items = Items::of(List {
        service: |o, l| Some((numbers(4, o, l), None)),
        window: Window::default(),
    });
    let mut all = Vec::new();
    loop {
        {
            let next = std::pin::pin!(items.next());
            let mut context = Context::from_waker(std::task::Waker::noop());
            if let Poll::Ready(Some(item)) = next.poll(&mut context) {
                all.push(item.unwrap());
                continue;
            }
        }
        match items.next().await {
            Some(item) => all.push(item.unwrap()),
            None => break,
        }
    }
    assert_eq!(all, [0, 1, 2, 3]);
}

#[test]
fn numbers_of_any_type_are_read_and_written() {
    assert_eq!(number(&Some(7_i32)), Some(7_u64));
    assert_eq!(number(&Some(u64::MAX)), Some(u64::MAX));
    assert_eq!(number(&Some(" 12 ")), Some(12_i64));
    assert_eq!(number(&Some(-1)), Some(-1_i64));
    assert_eq!(number::<u64>(&Some(-1)), None);
    assert_eq!(number::<i64>(&None::<i64>), None);
    assert_eq!(number::<i64>(&Some("many")), None);
    assert_eq!(parameter::<i32>("offset", Some(7)), Ok(Some(7)));
    let one = std::num::NonZeroU32::MIN;
    assert_eq!(parameter("limit", Some(1)), Ok(Some(one)));
    assert_eq!(parameter::<i32>("limit", None), Ok(None));
    let error = parameter::<i32>("offset", Some(i64::MAX)).unwrap_err();
    assert!(error.to_string().starts_with("offset: "), "{error}");
}
