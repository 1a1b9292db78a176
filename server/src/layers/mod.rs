//! What every request passes, from the outside in. Each layer is one file and knows nothing of the others.
//!
//! | layer | does |
//! |---|---|
//! | [`request`] | gives the request a random number, the ticket of its error page |
//! | [`headers`] | puts every security header on every answer |
//! | [`watch`] | counts route, status and duration; writes a line when something broke |
//! | [`panics`] | turns a panic into a page |
//! | [`methods`] | refuses TRACE and the like |
//! | [`csrf`] | refuses what another site made a browser send |
//! | [`bodies`] | takes at most 64 KiB, in time |
//! | [`compress`] | brotli for pages |
//! | [`hangup`] | finishes what was started when a phone hangs up |
//! | [`network`] | hashes the network prefix for the limits and forgets the address |

pub mod bodies;
pub mod compress;
pub mod csrf;
pub mod hangup;
pub mod headers;
pub mod methods;
pub mod network;
pub mod panics;
pub mod request;
pub mod watch;

#[cfg(test)]
pub mod testing;

use crate::config::Settings;
use crate::metrics::Metrics;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use domain::entropy::Entropy;
use domain::time::Clock;
use std::sync::Arc;

/// What the layers need of the server.
#[derive(Clone)]
pub struct Needs {
    /// The settings.
    pub settings: Arc<Settings>,
    /// Time, for the daily key of the networks.
    pub clock: Arc<dyn Clock>,
    /// Chance, for request numbers and the daily key.
    pub entropy: Arc<dyn Entropy>,
    /// The counters.
    pub metrics: Arc<Metrics>,
}

/// Wraps all routes of `router`, its fallback included, in all layers.
pub fn wrap(router: Router, needs: &Needs) -> Router {
    let networks = Arc::new(network::Networks::new(
        needs.clock.clone(),
        needs.entropy.clone(),
        needs.settings.trust_proxy,
    ));
    // The last one added is the first one passed.
    router
        .layer(from_fn_with_state(networks, network::hash))
        .layer(from_fn(hangup::finish))
        .layer(from_fn(compress::pages))
        .layer(from_fn_with_state(bodies::Bounds::of(&needs.settings), bodies::bound))
        .layer(from_fn_with_state(csrf::Home::of(&needs.settings), csrf::refuse_foreign))
        .layer(from_fn(methods::refuse_unused))
        .layer(from_fn(panics::catch))
        .layer(from_fn_with_state(needs.metrics.clone(), watch::count))
        .layer(from_fn_with_state(headers::Headers::of(&needs.settings), headers::add))
        .layer(from_fn_with_state(needs.entropy.clone(), request::number))
}
