//! `/staff/photos/{id}/{size}`: a photo, for whoever works here. No browser keeps it, as it keeps no
//! page of staff: desks are shared.

use crate::plain::{self, PlainReason};
use app::kit::state::AppState;
use app::kit::who::Who;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Extension, Path};
use axum::response::{IntoResponse, Response};
use domain::ids::PhotoId;
use domain::photos::PhotoSize;
use domain::staff::Right;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use std::sync::Arc;

/// Answers with the photo.
pub async fn show(
    address: Result<Path<(String, String)>, PathRejection>,
    Extension(who): Extension<Who>,
    Extension(state): Extension<Arc<AppState>>,
    asked: HeaderMap,
) -> Response {
    if !matches!(who, Who::Staff(staff) if staff.may(Right::BeHere)) {
        let mut refusal = Response::new(Body::empty());
        *refusal.status_mut() = StatusCode::UNAUTHORIZED;
        return refusal;
    }
    let read = |id: &str, size: &str| Some((id.parse::<PhotoId>().ok()?, size.parse::<PhotoSize>().ok()?));
    let Some((id, size)) = address.ok().and_then(|Path((id, size))| read(&id, &size)) else {
        return plain::page(PlainReason::Gone, &asked);
    };
    let found = async { state.store.staff.read().await?.photos().find(id, size.pixels().into()).await };
    match found.await {
        Ok(Some(photo)) => ([(CONTENT_TYPE, "image/jpeg")], photo).into_response(),
        Ok(None) => plain::page(PlainReason::Gone, &asked),
        Err(cause) => {
            state.log_failure("photo", &cause);
            plain::page(PlainReason::Busy, &asked)
        }
    }
}
