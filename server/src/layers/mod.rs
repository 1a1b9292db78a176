//! What every request passes, from the outside in. Each layer is one file and knows nothing of the others.
//!
//! | layer | does |
//! |---|---|
//! | [`request`] | gives the request a random number, the ticket of its error page |
//! | [`headers`] | puts every security header on every answer |
//! | [`pad`] | gives answers one of a few sizes |
//! | [`watch`] | counts route, status and duration; writes a line when something broke |
//! | [`panics`] | turns a panic into a page |
//! | [`methods`] | refuses TRACE and the like |
//! | [`csrf`] | refuses what another site made a browser send |
//! | [`bodies`] | takes at most 64 KiB, in time |
//! | [`compress`] | compresses pages: zstd, for older browsers brotli |
//! | [`hangup`] | finishes what was started when a phone hangs up |
//! | [`network`] | hashes the network prefix for the limits and forgets the address |

pub mod bodies;
pub mod compress;
pub mod csrf;
pub mod hangup;
pub mod headers;
pub mod methods;
pub mod network;
pub mod pad;
pub mod panics;
pub mod request;
pub mod watch;

#[cfg(test)]
pub mod testing;

use crate::config::Settings;
use crate::daily::DailyKey;
use crate::metrics::Metrics;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use domain::entropy::Entropy;
use std::sync::Arc;
use tower::ServiceBuilder;

/// The parts of the server that the layers need.
#[derive(Clone)]
pub struct Needs {
    /// The settings.
    pub settings: Arc<Settings>,
    /// The names by which networks are counted.
    pub names: Arc<DailyKey>,
    /// Chance, for request numbers.
    pub entropy: Arc<dyn Entropy>,
    /// The counters.
    pub metrics: Arc<Metrics>,
}

/// Wraps all routes of `router`, its fallback included, in all layers.
pub fn wrap(router: Router, needs: &Needs) -> Router {
    let networks = Arc::new(network::Networks::new(needs.names.clone(), needs.settings.trust_proxy));
    // In the order in which a request passes them. One service for the router: each layer of its own would be put into a
    // box per route, and each request would copy the boxes.
    router.layer(
        ServiceBuilder::new()
            .layer(from_fn_with_state(needs.entropy.clone(), request::number))
            .layer(from_fn_with_state(headers::Headers::of(&needs.settings), headers::add))
            .layer(from_fn(pad::sizes))
            .layer(from_fn_with_state(needs.metrics.clone(), watch::count))
            .layer(from_fn(panics::catch))
            .layer(from_fn(methods::refuse_unused))
            .layer(from_fn_with_state(csrf::Home::of(&needs.settings), csrf::refuse_foreign))
            .layer(from_fn_with_state(bodies::BodyBounds::of(&needs.settings), bodies::bound))
            .layer(from_fn(compress::pages))
            .layer(from_fn(hangup::finish))
            .layer(from_fn_with_state(networks, network::hash)),
    )
}

#[cfg(test)]
mod tests {
    use super::testing::{answer, request};
    use super::*;
    use axum::extract::Extension;
    use axum::routing::{get, post};
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");
    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

    fn app() -> (Arc<Metrics>, Router) {
        async fn breaks() {
            panic!("iemand@zorg.example")
        }
        let mut settings = Settings::defaults();
        settings.origin = "https://health-thing.example".to_owned();
        let clock = Arc::new(FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time")));
        let entropy = Arc::new(Seeded::new(1));
        let needs = Needs {
            settings: Arc::new(settings),
            names: Arc::new(DailyKey::new(clock, entropy.clone())),
            entropy,
            metrics: Arc::default(),
        };
        let router = Router::new()
            .route("/page", get(|_: Extension<app::kit::who::Network>| async { "page" }))
            .route("/breaks", get(breaks))
            .route("/api/posts/add", post(|body: String| async move { body }));
        (needs.metrics.clone(), wrap(router, &needs))
    }

    /// S9 and S36: whoever answers, app or layer, the headers are there and nothing is told.
    #[tokio::test]
    async fn every_answer_passes_every_layer() {
        let large: &'static str = Box::leak("a".repeat(bodies::LARGEST + 1).into_boxed_str());
        let (metrics, app) = app();
        for (method, path, headers, body, status) in [
            ("GET", "/page", &[][..], "", 200),
            ("GET", "/nowhere", &[], "", 404),
            ("GET", "/breaks", &[], "", 500),
            ("TRACE", "/page", &[], "", 405),
            ("POST", "/page", &[OWN, FORM], "", 405),
            ("POST", "/api/posts/add", &[FORM], "body=a", 403),
            ("POST", "/api/posts/add", &[OWN], "body=a", 403),
            ("POST", "/api/posts/add", &[OWN, FORM], large, 413),
            ("POST", "/api/posts/add", &[OWN, FORM], "body=a", 200),
        ] {
            let response = answer(app.clone(), request(method, path, headers, body)).await;
            assert_eq!(response.status(), status, "{method} {path}");
            for name in ["content-security-policy", "strict-transport-security", "x-content-type-options"] {
                assert!(response.headers().contains_key(name), "{method} {path} lacks {name}");
            }
            assert_eq!(response.headers()["cache-control"], "no-store", "{method} {path}");
        }
        let shown = metrics.render();
        assert!(shown.contains("status=\"500\"") && !shown.contains("zorg"), "{shown}");
    }
}
