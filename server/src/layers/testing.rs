//! Short words for the tests of the layers.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use http::Request;
use tower::ServiceExt;

/// A request.
pub fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &'static str) -> Request<Body> {
    let mut builder = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Body::from(body)).expect("a request")
}

/// Returns the answer of `app`.
pub async fn answer(app: Router, request: Request<Body>) -> Response {
    app.oneshot(request).await.expect("a router answers")
}

/// The body as text.
pub async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 10_000_000).await.expect("a body");
    String::from_utf8_lossy(&bytes).into_owned()
}
