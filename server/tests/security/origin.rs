//! S10: what another site makes a browser send is refused, and nothing changes.

use crate::table::{FUNCTIONS, Role, Scene, pairs};
use axum::body::Body;
use http::{Method, Request};
use server::testing::{HOME, TestApp};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// What another site can make a browser send with the member's cookie: headers, and the status of the refusal.
const FOREIGN: &[(&str, &[(&str, &str)])] = &[
    ("another site", &[FORM, ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")]),
    ("a sister site", &[FORM, ("sec-fetch-site", "same-site"), ("origin", "https://blog.health-thing.test")]),
    ("another site with our origin", &[FORM, ("sec-fetch-site", "cross-site"), ("origin", HOME)]),
    ("an older browser", &[FORM, ("origin", "https://evil.example")]),
    ("a look-alike", &[FORM, ("origin", "https://health-thing.test.evil.example")]),
    ("without transport security", &[FORM, ("origin", "http://health-thing.test")]),
    ("another port", &[FORM, ("origin", "https://health-thing.test:8443")]),
    ("a sandboxed frame", &[FORM, ("origin", "null")]),
    ("nothing that says where from", &[FORM]),
    ("plain text", &[("content-type", "text/plain"), ("sec-fetch-site", "same-origin")]),
    (
        "a file form",
        &[("content-type", "multipart/form-data; boundary=x"), ("sec-fetch-site", "same-origin")],
    ),
    ("json", &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")]),
    ("cbor", &[("content-type", "application/cbor"), ("sec-fetch-site", "same-origin")]),
    ("no type", &[("sec-fetch-site", "same-origin")]),
    ("two types", &[FORM, ("content-type", "text/plain"), ("sec-fetch-site", "same-origin")]),
];

/// What only scripts ask.
const SCRIPTS: [&str; 4] = ["posts/arrived", "push/renew", "search/suggest", "staff/palette/find"];

#[tokio::test]
async fn no_other_site_makes_a_member_do_anything() {
    let app = TestApp::sqlite().await.expect("a server");
    for (endpoint, _, fields) in FUNCTIONS {
        let scene = Scene::new(&app).await;
        let mut anna = scene.person(Role::Author).await;
        let fields = scene.fields(&mut anna, fields).await;
        let body: String =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs(&fields)).finish();
        let path = format!("/api/{endpoint}");
        let before = app.place().rows().await.expect("rows");

        for (who, headers) in FOREIGN {
            for accept in ["text/html", "application/json"] {
                let mut request = anna.request(Method::POST, &path).header("accept", accept);
                for (name, value) in *headers {
                    request = request.header(*name, *value);
                }
                let answer = app.ask(request.body(Body::from(body.clone())).expect("a request")).await;
                assert_eq!(answer.status, 403, "{endpoint} by {who}");
                assert!(answer.cookies().is_empty(), "{endpoint} by {who}");
            }
        }
        for method in [
            Method::GET,
            Method::HEAD,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::OPTIONS,
            Method::TRACE,
        ] {
            let linked = anna
                .request(method.clone(), &format!("{path}?{body}"))
                .header("sec-fetch-site", "cross-site");
            let answer = app.ask(linked.body(Body::empty()).expect("a request")).await;
            // Whoever opens the address of a form is led to its page, with nothing of the link; scripts have no page.
            let led = matches!(method, Method::GET | Method::HEAD) && !SCRIPTS.contains(endpoint);
            assert_eq!(answer.status, if led { 303 } else { 405 }, "{method} {endpoint}");
            let to = answer.header("location");
            assert!(
                !led || (to.starts_with('/') && !to.starts_with("/api") && !to.contains('?')),
                "{endpoint}: {to}"
            );
            assert!(answer.cookies().is_empty(), "{method} {endpoint}");
        }
        assert_eq!(app.place().rows().await.expect("rows"), before, "{endpoint}");
    }
}

/// A refused form leaves its address in the bar of the browser; asking for that is asking for the form.
#[tokio::test]
async fn the_address_of_every_form_leads_to_a_page_that_is_there() {
    let app = TestApp::sqlite().await.expect("a server");
    let (mut anna, mut visitor) = (app.member().await, app.person());
    for (endpoint, ..) in FUNCTIONS.iter().filter(|(endpoint, ..)| !SCRIPTS.contains(endpoint)) {
        let page = anna.sees(&format!("/api/{endpoint}")).await;
        assert_eq!(page.status(), 200, "{endpoint} leads to {}", page.path);
        let page = visitor.sees(&format!("/api/{endpoint}")).await;
        assert_eq!(page.status(), 200, "{endpoint} leads a visitor to {}", page.path);
    }
    for (endpoint, page) in [("threads/add", "/threads/new"), ("account/remove", "/account/remove")] {
        assert_eq!(anna.posts(&format!("/api/{endpoint}"), &[]).await.status, 422);
        let shown = anna.sees(&format!("/api/{endpoint}")).await;
        assert!(shown.path == page && shown.has_form(endpoint), "{endpoint} leads to {}", shown.path);
    }
}

/// An older browser that says only its origin, and an address typed by hand, are at home.
#[tokio::test]
async fn our_own_pages_may_ask() {
    let app = TestApp::sqlite().await.expect("a server");
    for headers in [&[FORM, ("origin", HOME)][..], &[FORM, ("sec-fetch-site", "same-origin")]] {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri("/api/language/set")
            .header("accept", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(app.ask(request.body(Body::from("language=en")).expect("a request")).await.status, 200);
    }
}

/// No answer tells a browser that another site may read it.
#[tokio::test]
async fn no_other_site_may_read() {
    let app = TestApp::sqlite().await.expect("a server");
    let anna = app.member().await;
    for path in ["/threads", "/account", "/api/account/download", "/health"] {
        let request = anna.request(Method::GET, path).header("origin", "https://evil.example");
        let answer = app.ask(request.body(Body::empty()).expect("a request")).await;
        assert!(!answer.headers.keys().any(|name| name.as_str().starts_with("access-control")), "{path}");
    }
}
