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
    use tokio::sync::Notify;

    #[tokio::test]
    async fn work_goes_on_when_nobody_waits_for_it() {
        let steps: [Arc<Notify>; 3] = Default::default();
        let [begun, go, done] = steps.clone();
        let handler = async move || {
            begun.notify_one();
            go.notified().await;
            done.notify_one();
        };
        let [begun, go, done] = steps;
        let app = Router::new().route("/", post(handler)).layer(from_fn(finish));
        tokio::select! {
            _ = answer(app, request("POST", "/", &[], "")) => panic!("it was answered before it was done"),
            () = begun.notified() => {}
        }
        go.notify_one();
        done.notified().await;
    }
}
