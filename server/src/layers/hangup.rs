//! Finishes what was started when a phone hangs up (H10).
//!
//! A post whose phone lost its signal while the server was committing should be kept: the second try then finds it. So
//! whatever may change something runs in a task of its own, which goes on when nobody listens any more. Pages do not
//! need that: they are made in one piece before their first byte is sent, and what they borrowed is freed wherever
//! they stop (`app::kit::request`). Streams must end with their connection.

use super::request;
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// The layer.
pub async fn finish(request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let work = tokio::spawn(request::within(request::current(), next.run(request)));
    match work.await {
        Ok(response) => response,
        // Goes on unwinding here, where the layer `panics` waits for it.
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Response::new(Body::empty()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    async fn until(done: &AtomicUsize, count: usize) {
        for _ in 0..200 {
            if done.load(Ordering::SeqCst) == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("only {} of {count} done", done.load(Ordering::SeqCst));
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
        let app = Router::new().route("/", post(handler)).layer(from_fn(finish));
        let waiting = answer(app, request("POST", "/", &[], ""));
        assert!(tokio::time::timeout(Duration::from_millis(5), waiting).await.is_err());
        until(&done, 1).await;
    }
}
