//! Answers a request with a document: runs the page of the address, waits for what it loads, renders once, whole.
//!
//! Pages are documents and navigation is the browser's own (docs/decisions/0002-islands.md), so neither a router nor a
//! stream of Leptos is needed around them: axum leads to the page, and the page is a plain function.

use crate::kit::ctx::Ctx;
use crate::kit::deed::Deed;
use crate::kit::error::AppError;
use crate::kit::page::{Page, PageResult, refusal};
use crate::kit::state::BoxFuture;
use crate::kit::{paths, request, shell};
use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::request::Parts;
use std::sync::{Arc, PoisonError};

/// About how many headers a page leaves with: room for them is made once.
const HEADERS: usize = 16;

/// An address and its page.
#[derive(Clone)]
pub struct Route {
    /// The address, in the words of axum: `{id}` stands for a part that a page takes as `Path(id)`.
    pub path: &'static str,
    page: Arc<dyn Fn(Ctx, Parts) -> BoxFuture<'static, PageResult> + Send + Sync>,
}

/// A function that makes a page of the context of a request and up to two things that stand in its address.
pub trait MakesPage<Reads>: Clone + Send + Sync + 'static {
    /// Makes the page. An address whose parts cannot be read leads nowhere.
    fn make(self, ctx: Ctx, address: Parts) -> impl Future<Output = PageResult> + Send;
}

impl<F, Made> MakesPage<()> for F
where
    F: Fn(Ctx) -> Made + Clone + Send + Sync + 'static,
    Made: Future<Output = PageResult> + Send,
{
    async fn make(self, ctx: Ctx, _: Parts) -> PageResult {
        self(ctx).await
    }
}

impl<F, Made, A> MakesPage<(A,)> for F
where
    F: Fn(Ctx, A) -> Made + Clone + Send + Sync + 'static,
    Made: Future<Output = PageResult> + Send,
    A: FromRequestParts<()> + Send,
{
    async fn make(self, ctx: Ctx, mut address: Parts) -> PageResult {
        let a = A::from_request_parts(&mut address, &()).await.map_err(|_| AppError::Gone)?;
        self(ctx, a).await
    }
}

impl<F, Made, A, B> MakesPage<(A, B)> for F
where
    F: Fn(Ctx, A, B) -> Made + Clone + Send + Sync + 'static,
    Made: Future<Output = PageResult> + Send,
    A: FromRequestParts<()> + Send,
    B: FromRequestParts<()> + Send,
{
    async fn make(self, ctx: Ctx, mut address: Parts) -> PageResult {
        let a = A::from_request_parts(&mut address, &()).await.map_err(|_| AppError::Gone)?;
        let b = B::from_request_parts(&mut address, &()).await.map_err(|_| AppError::Gone)?;
        self(ctx, a, b).await
    }
}

impl Route {
    /// Puts a page at an address.
    pub fn new<Reads>(path: &'static str, page: impl MakesPage<Reads>) -> Self {
        let page = move |ctx: Ctx, address: Parts| -> BoxFuture<'static, PageResult> {
            let page = page.clone();
            Box::pin(async move { page.make(ctx, address).await })
        };
        Self { path, page: Arc::new(page) }
    }

    /// Answers a request with this page.
    pub async fn answer(self, parts: Parts) -> Response {
        let staff = paths::is_staff(parts.uri.path());
        let ctx = Ctx::of(parts.clone());
        let work = async {
            let made = (self.page)(ctx.clone(), parts).await;
            whole(&ctx, made.unwrap_or_else(|error| refusal(&ctx, error)), staff)
        };
        request::run(&ctx, work).await
    }
}

/// The document around a page, with the status and the headers that were decided on the way.
fn whole(ctx: &Ctx, page: Page, staff: bool) -> Response {
    let status = ctx.response.0.read().unwrap_or_else(PoisonError::into_inner).status.unwrap_or_default();
    let mut response = if status.is_redirection() {
        Response::new(Body::empty())
    } else {
        let nonce = shell::nonce(&*ctx.entropy);
        let page = match Deed::take(ctx) {
            Some(deed) => page.with(deed.toast(ctx.lang)),
            None => page,
        };
        let document = shell::document(ctx, (&nonce, staff), page);
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
