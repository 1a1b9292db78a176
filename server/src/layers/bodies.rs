//! Takes at most 64 KiB, in a bounded time: larger than anything people write here (S3), and too little to fill
//! memory with slow uploads. The whole body is in memory before anything else sees it, so a refusal is one clear
//! answer and never a half-read form. A packed body is refused unread: forms are never packed, and nothing here
//! unpacks (S13). Only a form with a file, at the address that takes one, is let through as it comes: `uploads` reads it once it is
//! known whose it is.

use crate::config::Settings;
use crate::plain::{self, PlainReason};
use crate::uploads;
use app::routes;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Method};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::Duration;

/// The largest body, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// The size that a body may have, and the time it may take.
#[derive(Clone, Copy)]
pub struct BodyBounds {
    patience: Duration,
}

impl BodyBounds {
    /// The bounds of these settings.
    pub fn of(settings: &Settings) -> Self {
        Self { patience: Duration::from_secs(settings.body_seconds) }
    }
}

/// The layer.
pub async fn bound(State(bounds): State<BodyBounds>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    if head.method != Method::POST {
        return next.run(Request::from_parts(head, Body::empty())).await;
    }
    if is_packed(&head.headers) {
        return plain::page(PlainReason::Packed, &head.headers);
    }
    if uploads::is_multipart(&head.headers) && routes::file_at(head.uri.path()).is_some() {
        return next.run(Request::from_parts(head, body)).await;
    }
    match read(&head.headers, body, LARGEST, bounds.patience).await {
        Ok(body) => next.run(Request::from_parts(head, Body::from(body))).await,
        Err(why) => plain::page(why, &head.headers),
    }
}

/// Reads a body of at most so many bytes; one that says that it is larger is not read.
///
/// # Errors
/// [`PlainReason::TooLarge`], or [`PlainReason::TooSlow`].
pub async fn read(
    headers: &HeaderMap,
    body: Body,
    largest: usize,
    patience: Duration,
) -> Result<Bytes, PlainReason> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > largest) {
        return Err(PlainReason::TooLarge);
    }
    match tokio::time::timeout(patience, Limited::new(body, largest).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(PlainReason::TooLarge),
        // The phone hung up halfway, or never went on.
        Ok(Err(_)) | Err(_) => Err(PlainReason::TooSlow),
    }
}

/// Tells whether the body says that it has to be unpacked.
fn is_packed(headers: &HeaderMap) -> bool {
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::answer;
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::any;
    use futures::StreamExt;
    use http::Request;

    async fn status(body: Body) -> u16 {
        let app = Router::new()
            .fallback(any(|body: axum::body::Bytes| async move { body.len().to_string() }))
            .layer(from_fn_with_state(BodyBounds { patience: Duration::from_millis(50) }, bound));
        let request = Request::builder().method("POST").uri("/").body(body).expect("a request");
        answer(app, request).await.status().as_u16()
    }

    fn pieces(count: usize) -> Body {
        Body::from_stream(
            futures::stream::iter(std::iter::repeat_n(vec![b'a'; 1024], count)).map(Ok::<_, std::io::Error>),
        )
    }

    #[tokio::test]
    async fn sixty_four_kibibytes_and_no_more() {
        assert_eq!(status(Body::from(vec![b'a'; LARGEST])).await, 200);
        assert_eq!(status(Body::from(vec![b'a'; LARGEST + 1])).await, 413);
        assert_eq!(status(pieces(64)).await, 200);
        assert_eq!(status(pieces(65)).await, 413);
    }

    #[tokio::test]
    async fn a_body_that_never_ends_is_not_waited_for() {
        let drip = futures::stream::once(async { Ok::<_, std::io::Error>(vec![b'a']) })
            .chain(futures::stream::pending());
        assert_eq!(status(Body::from_stream(drip)).await, 408);
    }

    #[tokio::test]
    async fn an_announced_flood_is_refused_unread() {
        let app = Router::new()
            .fallback(any(|| async { "in" }))
            .layer(from_fn_with_state(BodyBounds { patience: Duration::from_millis(50) }, bound));
        let never = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let request =
            Request::builder().method("POST").uri("/").header(CONTENT_LENGTH, "20000000").body(never);
        assert_eq!(answer(app, request.expect("a request")).await.status(), 413);
    }
}
