//! What of a form comes back, and what never does.

use super::*;
use http::header::ACCEPT_LANGUAGE;

fn asking(name: http::HeaderName, value: &'static str) -> HeaderMap {
    HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
}

#[tokio::test]
async fn a_broken_page_shows_its_ticket_and_allows_no_script() {
    let response = page(PlainReason::Broken(0xBEEF), &HeaderMap::new());
    assert_eq!(response.status(), 500);
    assert!(!response.headers()[CONTENT_SECURITY_POLICY].to_str().expect("ascii").contains("script-src"));
    let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
    let html = String::from_utf8_lossy(&body);
    assert!(html.contains("0000BEEF"));
    // Also where nothing works there is a way up and a way out.
    for there in ["href=\"/help\"", "href=\"tel:113\"", "href=\"tel:112\"", "href=\"/leave\""] {
        assert!(html.contains(there), "{there}: {html}");
    }
}

/// The page for a form in this language, with everything that somebody could read on it.
async fn busy(to: &'static str, language: &'static str) -> String {
    let asked = asking(ACCEPT_LANGUAGE, language);
    let response = kept(PlainReason::Busy, &http::Uri::from_static(to), &asked, b"password=7QXM");
    assert_eq!(response.status(), 503);
    let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
    String::from_utf8_lossy(&body).into_owned()
}

/// Whoever only reads has no text to lose, and nobody is asked to reload a page that would send a key again.
#[tokio::test]
async fn while_the_store_is_away_each_page_names_what_to_do_there() {
    let response = page(PlainReason::Busy, &HeaderMap::new());
    let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
    let reading = String::from_utf8_lossy(&body).into_owned();
    assert!(reading.contains("<a class=\"btn btn--primary\" href=\"\">"), "{reading}");
    let removing = busy("/api/account/remove", "nl").await;
    assert!(
        removing.contains("href=\"/account/remove\">") && removing.contains("niets veranderd"),
        "{removing}"
    );
    assert!(busy("/api/people/sign_out", "en").await.contains("nothing was changed"));
    for html in [reading, removing] {
        assert!(!html.contains("tekst") && !html.contains("ververs") && !html.contains("7QXM"), "{html}");
    }
}

#[tokio::test]
async fn what_was_written_comes_back_as_text_and_a_key_never_does() {
    let typed = "once=a%22b&body=%3C%2Ftextarea%3E%3Cscript%3E%26&tried=+&%3Cb%3E=x";
    let (to, asked) = (http::Uri::from_static("/api/posts/add"), HeaderMap::new());
    let response = kept(PlainReason::Busy, &to, &asked, typed.as_bytes());
    assert_eq!(response.status(), 503);
    let body = axum::body::to_bytes(response.into_body(), 10_000).await.expect("a body");
    let html = String::from_utf8_lossy(&body);
    for there in
        ["value=\"a&quot;b\"", "\n&lt;/textarea&gt;&lt;script&gt;&amp;</textarea>", "name=\"&lt;b&gt;\""]
    {
        assert!(html.contains(there), "{there}: {html}");
    }
    assert_eq!(html.matches("<textarea").count(), 1, "an empty field needs no place");
    let broken = kept(PlainReason::Broken(0xBEEF), &to, &asked, typed.as_bytes());
    assert_eq!(broken.status(), 500);
    let body = axum::body::to_bytes(broken.into_body(), 10_000).await.expect("a body");
    let html = String::from_utf8_lossy(&body);
    assert!(html.contains("0000BEEF") && html.matches("<textarea").count() == 1, "{html}");
    let to = http::Uri::from_static("/api/people/sign_in");
    let key = kept(PlainReason::Broken(1), &to, &asked, b"password=7QXM&body=x");
    let body = axum::body::to_bytes(key.into_body(), 10_000).await.expect("a body");
    assert!(!String::from_utf8_lossy(&body).contains("7QXM"));
}

/// A page that was open while a new version came posts to an address that is no more; and a thread may go while somebody answers.
#[tokio::test]
async fn a_form_that_leads_nowhere_gives_its_text_back_once_and_a_key_never() {
    let asked = HeaderMap::new();
    let typed = b"thread=1&body=+&body=Wat+%3Cik%3E+schreef&body=Nog+eens&password=7QXM&code=7QXM&%3Cb%3E=x";
    for (to, status, says) in [
        ("/api/notes/add", 404, "nieuwe versie"),
        ("/api/posts/add", 404, "is er niet meer"),
        ("/api/posts/edit", 403, "is er niet meer"),
    ] {
        let status = StatusCode::from_u16(status).expect("a status");
        let page = lost(status, &http::Uri::from_static(to), &asked, typed).expect("a page");
        assert_eq!(page.status(), status);
        let body = axum::body::to_bytes(page.into_body(), 10_000).await.expect("a body");
        let html = String::from_utf8_lossy(&body);
        assert!(html.contains("\nWat &lt;ik&gt; schreef</textarea>") && html.contains(says), "{to}: {html}");
        assert_eq!(html.matches("<textarea").count(), 1, "{to}");
        assert!(!html.contains("7QXM") && !html.contains("<form") && !html.contains("<b>"), "{to}: {html}");
    }
    let to = http::Uri::from_static("/api/notes/add");
    assert!(lost(StatusCode::NOT_FOUND, &to, &asked, b"password=7QXM&body=+").is_none());
    let busy = kept(PlainReason::Busy, &to, &asked, typed);
    assert_eq!(busy.status(), 503);
    let body = axum::body::to_bytes(busy.into_body(), 10_000).await.expect("a body");
    assert!(String::from_utf8_lossy(&body).contains("Wat &lt;ik&gt; schreef"));
}
