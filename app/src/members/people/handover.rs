//! The page on the second device: the link brought what opens the session behind its `#`, and one button does it.

use super::api::TAKE_OVER;
use super::pages::shared_box;
use crate::islands::LinkCode;
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::ui::*;
use crate::kit::{paths, session};
use crate::story::proof::ProofField;
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;

/// Signing in with a link from another device. Without JavaScript the link is pasted.
pub async fn take_over(ctx: Ctx) -> PageResult {
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &TAKE_OVER);
    let body = if ctx.is_member() { already(lang) } else { ask(&ctx, form) };
    Ok(Page::of(view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="app app--bare">
            <TopBar home=paths::HOME public=paths::TAKE_OVER/>
            <main class="page" id="main">
                <h1>{t::people::take_over_title(lang)}</h1>
                {body}
                <LinkCode/>
            </main>
        </div>
    }))
}

/// Whoever is in signs out first: the link may be somebody else's.
fn already(lang: Lang) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Warning><p>{t::people::take_over_already(lang)}</p></Notice>
        <form method="post" action=session::SIGN_OUT.action()><Submit block=true>{t::account::sign_out(lang)}</Submit></form>
        <a class="btn btn--quiet btn--block" href=paths::THREADS>{t::people::to_feed(lang)}</a>
    }
    .into_any()
}

/// The form with the link.
fn ask(ctx: &Ctx, form: FormState) -> AnyView {
    let lang = ctx.lang;
    view! {
        <p class="muted">{t::people::take_over_lead(lang)}</p>
        <FaultSummary form=form.clone() labels=vec![("code", t::people::take_over_code(lang).to_owned())]/>
        <form class="stack" method="post" action=TAKE_OVER.action()>
            <ProofField form=form.clone()/>
            <div data-by-link="">
                <TextField name="code" label=t::people::take_over_code(lang) hint=t::people::take_over_code_hint(lang)
                    value=form.value("code") fault=form.fault("code") code=true/>
            </div>
            {shared_box(ctx, &form)}
            <Submit block=true>{t::people::take_over(lang)}</Submit>
        </form>
        <Notice kind=NoticeKind::Warning><p>{t::people::take_over_warning(lang)}</p></Notice>
        <a class="btn btn--quiet btn--block" href=paths::SIGN_IN>{t::people::have_key(lang)}</a>
    }
    .into_any()
}
