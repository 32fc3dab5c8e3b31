//! Lists that come in pages: one page after the other, or one entry after the other.
//!
//! The document says with `x-pagination` which parameters and which property make an operation's pages;
//! the generated code says so to this one with [`Paged`].

use std::collections::{HashSet, VecDeque, hash_map::DefaultHasher};
use std::fmt;
use std::future::poll_fn;
use std::hash::{Hash as _, Hasher as _};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{ApiError, ParameterError, Response};

/// An operation whose answer is a page of a list. The builders of such operations are; there is nothing
/// to implement.
pub trait Paged: Clone {
    /// The body of an answer.
    type Page: Serialize;
    /// An entry of the list.
    type Item;

    /// How many entries to ask for where the caller does not say it.
    #[doc(hidden)]
    const PAGE_SIZE: u64;

    /// The part of the list that the caller has asked for.
    #[doc(hidden)]
    fn window(&self) -> Window;

    /// The same call for another part of the list.
    #[doc(hidden)]
    fn at(self, window: Window) -> Self;

    /// How many entries the page says that there are on all pages.
    #[doc(hidden)]
    fn total(page: &Self::Page) -> Option<u64>;

    /// How many entries the page has.
    #[doc(hidden)]
    fn count(page: &Self::Page) -> usize;

    /// The page's entries.
    #[doc(hidden)]
    fn items(page: Self::Page) -> Vec<Self::Item>;

    /// Asks for the page.
    #[doc(hidden)]
    fn call<'a>(self) -> Call<'a, Self::Page>
    where
        Self: 'a;
}

/// A part of a list, as the caller says it, which may be less than nothing.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub offset: Option<i64>,
    pub limit: Option<i64>,
}

#[doc(hidden)]
pub type Call<'a, P> = Pin<Box<dyn Future<Output = Result<Response<P>, ApiError>> + Send + 'a>>;

/// The pages of a list, one after the other: each is asked for when it is wanted, and none before.
///
/// It begins at the operation's own offset, with pages of the operation's own limit. It ends behind a
/// page that is shorter than that, unless the page says that there is more; before an empty one, unless
/// it is the first; before one that came already; and behind an error. So it ends whatever a server
/// answers.
///
/// Without the traits of a crate, [`next`](Self::next) gives the pages; and it is a
/// [`futures_core::Stream`].
#[must_use = "nothing is sent before a page is asked for"]
pub struct Pages<'a, B: Paged> {
    /// The call of the first page, until the last was asked for.
    call: Option<B>,
    size: i64,
    /// Where the next page begins.
    offset: i64,
    calling: Option<Call<'a, B::Page>>,
    /// What the pages so far were, to notice one that comes again.
    seen: HashSet<u64>,
}

impl<'a, B: Paged + 'a> Pages<'a, B> {
    /// All pages of a call.
    #[doc(hidden)]
    pub fn of(call: B) -> Self {
        let Window { offset, limit } = call.window();
        Self {
            call: Some(call),
            size: limit.unwrap_or(signed(B::PAGE_SIZE)),
            offset: offset.unwrap_or_default(),
            calling: None,
            seen: HashSet::new(),
        }
    }

    /// The next page, or the error that ends the list; `None` behind the last.
    ///
    /// Dropping the future loses nothing: the next one goes on with the same call.
    pub async fn next(&mut self) -> Option<Result<Response<B::Page>, ApiError>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Response<B::Page>, ApiError>>> {
        let Some(call) = &self.call else {
            return Poll::Ready(None);
        };
        let calling = self.calling.get_or_insert_with(|| {
            let window = Window {
                offset: Some(self.offset),
                limit: Some(self.size),
            };
            call.clone().at(window).call()
        });
        let answer = ready!(calling.as_mut().poll(context));
        self.calling = None;
        let page = match answer {
            Ok(page) => page,
            Err(error) => {
                self.call = None;
                return Poll::Ready(Some(Err(error)));
            }
        };
        let count = signed(B::count(&page) as u64);
        let is_first = self.seen.is_empty();
        let is_new = self.seen.insert(fingerprint(&*page));
        self.offset = self.offset.saturating_add(count);
        let has_more = B::total(&page).is_some_and(|total| signed(total) > self.offset);
        if count == 0 || !is_new || (count < self.size && !has_more) {
            self.call = None;
        }
        let is_shown = is_new && (count > 0 || is_first);
        Poll::Ready(is_shown.then_some(Ok(page)))
    }
}

/// Two pages have the same one when they are the same.
fn fingerprint(page: &impl Serialize) -> u64 {
    let mut hasher = DefaultHasher::new();
    // A page that cannot be written as JSON is like all of them: the list ends.
    serde_json::to_vec(page)
        .unwrap_or_default()
        .hash(&mut hasher);
    hasher.finish()
}

// A call in progress is in a box of its own, so a list may move.
impl<B: Paged> Unpin for Pages<'_, B> {}

impl<'a, B: Paged + 'a> Stream for Pages<'a, B> {
    type Item = Result<Response<B::Page>, ApiError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<B: Paged> fmt::Debug for Pages<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("offset", &self.offset)
            .field("size", &self.size)
            .field("is_done", &self.call.is_none())
            .finish_non_exhaustive()
    }
}

/// The entries of a list, one after the other: those of the [`Pages`], of which one at a time is held.
#[must_use = "nothing is sent before an entry is asked for"]
pub struct Items<'a, B: Paged> {
    pages: Pages<'a, B>,
    page: VecDeque<B::Item>,
}

impl<'a, B: Paged + 'a> Items<'a, B> {
    /// All entries of a call.
    #[allow(dead_code, reason = "called where an operation has pages")]
    pub(crate) fn of(call: B) -> Self {
        Self {
            pages: Pages::of(call),
            page: VecDeque::new(),
        }
    }

    /// The next entry, or the error that ends the list; `None` behind the last.
    ///
    /// Dropping the future loses nothing: the next one goes on with the same call.
    pub async fn next(&mut self) -> Option<Result<B::Item, ApiError>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<B::Item, ApiError>>> {
        loop {
            if let Some(item) = self.page.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(page)) => self.page = B::items(page.into_inner()).into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<B: Paged> Unpin for Items<'_, B> {}

impl<'a, B: Paged + 'a> Stream for Items<'a, B> {
    type Item = Result<B::Item, ApiError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<B: Paged> fmt::Debug for Items<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .field("at_hand", &self.page.len())
            .finish()
    }
}

/// No list is so long that it matters.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The number that a parameter or a property has, whatever its type.
#[allow(dead_code, reason = "called where an operation has pages")]
pub(crate) fn number<N: TryFrom<i128>>(value: &impl Serialize) -> Option<N> {
    let value = serde_json::to_value(value).ok()?;
    let text = || value.as_str()?.trim().parse().ok();
    let signed = value.as_i64().map(i128::from);
    let number = signed.or_else(|| value.as_u64().map(i128::from));
    N::try_from(number.or_else(text)?).ok()
}

/// The value of a parameter that is a number, whatever its type.
#[allow(dead_code, reason = "called where an operation has pages")]
pub(crate) fn parameter<T: DeserializeOwned>(
    name: &'static str,
    value: Option<i64>,
) -> Result<Option<T>, ParameterError> {
    let value = value.map(|value| serde_json::from_value(value.into()));
    let value = value.transpose();
    value.map_err(|error| ParameterError::invalid(name, &error))
}

#[cfg(test)]
mod tests;
