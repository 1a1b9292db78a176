//! Counts what was asked and how it ended; writes a line only when something broke (docs/LOGGING.md).
//!
//! A request that ended well leaves no line: a list of moments at which somebody posted, laid beside the network
//! logs of an employer, would say who wrote what.

use super::request::{self, RequestNumber};
use crate::metrics::{Metrics, SecurityEvent};
use app::kit::paths;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;
use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use std::time::Instant;

/// The layer.
pub async fn count(State(metrics): State<Arc<Metrics>>, request: Request, next: Next) -> Response {
    let route = template(&request);
    let method = known(request.method());
    let of_staff = paths::asks_staff(request.uri().path());
    let begin = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    metrics.request(&route, method, status, begin.elapsed());
    match status {
        403 | 401 if of_staff => metrics.security(SecurityEvent::StaffDenied),
        403 | 401 => metrics.security(SecurityEvent::Denied),
        429 => metrics.security(SecurityEvent::Throttled),
        413 | 408 | 405 => metrics.security(SecurityEvent::Malformed),
        500.. => {
            let RequestNumber(ticket) = request::current();
            let ticket = format!("{ticket:08X}");
            tracing::warn!(ticket, method, route, status, "request broke");
        }
        _ => {}
    }
    response
}

/// The template of the route. Server functions share one route; each has its own fixed path, which is as good.
fn template(request: &Request) -> String {
    let path = request.uri().path();
    if FUNCTIONS.contains(path) {
        return path.to_owned();
    }
    request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned()
}

/// The paths of all server functions.
static FUNCTIONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect());

/// A method as one of four words, so that nobody fills the counters with names of their own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request as asking};
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;

    #[tokio::test]
    async fn the_template_is_counted_and_never_the_address() {
        let metrics = Arc::new(Metrics::default());
        let app = Router::new()
            .route("/threads/{id}", get(|| async { "page" }))
            .layer(from_fn_with_state(metrics.clone(), count));
        for path in ["/threads/00112233445566778899aabbccddeeff?theme=canary", "/canary/../x"] {
            answer(app.clone(), asking("GET", path, &[("user-agent", "CANARY-UA")], "")).await;
        }
        let shown = metrics.render();
        assert!(shown.contains(r#"route="/threads/{id}""#) && shown.contains(r#"route="other""#), "{shown}");
        for secret in ["0011", "canary", "CANARY"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}
