//! "Snel weg" without JavaScript: one tap to a page that anybody might be reading, and the way back shows nothing.

use app::kit::session::ending;
use app::kit::staff;
use app::kit::state::AppState;
use axum::body::Body;
use axum::extract::Extension;
use axum::response::Response;
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// The weather of the Dutch weather service. Nothing of ours is in the address, and no referrer goes along
/// (`Referrer-Policy: same-origin`).
const AWAY: HeaderValue = HeaderValue::from_static("https://www.knmi.nl/nederland-nu/weer/verwachtingen");

/// Sends the browser away and lets it forget what it kept. A link on another site only leads away: nobody else decides
/// that somebody leaves.
///
/// Nobody leaves by a look beforehand, of a browser that guesses what is tapped next or of a program that only wants the head.
/// A browser must not keep the answer to such a guess and use it when somebody means it, so that one is a refusal.
pub async fn now(Extension(state): Extension<Arc<AppState>>, method: Method, asked: HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    if is_a_guess(&asked) {
        *response.status_mut() = StatusCode::TOO_EARLY;
        return response;
    }
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, AWAY);
    let from_elsewhere =
        asked.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site");
    if from_elsewhere || method == Method::HEAD {
        return response;
    }
    let mut lines = ending::leave(&state, &asked).await;
    lines.extend(staff::session::leave(&state, &asked).await);
    for line in lines {
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(SET_COOKIE, line);
        }
    }
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, HeaderValue::from_static("\"cache\", \"storage\""));
    response
}

/// Tells whether a browser fetches ahead of its user.
fn is_a_guess(asked: &HeaderMap) -> bool {
    let says = |name: &str, word: &[u8]| {
        asked.get_all(name).iter().any(|value| value.as_bytes().windows(word.len()).any(|part| part == word))
    };
    ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .any(|name| says(name, b"prefetch") || says(name, b"prerender") || says(name, b"preview"))
}
