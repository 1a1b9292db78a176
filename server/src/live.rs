//! `/live/threads/{ids}`: tells open threads of one browser that something is new (H11). The stream holds no text, no
//! id and no person: the page asks again for what it shows, and is right on reload without any stream.
//!
//! A stream is for members, of whom each holds a few at most; it ends with its session (S22), with the server, and after some
//! minutes by itself. The browser then opens it again, which looks at the session anew.

use crate::daily::{DailyKey, DailyName};
use crate::metrics::Metrics;
use crate::plain::{self, Reason};
use crate::stop::Stop;
use app::kit::page::Path;
use app::kit::state::AppState;
use app::kit::who::Who;
use axum::Router;
use axum::body::Body;
use axum::extract::{Extension, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::{AccountId, ThreadId};
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
/// Streams of one account: some tabs on some devices.
const TABS: u32 = 12;

/// The streams of one process.
pub struct Streams {
    news: broadcast::Sender<ThreadId>,
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

    /// A place for one more stream of this account; `None` when all are taken.
    fn place(self: &Arc<Self>, account: AccountId) -> Option<Place> {
        let name = self.names.name(&account.bytes());
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

/// Threads that one stream may be about: what somebody has open and sees.
const THREADS: usize = 8;

/// The route. Outside of it, a layer must have put [`Who`] into the request.
pub fn routes(live: Arc<Streams>) -> Router {
    Router::new().route("/live/threads/{ids}", get(listen)).with_state(live)
}

async fn listen(
    State(live): State<Arc<Streams>>,
    ids: Result<Path<String>, StatusCode>,
    who: Option<Extension<Who>>,
    state: Option<Extension<Arc<AppState>>>,
    asked: HeaderMap,
) -> Response {
    let Some(Extension(Who::Member(member))) = who else { return refusal(StatusCode::UNAUTHORIZED) };
    let threads = ids.ok().and_then(|Path(ids)| {
        ids.split(',').map(|id| id.parse::<ThreadId>().ok()).collect::<Option<Vec<_>>>()
    });
    let Some(threads) = threads.filter(|threads| threads.len() <= THREADS) else {
        return plain::page(Reason::Gone, &asked);
    };
    let Some(place) = live.place(member.account) else { return refusal(StatusCode::SERVICE_UNAVAILABLE) };
    let headers = [(CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    let over = until_over(state.map(|Extension(state)| state), member.session);
    let events = Sse::new(events(threads, place, over)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    (headers, events).into_response()
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

/// Answers when a session is over: at once when it ended here, and with the next look at its row when another host ended it.
fn until_over(state: Option<Arc<AppState>>, session: [u8; 32]) -> impl Future<Output = ()> + Send {
    // Listens from now on, not from when the stream is first asked for news.
    let ended = state.as_ref().map(|state| state.memory.until_end(session));
    async move {
        let (Some(state), Some(ended)) = (state, ended) else { return future::pending().await };
        let gone = async {
            loop {
                tokio::time::sleep(KEEP_ALIVE).await;
                // A store that cannot be asked ends no session.
                let look = async { state.store.accounts.read().await?.sessions().find(&session).await };
                if matches!(look.await, Ok(None)) {
                    return;
                }
            }
        };
        tokio::select! {
            () = ended => {}
            () = gone => {}
        }
    }
}

/// The events of one stream until its time or its session is over or the server stops; it holds its place as long.
fn events(
    threads: Vec<ThreadId>,
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
        // After an error something was missed; it may have been about one of these.
        let about_these = told.ok().is_none_or(|told| threads.contains(&told));
        future::ready(about_these.then(|| Event::default().data("new")))
    });
    begin.chain(news.take_until(end)).map(Ok)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use crate::stop;
    use app::kit::who::Member;
    use domain::entropy::Seeded;
    use domain::secrets::Root;
    use domain::time::FixedClock;

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
        live: Arc<Streams>,
        store: broadcast::Sender<ThreadId>,
        stopper: stop::Stopper,
        thread: ThreadId,
    }

    fn stage(most: u32) -> Stage {
        let (stopper, stop) = stop::pair();
        let store = broadcast::Sender::new(16);
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let names = Arc::new(DailyKey::new(clock, Arc::new(Seeded::new(8))));
        let live = Streams::new(most, names, Arc::default(), stop);
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
        let opened = stage.open(member(1)).await;
        assert_eq!(opened.headers()["content-type"], "text/event-stream");
        assert_eq!(opened.headers()["cache-control"], "no-store");
        let mut words = opened.into_body().into_data_stream();
        assert_eq!(words.next().await.expect("words").expect("bytes"), "retry: 5000\n\n");
        let _ = stage.store.send(ThreadId::random(&Seeded::new(1)));
        let _ = stage.store.send(stage.thread);
        assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
    }

    #[tokio::test]
    async fn one_stream_tells_of_all_threads_that_a_browser_shows() {
        let stage = stage(4);
        let others: Vec<_> = (0..THREADS as u64).map(|n| ThreadId::random(&Seeded::new(20 + n))).collect();
        let path = |threads: &[ThreadId]| {
            let ids: Vec<_> = threads.iter().map(ToString::to_string).collect();
            format!("/live/threads/{}", ids.join(","))
        };
        let app = || routes(stage.live.clone()).layer(Extension(member(1)));
        let opened = answer(app(), request("GET", &path(&others), &[], "")).await;
        let mut words = opened.into_body().into_data_stream();
        words.next().await.expect("the first words").expect("bytes");
        let _ = stage.store.send(stage.thread);
        for thread in &others {
            let _ = stage.store.send(*thread);
            assert_eq!(words.next().await.expect("words").expect("bytes"), "data: new\n\n");
        }
        let more = [others, vec![stage.thread]].concat();
        assert_eq!(answer(app(), request("GET", &path(&more), &[], "")).await.status(), 404);
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
    async fn one_account_does_not_take_all_places_at_however_many_sessions() {
        let stage = stage(100);
        let Who::Member(me) = member(1) else { unreachable!("a member") };
        let mut open = Vec::new();
        for session in 0..=TABS {
            let session = [u8::try_from(session).expect("a few"); 32];
            let (account, root) = (me.account, Root::generate(&Seeded::new(1)));
            let same = Member { account, root, session, shared: false, code_known: true, cohort: None };
            open.push(stage.open(Who::Member(Arc::new(same))).await);
        }
        let taken = open.iter().filter(|answer| answer.status() == 200).count();
        assert_eq!(taken, TABS as usize);
        assert_eq!(stage.open(member(2)).await.status(), 200);
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
