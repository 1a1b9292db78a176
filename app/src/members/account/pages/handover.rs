//! The page on the first device: a link for a second one, as a picture and as text, for a minute.

use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::paths;
use crate::kit::session::handover::{self, Shown};
use crate::kit::ui::*;
use crate::members::account::api::HAND_OVER;
use crate::story::proof::ProofField;
use crate::t;
use domain::people::Lang;
use leptos::prelude::*;

/// Handing the session over to another device.
pub async fn hand_over(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &HAND_OVER);
    let body = if me.shared {
        view! { <Notice kind=NoticeKind::Warning><p>{t::account::hand_over_shared(lang)}</p></Notice> }
            .into_any()
    } else {
        match handover::shown(&ctx, &me).await? {
            Shown::Waits(token, left) if !form.is_refused() => {
                let link = format!("{}{}#{}", ctx.origin, paths::TAKE_OVER, token.text());
                waiting(lang, link, left)
            }
            Shown::Waits(..) | Shown::None => ask(lang, form),
            Shown::Over => view! {
                <Notice kind=NoticeKind::Warning><p>{t::account::hand_over_over(lang)}</p></Notice>
                {ask(lang, form)}
            }
            .into_any(),
            Shown::Used => view! {
                <Notice kind=NoticeKind::Done>
                    <p>{t::account::hand_over_used(lang)}" "<a class="link" href=paths::SESSIONS>{t::account::sessions(lang)}</a></p>
                </Notice>
                {ask(lang, form)}
            }
            .into_any(),
        }
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::hand_over(lang)}</h1>
            {body}
        </Frame>
    }))
}

/// The form that asks for the key and makes a link.
fn ask(lang: Lang, form: FormState) -> AnyView {
    view! {
        <p>{t::account::hand_over_text(lang)}</p>
        <FaultSummary form=form.clone() labels=vec![("password", t::account::current_key(lang).to_owned())]/>
        <form class="stack" method="post" action=HAND_OVER.action()>
            <ManagedName/>
            <ProofField form=form.clone()/>
            <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/>
            <Submit block=true>{t::account::hand_over_make(lang)}</Submit>
        </form>
    }
    .into_any()
}

/// The link while it waits for the other device.
fn waiting(lang: Lang, link: String, left: i64) -> AnyView {
    view! {
        <p>{t::account::hand_over_how(lang)}</p>
        <p class="strong">{t::account::hand_over_left(lang, left)}</p>
        <QrCode text=link.clone() label=t::account::hand_over_picture(lang)/>
        <p class="link-text" translate="no">{link}</p>
        <Notice kind=NoticeKind::Warning><p>{t::account::hand_over_warning(lang)}</p></Notice>
        <a class="btn btn--soft btn--block" href=paths::HAND_OVER>{t::account::hand_over_look(lang)}</a>
    }
    .into_any()
}
