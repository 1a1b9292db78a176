//! A23 on one thread: pages that wait while others are made stay their readers', and what they spawn knows nobody.

use app::kit::ctx::Ctx;
use app::kit::document::Route;
use app::kit::drawing::use_lang;
use app::kit::page::{Page, PageResult};
use app::kit::state::AppState;
use app::kit::who::Member;
use app::kit::who::Who;
use domain::ids::AccountId;
use domain::people::Lang;
use domain::secrets::Root;
use http::Request;
use http::request::Parts;
use leptos::prelude::*;
use server::testing::TestApp;
use std::sync::Arc;

/// Says who reads it before it waits and after it waited, in which language components draw, and whether there is nobody to be
/// found by looking around, here and in a task of its own.
async fn waits(ctx: Ctx) -> PageResult {
    let before = reader(&ctx);
    tokio::task::yield_now().await;
    let nobody = Ctx::of_request().is_err();
    let spawned = tokio::spawn(async { Ctx::of_request().is_err() }).await.unwrap_or_default();
    let text = format!("{before} {} {:?} {nobody} {spawned}", reader(&ctx), use_lang());
    Ok(Page::of(view! { <p>{text}</p> }))
}

fn reader(ctx: &Ctx) -> String {
    format!("{:?} {:?}", ctx.lang, ctx.member().map(|member| member.session[0]))
}

/// A request of the member with this session.
fn request(state: &Arc<AppState>, session: u8, lang: Lang) -> Parts {
    let (account, root) = (AccountId::random(&*state.entropy), Root::generate(&*state.entropy));
    let session = [session; 32];
    let member = Member { account, root, session, shared: false, code_known: true, cohort: None };
    let mut parts = Request::new(()).into_parts().0;
    parts.extensions.insert(state.clone());
    parts.extensions.insert(Who::Member(Arc::new(member)));
    parts.extensions.insert(lang);
    parts
}

#[tokio::test]
async fn each_page_is_its_readers_and_what_it_spawns_is_nobodys() {
    let app = TestApp::sqlite().await.expect("a server");
    let people = (0..10).map(|n| (n, if n % 2 == 0 { Lang::Nl } else { Lang::En }));
    let pages = people.clone().map(|(n, lang)| Route::new("/", waits).answer(request(&app.state, n, lang)));
    let pages = futures::future::join_all(pages).await;
    for ((n, lang), page) in people.zip(pages) {
        let own = format!("{lang:?} Ok({n})");
        let html = axum::body::to_bytes(page.into_body(), usize::MAX).await.expect("a page");
        let html = String::from_utf8_lossy(&html).into_owned();
        assert!(html.contains(&format!("<p>{own} {own} {lang:?} true true<")), "{own}: {html}");
    }
}
