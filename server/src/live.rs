//! `/live/threads/{id}`: tells an open thread that something is new (H11). The stream holds no text, no
//! id and no person: the page asks again for what it shows, and is right on reload without any stream.
//!
//! A stream is for members, of whom each holds a few at most; it ends with the server, and after some minutes by
//! itself. The browser then opens it again, which looks at the session anew (S22).

use crate::metrics::Metrics;
use crate::plain::{self, Reason};
use crate::stop::Stop;
use app::ctx::Who;
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use axum::routing::get;
use domain::ids::ThreadId;
use futures::Stream;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::time::Instant;

/// A comment this often keeps proxies from closing a quiet stream.
const QUIET: Duration = Duration::from_secs(25);
/// A stream ends after this long.
const LONGEST: Duration = Duration::from_secs(600);
/// Streams of one session: some tabs.
const TABS: u32 = 8;

/// The streams of one process.
pub struct Live {
    news: broadcast::Sender<ThreadId>,
    most: u32,
    open: Mutex<HashMap<[u8; 32], u32>>,
    metrics: Arc<Metrics>,
    stop: Stop,
}

impl Live {
    /// At most `most` streams at once, ending when `stop` is heard.
    pub fn new(most: u32, metrics: Arc<Metrics>, stop: Stop) -> Arc<Self> {
        Arc::new(Self { news: broadcast::Sender::new(256), most, open: Mutex::default(), metrics, stop })
    }

    /// Passes on what the store tells, until the word to stop. One receiver of the store serves all streams.
    pub async fn pass_on(self: Arc<Self>, mut store: broadcast::Receiver<ThreadId>) {
        let told = async {
            loop {
                match store.recv().await {
                    Ok(thread) => drop(self.news.send(thread)),
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

    /// A place for one more stream of this session; `None` when all are taken.
    fn place(self: &Arc<Self>, session: [u8; 32]) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&session).copied().unwrap_or(0);
        if own >= TABS || open.values().sum::<u32>() >= self.most {
            return None;
        }
        open.insert(session, own + 1);
        self.metrics.streams(1);
        Some(Place { live: self.clone(), session })
    }
}

/// A taken place; given back when the stream ends, however it ends.
struct Place {
    live: Arc<Live>,
    session: [u8; 32],
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.live.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.session) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.remove(&self.session)),
        }
        self.live.metrics.streams(-1);
    }
}

/// The route. Outside of it, a layer must have put [`Who`] into the request.
pub fn routes(live: Arc<Live>) -> Router {
    Router::new().route("/live/threads/{id}", get(listen)).with_state(live)
}

async fn listen(
    State(live): State<Arc<Live>>,
    Path(id): Path<String>,
    who: Option<Extension<Who>>,
    asked: HeaderMap,
) -> Response {
    let Some(Extension(Who::Member(member))) = who else { return refusal(StatusCode::UNAUTHORIZED) };
    let Ok(thread) = id.parse::<ThreadId>() else { return plain::page(Reason::Gone, &asked) };
    let Some(place) = live.place(member.session) else { return refusal(StatusCode::SERVICE_UNAVAILABLE) };
    let mut response = Response::new(Body::from_stream(stream(thread, place)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}

/// The browser gives up on 401 and 503, and the page stays as it is.
fn refusal(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}

fn stream(thread: ThreadId, place: Place) -> impl Stream<Item = Result<&'static str, Infallible>> + Send {
    let news = place.live.news.subscribe();
    let end = Instant::now() + LONGEST;
    // The first words make the connection count as open in every browser.
    let begin = futures::stream::iter([Ok("retry: 5000\n\n")]);
    let rest = futures::stream::unfold((news, place), move |(mut news, place)| async move {
        let said = next(thread, &mut news, &place.live.stop, end).await?;
        Some((Ok(said), (news, place)))
    });
    futures::StreamExt::chain(begin, rest)
}

/// The next words of a stream, or its end.
async fn next(
    thread: ThreadId,
    news: &mut broadcast::Receiver<ThreadId>,
    stop: &Stop,
    end: Instant,
) -> Option<&'static str> {
    let about_this = async {
        loop {
            match news.recv().await {
                Ok(told) if told == thread => return Some("data: new\n\n"),
                Ok(_) => {}
                // Something was missed; it may have been about this thread.
                Err(RecvError::Lagged(_)) => return Some("data: new\n\n"),
                Err(RecvError::Closed) => return None,
            }
        }
    };
    tokio::select! {
        said = about_this => said,
        () = tokio::time::sleep(QUIET) => Some(":\n\n"),
        () = tokio::time::sleep_until(end) => None,
        () = stop.heard() => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use crate::stop;
    use app::ctx::Member;
    use domain::entropy::Seeded;
    use domain::ids::AccountId;
    use domain::secrets::Root;
    use futures::StreamExt;

    fn member(session: u8) -> Who {
        let chance = Seeded::new(u64::from(session));
        Who::Member(Arc::new(Member {
            account: AccountId::random(&chance),
            root: Root::generate(&chance),
            session: [session; 32],
            shared: false,
            code_known: true,
            cohort: None,
        }))
    }

    struct Stage {
        live: Arc<Live>,
        store: broadcast::Sender<ThreadId>,
        stopper: stop::Stopper,
        thread: ThreadId,
    }

    fn stage(most: u32) -> Stage {
        let (stopper, stop) = stop::pair();
        let store = broadcast::Sender::new(16);
        let live = Live::new(most, Arc::default(), stop);
        tokio::spawn(live.clone().pass_on(store.subscribe()));
        Stage { live, store, stopper, thread: ThreadId::random(&Seeded::new(9)) }
    }

    impl Stage {
        async fn open(&self, who: Who) -> Response {
            let app = routes(self.live.clone()).layer(Extension(who));
            answer(app, request("GET", &format!("/live/threads/{}", self.thread), &[], "")).await
        }
    }

    #[tokio::test]
    async fn news_of_this_thread_arrive_and_say_nothing_else() {
        let stage = stage(4);
        let mut words = stage.open(member(1)).await.into_body().into_data_stream();
        assert_eq!(words.next().await.expect("words").expect("bytes"), "retry: 5000\n\n");
        let _ = stage.store.send(ThreadId::random(&Seeded::new(1)));
        let _ = stage.store.send(stage.thread);
        assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
    }

    #[tokio::test]
    async fn only_members_listen_and_only_to_threads() {
        let stage = stage(4);
        assert_eq!(stage.open(Who::Visitor).await.status(), 401);
        let app = routes(stage.live.clone()).layer(Extension(member(1)));
        assert_eq!(answer(app, request("GET", "/live/threads/x", &[], "")).await.status(), 404);
        let unwired = routes(stage.live.clone());
        assert_eq!(answer(unwired, request("GET", "/live/threads/x", &[], "")).await.status(), 401);
    }

    #[tokio::test]
    async fn places_are_bounded_and_given_back() {
        let stage = stage(2);
        let (first, second) = (stage.open(member(1)).await, stage.open(member(2)).await);
        assert_eq!((first.status(), second.status()), (StatusCode::OK, StatusCode::OK));
        assert_eq!(stage.open(member(3)).await.status(), 503);
        drop(first);
        assert_eq!(stage.open(member(3)).await.status(), 200);
        drop(second);
        assert!(stage.live.open.lock().expect("a lock").is_empty(), "nothing is remembered of who left");
    }

    #[tokio::test]
    async fn streams_end_with_the_server() {
        let stage = stage(4);
        let mut words = stage.open(member(1)).await.into_body().into_data_stream();
        words.next().await.expect("the first words").expect("bytes");
        stage.stopper.stop();
        let end = tokio::time::timeout(Duration::from_secs(1), words.next()).await.expect("it ends");
        assert!(end.is_none());
    }
}
