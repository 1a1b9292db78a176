//! Requests as they really come: with foreign cookies, with links that miss by a sign, with addresses that are no text.

use axum::body::Body;
use http::{Method, Request};
use server::testing::{TestApp, TestStore};

server::stories! {
    /// A portal of the employer on the same device: its cookie is no reason to be a stranger here.
    async fn a_foreign_cookie_signs_nobody_out(app) {
        let mut anna = app.member().await;
        anna.cookies.insert("portaal".to_owned(), "zoë".to_owned());
        let page = anna.sees("/threads").await;
        assert_eq!((page.status(), &*page.path), (200, "/threads"), "{}", page.words());
        anna.cookies.remove("__Host-session");
        let page = anna.signs_in().await;
        assert_eq!(page.path, "/threads", "{}", page.words());
    }

    /// Out of a chat, a mail, or a slide.
    async fn a_link_that_misses_by_a_sign_leads_to_its_page(app) {
        let mut anna = app.member().await;
        for (asked, path) in [
            ("/threads/", "/threads"),
            ("/themes/workload/", "/themes/workload"),
            ("/search/?q=", "/search?q="),
        ] {
            let page = anna.sees(asked).await;
            assert_eq!((page.status(), &*page.path), (200, path), "{asked}");
        }
        let mut nobody = app.browser();
        for asked in ["/join/", "/join%237QXMK-D2D9A", "/join/7QXMK-D2D9A"] {
            let page = nobody.sees(asked).await;
            assert_eq!(page.status(), 200, "{asked}");
            assert!(page.path.starts_with("/join") && page.has_form("people/check_cohort"), "{asked}: {}", page.path);
        }
        for away in ["//evil.example/", "/%2F%2Fevil.example/", "/..%2F/"] {
            let answer = nobody.gets(away).await;
            assert!(answer.status == 404 || !answer.header("location").contains("//"), "{away}: {}", answer.header("location"));
        }
    }

    /// Bytes that are no text, of whatever page that takes a part of its address.
    async fn an_address_that_is_no_text_gets_our_own_page(app) {
        let mut anna = app.member().await;
        for address in server::router::addresses().into_iter().filter(|address| address.contains('{')) {
            let (before, rest) = address.split_once('{').expect("a part");
            let behind = rest.split_once('}').expect("its end").1;
            for part in ["%ff", "%00", "%c3%28", "%ed%a0%80", "%F0%9F%98%80", "%zz", "%", "..%2F"] {
                let asked = format!("{before}{part}{behind}");
                let request = anna.request(Method::GET, &asked).header("accept", "text/html").body(Body::empty());
                let Ok(request) = request else { continue };
                let answer = anna.ask(request).await;
                assert_eq!(answer.status, 404, "{asked}: {}", answer.text());
                assert!(answer.text().contains("<main"), "{asked}: {}", answer.text());
            }
        }
    }
}

/// On one machine: its address and its name are the same place, and only the name has passkeys and a session.
#[tokio::test]
async fn at_home_at_localhost_its_address_leads_there() {
    let settings =
        || server::config::Settings { origin: "http://localhost:3000".to_owned(), ..TestApp::wide() };
    let app = TestApp::over(TestStore::sqlite().await.expect("a store"), settings());
    let asks = async |method: Method, path: &str, host: &str| {
        let request = Request::builder().method(&method).uri(path).header("host", host);
        let request = request.header("origin", format!("http://{host}")).header("accept", "text/html");
        let form = request.header("content-type", "application/x-www-form-urlencoded");
        app.ask(form.body(Body::empty()).expect("a request")).await
    };
    for host in ["127.0.0.1:3000", "[::1]:3000"] {
        for path in ["/", "/sign-in", "/themes/workload?page=2", "/no/such", "/live/threads/x"] {
            let answer = asks(Method::GET, path, host).await;
            assert_eq!(
                (answer.status, answer.header("location")),
                (307, &*format!("http://localhost:3000{path}"))
            );
            assert!(answer.cookies().is_empty() && answer.header("cache-control") == "no-store", "{path}");
        }
        // A form is answered where it was sent, and whoever asks how the server is gets an answer.
        assert_eq!(asks(Method::POST, "/api/language/set", host).await.status, 422);
        assert_eq!(asks(Method::GET, "/health", host).await.status, 200);
    }
    assert_eq!(asks(Method::GET, "/sign-in", "localhost:3000").await.status, 200);
    assert_eq!(asks(Method::GET, "/sign-in", "ward-3.local:3000").await.status, 200);
    let app = TestApp::sqlite().await.expect("a server");
    let request = Request::builder().uri("/sign-in").header("host", "127.0.0.1:3000");
    assert_eq!(app.ask(request.body(Body::empty()).expect("a request")).await.status, 200);
}
