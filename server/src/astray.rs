//! Addresses that mean a page and miss it by a sign: links as people really get them, out of a chat, a mail or a slide.

use app::kit::paths;
use app::routes;
use axum::response::Response;
use http::header::LOCATION;
use http::{HeaderValue, Method, StatusCode, Uri};

/// Leads to the page that an address without a page means, if it means one.
pub fn lead(method: &Method, uri: &Uri) -> Option<Response> {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    let to = HeaderValue::from_str(&meant(uri).filter(|_| reads)?).ok()?;
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, to);
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
}
