//! Addresses that mean a page and miss it by a sign: links as people really get them, out of a chat, a mail or a slide.

use app::kit::paths;
use app::routes;
use axum::response::Response;
use http::header::{HOST, LOCATION};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

/// Leads to the page that an address without a page means, if it means one.
pub fn lead(method: &Method, uri: &Uri) -> Option<Response> {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let to = HeaderValue::from_str(&meant(uri).filter(|_| reads)?).ok()?;
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, to);
    Some(response)
}

/// Leads from the address of this machine to its name, where this site is at home at the name: a cookie or a passkey of the one
/// is none of the other.
pub fn lead_to_name(origin: &str, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    let port =
        origin.strip_prefix("http://localhost").filter(|_| matches!(*method, Method::GET | Method::HEAD))?;
    let host = headers.get(HOST)?.to_str().ok()?;
    let asked = host.strip_prefix("127.0.0.1").or_else(|| host.strip_prefix("[::1]"))?;
    let same = asked == port || [asked, port].iter().all(|port| matches!(*port, "" | ":80"));
    let to = [origin, uri.path_and_query().filter(|_| same)?.as_str()].concat();
    let mut response = Response::default();
    *response.status_mut() = StatusCode::TEMPORARY_REDIRECT;
    response.headers_mut().insert(LOCATION, HeaderValue::from_str(&to).ok()?);
    Some(response)
}

/// The address that was meant: of a page of ours, whatever stands in `uri`.
fn meant(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let page = path.trim_end_matches('/');
    if page != path && is_page(page) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Some([page, &*query].concat());
    }
    if let Some(code) = path.strip_prefix(paths::JOIN).map(join_code).filter(|code| !code.is_empty()) {
        return Some(format!("{}#{code}", paths::JOIN));
    }
    None
}

/// Tells whether a page of ours stands at this path.
fn is_page(path: &str) -> bool {
    let fits = |page: &str| {
        let mut parts = path.split('/').zip(page.split('/'));
        path.split('/').count() == page.split('/').count()
            && parts.all(|(asked, part)| asked == part || (part.starts_with('{') && !asked.is_empty()))
    };
    routes::pages().iter().any(|page| fits(page.path))
}

/// The code behind `/join`, where its `#` was encoded, or taken for a folder.
fn join_code(rest: &str) -> &str {
    let mut code = rest.trim_matches('/');
    while let Some(behind) = code.strip_prefix("%23").or_else(|| code.strip_prefix("%2F")) {
        code = behind;
    }
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '%' | '.' | '_');
    if code.len() == rest.len() || !code.chars().all(is_code) { "" } else { code }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_misses_by_a_sign_leads_to_its_page() {
        for (asked, to) in [
            ("/threads/", Some("/threads")),
            ("/threads//", Some("/threads")),
            ("/join/", Some("/join")),
            ("/join/key/", Some("/join/key")),
            ("/join/rules//", Some("/join/rules")),
            ("/themes/workload/?page=2", Some("/themes/workload?page=2")),
            ("/join%237QXMK-D2D9A", Some("/join#7QXMK-D2D9A")),
            ("/join/%237QXMK%2DD2D9A", Some("/join#7QXMK%2DD2D9A")),
            ("/join/7QXMK-D2D9A", Some("/join#7QXMK-D2D9A")),
            ("/join/7QXMK-D2D9A/", Some("/join#7QXMK-D2D9A")),
            ("/pkg/", None),
            ("/api/", None),
            ("/joinery", None),
            ("/nothing", None),
            ("/", None),
            ("//evil.example/", None),
            ("//evil.example//", None),
            ("/.evil/", None),
            ("/%5Cevil.example/", None),
        ] {
            let uri: Uri = asked.parse().expect("an address");
            assert_eq!(meant(&uri).as_deref(), to, "{asked}");
        }
        let post = lead(&Method::POST, &Uri::from_static("/threads/"));
        assert!(post.is_none(), "what was sent is not sent on");
    }

    #[test]
    fn the_address_of_this_machine_leads_to_its_name() {
        let local = "http://localhost:3000";
        for (origin, host, to) in [
            (local, "127.0.0.1:3000", Some("http://localhost:3000/join?from=poster")),
            (local, "[::1]:3000", Some("http://localhost:3000/join?from=poster")),
            ("http://localhost", "127.0.0.1:80", Some("http://localhost/join?from=poster")),
            ("http://localhost:80", "[::1]", Some("http://localhost:80/join?from=poster")),
            (local, "localhost:3000", None),
            // A way in of somebody's own, such as a tunnel: the name may be somewhere else there.
            (local, "127.0.0.1:4000", None),
            (local, "127.0.0.1", None),
            (local, "127.0.0.1:3000.evil.example", None),
            (local, "127.0.0.1.evil.example:3000", None),
            (local, "ward-3.local:3000", None),
            ("http://127.0.0.1:3000", "127.0.0.1:3000", None),
            ("https://localhost:3000", "127.0.0.1:3000", None),
            ("https://health-thing.example", "127.0.0.1:3000", None),
        ] {
            let led = |method: &Method, uri: &'static str| {
                let headers = [(HOST, HeaderValue::from_static(host))].into_iter().collect();
                let response = lead_to_name(origin, method, &Uri::from_static(uri), &headers)?;
                assert_eq!(response.status(), 307, "{origin} at {host}");
                Some(response.headers()[LOCATION].to_str().expect("a text").to_owned())
            };
            assert_eq!(led(&Method::GET, "/join?from=poster").as_deref(), to, "{origin} at {host}");
            assert_eq!(led(&Method::HEAD, "/join?from=poster").as_deref(), to, "{origin} at {host}");
            assert_eq!(led(&Method::POST, "/join"), None, "what was sent is not sent on");
            // Whatever the path, it stays a path.
            let odd = led(&Method::GET, "//evil.example/@x");
            assert_eq!(odd.is_some(), to.is_some());
            assert!(odd.is_none_or(|to| to.ends_with("//evil.example/@x") && to.starts_with(origin)));
        }
        let origin = "http://localhost:3000";
        assert!(lead_to_name(origin, &Method::GET, &Uri::from_static("/"), &HeaderMap::new()).is_none());
    }
}
