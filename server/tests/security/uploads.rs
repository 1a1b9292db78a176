//! S13: nothing takes files but the form of a photo of staff (`stories/photo.rs`). Whatever somebody sends as one, to whichever other
//! address, is refused with a clear status, read no further than a form is long, and leaves the data as it was.

use crate::table::{FUNCTIONS, PAGES, Role, Scene, address};
use axum::body::{Body, Bytes};
use futures::StreamExt;
use http::Method;
use server::testing::{Person, TestApp};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const FORM: &str = "application/x-www-form-urlencoded";
const TWENTY_MEGABYTES: usize = 20 * 1024 * 1024;

/// Every address that may be posted to, and some that may not.
fn addresses(scene: &Scene<'_>) -> Vec<String> {
    let functions = FUNCTIONS.iter().map(|(endpoint, ..)| format!("/api/{endpoint}"));
    let pages = PAGES.iter().map(|(template, _)| address(template, scene));
    let others =
        ["/health", "/ready", "/leave", "/robots.txt", "/pkg/app.css", "/no/such/page", "/api/no/such"];
    functions.chain(pages).chain(others.map(str::to_owned)).collect()
}

async fn sends(person: &mut Person<'_>, path: &str, headers: &[(&str, &str)], body: Body) -> u16 {
    let mut request = person.request(Method::POST, path).header("sec-fetch-site", "same-origin");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.ask(request.body(body).expect("a request")).await.status
}

/// A picture of 50,000 by 50,000 dots in a few bytes, a zip that unpacks to gigabytes, and a PNG that is a page.
fn pieces() -> Vec<(&'static str, Vec<u8>)> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(50_000_u32.to_be_bytes());
    png.extend(50_000_u32.to_be_bytes());
    png.extend(b"\x08\x06\0\0\0");
    let mut zip = b"PK\x03\x04\x2d\0\0\0\x08\0".to_vec();
    zip.extend([0xff; 400]);
    let wrong = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>".to_vec();
    vec![("image/png", png), ("application/zip", zip), ("image/png", wrong)]
}

fn as_upload(kind: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--x\r\ncontent-disposition: form-data; name=\"happened\"; filename=\"x.png\"\r\ncontent-type: {kind}\r\n\r\n"
    );
    [head.as_bytes(), file, b"\r\n--x--\r\n"].concat()
}

#[tokio::test]
async fn no_address_takes_a_file() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let before = app.place().rows().await.expect("rows");
    for path in addresses(&scene) {
        for (kind, file) in pieces() {
            let upload = as_upload(kind, &file);
            let multipart = sends(
                &mut anna,
                &path,
                &[("content-type", "multipart/form-data; boundary=x")],
                upload.into(),
            )
            .await;
            let bare = sends(&mut anna, &path, &[("content-type", kind)], file.clone().into()).await;
            let octets =
                sends(&mut anna, &path, &[("content-type", "application/octet-stream")], file.into()).await;
            assert_eq!([multipart, bare, octets], [403; 3], "{path} {kind}");
        }
    }
    assert_eq!(app.place().rows().await.expect("rows"), before);
}

/// What is packed is not unpacked, so nothing can burst.
#[tokio::test]
async fn no_address_unpacks_a_body() {
    let mut bomb = Vec::new();
    {
        let mut packer = brotli::CompressorWriter::new(&mut bomb, 4096, 9, 22);
        let line = vec![b'a'; 64 * 1024];
        for _ in 0..(TWENTY_MEGABYTES / line.len()) {
            packer.write_all(&line).expect("packed");
        }
    }
    assert!(bomb.len() < 10_000);
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let before = app.place().rows().await.expect("rows");
    for path in addresses(&scene) {
        for coding in ["gzip", "br", "deflate", "zstd", "x-gzip", "gzip, br", "?"] {
            let headers = [("content-type", FORM), ("content-encoding", coding)];
            assert_eq!(sends(&mut anna, &path, &headers, bomb.clone().into()).await, 415, "{path} {coding}");
        }
    }
    assert_eq!(app.place().rows().await.expect("rows"), before);
    let plain = [("content-type", FORM), ("content-encoding", "identity")];
    assert_eq!(sends(&mut anna, "/api/posts/arrived", &plain, "once=x".into()).await, 200);
}

#[tokio::test]
async fn no_address_reads_twenty_megabytes() {
    let app = TestApp::sqlite().await.expect("a server");
    let scene = Scene::new(&app).await;
    let mut anna = scene.person(Role::Author).await;
    let before = app.place().rows().await.expect("rows");
    for path in addresses(&scene) {
        let read = Arc::new(AtomicUsize::new(0));
        let flood = || {
            let read = read.clone();
            let chunks = futures::stream::iter(0..(TWENTY_MEGABYTES / 16_384)).map(move |_| {
                read.fetch_add(16_384, Ordering::Relaxed);
                Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 16_384]))
            });
            Body::from_stream(chunks)
        };
        let length = TWENTY_MEGABYTES.to_string();
        let announced = [("content-type", FORM), ("content-length", &*length)];
        assert_eq!(sends(&mut anna, &path, &announced, flood()).await, 413, "{path}");
        assert_eq!(read.load(Ordering::Relaxed), 0, "{path}: refused unread");
        assert_eq!(sends(&mut anna, &path, &[("content-type", FORM)], flood()).await, 413, "{path}");
        assert!(read.load(Ordering::Relaxed) <= 6 * 16_384, "{path}: {read:?} bytes were read");
    }
    assert_eq!(app.place().rows().await.expect("rows"), before);
}
