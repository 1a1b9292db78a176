//! Refuses what another site made a browser send (S10). Leptos checks nothing by design.
//!
//! Browsers say where a request comes from: `Sec-Fetch-Site` in all current ones, `Origin` in the older ones. A
//! request that changes something and carries neither is not from a browser that could protect its owner, so it is
//! refused too. Nothing is kept for this and nothing is put in forms, so it works without JavaScript.

use crate::config::Settings;
use crate::plain::{self, PlainReason};
use crate::uploads::is_multipart;
use app::kit::headers::items_of;
use app::routes;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderMap, Method};
use std::sync::Arc;

/// The address at which this site is at home.
#[derive(Clone)]
pub struct Home {
    origin: Arc<str>,
    /// On plain http (a developer's machine) any name that the browser used for this host is at home.
    by_host: bool,
}

impl Home {
    /// The home of these settings.
    pub fn of(settings: &Settings) -> Self {
        Self { origin: settings.origin.as_str().into(), by_host: !settings.is_https() }
    }

    /// Tells whether the request was made by a page of this site, or by the person directly.
    fn made(&self, headers: &HeaderMap) -> bool {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        if let Some(site) = text("sec-fetch-site") {
            return matches!(site, "same-origin" | "none");
        }
        let Some(origin) = text(ORIGIN.as_str()) else { return false };
        let (origin, home) = (bare(origin), bare(&self.origin));
        let host = text(HOST.as_str()).unwrap_or_default();
        origin == home || (self.by_host && !host.is_empty() && origin == bare(&["http://", host].concat()))
    }
}

/// An origin as current browsers write it: older ones name the port that its scheme has anyway, and keep the dot that may end the
/// name of a host.
fn bare(origin: &str) -> String {
    let origin = origin.to_ascii_lowercase();
    let Some((scheme, place)) = origin.split_once("://") else { return origin };
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let place = place.strip_suffix(usual).unwrap_or(place);
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|c| c.is_ascii_digit()) => (host, format!(":{port}")),
        _ => (place, String::new()),
    };
    format!("{scheme}://{}{port}", host.strip_suffix('.').unwrap_or(host))
}

/// The only type that our forms and islands send. Others are what a foreign page can send without asking first
/// (`text/plain`, `multipart/form-data`), or what nothing here reads; a form with a file is one at the one address that takes it.
fn is_form(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (types.next(), types.next()) else { return false };
    items_of(value, ';')
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// Tells whether this is a form with a file, sent to where one is taken.
fn has_file(request: &Request) -> bool {
    is_multipart(request.headers()) && routes::file_at(request.uri().path()).is_some()
}

/// The layer.
pub async fn refuse_foreign(State(home): State<Home>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || (home.made(request.headers()) && (is_form(request.headers()) || has_file(&request))) {
        return next.run(request).await;
    }
    plain::page(PlainReason::Foreign, request.headers())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::any;

    const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

    async fn status(origin: &str, headers: &[(&str, &str)]) -> u16 {
        let home = Home { origin: origin.into(), by_host: !origin.starts_with("https") };
        let app = Router::new()
            .fallback(any(|| async { "changed" }))
            .layer(from_fn_with_state(home, refuse_foreign));
        answer(app, request("POST", "/api/posts/add", headers, "a=b")).await.status().as_u16()
    }

    #[tokio::test]
    async fn what_our_own_pages_send_passes() {
        for headers in [
            &[FORM, ("sec-fetch-site", "same-origin")][..],
            &[FORM, ("sec-fetch-site", "none")],
            &[FORM, ("origin", "https://health-thing.example"), ("host", "health-thing.example")],
            &[FORM, ("origin", "https://health-thing.example:443"), ("host", "health-thing.example:443")],
            &[FORM, ("origin", "https://health-thing.example."), ("host", "health-thing.example.")],
            &[FORM, ("origin", "https://Health-Thing.example.:443"), ("host", "health-thing.example.:443")],
            &[
                ("content-type", "Application/X-WWW-Form-Urlencoded; charset=utf-8"),
                ("sec-fetch-site", "same-origin"),
            ],
        ] {
            assert_eq!(status("https://health-thing.example", headers).await, 200, "{headers:?}");
        }
        for (origin, host) in [
            ("http://localhost:3000", "localhost:3000"),
            ("http://localhost:80", "localhost"),
            ("http://[::1]:3000", "[::1]:3000"),
        ] {
            let local = [FORM, ("origin", origin), ("host", host)];
            assert_eq!(status("http://127.0.0.1:3000", &local).await, 200, "{origin}");
        }
    }

    #[tokio::test]
    async fn what_another_site_sends_is_refused() {
        for headers in [
            &[FORM][..],
            &[FORM, ("sec-fetch-site", "cross-site")],
            &[FORM, ("sec-fetch-site", "same-site")],
            &[FORM, ("sec-fetch-site", "cross-site"), ("origin", "https://health-thing.example")],
            &[FORM, ("origin", "https://evil.example"), ("host", "health-thing.example")],
            &[FORM, ("origin", "https://health-thing.example.evil.example")],
            &[FORM, ("origin", "http://health-thing.example"), ("host", "health-thing.example")],
            &[FORM, ("origin", "https://health-thing.example:444")],
            &[FORM, ("origin", "https://health-thing.example:80")],
            &[FORM, ("origin", "https://health-thing.example..")],
            &[FORM, ("origin", "https://health-thing.example:443.evil.example")],
            &[FORM, ("origin", "https://evil.example:443@health-thing.example")],
            &[FORM, ("origin", "health-thing.example:443")],
            &[FORM, ("origin", ":443")],
            &[FORM, ("origin", "null")],
            &[FORM, ("origin", "")],
            &[("content-type", "text/plain"), ("sec-fetch-site", "same-origin")],
            &[("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")],
            &[("content-type", "application/cbor"), ("sec-fetch-site", "same-origin")],
            &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")],
            &[FORM, ("content-type", "text/plain"), ("sec-fetch-site", "same-origin")],
            &[("sec-fetch-site", "same-origin")],
        ] {
            assert_eq!(status("https://health-thing.example", headers).await, 403, "{headers:?}");
        }
        assert_eq!(status("http://127.0.0.1:3000", &[FORM, ("origin", "http://"), ("host", "")]).await, 403);
    }
}
