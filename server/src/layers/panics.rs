//! A panic becomes a plain page with a ticket; its cause becomes one masked line in the log (S36, G5). The standard
//! hook would print the message as it is, so it is replaced.

use super::request::{self, RequestNumber};
use crate::plain::{self, PlainReason};
use crate::redact::redact;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures::FutureExt;
use std::panic::{AssertUnwindSafe, PanicHookInfo};

/// The layer.
pub async fn catch(request: Request, next: Next) -> Response {
    let RequestNumber(ticket) = request::current();
    let asked = request.headers().clone();
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        // The hook has written the line already.
        Err(_) => plain::page(PlainReason::Broken(ticket), &asked),
    }
}

/// From now on, panics are written through the log, masked.
pub fn hook() {
    std::panic::set_hook(Box::new(|info| {
        let RequestNumber(ticket) = request::current();
        let ticket = format!("{ticket:08X}");
        let place =
            info.location().map(|at| format!("{}:{}", inside(at.file()), at.line())).unwrap_or_default();
        tracing::error!(ticket, place, cause = cause(info), "panic");
    }));
}

/// A source file without the folders of the machine it was built on.
fn inside(file: &str) -> &str {
    let below = file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/'));
    below.map_or(file, |(_, file)| file)
}

fn cause(info: &PanicHookInfo<'_>) -> String {
    redact(info.payload_as_str().unwrap_or("a value that is not a text"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request as asking, text};
    use axum::Router;
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use domain::entropy::{Entropy, Seeded};
    use std::sync::Arc;

    #[test]
    fn a_place_says_nothing_about_the_machine() {
        assert_eq!(
            inside("/home/a/.cargo/registry/src/index.crates.io-19/tokio-1.0.0/src/lib.rs"),
            "tokio-1.0.0/src/lib.rs"
        );
        assert_eq!(inside("server/src/live.rs"), "server/src/live.rs");
    }

    /// The panic happens inside the task of the layer `hangup`, as in the real stack.
    #[tokio::test]
    async fn a_panic_is_a_page_without_its_cause() {
        let chance: Arc<dyn Entropy> = Arc::new(Seeded::new(1));
        async fn broken() -> &'static str {
            panic!("author of 00112233445566778899aabbccddeeff is iemand@zorg.example")
        }
        let app = Router::new()
            .route("/", get(broken))
            .layer(from_fn(crate::layers::hangup::finish))
            .layer(from_fn(catch))
            .layer(from_fn_with_state(chance, request::number));
        let response = answer(app, asking("GET", "/", &[], "")).await;
        assert_eq!(response.status(), 500);
        let page = text(response).await;
        let first = domain::entropy::bytes::<4>(&Seeded::new(1));
        assert!(
            page.contains(&format!("{:08X}", u32::from_be_bytes(first))),
            "the ticket of the request: {page}"
        );
        for secret in ["author", "0011", "iemand"] {
            assert!(!page.contains(secret), "{secret} in {page}");
        }
    }
}
