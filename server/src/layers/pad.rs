//! Answers in a few sizes (A8, T20): who watches the wire at work sees one of [`CLASSES`], not which thread
//! somebody opened, nor whether a form was kept, refused or already known.
//!
//! Padding comes after compression, or compression would take it away again:
//! - a brotli stream gets blocks of metadata, which every decoder skips (RFC 7932, 9.2). They stand before the last byte,
//!   so the stream stays one stream; the layer `compress` leaves it [`Open`] for that;
//! - a zstd frame gets a second frame after it that every decoder skips (RFC 8878, 3.1.2);
//! - a page or an answer in JSON that is not compressed gets spaces at its end, which mean nothing there;
//! - a redirect gets a body that nobody reads.
//!
//! Files are left alone: their sizes are the same for everybody. So are streams, whose size is their life.

use super::compress::{Coding, Open};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};

/// The sizes of bodies, in bytes. They lie close together where the pages of a phone are, so that padding costs a tenth
/// there: the feed fits in the third or fourth, a long thread in the fifth. What is larger than the last takes a doubling of it, which no
/// page of today does.
pub const CLASSES: [usize; 8] = [3_000, 4_600, 6_000, 7_200, 9_900, 12_000, 20_000, 64_000];

/// The largest answer: an export of all posts of one member. A larger one is broken.
const LARGEST: usize = 64 * 1024 * 1024;

/// The byte of an empty last block: `ISLAST` and `ISLASTEMPTY`.
pub const END_OF_STREAM: u8 = 0b11;

/// An empty block of metadata: no bytes of length, no bytes to skip.
const NOTHING: u8 = 0b0110;

/// The beginning of a frame to skip, before the number of bytes to skip.
const SKIPPED: [u8; 4] = 0x184D_2A50_u32.to_le_bytes();

/// The ways in which an answer becomes longer without saying more.
enum Filler {
    /// Blocks of metadata before the last byte.
    Blocks,
    /// A frame to skip at the end.
    Frame,
    /// Spaces at the end.
    Spaces,
}

/// The layer.
pub async fn sizes(request: Request, next: Next) -> Response {
    let bodiless = *request.method() == Method::HEAD;
    let response = next.run(request).await;
    let Some(filler) = filler(&response).filter(|_| !bodiless) else { return response };
    let (mut head, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return crate::plain::page(
            crate::plain::PlainReason::Broken(super::request::current().0),
            &HeaderMap::new(),
        );
    };
    let mut body = Vec::from(body);
    let missing = class_of(body.len()) - body.len();
    match filler {
        Filler::Frame => skip_frame(&mut body),
        Filler::Blocks if body.pop_if(|last| *last == END_OF_STREAM).is_some() => {
            skip(&mut body, missing);
            body.push(END_OF_STREAM);
        }
        // A stream that does not end as promised is left as it is.
        Filler::Blocks => {}
        Filler::Spaces => body.resize(body.len() + missing, b' '),
    }
    head.headers.remove(CONTENT_LENGTH);
    if head.status.is_redirection() {
        head.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    Response::from_parts(head, Body::from(body))
}

/// The size that a body of so many bytes is given.
pub fn class_of(size: usize) -> usize {
    let [.., largest] = CLASSES;
    let within = CLASSES.into_iter().find(|class| size <= *class);
    within.unwrap_or_else(|| largest * size.div_ceil(largest).next_power_of_two())
}

fn filler(response: &Response) -> Option<Filler> {
    let headers = response.headers();
    if headers.contains_key(CONTENT_ENCODING) {
        return response.extensions().get::<Open>().map(|open| match open.0 {
            Coding::Brotli => Filler::Blocks,
            Coding::Zstd => Filler::Frame,
        });
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let spoken = kind.starts_with("text/html") || kind.starts_with("application/json");
    (spoken || response.status().is_redirection()).then_some(Filler::Spaces)
}

/// Appends `missing` bytes of blocks that a decoder skips. The stream stands at the border of a byte.
///
/// A block is `ISLAST` 0, `MNIBBLES` 11, a reserved 0, the number of bytes of length, the length less one, zeros up to
/// the next byte, then what is skipped. A length may not end in a byte of zeros, so 257 is the shortest of two bytes.
fn skip(out: &mut Vec<u8>, mut missing: usize) {
    while missing > 0 {
        let (bytes_of_length, length) = match missing {
            1 | 2 | 259 => {
                out.push(NOTHING);
                missing -= 1;
                continue;
            }
            3..259 => (1, missing - 2),
            _ => (2, (missing - 3).min(1 << 16)),
        };
        let head = u32::from(NOTHING) | bytes_of_length << 4 | (length as u32 - 1) << 6;
        let head = &head.to_le_bytes()[..bytes_of_length as usize + 1];
        out.extend_from_slice(head);
        out.resize(out.len() + length, 0);
        missing -= head.len() + length;
    }
}

/// Appends a frame that a decoder skips, so that the whole takes a class. A frame has eight bytes at least, so what lies
/// just below a class takes the next one.
fn skip_frame(out: &mut Vec<u8>) {
    let exact = class_of(out.len()) == out.len();
    if exact {
        return;
    }
    let start = out.len() + SKIPPED.len() + size_of::<u32>();
    let size = class_of(start);
    out.extend_from_slice(&SKIPPED);
    out.extend_from_slice(&((size - start) as u32).to_le_bytes());
    out.resize(size, 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::compress;
    use crate::layers::testing::{answer, request};
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::response::{Html, Redirect};
    use axum::routing::get;

    /// Every length of padding around the borders of its forms, and one longer than a block can be.
    #[test]
    fn a_padded_stream_is_still_the_same_page() {
        let page = "Alleen op de afdeling. ".repeat(40).into_bytes();
        let stream = Coding::Brotli.squeeze(&page).expect("a stream");
        assert_eq!(stream.last(), Some(&END_OF_STREAM));
        for missing in (0..600).chain(65_500..65_600).chain([131_000, 200_000]) {
            let mut padded = stream.clone();
            padded.pop();
            skip(&mut padded, missing);
            padded.push(END_OF_STREAM);
            assert_eq!(padded.len(), stream.len() + missing);
            let mut read = Vec::new();
            brotli::BrotliDecompress(&mut &padded[..], &mut read)
                .unwrap_or_else(|why| panic!("{missing}: {why}"));
            assert_eq!(read, page, "{missing}");
        }
    }

    #[test]
    fn a_padded_frame_is_still_the_same_page_and_takes_a_class() {
        let letters = |n: usize| (0..n).map(|n| (n * n % 251) as u8).collect::<Vec<_>>();
        for long in (2_900..3_050).chain([0, 1, 11_990, 63_999, 64_000, 70_000]) {
            let page = letters(long);
            // Not compressed, so that lengths lie where they are wanted.
            let mut padded = zstd::encode_all(&page[..], -50).expect("a frame");
            let frame = padded.len();
            skip_frame(&mut padded);
            assert!(padded.len() == class_of(frame) || padded.len() == class_of(frame + 8), "{long}");
            assert_eq!(class_of(padded.len()), padded.len(), "{long}");
            assert_eq!(zstd::decode_all(&padded[..]).expect("zstd"), page, "{long}");
        }
        let mut exact = vec![1; CLASSES[0]];
        skip_frame(&mut exact);
        assert_eq!(exact.len(), CLASSES[0]);
    }

    #[test]
    fn every_size_has_a_class_that_holds_it() {
        for size in (0..70_000).chain([128_000, 128_001, 1_000_000]) {
            assert!(class_of(size) >= size, "{size}");
        }
        assert_eq!([class_of(0), class_of(3_000), class_of(3_001)], [3_000, 3_000, 4_600]);
        assert_eq!([class_of(64_001), class_of(128_000), class_of(128_001)], [128_000, 128_000, 256_000]);
    }

    async fn ask(path: &'static str, method: &str, encoding: &str) -> (Response, usize) {
        let page = || async { Html((0..900).map(|n| format!("<p>{n}</p>")).collect::<String>()) };
        let app = Router::new()
            .route("/page", get(page))
            .route("/short", get(|| async { Html("<p>kort</p>") }))
            .route("/to", get(|| async { Redirect::to("/page") }))
            .route("/json", get(|| async { ([(CONTENT_TYPE, "application/json")], "{\"a\":1}") }))
            .route("/file", get(|| async { ([(CONTENT_TYPE, "text/css")], "p{}") }))
            .layer(from_fn(compress::pages))
            .layer(from_fn(sizes));
        let response = answer(app, request(method, path, &[("accept-encoding", encoding)], "")).await;
        let (head, body) = response.into_parts();
        let body = to_bytes(body, LARGEST).await.expect("a body");
        let size = body.len();
        (Response::from_parts(head, Body::from(body)), size)
    }

    #[tokio::test]
    async fn pages_answers_and_redirects_take_a_class_and_files_do_not() {
        for (path, method, encoding, size) in [
            ("/page", "GET", "br", 3_000),
            ("/page", "GET", "gzip, deflate, br, zstd", 3_000),
            ("/page", "GET", "", 9_900),
            ("/short", "GET", "br", 3_000),
            ("/to", "GET", "br", 3_000),
            ("/json", "GET", "", 3_000),
            ("/file", "GET", "", 3),
            ("/page", "HEAD", "", 0),
        ] {
            assert_eq!(ask(path, method, encoding).await.1, size, "{method} {path} {encoding}");
        }
        let (json, _) = ask("/json", "GET", "").await;
        let json = to_bytes(json.into_body(), LARGEST).await.expect("a body");
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&json).expect("JSON")["a"], 1);
    }
}
