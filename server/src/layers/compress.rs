//! Pages are compressed as they are sent: with zstd for browsers that take it, with brotli for the others. zstd
//! takes less than half of the time for fewer bytes (docs/decisions/0012).
//!
//! **Compression and secrets (BREACH).** A length tells a secret when three things meet: a secret in a body that stays the
//! same, beside it a text that an attacker can choose again and again, and a victim's browser that asks each time. Here:
//! - no page repeats a session: cookies are not in the body, and the hidden field `once` of a form is random and
//!   different each time the page is made;
//! - no page shows anything out of its address: filters and themes are closed lists, and what was typed into a
//!   refused form is shown only in the answer to a post, which no other site can make (layer `csrf`);
//! - a foreign site cannot make a browser ask with the member's cookie, except by opening a page (`SameSite=Lax`),
//!   and the length of an opened page already tells which public page it is.
//!
//! The two pages that show an account code are left uncompressed nevertheless: there is no reason to depend on an
//! argument where it costs a kilobyte once in a membership.

use app::kit::headers::items;
use app::kit::paths;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use brotli::enc::BrotliEncoderParams;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, Method};
use std::cell::RefCell;
use std::io::Write;
use zstd::bulk::Compressor;

/// Pages that show a key, or the link for another device.
const SHOW_A_SECRET: [&str; 4] = [paths::JOIN_KEY, paths::CODE, paths::SECOND_KEY, paths::HAND_OVER];
/// The server functions of joining, signing in and the account: a code goes in or comes out.
const KNOW_A_SECRET: [&str; 3] = ["/api/account/", "/api/people/", "/api/ways_in/"];

/// 0.09 ms for a feed of 25 kB and 0.12 ms for a thread of 53 kB, where 5 takes twice that for 2.5 % fewer bytes.
const LEVEL: i32 = 3;
/// 0.13 ms for a feed of 26 kB and 0.26 ms for a thread of 39 kB, where 3 takes 0.23 and 0.46 ms for 9 and 5 % fewer bytes.
/// Padded, a thread leaves with 8.3 kB instead of 8.2 and a feed with 7.2 instead of 6.2 (docs/decisions/0012).
const QUALITY: i32 = 1;
/// 64 KiB hold a page. Never smaller and never with quality 5: for such windows this encoder then takes a search that
/// needs 40 ms for a page.
const WINDOW: i32 = 16;
/// Below this size a page fits in one packet anyway.
const SMALLEST: usize = 600;

/// No page comes near this; a body that does is broken.
const LARGEST: usize = 8 * 1024 * 1024;

/// The layer.
pub async fn pages(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let secret =
        SHOW_A_SECRET.contains(&path) || KNOW_A_SECRET.iter().any(|feature| path.starts_with(feature));
    let coding = Coding::of(request.headers()).filter(|_| !secret && *request.method() != Method::HEAD);
    let response = next.run(request).await;
    let Some(coding) =
        coding.filter(|_| is_page(&response) && !response.headers().contains_key(CONTENT_ENCODING))
    else {
        return response;
    };
    let (mut head, body) = response.into_parts();
    head.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    let Ok(page) = to_bytes(body, LARGEST).await else {
        return crate::plain::page(
            crate::plain::PlainReason::Broken(super::request::current().0),
            &HeaderMap::new(),
        );
    };
    if page.len() < SMALLEST {
        return Response::from_parts(head, Body::from(page));
    }
    let Some(squeezed) = coding.squeeze(&page) else { return Response::from_parts(head, Body::from(page)) };
    head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(coding.name()));
    head.headers.remove(CONTENT_LENGTH);
    head.extensions.insert(Open(coding));
    Response::from_parts(head, Body::from(squeezed))
}

/// Says of an answer how its body was compressed, and that more may be put behind it: a brotli stream ends in one byte
/// that is an empty last block and nothing else, zstd is one frame.
#[derive(Clone, Copy, Debug)]
pub struct Open(pub Coding);

/// The ways in which a page is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// Zstandard (RFC 8878).
    Zstd,
    /// Brotli (RFC 7932).
    Brotli,
}

impl Coding {
    /// The best one that the browser takes.
    fn of(headers: &HeaderMap) -> Option<Self> {
        [Self::Zstd, Self::Brotli].into_iter().find(|coding| accepts_encoding(headers, coding.name()))
    }

    /// Returns its name in a header.
    const fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
        }
    }

    /// A page in this coding; `None` when it cannot be made, which leaves the page as it is.
    pub fn squeeze(self, page: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Zstd => ZSTD.with_borrow_mut(|zstd| zstd.as_mut()?.compress(page).ok()),
            Self::Brotli => Some(squeezed(page, QUALITY)),
        }
    }
}

thread_local! {
    /// Its tables are made once per thread; making them takes as long as compressing a page.
    static ZSTD: RefCell<Option<Compressor<'static>>> = RefCell::new(Compressor::new(LEVEL).ok());
}

/// Tells whether the answer is an HTML page.
pub fn is_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

/// Tells whether the browser takes the encoding `name`.
pub fn accepts_encoding(headers: &HeaderMap, name: &str) -> bool {
    items(headers, ACCEPT_ENCODING, ',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        parts.next().is_some_and(|encoding| encoding.eq_ignore_ascii_case(name))
            && !parts.any(|weight| matches!(weight.trim_start_matches("q="), "0" | "0.0" | "0.00" | "0.000"))
    })
}

/// A file in brotli, compressed once, when the server starts: some milliseconds for fewer bytes.
pub fn squeeze_well(file: &[u8]) -> Vec<u8> {
    squeezed(file, 9)
}

/// One brotli stream. Flushed before it ends, so that its last byte is the empty last block: [`Open`] for padding.
fn squeezed(page: &[u8], quality: i32) -> Vec<u8> {
    let params = BrotliEncoderParams { quality, lgwin: WINDOW, size_hint: page.len(), ..Default::default() };
    let out = Vec::with_capacity(page.len() / 3);
    let mut encoder = brotli::CompressorWriter::with_params(out, page.len() / 3 + 1024, &params);
    // Writing into memory cannot fail.
    let _ = encoder.write_all(page).and_then(|()| encoder.flush());
    encoder.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::response::Html;
    use axum::routing::{get, post};

    async fn ask(method: &str, path: &str, encoding: &str) -> Response {
        let long = || async { Html("<p>Hoe doen jullie dat?</p>".repeat(500)) };
        let app = Router::new()
            .route("/threads", get(long))
            .route("/account/code", get(long))
            .route("/api/account/change_code", post(long))
            .route("/api/people/sign_in", post(long))
            .route("/short", get(|| async { Html("<p>kort</p>") }))
            .route("/json", get(|| async { "x".repeat(10_000) }))
            .layer(from_fn(pages));
        answer(app, request(method, path, &[("accept-encoding", encoding)], "")).await
    }

    #[tokio::test]
    async fn a_page_is_compressed_for_who_takes_it() {
        let response = ask("GET", "/threads", "gzip, deflate, br;q=0.9").await;
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[VARY], "accept-encoding");
        let bytes = to_bytes(response.into_body(), 100_000).await.expect("a body");
        assert!(bytes.len() < 300, "{} bytes", bytes.len());
        let mut page = Vec::new();
        brotli::BrotliDecompress(&mut &bytes[..], &mut page).expect("brotli");
        assert_eq!(page.len(), 13_500);
    }

    #[tokio::test]
    async fn what_takes_less_time_comes_first_where_the_browser_takes_it() {
        for (encoding, coding) in
            [("gzip, deflate, br, zstd", "zstd"), ("zstd;q=0, br", "br"), ("zstd", "zstd")]
        {
            let response = ask("GET", "/threads", encoding).await;
            assert_eq!(response.headers()[CONTENT_ENCODING], coding, "{encoding}");
        }
        let response = ask("GET", "/threads", "zstd").await;
        let bytes = to_bytes(response.into_body(), 100_000).await.expect("a body");
        assert!(bytes.len() < 300, "{} bytes", bytes.len());
        assert_eq!(zstd::decode_all(&bytes[..]).expect("zstd").len(), 13_500);
    }

    #[tokio::test]
    async fn pages_with_a_code_and_everything_else_are_left_alone() {
        for (method, path, encoding) in [
            ("GET", "/threads", "gzip"),
            ("GET", "/threads", "br;q=0"),
            ("HEAD", "/threads", "br"),
            ("GET", "/account/code", "br"),
            ("GET", "/account/code", "zstd"),
            ("POST", "/api/account/change_code", "br"),
            ("POST", "/api/people/sign_in", "br"),
            ("GET", "/short", "br"),
            ("GET", "/json", "br"),
        ] {
            let response = ask(method, path, encoding).await;
            assert!(!response.headers().contains_key(CONTENT_ENCODING), "{method} {path} {encoding}");
        }
    }
}
