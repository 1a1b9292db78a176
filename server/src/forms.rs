//! Forms that keep what was typed, with and without JavaScript.
//!
//! A browser posts a plain form to a server function. When it is refused, the page of the form is rendered again in
//! the answer to the same request, with what was typed and why it was refused: nothing is stored, nothing travels in
//! an address, and it works on every host. Islands ask for JSON instead and get the refusal with its status.

use crate::layers::bodies::LARGEST;
use crate::layers::request;
use crate::plain::{self, PlainReason};
use crate::uploads::Uploads;
use app::kit::error::AppError;
use app::kit::forms::{Done, Fields, Form, Sent};
use app::kit::headers::items;
use app::kit::paths;
use app::kit::session;
use app::kit::staff::proving::{self, is_proof};
use app::kit::staff::session::SIGN_OUT as STAFF_SIGN_OUT;
use app::kit::state::AppState;
use app::kit::ui::SET_LANGUAGE;
use app::kit::who::{SharedComputer, Who};
use app::routes;
use app::story::privacy::decided;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use domain::faults::Fault;
use futures::FutureExt;
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use leptos::server_fn::error::FromServerFnError;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use tower::ServiceExt;

/// The largest answer of a server function: an export of all posts of one member.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// The pages, which forms need to show one again.
#[derive(Clone)]
pub struct Forms {
    /// All pages, without the layers around them.
    pub pages: Router,
    /// Whoever sends a file.
    pub uploads: Arc<Uploads>,
}

/// Runs the server function of this request and turns its answer into what the browser asked for.
pub async fn post(State(forms): State<Forms>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    // What is read takes a place until it is answered.
    let (body, _place) = match forms.uploads.read(&mut parts, body).await {
        Ok((body, place)) => (joined(body), place),
        Err(why) => return plain::page(why, &parts.headers),
    };
    let work = async {
        let (answer, unproved) = match is_of_another(&parts, &body) {
            Some(why) => (refused(&why), false),
            None => match prove(&parts, &body).await {
                Ok((parts, body)) => (ask(&parts, body).await, false),
                Err(why) => (refused(&why), true),
            },
        };
        if accepts_page(&parts.headers) {
            as_page(forms, &parts, &body, (answer, unproved)).await
        } else {
            as_json(answer).await
        }
    };
    if !accepts_page(&parts.headers) {
        return work.await;
    }
    match AssertUnwindSafe(work).catch_unwind().await {
        Ok(response) => response,
        // The hook has written the line already. Here, unlike in the layer outside, there is still what was typed.
        Err(_) => broken(&parts, &body),
    }
}

/// Tells whether a page that another member, or a colleague, left open sends this, with or without a connection meanwhile: each form
/// says whose page it stands on. Signing out is for whoever is in, and the language is nobody's.
fn is_of_another(parts: &Parts, body: &[u8]) -> Option<AppError> {
    let (own, why) = match parts.extensions.get::<Who>()? {
        Who::Member(me) => (me.root.shelf(), AppError::SignIn),
        Who::Staff(me) => {
            (parts.extensions.get::<Arc<AppState>>()?.keys.staff_shelf(me.id), AppError::StaffSignIn)
        }
        Who::Visitor => return None,
    };
    let (_, shelf) = form_urlencoded::parse(body).find(|(field, _)| field == "shelf")?;
    let anybodys = [session::SIGN_OUT.endpoint, STAFF_SIGN_OUT.endpoint, SET_LANGUAGE.endpoint];
    let is_anybodys = form_of(parts).is_some_and(|form| anybodys.contains(&form.endpoint));
    (*shelf != *own && !is_anybodys).then_some(why)
}

/// Judges the factor that a staff person shows with a form, if they do; whoever showed one just did so for the function, which gets
/// the other fields.
async fn prove(parts: &Parts, body: &Bytes) -> Result<(Parts, Bytes), AppError> {
    let (mut parts, mut body) = (parts.clone(), body.clone());
    let fields: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    if let Some(me) = proving::shown(&parts, &fields).await? {
        parts.extensions.insert(Who::Staff(me));
        let others = fields.iter().filter(|(field, _)| !is_proof(field));
        body = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish().into();
    }
    Ok((parts, body))
}

/// Brings the ticked boxes of one field together: a space between their words, so that each field is there once.
fn joined(body: Bytes) -> Bytes {
    let (mut fields, mut places) = (Vec::<(String, String)>::new(), HashMap::new());
    let mut twice = false;
    for (name, value) in form_urlencoded::parse(&body) {
        let place = *places.entry(name.clone()).or_insert(fields.len());
        if let Some((_, words)) = fields.get_mut(place) {
            twice = true;
            words.push(' ');
            words.push_str(&value);
        } else {
            fields.push((name.into_owned(), value.into_owned()));
        }
    }
    if !twice {
        return body;
    }
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into()
}

/// A refusal as a server function would answer it.
fn refused(error: &AppError) -> Response {
    let mut answer = Response::new(Body::from(error.ser()));
    *answer.status_mut() = StatusCode::UNAUTHORIZED;
    answer
}

/// Something broke: a form in which somebody writes comes back with its text. The number is that of the request.
fn broken(parts: &Parts, typed: &[u8]) -> Response {
    plain::kept(PlainReason::Broken(request::current().0), &parts.uri, &parts.headers, typed)
}

/// The answer while the store cannot even say who is asking: a plain form comes back with its text.
pub async fn unavailable(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    if parts.method != Method::POST || !accepts_page(&parts.headers) {
        return plain::page(PlainReason::Busy, &parts.headers);
    }
    match to_bytes(body, LARGEST).await {
        Ok(typed) => plain::kept(PlainReason::Busy, &parts.uri, &parts.headers, &typed),
        Err(_) => plain::page(PlainReason::TooLarge, &parts.headers),
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
    app::kit::request::call(request).await.unwrap_or_else(|| {
        let mut none = Response::new(Body::empty());
        *none.status_mut() = StatusCode::BAD_REQUEST;
        none
    })
}

async fn as_json(answer: Response) -> Response {
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

/// `unproved`: a factor was shown that does not fit, so the page that asked for it asks again.
async fn as_page(
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

/// The form that posts to the address of this request.
fn form_of(parts: &Parts) -> Option<&'static Form> {
    routes::form(parts.uri.path().trim_start_matches("/api/"))
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

/// Tells whether the browser wants a page: it came from a plain form.
fn accepts_page(headers: &HeaderMap) -> bool {
    items(headers, ACCEPT, ',').any(|kind| kind.starts_with("text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::testing::{answer, request, text};
    use axum::routing;

    #[test]
    fn boxes_of_one_field_are_one_field() {
        for (sent, read) in
            [("theme=a&happened=x+y&theme=b", "theme=a+b&happened=x+y"), ("a=1&b=%20", "a=1&b=%20"), ("", "")]
        {
            assert_eq!(joined(Bytes::from_static(sent.as_bytes())), read, "{sent}");
        }
    }

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

    /// Whatever panics between the form and its answer, what somebody wrote comes back; a key does not.
    #[tokio::test]
    async fn a_panic_gives_the_text_back() {
        async fn broken() -> &'static str {
            panic!("on purpose")
        }
        let forms = Forms { pages: Router::new().fallback(broken), uploads: Arc::default() };
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
