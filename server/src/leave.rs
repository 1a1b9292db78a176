//! "Snel weg" without JavaScript: one tap to a page that anybody might be reading, and the way back shows nothing.

use app::kit::session::ending;
use app::kit::state::AppState;
use app::kit::who::Who;
use axum::body::Body;
use axum::extract::Extension;
use axum::response::Response;
use http::header::{LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use std::sync::Arc;

/// The weather of the Dutch weather service. Nothing of ours is in the address, and no referrer goes along
/// (`Referrer-Policy: same-origin`).
const AWAY: HeaderValue = HeaderValue::from_static("https://www.knmi.nl/nederland-nu/weer/verwachtingen");

/// Sends the browser away and lets it forget what it kept. A link on another site only leads away: nobody else decides
/// that somebody leaves.
pub async fn now(
    Extension(state): Extension<Arc<AppState>>,
    Extension(who): Extension<Who>,
    asked: HeaderMap,
) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, AWAY);
    if asked.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site") {
        return response;
    }
    for line in ending::leave(&state, &who, &asked).await {
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(SET_COOKIE, line);
        }
    }
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, HeaderValue::from_static("\"cache\", \"storage\""));
    response
}
