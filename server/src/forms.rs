//! Forms that keep what was typed, with and without JavaScript.
//!
//! A browser posts a plain form to a server function. When it is refused, the page of the form is rendered again in
//! the answer to the same request, with what was typed and why it was refused: nothing is stored, nothing travels in
//! an address, and it works on every host. Islands ask for JSON instead and get the refusal with its status.

mod answer;

use crate::layers::bodies::LARGEST;
use crate::plain::{self, PlainReason};
use crate::uploads::Uploads;
use answer::{as_json, as_page, broken};
use app::kit::error::AppError;
use app::kit::forms::Form;
use app::kit::headers::items;
use app::kit::session;
use app::kit::staff::proving::{self, is_factor};
use app::kit::staff::session::SIGN_OUT as STAFF_SIGN_OUT;
use app::kit::state::AppState;
use app::kit::ui::SET_LANGUAGE;
use app::kit::who::Who;
use app::routes;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use futures::FutureExt;
use http::header::ACCEPT;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use leptos::server_fn::error::FromServerFnError;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

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
        let others = fields.iter().filter(|(field, _)| !is_factor(field));
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

/// The form that posts to the address of this request.
fn form_of(parts: &Parts) -> Option<&'static Form> {
    routes::form(parts.uri.path().trim_start_matches("/api/"))
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
