//! `/live/threads/{ids}` and `/live/staff/{topics}`: tell open pages of one browser that something is new (H11). A stream holds
//! no text and no person, and that of members no id either: the page asks again for what it shows, and is right on reload without
//! any stream.
//!
//! Each person holds a few streams at most. A stream ends with its session (S22), with the server, and after some minutes by
//! itself. The browser then opens it again, which looks at the session anew.

mod members;
mod staff;

use crate::daily::{DailyKey, DailyName};
use crate::metrics::Metrics;
use crate::plain::{self, PlainReason};
use crate::stop::Stop;
use app::kit::page::Path;
use axum::Router;
use axum::body::Body;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::live::Topic;
use futures::{Stream, StreamExt, future, stream};
use http::header::{CACHE_CONTROL, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_stream::wrappers::BroadcastStream;

/// A comment this often keeps proxies from closing a quiet stream.
const KEEP_ALIVE: Duration = Duration::from_secs(25);
/// After this long a browser opens again a stream that ended.
const AGAIN: Duration = Duration::from_secs(5);
/// A stream ends after this long.
const LONGEST: Duration = Duration::from_secs(600);
/// Streams of one person: some tabs on some devices.
const TABS: u32 = 12;

/// The word for news of whichever topic.
const NEW: &str = "new";

/// The streams of one process.
pub struct Streams {
    news: broadcast::Sender<Topic>,
    most: u32,
    names: Arc<DailyKey>,
    open: Mutex<HashMap<DailyName, u32>>,
    metrics: Arc<Metrics>,
    stop: Stop,
}

impl Streams {
    /// At most `most` streams at once, ending when `stop` is heard.
    pub fn new(most: u32, names: Arc<DailyKey>, metrics: Arc<Metrics>, stop: Stop) -> Arc<Self> {
        Arc::new(Self {
            news: broadcast::Sender::new(256),
            most,
            names,
            open: Mutex::default(),
            metrics,
            stop,
        })
    }

    /// Passes on what the store tells, until the word to stop. One receiver of the store serves all streams.
    pub async fn pass_on(self: Arc<Self>, mut store: broadcast::Receiver<Topic>) {
        let told = async {
            loop {
                match store.recv().await {
                    Ok(topic) => drop(self.news.send(topic)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return,
                }
            }
        };
        tokio::select! {
            () = told => {}
            () = self.stop.heard() => {}
        }
    }

    /// A place for one more stream of the person with this id; `None` when all are taken.
    fn place(self: &Arc<Self>, person: [u8; 16]) -> Option<Place> {
        let name = self.names.name(&person);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&name).copied().unwrap_or(0);
        if own >= TABS || open.values().sum::<u32>() >= self.most {
            return None;
        }
        open.insert(name, own + 1);
        self.metrics.streams(1);
        Some(Place { live: self.clone(), name })
    }
}

/// A taken place; given back when the stream ends, however it ends.
struct Place {
    live: Arc<Streams>,
    name: DailyName,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.name) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.remove(&self.name)),
        }
        self.live.metrics.streams(-1);
    }
}

/// Topics that one stream may be about: what somebody has open and sees.
const TOPICS: usize = 8;

/// The routes. Outside of them, a layer must have put [`app::kit::who::Who`] into the request.
pub fn routes(live: Arc<Streams>) -> Router {
    Router::new()
        .route("/live/threads/{ids}", get(members::listen))
        .route("/live/staff/{topics}", get(staff::listen))
        .with_state(live)
}

/// Reads what stands in the address of a stream; `None` when one of it is nothing that is told, or there are too many.
fn read<T: std::str::FromStr>(asked: Result<Path<String>, StatusCode>) -> Option<Vec<T>> {
    let Path(asked) = asked.ok()?;
    let topics = asked.split(',').map(|topic| topic.parse().ok()).collect::<Option<Vec<_>>>()?;
    Some(topics).filter(|topics| topics.len() <= TOPICS)
}

/// The answer that stays open: says `words` of each of these topics, until it is `over`.
fn answer(
    topics: Vec<Topic>,
    words: fn(Topic) -> String,
    place: Place,
    over: impl Future<Output = ()> + Send + 'static,
) -> Response {
    let headers = [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    let events =
        Sse::new(events(topics, words, place, over)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    (headers, events).into_response()
}

fn gone(asked: &HeaderMap) -> Response {
    plain::page(PlainReason::Gone, asked)
}

/// The browser gives up on 401, 403 and 503, and the page stays as it is.
fn refusal(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

/// The events of one stream until its time or its session is over or the server stops; it holds its place as long.
fn events(
    topics: Vec<Topic>,
    words: fn(Topic) -> String,
    place: Place,
    over: impl Future<Output = ()> + Send + 'static,
) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    let stop = place.live.stop.clone();
    let end = async move {
        tokio::select! {
            () = tokio::time::sleep(LONGEST) => {}
            () = stop.heard() => {}
            () = over => {}
        }
    };
    // The first words make the connection count as open in every browser.
    let begin = stream::iter([Event::default().retry(AGAIN)]);
    let news = BroadcastStream::new(place.live.news.subscribe()).filter_map(move |told| {
        let _taken = &place;
        let said = match told {
            Ok(told) => topics.contains(&told).then(|| words(told)),
            // Something was missed; it may have been about one of these.
            Err(_) => Some(NEW.to_owned()),
        };
        future::ready(said.map(|said| Event::default().data(said)))
    });
    begin.chain(news.take_until(end)).map(Ok)
}

#[cfg(test)]
mod tests;
