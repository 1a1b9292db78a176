//! Takes connections: so many at once, so many of one network, each waiting so long for what comes, and at the end every
//! answer that is on its way gets a chance to arrive. `axum::serve` offers none of it, and one slow phone per socket is all an
//! attacker needs.

mod patient;
mod places;

pub use patient::Waits;

use crate::daily::DailyKey;
use crate::metrics::Metrics;
use crate::stop::Stop;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use patient::{HeldAnswer, Patient, Talk};
use places::Seats;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// Largest head of a request.
const LARGEST_HEAD: usize = 32 * 1024;
/// Pause after the system refused a connection (too many open files).
const BREATH: Duration = Duration::from_millis(50);

/// The bounds of a listener.
pub struct Bounds {
    /// Connections at once; more wait in the system's queue.
    pub connections: usize,
    /// Connections of one network at once, and the names by which networks are counted; more are closed. `None`: all are a
    /// proxy's.
    pub of_one: Option<(u32, Arc<DailyKey>)>,
    /// The time that a connection may wait.
    pub waits: Waits,
    /// Time for answers on their way when everything ends.
    pub last_words: Duration,
}

/// Answers with `router` until the word `stop` is heard.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, metrics: Arc<Metrics>, stop: Stop) {
    let places = Seats::new(bounds.connections, bounds.of_one);
    let ending = GracefulShutdown::new();
    loop {
        let next = async {
            let place = places.next().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            next = next => next,
            () = stop.heard() => break,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let Some(place) = places.take(place, peer.ip()) else { continue };
        let talk = ending.watch(talk(stream, peer, router.clone(), bounds.waits, places.clone()));
        let metrics = metrics.clone();
        metrics.connections(1);
        tokio::spawn(async move {
            // A connection that breaks is a phone in a lift: nobody's fault, and not worth a line.
            let _ = talk.await;
            metrics.connections(-1);
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(bounds.last_words, ending.shutdown()).await;
}

fn talk(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    waits: Waits,
    places: Arc<Seats>,
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static {
    // Without it the last packet of a page may wait for the phone's answer to the first.
    let _ = stream.set_nodelay(true);
    let talk = Talk::default();
    let stream = Patient::new(stream, talk.clone(), waits, move || places.are_scarce());
    let answer = service_fn(move |request: Request<Incoming>| {
        let (router, answering) = (router.clone(), talk.answers());
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move {
            let answer: Result<Response<Body>, _> = router.oneshot(request).await;
            answer.map(|answer| answer.map(|body| HeldAnswer::new(body, answering)))
        }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        // The stream fails before. Without this, hyper would not look at a connection that is quiet.
        .header_read_timeout(waits.idle + waits.head)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stop;
    use axum::routing::get;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    async fn start(
        router: Router,
        connections: usize,
    ) -> (SocketAddr, stop::Stopper, tokio::task::JoinHandle<()>) {
        let (waits, last_words) = (Waits::USUAL, Duration::from_secs(5));
        start_within(router, Bounds { connections, of_one: None, waits, last_words }).await
    }

    async fn start_within(
        router: Router,
        bounds: Bounds,
    ) -> (SocketAddr, stop::Stopper, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stopper, stop) = stop::pair();
        let serving = tokio::spawn(serve(listener, router, bounds, Arc::default(), stop));
        (address, stopper, serving)
    }

    async fn get_page(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        answer
    }

    #[tokio::test]
    async fn an_answer_on_its_way_arrives_after_the_word_to_stop() {
        let (asked, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let handler = {
            let (asked, go) = (asked.clone(), go.clone());
            async move || {
                asked.notify_one();
                go.notified().await;
                "arrived"
            }
        };
        let (address, stopper, serving) = start(Router::new().route("/", get(handler)), 8).await;
        let asking = tokio::spawn(get_page(address));
        asked.notified().await;
        stopper.stop();
        go.notify_one();
        assert!(asking.await.expect("joined").ends_with("arrived"));
        serving.await.expect("ended");
        assert!(TcpStream::connect(address).await.is_err(), "nobody is let in after that");
    }

    #[tokio::test]
    async fn more_connections_than_places_wait_their_turn() {
        let counts: Arc<[AtomicUsize; 2]> = Arc::default();
        // Stays long enough for everybody else to come in, were there room.
        let handler = {
            let counts = counts.clone();
            async move || {
                let [inside, most] = &*counts;
                most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
                for _ in 0..200 {
                    tokio::task::yield_now().await;
                }
                inside.fetch_sub(1, SeqCst);
                "arrived"
            }
        };
        let (address, _stopper, _serving) = start(Router::new().route("/", get(handler)), 2).await;
        let answers = futures::future::join_all((0..8).map(|_| get_page(address))).await;
        assert!(answers.iter().all(|answer| answer.ends_with("arrived")), "{answers:?}");
        assert_eq!(counts[1].load(SeqCst), 2);
    }

    fn quick(connections: usize) -> Bounds {
        let day = Duration::from_secs(86_400);
        let waits = Waits { head: Duration::from_millis(300), idle: day, scarce: Duration::from_millis(10) };
        Bounds { connections, of_one: None, waits, last_words: Duration::from_secs(5) }
    }

    fn page() -> Router {
        Router::new().route("/", get(|| async { "arrived" }))
    }

    async fn connect(address: SocketAddr, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(words.as_bytes()).await.expect("sent");
        stream
    }

    async fn hears(stream: &mut TcpStream, words: &str) {
        let mut heard = Vec::new();
        while !heard.ends_with(words.as_bytes()) {
            assert!(stream.read_buf(&mut heard).await.expect("read") > 0, "closed");
        }
    }

    /// Waits until the server closes the connection.
    async fn is_closed(stream: &mut TcpStream) {
        let mut rest = Vec::new();
        let closed = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await;
        let _ = closed.expect("closed in time");
        assert_eq!(String::from_utf8_lossy(&rest), "");
    }

    /// Proxies keep connections for 60, 75, 90 or 120 seconds, and send the next post on one that they think is open.
    #[test]
    fn a_quiet_connection_is_kept_for_longer_than_a_proxy_keeps_it() {
        assert!(Waits::USUAL.idle > Duration::from_secs(120));
        assert!(Waits::USUAL.head <= Duration::from_secs(30));
    }

    #[tokio::test]
    async fn who_sends_half_a_head_is_sent_away_and_who_is_quiet_between_two_requests_is_not() {
        let (address, _stopper, _serving) = start_within(page(), quick(64)).await;
        let request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        let mut quiet = connect(address, request).await;
        hears(&mut quiet, "arrived").await;
        for words in ["", "GET / HT", "GET / HTTP/1.1\r\nhost: x\r\n"] {
            is_closed(&mut connect(address, words).await).await;
        }
        quiet.write_all(request.as_bytes()).await.expect("still open");
        hears(&mut quiet, "arrived").await;
        // The half of a second head does not make it quiet either.
        quiet.write_all(b"GET / HT").await.expect("still open");
        is_closed(&mut quiet).await;
    }

    #[tokio::test]
    async fn who_is_quiet_gives_the_place_away_when_places_are_scarce() {
        let (address, _stopper, _serving) = start_within(page(), quick(4)).await;
        let request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        let mut quiet = Vec::new();
        for _ in 0..4 {
            let mut one = connect(address, request).await;
            hears(&mut one, "arrived").await;
            quiet.push(one);
        }
        assert!(get_page(address).await.ends_with("arrived"), "there is a place soon");
        let closed = quiet.iter_mut().map(|one| Box::pin(is_closed(one)));
        futures::future::select_all(closed).await;
    }

    #[tokio::test]
    async fn one_network_does_not_take_all_places() {
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let names = Arc::new(DailyKey::new(clock, Arc::new(Seeded::new(1))));
        let bounds = Bounds { of_one: Some((2, names)), waits: Waits::USUAL, ..quick(64) };
        let (address, _stopper, _serving) = start_within(page(), bounds).await;
        let request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        let (mut first, mut second) = (connect(address, request).await, connect(address, request).await);
        hears(&mut first, "arrived").await;
        hears(&mut second, "arrived").await;
        is_closed(&mut TcpStream::connect(address).await.expect("a connection")).await;
        first.write_all(request.as_bytes()).await.expect("still open");
        hears(&mut first, "arrived").await;
    }
}
