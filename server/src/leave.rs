//! "Snel weg" without JavaScript: one tap to a page that anybody might be reading.

use axum::body::Body;
use axum::response::Response;
use http::header::LOCATION;
use http::{HeaderName, HeaderValue, StatusCode};

/// The weather of the Dutch weather service. Nothing of ours is in the address, and no referrer goes along
/// (`Referrer-Policy: same-origin`).
const AWAY: HeaderValue = HeaderValue::from_static("https://www.knmi.nl/nederland-nu/weer/verwachtingen");

/// Sends the browser away and lets it forget the pages it kept.
pub async fn now() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, AWAY);
    let forget = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(forget, HeaderValue::from_static("\"cache\", \"storage\""));
    response
}
