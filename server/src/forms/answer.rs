//! What a browser gets that sent a form: the next page, a file, or the page of the form once more.

use super::{Forms, form_of};
use crate::layers::request;
use crate::plain::{self, PlainReason};
use app::kit::error::AppError;
use app::kit::forms::{Done, Fields, Sent};
use app::kit::paths;
use app::kit::state::AppState;
use app::kit::who::SharedComputer;
use app::story::privacy::decided;
use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use domain::faults::Fault;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Request, StatusCode, Uri};
use leptos::server_fn::error::FromServerFnError;
use std::sync::Arc;
use tower::ServiceExt;

/// The largest answer of a server function: an export of all posts of one member.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Answers an island: what the function said, or its refusal with the status of that.
pub(super) async fn as_json(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    if head.status.is_success() {
        return Response::from_parts(head, body);
    }
    let error = refusal(&head, body).await;
    head.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(head, Body::from(error.ser()))
}

/// Answers a browser that sent a plain form. `unproved`: a factor was shown that does not fit, so the page that asked for it asks again.
pub(super) async fn as_page(
    forms: Forms,
    parts: &Parts,
    typed: &Bytes,
    (answer, unproved): (Response, bool),
) -> Response {
    let (head, body) = answer.into_parts();
    if head.status.is_success()
        && let Some(said) = head.headers.get(CONTENT_DISPOSITION)
    {
        let is_table = said.as_bytes().ends_with(b".csv\"");
        if !is_table {
            return Response::from_parts(head, body);
        }
        return as_table(head, body).await.unwrap_or_else(|| broken(parts, typed));
    }
    let form = form_of(parts);
    if head.status.is_success() && form.is_some_and(|form| form.shown_by.is_some()) {
        return again(forms, parts, typed, (None, false)).await;
    }
    if head.status.is_success() {
        return go_on(parts, head, body).await;
    }
    let cookies = cookies(&head.headers);
    let error = refusal(&head, body).await;
    let unproved = unproved || error == AppError::ProveAgain;
    let mut page = again(forms, parts, typed, (Some(error), unproved)).await;
    for cookie in cookies {
        page.headers_mut().append(SET_COOKIE, cookie);
    }
    page
}

/// A file for a spreadsheet: the text itself, which the function answered as JSON. It is in memory whole, so a bound would save nothing,
/// and half a file, or none that looks like one, would be taken for all there is.
async fn as_table(mut head: http::response::Parts, body: Body) -> Option<Response> {
    let body = to_bytes(body, usize::MAX).await.ok()?;
    let text: String = serde_json::from_slice(&body).ok()?;
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    Some(Response::from_parts(head, Body::from(text)))
}

/// Leads to where the server function says, with what the next page has to tell.
async fn go_on(parts: &Parts, mut head: http::response::Parts, body: Body) -> Response {
    let body = to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    let done =
        serde_json::from_slice(&body).ok().filter(Done::stays_here).unwrap_or_else(|| Done::at(paths::HOME));
    head.status = StatusCode::SEE_OTHER;
    for gone in [CONTENT_TYPE, CONTENT_LENGTH] {
        head.headers.remove(gone);
    }
    let to = HeaderValue::from_str(&done.at).unwrap_or(HeaderValue::from_static(paths::HOME));
    head.headers.insert(LOCATION, to);
    let secure = parts.extensions.get::<Arc<AppState>>().is_some_and(|state| state.secure);
    let shared = parts.extensions.get::<SharedComputer>().is_some_and(|shared| shared.0);
    let told =
        done.parting.map(|parting| parting.line(secure)).or(done.deed.map(|deed| deed.line(secure, shared)));
    if let Some(line) = told.and_then(|line| HeaderValue::from_str(&line).ok()) {
        head.headers.append(SET_COOKIE, line);
    }
    Response::from_parts(head, Body::empty())
}

/// Renders the page of the form once more, with what was typed and why it was refused. Without a refusal it is the page
/// that the form asked to see.
async fn again(
    forms: Forms,
    parts: &Parts,
    typed: &Bytes,
    (error, unproved): (Option<AppError>, bool),
) -> Response {
    let fields: Vec<(String, String)> = form_urlencoded::parse(typed).into_owned().collect();
    let form = form_of(parts);
    // Only what was looked at: a member's text within its limits, in which something was found.
    let fields = match (form, &error) {
        (Some(form), Some(AppError::Faults(faults)))
            if faults.iter().any(|(_, why)| why == Fault::Recognisable) =>
        {
            match decided(parts, form, fields).await {
                Ok(fields) => fields,
                Err(_) => return broken(parts, typed),
            }
        }
        _ => fields,
    };
    let path = form.and_then(|form| match &error {
        // The page that asks for a factor holds the fields, and sends them again.
        Some(_) if unproved => Some(paths::STAFF_PROVE.to_owned()),
        Some(AppError::StaffSignIn) => Some(paths::STAFF_SIGN_IN.to_owned()),
        // The session ended while somebody was writing: the page to sign in gives the text back.
        Some(AppError::SignIn) => Some(paths::SIGN_IN.to_owned()),
        // The key was not kept yet, or changed in another tab: its page gives the text back, and what was wanted is done there.
        Some(AppError::ConfirmCode) => Some(paths::JOIN_KEY.to_owned()),
        Some(_) => form.page(&Fields(&fields)),
        None => form.shown_by.map(str::to_owned),
    });
    let status = error.as_ref().map_or(200, AppError::status);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let uri = path.and_then(|path| path.parse::<Uri>().ok());
    let (Some(form), Some(uri)) = (form, uri) else {
        return plain::lost(status, &parts.uri, &parts.headers, typed).unwrap_or_else(|| {
            let mut page = plain::page(PlainReason::Gone, &parts.headers);
            *page.status_mut() = status;
            page
        });
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    for sent in [CONTENT_TYPE, CONTENT_LENGTH] {
        request.headers_mut().remove(sent);
    }
    request.extensions_mut().insert(Sent { form, fields: Arc::from(fields), error });
    let mut page = forms.pages.oneshot(request).await.unwrap_or_else(|never| match never {});
    match page.status() {
        StatusCode::SERVICE_UNAVAILABLE => {
            return plain::kept(PlainReason::Busy, &parts.uri, &parts.headers, typed);
        }
        StatusCode::INTERNAL_SERVER_ERROR => return broken(parts, typed),
        // The page of the form is gone, or was never this person's.
        gone if gone.is_client_error() => {
            return plain::lost(gone, &parts.uri, &parts.headers, typed).unwrap_or(page);
        }
        _ => {}
    }
    if page.status().is_success() {
        *page.status_mut() = status;
    }
    page
}

/// The refusal that a server function answered with.
async fn refusal(head: &http::response::Parts, body: Body) -> AppError {
    let bytes = to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    // There is no such function.
    if head.status == StatusCode::BAD_REQUEST { AppError::Gone } else { AppError::de(bytes) }
}

fn cookies(headers: &HeaderMap) -> Vec<HeaderValue> {
    headers.get_all(SET_COOKIE).iter().cloned().collect()
}

/// Something broke: a form in which somebody writes comes back with its text. The number is that of the request.
pub(super) fn broken(parts: &Parts, typed: &[u8]) -> Response {
    plain::kept(PlainReason::Broken(request::current().0), &parts.uri, &parts.headers, typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A log of many years is there to its last line; what is no text is not taken for an empty one.
    #[tokio::test]
    async fn a_table_is_there_whole_or_not_at_all() {
        let (head, ()) = Response::new(()).into_parts();
        let text = "a".repeat(LARGEST_ANSWER + 1);
        let table = as_table(head.clone(), Body::from(format!("\"{text}\""))).await.expect("a table");
        let body = to_bytes(table.into_body(), usize::MAX).await.expect("a body");
        assert_eq!(body.len(), text.len());
        for broken in ["", "\"half", "{}"] {
            assert!(as_table(head.clone(), Body::from(broken)).await.is_none(), "{broken}");
        }
    }
}
