//! Answers a request with a document: runs the page of the address, waits for what it loads, renders once, whole.
//!
//! Pages are documents and navigation is the browser's own (docs/decisions/0002-islands.md), so neither a router nor a
//! stream of Leptos is needed around them: axum leads to the page, and the page is a plain function. Measured, that was
//! half of all the work for a page (docs/PERFORMANCE.md).

use crate::ctx::Ctx;
use crate::{paths, request, shell};
use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::request::Parts;
use leptos::prelude::*;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// About how many headers a page leaves with: room for them is made once.
const HEADERS: usize = 16;

/// A page: what is shown at one address.
pub type Page = fn() -> AnyView;

/// The parts of the path that stand for something, as axum read them.
#[derive(Clone, Debug, Default)]
pub struct Params(Arc<[(String, String)]>);

impl Params {
    /// Names and values.
    pub fn new(params: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(params.into_iter().collect())
    }

    /// The value of a part of the path.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }
}

pub(crate) type Loading = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// What a page says about its document while it is made.
#[derive(Clone, Default)]
pub(crate) struct About(Arc<Mutex<Said>>);

#[derive(Default)]
struct Said {
    title: Option<String>,
    loading: Option<Loading>,
}

impl About {
    fn said<T>(&self, tell: impl FnOnce(&mut Said) -> T) -> T {
        tell(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The title of the document, as text.
    pub(crate) fn set_title(&self, title: String) {
        self.said(|said| said.title = Some(title));
    }

    /// What the document waits for; its result is the page.
    pub(crate) fn set_loading(&self, loading: Loading) {
        self.said(|said| said.loading = Some(loading));
    }

    /// The title that was set.
    pub(crate) fn title(&self) -> Option<String> {
        self.said(|said| said.title.take())
    }
}

/// Answers a request with `page`.
pub async fn answer(page: Page, params: Params, mut parts: Parts) -> Response {
    let staff = paths::is_staff(parts.uri.path());
    parts.extensions.insert(params);
    let ctx = Ctx::of(parts);
    request::run(ctx.clone(), async move {
        let first = page();
        let view = match ctx.page.said(|said| said.loading.take()) {
            Some(loading) => loading.await,
            None => first,
        };
        whole(&ctx, view, staff)
    })
    .await
}

/// The document around a view, with the status and the headers that were decided on the way.
fn whole(ctx: &Ctx, view: AnyView, staff: bool) -> Response {
    let status = ctx.response.0.read().unwrap_or_else(PoisonError::into_inner).status.unwrap_or_default();
    let mut response = if status.is_redirection() {
        Response::new(Body::empty())
    } else {
        let nonce = shell::nonce(&*ctx.entropy);
        let document = shell::document(ctx, (&nonce, staff), ctx.page.title(), view);
        let mut response = Response::new(Body::from(document));
        response.headers_mut().reserve(HEADERS);
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, shell::policy(&nonce));
        response
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // The service worker keeps its offline page in the language of the page before.
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(ctx.lang.slug()));
    request::apply(&ctx.response, response)
}
