//! Finishes what was started when a phone hangs up (engineering B.16).
//!
//! Leptos 0.8 frees the signals of a page only when the page was rendered and its body was read to the end; a
//! connection that closes early would leak them. And a post whose phone lost its signal while the server was
//! committing should be kept: the second try then finds it. So pages and forms run in a task of their own, which
//! goes on when nobody listens any more. Streams are left alone: they must end with their connection.

use super::request;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::StreamExt;
use http::header::CONTENT_TYPE;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// The layer.
pub async fn finish(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.starts_with("/live/") || path.starts_with("/pkg/") {
        return next.run(request).await;
    }
    let number = request::current();
    let work =
        tokio::spawn(request::within(number, async move { read_to_the_end(next.run(request).await).await }));
    match work.await {
        Ok(response) => response,
        // Goes on unwinding here, where the layer `panics` waits for it.
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Response::new(Body::empty()),
    }
}

/// Reads the body of a page to its end, whoever is listening. Pages come in one piece (async rendering), so the
/// usual case is: wait for the first chunk, see that there is no second, hand it over.
async fn read_to_the_end(response: Response) -> Response {
    if !is_page(&response) {
        return response;
    }
    let (head, body) = response.into_parts();
    let mut chunks = body.into_data_stream();
    let (out, page) = mpsc::channel::<Result<Bytes, axum::Error>>(8);
    tokio::spawn(request::within(request::current(), async move {
        while let Some(chunk) = chunks.next().await {
            // A closed channel is a phone that hung up: read on all the same.
            let _ = out.send(chunk).await;
        }
    }));
    Response::from_parts(head, Body::from_stream(ReceiverStream::new(page)))
}

/// Whether the answer is an HTML page.
pub fn is_page(response: &Response) -> bool {
    response
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request, text};
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::response::Html;
    use axum::routing::get;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    fn page(read: Arc<AtomicUsize>) -> Router {
        let handler = move || {
            let read = read.clone();
            async move {
                let chunks = futures::stream::iter(0..100).map(move |n| {
                    read.fetch_add(1, Ordering::SeqCst);
                    Ok::<_, std::io::Error>(format!("<p>{n}</p>"))
                });
                Html(Body::from_stream(chunks))
            }
        };
        Router::new().route("/", get(handler)).layer(from_fn(finish))
    }

    async fn until(read: &AtomicUsize, count: usize) {
        for _ in 0..200 {
            if read.load(Ordering::SeqCst) == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("only {} of {count} read", read.load(Ordering::SeqCst));
    }

    #[tokio::test]
    async fn a_page_is_read_to_its_end_when_the_phone_hangs_up() {
        let read = Arc::new(AtomicUsize::new(0));
        drop(answer(page(read.clone()), request("GET", "/", &[], "")).await);
        until(&read, 100).await;
    }

    #[tokio::test]
    async fn a_page_arrives_whole() {
        let whole = text(answer(page(Arc::default()), request("GET", "/", &[], "")).await).await;
        assert!(whole.starts_with("<p>0</p>") && whole.ends_with("<p>99</p>"));
    }

    #[tokio::test]
    async fn work_goes_on_when_nobody_waits_for_it() {
        let done = Arc::new(AtomicUsize::new(0));
        let handler = {
            let done = done.clone();
            move || async move {
                tokio::time::sleep(Duration::from_millis(30)).await;
                done.fetch_add(1, Ordering::SeqCst);
            }
        };
        let app = Router::new().route("/", get(handler)).layer(from_fn(finish));
        let waiting = answer(app, request("GET", "/", &[], ""));
        assert!(tokio::time::timeout(Duration::from_millis(5), waiting).await.is_err());
        until(&done, 1).await;
    }
}
