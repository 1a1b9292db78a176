//! Every security header on every answer: pages, refusals, files, streams (S9, S30).
//!
//! A page that brings its own `Content-Security-Policy` (the app's shell does, with the nonce of its scripts) keeps
//! it; everything else gets one that allows nothing. The same for `Cache-Control`: unless somebody decided
//! otherwise, nothing is kept by anybody.

use crate::config::Settings;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{self, HeaderName, HeaderValue};

/// On every answer, whatever was there before.
static ALWAYS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    // Nothing here is for a search engine: a quote must not lead to its thread (A22).
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

static PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Of pages: nothing here needs a sensor, a camera or a payment; copying the account code needs the clipboard.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), \
     clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), \
     hid=(), identity-credentials-get=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), \
     xr-spatial-tracking=()";

/// The permissions of files, streams and answers to scripts. Browsers read this header of pages only. Whole, it is as
/// long as all other headers of a file together, and a phone would pay for it eight times on a first visit.
const FEW_PERMISSIONS: &str = "camera=(), geolocation=(), microphone=()";

/// For an answer that brings no policy of its own: it may load nothing, run nothing and stand in no frame.
pub const STRICTEST: &str =
    "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Two years, with every name below ours.
const TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// The headers that depend on the settings.
#[derive(Clone, Copy)]
pub struct Headers {
    https: bool,
}

impl Headers {
    /// The headers of these settings.
    pub fn of(settings: &Settings) -> Self {
        Self { https: settings.is_https() }
    }
}

/// The layer.
pub async fn add(State(which): State<Headers>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in &ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let page = headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"));
    let permissions = if page { PERMISSIONS } else { FEW_PERMISSIONS };
    headers.insert(&PERMISSIONS_POLICY, HeaderValue::from_static(permissions));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(STRICTEST));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if which.https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT));
    }
    for telling in [header::SERVER, header::LAST_MODIFIED, HeaderName::from_static("x-powered-by")] {
        headers.remove(telling);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;

    fn app(https: bool) -> Router {
        Router::new()
            .route(
                "/page",
                get(|| async {
                    let kind = ("content-type", "text/html; charset=utf-8");
                    ([("content-security-policy", "script-src 'nonce-x'"), ("server", "x"), kind], "")
                }),
            )
            .route("/pkg/a", get(|| async { ([("cache-control", "public, immutable")], "") }))
            .layer(from_fn_with_state(Headers { https }, add))
    }

    #[tokio::test]
    async fn every_answer_carries_every_header() {
        for path in ["/page", "/pkg/a", "/nowhere"] {
            let response = answer(app(true), request("GET", path, &[], "")).await;
            for (name, value) in &ALWAYS {
                assert_eq!(response.headers()[name], *value, "{path} {name}");
            }
            assert_eq!(response.headers()[header::STRICT_TRANSPORT_SECURITY], TRANSPORT);
            assert!(!response.headers().contains_key(header::SERVER));
        }
    }

    #[tokio::test]
    async fn a_page_says_all_that_it_does_without_and_a_file_the_gravest() {
        let of = async |path| answer(app(true), request("GET", path, &[], "")).await.headers().clone();
        assert_eq!(of("/page").await[&PERMISSIONS_POLICY], PERMISSIONS);
        assert_eq!(of("/pkg/a").await[&PERMISSIONS_POLICY], FEW_PERMISSIONS);
        assert_eq!(of("/nowhere").await[&PERMISSIONS_POLICY], PERMISSIONS, "it may be a page");
    }

    #[tokio::test]
    async fn a_page_keeps_its_own_policy_and_others_get_the_strictest() {
        let of = async |path| answer(app(false), request("GET", path, &[], "")).await.headers().clone();
        assert_eq!(of("/page").await[header::CONTENT_SECURITY_POLICY], "script-src 'nonce-x'");
        assert_eq!(of("/nowhere").await[header::CONTENT_SECURITY_POLICY], STRICTEST);
        assert_eq!(of("/nowhere").await[header::CACHE_CONTROL], "no-store");
        assert_eq!(of("/pkg/a").await[header::CACHE_CONTROL], "public, immutable");
        assert!(
            !of("/page").await.contains_key(header::STRICT_TRANSPORT_SECURITY),
            "plain http promises no https"
        );
    }
}
