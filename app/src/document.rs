//! Answers a request with a document: runs the page of the address, waits for what it loads, renders once, whole.
//!
//! Pages are documents and navigation is the browser's own (docs/decisions/0002-islands.md), so neither a router nor a
//! stream of Leptos is needed around them: axum leads to the page, and the page is a plain function. Measured, that was
//! half of all the work for a page (docs/PERFORMANCE.md).

use crate::ctx::Ctx;
use crate::{paths, shell};
use axum::body::Body;
use axum::response::Response;
use http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos_axum::ResponseOptions;
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
pub async fn answer(page: Page, params: Params, parts: Parts) -> Response {
    let (options, about) = (ResponseOptions::default(), About::default());
    let owner = Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new())));
    let staff = paths::is_staff(parts.uri.path());
    let (ctx, first) = owner.with(|| {
        // Islands only: what is not an island is never hydrated, so it needs no markers.
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        let ctx = Ctx::of(&parts);
        provide_context(ctx.clone());
        provide_context(ctx.lang);
        provide_context(parts);
        provide_context(params);
        provide_context(options.clone());
        provide_context(about.clone());
        (ctx, page())
    });
    let view = match about.said(|said| said.loading.take()) {
        Some(loading) => owner.with(|| ScopedFuture::new_untracked(loading)).await,
        None => first,
    };
    let response = owner.with(|| whole(&ctx, view, &options, (&about, staff)));
    owner.unset_with_forced_cleanup();
    response
}

/// The document around a view, with the status and the headers that were decided on the way.
fn whole(ctx: &Ctx, view: AnyView, options: &ResponseOptions, (about, staff): (&About, bool)) -> Response {
    let status = options.0.read().unwrap_or_else(PoisonError::into_inner).status.unwrap_or_default();
    let mut response = if status.is_redirection() {
        Response::new(Body::empty())
    } else {
        let nonce = shell::nonce(&*ctx.entropy);
        let document = shell::document(ctx, (&nonce, staff), about.title(), view);
        let mut response = Response::new(Body::from(document));
        response.headers_mut().reserve(HEADERS);
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, shell::policy(&nonce));
        response
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    // The service worker keeps its offline page in the language of the page before.
    response.headers_mut().insert(CONTENT_LANGUAGE, HeaderValue::from_static(ctx.lang.slug()));
    let mut decided = options.0.write().unwrap_or_else(PoisonError::into_inner);
    response.headers_mut().extend(std::mem::take(&mut decided.headers));
    *response.status_mut() = decided.status.unwrap_or(StatusCode::OK);
    drop(decided);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Engineering B.16: a phone that hangs up while a page loads must not leave anything behind.
    #[test]
    fn what_a_page_borrowed_is_freed_wherever_it_stops() {
        let borrowed = Arc::new(());
        let (owner, about) =
            (Owner::new_root(Some(Arc::new(hydration_context::SsrSharedContext::new()))), About::default());
        let loading = owner.with(|| {
            provide_context(borrowed.clone());
            provide_context(about.clone());
            about.set_loading(Box::pin(async {
                std::future::pending::<()>().await;
                ().into_any()
            }));
            let loading = about.said(|said| said.loading.take()).expect("it loads");
            ScopedFuture::new_untracked(loading)
        });
        assert_eq!(Arc::strong_count(&borrowed), 2);
        drop((loading, owner, about));
        assert_eq!(Arc::strong_count(&borrowed), 1, "the context lives on");
    }
}
