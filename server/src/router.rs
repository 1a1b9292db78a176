//! The table of contents of the server: which path is answered by what, and who is asking.

use crate::assets::{self, Files};
use crate::astray;
use crate::forms::{self, Forms};
use crate::layers::{self, Needs};
use crate::leave;
use crate::live::{self, Streams};
use crate::photos;
use crate::plain::{self, PlainReason};
use app::islands::UNASKED;
use app::kit::document::Route;
use app::kit::headers::items;
use app::kit::state::AppState;
use app::kit::who::{SharedComputer, Who};
use app::kit::{cookies, paths, session, staff};
use app::routes;
use app::story::own;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use http::header::{ACCEPT_LANGUAGE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use std::sync::Arc;

/// Everything that is answered on the public address.
pub fn router(state: Arc<AppState>, files: Arc<Files>, live: Arc<Streams>, needs: &Needs) -> Router {
    let pages = pages();
    let sent = Forms { pages: pages.clone(), uploads: Arc::default() };
    let forms = Router::new().route("/api/{*function}", post(forms::post)).with_state(sent);
    let leaving = Router::new().route(app::kit::paths::LEAVE, get(leave::now));
    let photos = Router::new().route(paths::STAFF_PHOTO, get(photos::show::show));
    let personal = pages
        .merge(forms)
        .merge(photos)
        .merge(live::routes(live))
        .merge(leaving)
        .layer(from_fn_with_state(state.clone(), identify));
    let router = Router::new()
        .merge(personal)
        .merge(assets::routes(files))
        .route("/health", get(|| async { "ok\n" }))
        .route("/ready", get(ready).with_state(state.clone()));
    layers::wrap(router, needs)
}

/// All pages, as the app lists them. The server functions are not among them: only [`forms`] may answer those.
fn pages() -> Router {
    let answer = |page: Route| move |request: Request| page.answer(request.into_parts().0);
    let pages = routes::pages();
    let router =
        pages.into_iter().fold(Router::new(), |router, page| router.route(page.path, get(answer(page))));
    // Any other address leads to the page that it means, or gets the app's own page that says so.
    let lost = answer(routes::lost());
    router.fallback(|request: Request| async move {
        match astray::lead(request.method(), request.uri()) {
            Some(response) => response,
            None => lost(request).await,
        }
    })
}

/// The addresses of all pages, for the tests that have to know every one of them (T8, S9).
pub fn addresses() -> Vec<String> {
    routes::pages().iter().map(|page| page.path.to_owned()).collect()
}

/// Finds out who is asking and in which language to answer, once per request: staff on their pages, members on all others, and never both.
async fn identify(State(state): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    if let Some(response) =
        astray::lead_to_name(&state.origin, request.method(), request.uri(), request.headers())
    {
        return response;
    }
    let path = request.uri().path();
    // An open page is not somebody who is there: neither its stream nor what it asks for by itself keeps a session awake.
    let is_stream = path.starts_with("/live/");
    let is_there = !is_stream && !request.headers().contains_key(UNASKED);
    let found = if paths::asks_staff(path) {
        staff::session::who(&state, request.headers(), is_there).await.map(|who| (who, None))
    } else {
        session::who(&state, request.headers()).await
    };
    let (who, renewed) = match found {
        Ok(found) => found,
        // Who goes is gone, also when the store cannot even say who that was.
        Err(cause) if is_going(request.uri().path()) => {
            state.log_failure("session", &cause);
            (Who::Visitor, None)
        }
        Err(cause) => {
            state.log_failure("session", &cause);
            return forms::unavailable(request).await;
        }
    };
    let language = language(request.headers(), state.secure);
    let shared = cookies::read(request.headers(), cookies::SHARED, state.secure).is_some();
    let shared = shared || matches!(&who, Who::Member(me) if me.shared);
    request.extensions_mut().insert(SharedComputer(shared));
    if let Who::Member(me) = &who
        && !is_stream
    {
        // A post must not be followed by anything in the accounts: only who reads has the drawer written.
        own::tick(&state, me, request.method() == http::Method::GET).await;
        request.extensions_mut().insert(own::badge(&state, me));
    }
    request.extensions_mut().insert(state);
    request.extensions_mut().insert(who);
    request.extensions_mut().insert(language);
    let mut response = next.run(request).await;
    let sets_own = response.headers().contains_key(SET_COOKIE);
    if let Some(line) =
        renewed.filter(|_| is_there && !sets_own).and_then(|line| HeaderValue::from_str(&line).ok())
    {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

fn is_going(path: &str) -> bool {
    path == app::kit::paths::LEAVE
        || path == session::SIGN_OUT.action()
        || path == staff::session::SIGN_OUT.action()
}

fn language(headers: &HeaderMap, secure: bool) -> domain::people::Lang {
    let asked = items(headers, ACCEPT_LANGUAGE, ',');
    app::kit::i18n::negotiate(cookies::read(headers, cookies::LANGUAGE, secure), asked)
}

/// Answers whether both zones do.
async fn ready(State(state): State<Arc<AppState>>, request: Request) -> Response {
    let look = async {
        state.store.accounts.ping().await?;
        state.store.community.ping().await?;
        state.store.staff.ping().await
    };
    match look.await {
        Ok(()) => Response::new("ready\n".into()),
        Err(cause) => {
            state.log_failure("ready", &cause);
            plain::page(PlainReason::Busy, request.headers())
        }
    }
}
