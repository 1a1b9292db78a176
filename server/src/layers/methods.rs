//! Three methods are used here; every other one is refused before anything looks at it (S27). Server functions are
//! only ever posted to: a state must not change because somebody followed a link (S10).

use crate::plain::{self, Reason};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::Method;

/// The layer.
pub async fn refuse_unused(request: Request, next: Next) -> Response {
    let method = request.method();
    let known = matches!(*method, Method::GET | Method::HEAD | Method::POST);
    let link_to_a_verb = *method != Method::POST && request.uri().path().starts_with("/api/");
    if known && !link_to_a_verb {
        return next.run(request).await;
    }
    plain::page(Reason::Method, request.headers())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::any;

    #[tokio::test]
    async fn only_three_methods_pass() {
        let app = || Router::new().fallback(any(|| async { "in" })).layer(from_fn(refuse_unused));
        for (method, path, status) in [
            ("GET", "/threads", 200),
            ("HEAD", "/threads", 200),
            ("POST", "/api/threads/add", 200),
            ("GET", "/api/threads/add", 405),
            ("HEAD", "/api/threads/add", 405),
            ("TRACE", "/", 405),
            ("OPTIONS", "/", 405),
            ("PUT", "/", 405),
            ("DELETE", "/threads", 405),
            ("PROPFIND", "/", 405),
        ] {
            assert_eq!(
                answer(app(), request(method, path, &[], "")).await.status(),
                status,
                "{method} {path}"
            );
        }
    }
}
