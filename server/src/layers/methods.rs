//! Three methods are used here; every other one is refused before anything looks at it (S27). Server functions are
//! only ever posted to: a state must not change because somebody followed a link (S10). Who opens the address of a form,
//! as one does after a refusal by pressing Enter in the bar of the browser, is led to the page of that form.

use crate::plain::{self, PlainReason};
use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderValue, Method, StatusCode};

/// The layer.
pub async fn refuse_unused(request: Request, next: Next) -> Response {
    let method = request.method();
    match (method, request.uri().path().strip_prefix("/api/")) {
        (&Method::POST, _) | (&Method::GET | &Method::HEAD, None) => next.run(request).await,
        (&Method::GET | &Method::HEAD, Some(endpoint)) => {
            let page = app::routes::form(endpoint)
                .and_then(app::kit::forms::Form::near)
                .and_then(|path| HeaderValue::from_str(&path).ok());
            page.map_or_else(|| plain::page(PlainReason::Method, request.headers()), see)
        }
        _ => plain::page(PlainReason::Method, request.headers()),
    }
}

/// Leads to a page of ours.
fn see(page: HeaderValue) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, page);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
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
            ("GET", "/api/threads/add", 303),
            ("HEAD", "/api/threads/add?happened=x", 303),
            ("GET", "/api/posts/arrived", 405),
            ("GET", "/api/no/such", 405),
            ("GET", "/api/", 405),
            ("PUT", "/api/threads/add", 405),
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
