//! Forms that keep what was typed, with and without JavaScript.
//!
//! A browser posts a plain form to a server function. When it is refused, the page of the form is rendered again in
//! the answer to the same request, with what was typed and why it was refused: nothing is stored, nothing travels in
//! an address, and it works on every host. Islands ask for JSON instead and get the refusal with its status.

use crate::layers::request;
use crate::plain::{self, Reason};
use app::ctx::Host;
use app::error::AppError;
use app::forms::{Sent, WRITTEN};
use app::paths;
use app::people::parting::Parting;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures::FutureExt;
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use leptos::server_fn::error::FromServerFnError;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tower::ServiceExt;

/// The largest body that is read; the layer in front refuses more.
const LARGEST: usize = 64 * 1024;
/// The largest answer of a server function: an export of all posts of one member.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// The pages, which forms need to show one again.
#[derive(Clone)]
pub struct Forms {
    /// All pages, without the layers around them.
    pub pages: Router,
}

/// Runs the server function of this request and turns its answer into what the browser asked for.
pub async fn post(State(forms): State<Forms>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return plain::page(Reason::TooLarge, &parts.headers);
    };
    if !accepts_page(&parts.headers) {
        return as_json(ask(&parts, body).await).await;
    }
    let work = async { as_page(forms, &parts, &body, ask(&parts, body.clone()).await).await };
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(response) => response,
        // The hook has written the line already. Here, unlike in the layer outside, there is still what was typed.
        Err(_) => broken(&parts, &body),
    }
}

/// Something broke: a form in which somebody writes comes back with its text. The number is that of the request.
fn broken(parts: &Parts, typed: &[u8]) -> Response {
    plain::kept(Reason::Broken(request::current().0), &parts.uri, &parts.headers, typed)
}

/// The answer while the store cannot even say who is asking: a plain form comes back with its text.
pub async fn unavailable(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts.method != Method::POST || !accepts_page(&parts.headers) {
        return plain::page(Reason::Busy, &parts.headers);
    }
    match to_bytes(body, LARGEST).await {
        Ok(typed) => plain::kept(Reason::Busy, &parts.uri, &parts.headers, &typed),
        Err(_) => plain::page(Reason::TooLarge, &parts.headers),
    }
}

/// Calls the server function; its answer is JSON whoever asks.
async fn ask(parts: &Parts, body: Bytes) -> Response {
    let mut request = Request::new(Body::from(body));
    *request.method_mut() = Method::POST;
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    app::request::call(request).await.unwrap_or_else(|| {
        let mut none = Response::new(Body::empty());
        *none.status_mut() = StatusCode::BAD_REQUEST;
        none
    })
}

async fn as_json(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    head.headers.remove(LOCATION);
    if head.status.is_success() {
        return Response::from_parts(head, body);
    }
    let error = refusal(&head, body).await;
    head.status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    head.headers.remove(CONTENT_LENGTH);
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Response::from_parts(head, Body::from(error.ser()))
}

async fn as_page(forms: Forms, parts: &Parts, typed: &Bytes, answer: Response) -> Response {
    let (head, body) = answer.into_parts();
    if head.status.is_success() && head.headers.contains_key(CONTENT_DISPOSITION) {
        return Response::from_parts(head, body);
    }
    let endpoint = parts.uri.path().trim_start_matches("/api/");
    if head.status.is_success() && paths::shown_by(endpoint).is_some() {
        return again(forms, parts, typed, None).await;
    }
    if head.status.is_success() {
        let to = head.headers.get(LOCATION).cloned().unwrap_or(HeaderValue::from_static(paths::HOME));
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        *response.headers_mut() = head.headers;
        for gone in [CONTENT_TYPE, CONTENT_LENGTH] {
            response.headers_mut().remove(gone);
        }
        response.headers_mut().insert(LOCATION, to);
        if let Some(line) = parting(parts, endpoint, typed) {
            response.headers_mut().append(SET_COOKIE, line);
        }
        return response;
    }
    let cookies = cookies(&head.headers);
    let error = refusal(&head, body).await;
    let mut page = again(forms, parts, typed, Some(error)).await;
    for cookie in cookies {
        page.headers_mut().append(SET_COOKIE, cookie);
    }
    page
}

/// Makes the `Set-Cookie` line with which the next page tells somebody who went that it worked.
fn parting(parts: &Parts, endpoint: &str, typed: &Bytes) -> Option<HeaderValue> {
    let host = parts.extensions.get::<Arc<Host>>()?;
    let parting = Parting::of(endpoint, |name| field(typed, name))?;
    HeaderValue::from_str(&parting.line(host.secure)).ok()
}

/// The first field of this name in a form.
fn field(typed: &Bytes, name: &str) -> Option<String> {
    form_urlencoded::parse(typed).find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
}

/// Renders the page of the form once more, with what was typed and why it was refused. Without a refusal it is the page
/// that the form asked to see.
async fn again(forms: Forms, parts: &Parts, typed: &Bytes, error: Option<AppError>) -> Response {
    let endpoint = parts.uri.path().trim_start_matches("/api/").to_owned();
    let fields: Vec<(String, String)> = form_urlencoded::parse(typed).into_owned().collect();
    let path = match &error {
        // The session ended while somebody was writing: the page to sign in gives the text back.
        Some(AppError::SignIn) => Some(paths::SIGN_IN.to_owned()),
        // The key was changed in another tab: its page gives the text back, the page of the form would send away.
        Some(AppError::ConfirmCode) if WRITTEN.contains(&&*endpoint) => Some(paths::JOIN_KEY.to_owned()),
        Some(_) => paths::page_of(&endpoint, |name| field(typed, name)),
        None => paths::shown_by(&endpoint).map(str::to_owned),
    };
    let status = error.as_ref().map_or(200, AppError::status);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let Some(uri) = path.and_then(|path| path.parse::<Uri>().ok()) else {
        let mut page = plain::page(Reason::Gone, &parts.headers);
        *page.status_mut() = status;
        return page;
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    for sent in [CONTENT_TYPE, CONTENT_LENGTH] {
        request.headers_mut().remove(sent);
    }
    request.extensions_mut().insert(Sent { endpoint: endpoint.into(), fields: Arc::from(fields), error });
    let mut page = forms.pages.oneshot(request).await.unwrap_or_else(|never| match never {});
    match page.status() {
        StatusCode::SERVICE_UNAVAILABLE => {
            return plain::kept(Reason::Busy, &parts.uri, &parts.headers, typed);
        }
        StatusCode::INTERNAL_SERVER_ERROR => return broken(parts, typed),
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

/// Tells whether the browser wants a page: it came from a plain form.
fn accepts_page(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request, text};
    use axum::routing;

    /// Whatever panics between the form and its answer, what somebody wrote comes back; a key does not.
    #[tokio::test]
    async fn a_panic_gives_the_text_back() {
        async fn broken() -> &'static str {
            panic!("on purpose")
        }
        let forms = Forms { pages: Router::new().fallback(broken) };
        let app = Router::new().route("/api/{*rest}", routing::post(post)).with_state(forms);
        let head = [("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded")];
        let fields = "thread=00000000000000000000000000000001&kind=tip&body=Wat+ik+schreef";
        let page = answer(app.clone(), request("POST", "/api/posts/add", &head, fields)).await;
        assert_eq!(page.status(), 500);
        assert!(text(page).await.contains("Wat ik schreef</textarea>"));
        let page = answer(app, request("POST", "/api/people/sign_in", &head, "password=7QXM")).await;
        assert_eq!(page.status(), 500);
        assert!(!text(page).await.contains("7QXM"));
    }
}
