//! What the pages outside the rail have in common: the ground they stand on, and the button of a passkey.

use crate::islands::LinkCode;
use crate::islands::staff::CodeTimer;
use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::paths;
use crate::kit::staff::passkey::challenge;
use crate::kit::ui::*;
use crate::t;
use domain::people::Lang;
use domain::staff::TotpCode;
use leptos::prelude::*;

/// A page on two grounds: what this place is, and beside it what somebody does here. A phone shows the second alone.
pub(super) fn door(lang: Lang, here: &'static str, inside: AnyView) -> AnyView {
    let faces = [0, 1, 3, 4, 2].map(|which| view! { <Portrait which size=Size::Large/> }).collect_view();
    view! {
        <a class="skip" href="#main">{t::ui::skip(lang)}</a>
        <div class="login">
            <section class="login-l" aria-label=t::staff_way_in::about(lang)>
                <span class="brand"><Ding/>{t::staff_way_in::brand(lang)}</span>
                <div class="mid">
                    <p class="login-h">{t::staff_way_in::by_name(lang)}</p>
                    <p class="lead">{t::staff_way_in::by_name_text(lang)}</p>
                </div>
                <div class="login-row" aria-hidden="true">{faces}</div>
            </section>
            <main class="login-r" id="main"><div class="box">{inside}<LanguageSwitch back=here/></div></main>
        </div>
        <CodeTimer lasts=TotpCode::LASTS left=t::staff_way_in::code_left(lang, "{number}")/>
    }
    .into_any()
}

/// The form that a link fills in with what stands behind its `#`; without JavaScript the link is pasted. `proof` is a field more, where
/// strangers may guess.
pub(super) fn link_form(
    lang: Lang,
    (title, lead): (&'static str, &'static str),
    form: &FormState,
    action: String,
    proof: Option<AnyView>,
    word: &'static str,
) -> AnyView {
    view! {
        <div class="stack stack--s">
            <h1>{title}</h1>
            <p class="muted">{lead}</p>
        </div>
        <FaultSummary form=form.clone() labels=vec![("code", t::staff_way_in::link(lang).to_owned())]/>
        <form class="stack" method="post" action=action>
            {proof}
            <div data-by-link="">
                <TextField name="code" label=t::staff_way_in::link(lang) hint=t::staff_way_in::link_hint(lang)
                    value=form.value("code") fault=form.fault("code")/>
            </div>
            <Submit block=true>{word}<Icon glyph=Glyph::ArrowRight/></Submit>
        </form>
        <LinkCode/>
    }
    .into_any()
}

/// What a browser needs to use a passkey of staff: shown by the script where the browser can. The fields that it adds begin with `prefix`.
pub(super) fn passkey_button(ctx: &Ctx, action: String, prefix: &'static str, word: &'static str) -> AnyView {
    let lang = ctx.lang;
    view! {
        <button class="btn btn--primary btn--block" type="button" hidden=true data-script=ctx.assets.passkeys()
            data-plain="" data-prefix=prefix data-action=action data-challenge=challenge(ctx) data-page=paths::STAFF_SIGN_IN
            data-failed=t::staff_way_in::passkey_failed(lang)>
            <Icon glyph=Glyph::Fingerprint/>{word}
        </button>
        <p class="error" role="status" data-passkey-says="" hidden=true></p>
        <noscript><p class="hint">{t::staff_way_in::passkey_needs_script(lang)}</p></noscript>
    }
    .into_any()
}

/// Words that somebody was writing when the session ended, to copy and send again afterwards.
pub(super) fn unsent(lang: Lang, form: &FormState) -> Option<AnyView> {
    let texts: Vec<_> = form
        .written()
        .into_iter()
        .map(|(field, text)| view! {
            <TextArea name=field id=format!("unsent-{field}") label=t::staff_way_in::unsent_text(lang) value=text to_copy=true/>
        })
        .collect();
    (!texts.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning><p>{t::staff_way_in::unsent(lang)}</p></Notice>
            {texts}
        }
        .into_any()
    })
}
