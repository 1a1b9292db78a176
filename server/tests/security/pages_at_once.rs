//! A23 on one thread: pages that wait while others are made stay their readers', and what they spawn knows nobody.

use app::ctx::{Host, Member, Who, ctx};
use app::document::{Params, answer};
use domain::ids::AccountId;
use domain::people::Lang;
use domain::secrets::Root;
use http::Request;
use http::request::Parts;
use leptos::prelude::*;
use server::testing::TestApp;
use std::sync::Arc;

/// Says who reads it before it waits and after it waited, and whether a task of its own finds nobody.
fn waits() -> AnyView {
    let before = reader();
    let page = app::page::page(async move {
        let meanwhile = reader();
        tokio::task::yield_now().await;
        let nobody = tokio::spawn(async { std::panic::catch_unwind(ctx).is_err() }).await.unwrap_or_default();
        Ok(view! { <p>{format!("{before} {meanwhile} {} {nobody}", reader())}</p> })
    });
    page.into_any()
}

fn reader() -> String {
    let ctx = ctx();
    format!("{:?} {:?}", ctx.lang, ctx.member().map(|member| member.session[0]))
}

/// A request of the member with this session.
fn request(host: &Arc<Host>, session: u8, lang: Lang) -> Parts {
    let (account, root) = (AccountId::random(&*host.entropy), Root::generate(&*host.entropy));
    let session = [session; 32];
    let member = Member { account, root, session, shared: false, code_known: true, cohort: None };
    let mut parts = Request::new(()).into_parts().0;
    parts.extensions.insert(host.clone());
    parts.extensions.insert(Who::Member(Arc::new(member)));
    parts.extensions.insert(lang);
    parts
}

#[tokio::test]
async fn each_page_is_its_readers_and_what_it_spawns_is_nobodys() {
    let app = TestApp::sqlite().await.expect("a server");
    let people = (0..10).map(|n| (n, if n % 2 == 0 { Lang::Nl } else { Lang::En }));
    let pages = people.clone().map(|(n, lang)| answer(waits, Params::default(), request(&app.host, n, lang)));
    let pages = futures::future::join_all(pages).await;
    for ((n, lang), page) in people.zip(pages) {
        let own = format!("{lang:?} Ok({n})");
        let html = axum::body::to_bytes(page.into_body(), usize::MAX).await.expect("a page");
        let html = String::from_utf8_lossy(&html).into_owned();
        assert!(html.contains(&format!("<p>{own} {own} {own} true<")), "{own}: {html}");
    }
}
