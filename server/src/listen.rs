//! Takes connections: so many at once, headers within a time limit, and at the end every answer that is on its way
//! gets a chance to arrive. `axum::serve` offers neither bound, and one slow phone per socket is all an attacker needs.

use crate::metrics::Metrics;
use crate::stop::Stop;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// Time for the headers of a request, and for the next request on the same connection.
const HEADERS_WITHIN: Duration = Duration::from_secs(30);
/// Largest head of a request.
const LARGEST_HEAD: usize = 32 * 1024;
/// Pause after the system refused a connection (too many open files).
const BREATH: Duration = Duration::from_millis(50);

/// The bounds of a listener.
pub struct Bounds {
    /// Connections at once; more wait in the system's queue.
    pub connections: usize,
    /// Time for answers on their way when everything ends.
    pub last_words: Duration,
}

/// Answers with `router` until the word `stop` is heard.
pub async fn serve(listener: TcpListener, router: Router, bounds: Bounds, metrics: Arc<Metrics>, stop: Stop) {
    let places = Arc::new(Semaphore::new(bounds.connections));
    let ending = GracefulShutdown::new();
    loop {
        let next = async {
            // The semaphore is never closed.
            let place = places.clone().acquire_owned().await.ok();
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
        let talk = ending.watch(talk(stream, peer, router.clone()));
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
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static {
    // Without it the last packet of a page may wait for the phone's answer to the first.
    let _ = stream.set_nodelay(true);
    let answer = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        async move { router.oneshot(request).await }
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(stream), answer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stop;
    use axum::routing::get;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    async fn start(
        router: Router,
        connections: usize,
    ) -> (SocketAddr, stop::Stopper, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stopper, stop) = stop::pair();
        let bounds = Bounds { connections, last_words: Duration::from_secs(5) };
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
}
