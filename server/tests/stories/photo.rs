//! The photo of a staff person (S13, T30), over HTTP: what is taken, what is shown, and everything that is refused.

use axum::body::{Body, Bytes};
use domain::ids::PhotoId;
use domain::staff::StaffRole;
use futures::channel::mpsc::{Sender, channel};
use futures::{SinkExt, StreamExt};
use http::Method;
use image::{ImageFormat, Rgb, RgbImage, load_from_memory_with_format};
use server::testing::{Answer, Browser, Page, TestApp};
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::task::JoinHandle;
use tower::ServiceExt;

const SET: &str = "/api/staff/photo/set";
const MULTIPART: &str = "multipart/form-data; boundary=----b";
const PAGE: &str = "text/html";
const JSON: &str = "application/json";
const MEGABYTE: usize = 1024 * 1024;

fn picture(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(64, 48, Rgb(colour)).write_to(&mut bytes, ImageFormat::Jpeg).expect("a picture");
    bytes.into_inner()
}

/// The body of a form as a browser makes it.
fn body(fields: &[(&str, &str)], files: &[&[u8]]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("------b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    for file in files {
        let head = "------b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"ik.png\"\r\nContent-Type: image/png\r\n\r\n";
        body.extend([head.as_bytes(), file, b"\r\n"].concat());
    }
    body.extend(b"------b--\r\n");
    body
}

async fn sends(
    person: &mut Browser<'_>,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Answer {
    let mut request = person.request(Method::POST, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    person.ask(request.body(body.into()).expect("a request")).await
}

/// Sends a photo as the own page does.
async fn sets(person: &mut Browser<'_>, accept: &str, file: &[u8]) -> Answer {
    let headers = [("sec-fetch-site", "same-origin"), ("accept", accept), ("content-type", MULTIPART)];
    sends(person, SET, &headers, body(&[], &[file])).await
}

/// The address of the own photo, without its size.
async fn own(person: &mut Browser<'_>) -> Option<String> {
    let shown = person.sees("/staff/account").await.attributes("main img", "src").pop()?;
    Some(shown.strip_suffix("256")?.to_owned())
}

/// The colour in the middle.
async fn colour(person: &mut Browser<'_>, address: &str) -> [u8; 3] {
    let answer = person.gets(address).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/jpeg"), "{address}");
    let picture = load_from_memory_with_format(&answer.body, ImageFormat::Jpeg).expect("a photo").into_rgb8();
    picture.get_pixel(picture.width() / 2, picture.height() / 2).0
}

fn is_red([red, green, blue]: [u8; 3]) -> bool {
    red > 180 && green < 80 && blue < 80
}

async fn rows(app: &TestApp) -> Vec<String> {
    // That somebody is here is noted once a minute, and the clock stands.
    app.place().rows().await.expect("rows")
}

server::stories! {
    on_several_threads
    async fn a_photo_is_set_shown_replaced_and_removed(app) {
        let mut mara = app.colleague(&[StaffRole::Expert]).await;
        let mut ruben = app.colleague(&[StaffRole::Partner]).await;
        assert_eq!(own(&mut mara).await, None);
        let page = mara.sees("/staff/account").await;
        assert!(page.has_form("staff/photo/set") && !page.has_form("staff/photo/remove"));

        let set = sets(&mut mara, PAGE, &picture([220, 20, 20])).await;
        assert_eq!((set.status, set.header("location")), (303, "/staff/account"), "{}", set.text());
        let first = own(&mut mara).await.expect("a photo");
        for size in ["96", "256", "640"] {
            let address = format!("{first}{size}");
            assert!(is_red(colour(&mut ruben, &address).await), "a colleague sees it too");
            let answer = mara.gets(&address).await;
            assert_eq!(answer.header("cache-control"), "no-store", "a desk is shared");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
            let picture = load_from_memory_with_format(&answer.body, ImageFormat::Jpeg).expect("a photo");
            assert_eq!(picture.width().to_string(), size);
        }
        let mut anna = app.member().await;
        for nobody in [&mut *anna, &mut app.browser()] {
            assert_eq!(nobody.gets(&format!("{first}96")).await.status, 401, "for who works here");
        }
        let unknown = PhotoId::random(&*app.state.entropy);
        for address in [
            format!("/staff/photos/{unknown}/96"), format!("{first}97"), format!("{first}0"),
            format!("{first}96.jpg"), "/staff/photos/x/96".to_owned(), "/staff/photos/%ff/96".to_owned(),
        ] {
            assert_eq!(mara.gets(&address).await.status, 404, "{address}");
        }

        assert_eq!(sets(&mut mara, JSON, &picture([20, 20, 220])).await.status, 200);
        let second = own(&mut mara).await.expect("a photo");
        assert!(!is_red(colour(&mut mara, &format!("{second}96")).await));
        assert_eq!(mara.gets(&format!("{first}96")).await.status, 404, "that of before is gone");
        let form = mara.sees("/staff/account").await.form("staff/photo/remove");
        assert_eq!(mara.sends(&form).await.path, "/staff/account");
        assert_eq!((own(&mut mara).await, mara.gets(&format!("{second}96")).await.status), (None, 404));
        let left = rows(app).await;
        assert!(!left.iter().any(|row| row.starts_with("staff.photos")), "{left:?}");
    }

    /// Whatever is wrong with a file: the page again, which says so, with the right status, and nothing changed.
    async fn a_file_that_is_no_photo_changes_nothing(app) {
        let mut mara = app.colleague(&[StaffRole::Moderator]).await;
        sets(&mut mara, PAGE, &picture([220, 20, 20])).await;
        let photo = own(&mut mara).await.expect("a photo");
        let good = picture([20, 20, 220]);
        let mut large = good.clone();
        large.resize(8 * MEGABYTE + 1, 0);
        let before = rows(app).await;
        for (what, file, status) in [
            ("nothing was chosen", &b""[..], 422),
            ("a GIF that says to be a PNG", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;", 415),
            ("a page", b"<!doctype html><script>1</script>", 415),
            ("a drawing that runs", b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>", 415),
            ("cut off", &good[..good.len() - 9], 415),
            ("a PNG of 30,000 by 30,000", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0", 415),
            ("one byte too many", &large, 413),
            ("20 MB", &vec![b'a'; 20 * MEGABYTE], 413),
        ] {
            let page = Page::new("/staff/account".to_owned(), sets(&mut mara, PAGE, file).await);
            assert_eq!(page.status(), status, "{what}");
            assert!(page.has_form("staff/photo/set") && !page.fault("photo").is_empty(), "{what}: {}", page.words());
            assert_eq!(sets(&mut mara, JSON, file).await.status, status, "{what}");
        }
        let ours = [("sec-fetch-site", "same-origin"), ("accept", JSON), ("content-type", MULTIPART)];
        for (what, body, status) in [
            ("two photos", body(&[], &[&good, &good]), 415),
            ("no form", b"photo".to_vec(), 415),
            ("half a form", body(&[], &[&good])[..200].to_vec(), 415),
            ("a flood of fields", body(&[("x", &"a".repeat(70_000))], &[&good]), 415),
            ("the page of a colleague", body(&[("shelf", "somebody-else")], &[&good]), 401),
        ] {
            assert_eq!(sends(&mut mara, SET, &ours, body).await.status, status, "{what}");
        }
        for (what, headers, status) in [
            ("another site", [("sec-fetch-site", "cross-site"), ("content-type", MULTIPART), ("accept", JSON)], 403),
            ("no site", [("x-y", "z"), ("content-type", MULTIPART), ("accept", JSON)], 403),
            ("text", [("sec-fetch-site", "same-origin"), ("content-type", "text/plain"), ("accept", JSON)], 403),
            ("the file alone", [("sec-fetch-site", "same-origin"), ("content-type", "image/jpeg"), ("accept", JSON)], 403),
        ] {
            assert_eq!(sends(&mut mara, SET, &headers, body(&[], &[&good])).await.status, status, "{what}");
        }
        let packed = [("sec-fetch-site", "same-origin"), ("content-type", MULTIPART), ("content-encoding", "gzip")];
        assert_eq!(sends(&mut mara, SET, &packed, body(&[], &[&good])).await.status, 415);
        for path in ["/api/staff/photo/remove", "/api/staff/account/end_others", "/api/language/set", "/staff/account", "/api/staff/photo/set/"] {
            let answer = sends(&mut mara, path, &ours, body(&[], &[&good])).await;
            assert_eq!(answer.status, 403, "only one form takes a file: {path}");
        }
        assert_eq!(rows(app).await, before);
        assert!(is_red(colour(&mut mara, &format!("{photo}640")).await));
    }

    /// Of two at once one follows the other, or is told to wait: one photo, whole.
    async fn two_at_once_leave_one_photo(app) {
        let mara = app.colleague(&[StaffRole::Moderator]).await;
        for round in 0..3 {
            let (mut one, mut two) = (mara.clone(), mara.clone());
            let (red, blue) = (picture([220, 20, 20]), picture([20, 20, 220]));
            let (first, second) = tokio::join!(sets(&mut one, JSON, &red), sets(&mut two, JSON, &blue));
            let mut both = [first.status, second.status];
            both.sort_unstable();
            assert!(both == [200, 200] || both == [200, 503], "round {round}: {both:?}");
            let kept = rows(app).await.iter().filter(|row| row.starts_with("staff.photos")).count();
            assert_eq!(kept, 3, "round {round}: one photo in three sizes");
            let photo = own(&mut one).await.expect("a photo");
            let red = [is_red(colour(&mut one, &format!("{photo}96")).await), is_red(colour(&mut one, &format!("{photo}640")).await)];
            assert!(red == [true; 2] || red == [false; 2], "round {round}: {red:?}");
        }
    }
}

/// Begins to send a file. Its beginning is in the memory of the server then; it ends when the sender goes.
async fn begins(person: &Browser<'_>) -> (Sender<std::io::Result<Bytes>>, JoinHandle<u16>) {
    let (mut more, pieces) = channel(0);
    let request = person.request(Method::POST, SET).header("sec-fetch-site", "same-origin");
    let request = request.header("accept", JSON).header("content-type", MULTIPART);
    let request = request.body(Body::from_stream(pieces)).expect("a request");
    let router = person.app().router();
    let answer =
        tokio::spawn(async move { router.oneshot(request).await.expect("an answer").status().as_u16() });
    more.send(Ok(Bytes::from_static(b"------b"))).await.expect("it is read");
    (more, answer)
}

/// S13: what waits in memory is bounded, by a few places and by one for each person, before anything is read.
#[tokio::test]
async fn few_files_wait_in_memory_and_one_of_each_person() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut people = Vec::new();
    for _ in 0..5 {
        people.push(app.colleague(&[StaffRole::Moderator]).await);
    }
    let good = picture([220, 20, 20]);
    let mut begun = vec![begins(&people[0]).await];
    assert_eq!(sets(&mut people[0], JSON, &good).await.status, 503, "a second one of the same person");
    let page = sets(&mut people[0], PAGE, &good).await;
    assert!(page.status == 503 && page.header("content-type").starts_with("text/html"), "{}", page.text());
    assert_eq!(sets(&mut people[1], JSON, &good).await.status, 200, "a colleague");
    for person in &people[1..4] {
        begun.push(begins(person).await);
    }
    assert_eq!(sets(&mut people[4], JSON, &good).await.status, 503, "all places are taken");
    let (more, answer) = begun.remove(0);
    drop(more);
    assert_eq!(answer.await.expect("an answer"), 415, "half a form");
    assert_eq!(sets(&mut people[4], JSON, &good).await.status, 200);
    assert_eq!(sets(&mut people[0], JSON, &good).await.status, 200);
    app.set_roles(people[4].id, &[]).await;
    assert_eq!(sets(&mut people[4], JSON, &good).await.status, 403, "whoever has no role is not read either");
}

/// Making a photo is work: so many in an hour.
#[tokio::test]
async fn photos_are_made_so_often_and_no_more() {
    let app = TestApp::strict().await.expect("a server");
    let mut mara = app.colleague(&[StaffRole::Expert]).await;
    for _ in 0..20 {
        assert_eq!(sets(&mut mara, JSON, b"GIF89a").await.status, 415);
    }
    let answer = sets(&mut mara, PAGE, &picture([220, 20, 20])).await;
    assert_eq!(answer.status, 429, "{}", answer.text());
    assert!(Page::new("/staff/account".to_owned(), answer).has_form("staff/photo/set"));
    app.forward(chrono::Duration::minutes(4));
    assert_eq!(sets(&mut mara, JSON, &picture([220, 20, 20])).await.status, 200);
}

/// Whoever is not here sends nothing that waits in memory: their file is not read.
#[tokio::test]
async fn the_file_of_a_stranger_is_not_read() {
    let app = TestApp::sqlite().await.expect("a server");
    let mut anna = app.member().await;
    let before = rows(&app).await;
    for (who, nobody) in [("a visitor", &mut app.browser()), ("a member", &mut *anna)] {
        let read = Arc::new(AtomicUsize::new(0));
        let counted = read.clone();
        let flood = futures::stream::iter(0..100).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::io::Error>(Bytes::from_static(&[b'a'; 16_384]))
        });
        let headers = [("sec-fetch-site", "same-origin"), ("accept", JSON), ("content-type", MULTIPART)];
        let answer = sends(nobody, SET, &headers, Body::from_stream(flood)).await;
        assert_eq!((answer.status, read.load(Ordering::Relaxed)), (401, 0), "{who}");
        assert_eq!(sets(nobody, PAGE, &picture([1, 2, 3])).await.status, 401, "{who}");
    }
    assert_eq!(rows(&app).await, before);
}
