//! The page where staff sign in.

use crate::kit::ctx::{Ctx, Who};
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::staff::app::code_field;
use crate::kit::ui::*;
use crate::staff::way_in::api::{SIGN_IN, USE_PASSKEY};
use crate::staff::way_in::parts::{door, passkey_button, unsent};
use crate::story::proof::ProofField;
use crate::t;
use leptos::prelude::*;

/// Signing in: by a passkey, or by a passphrase and a code. The second works without JavaScript, as a recovery code does.
pub async fn sign_in(ctx: Ctx) -> PageResult {
    let lang = ctx.lang;
    let form = FormState::of_any(&ctx, &[&SIGN_IN, &USE_PASSKEY]);
    let already = matches!(ctx.who, Who::Staff(_)).then(|| {
        view! {
            <Notice>
                <p>{t::staff_way_in::already(lang)}" "<a class="link" href=paths::STAFF>{t::staff::to_desk(lang)}</a></p>
            </Notice>
        }
    });
    let labels = vec![
        ("email", t::staff::email(lang).to_owned()),
        ("password", t::staff_way_in::passphrase(lang).to_owned()),
        ("code", t::staff_way_in::code(lang).to_owned()),
    ];
    let inside = view! {
        <div class="stack stack--s">
            <h1>{t::staff_way_in::title(lang)}</h1>
            <p class="muted">{t::staff_way_in::lead(lang)}</p>
        </div>
        {already}
        {unsent(lang, &FormState::of_written(&ctx))}
        <FaultSummary form=form.clone() labels/>
        <form class="stack" method="post" action=SIGN_IN.action()>
            <ProofField form=form.clone()/>
            <TextField name="email" label=t::staff::email(lang) value=form.value("email") autocomplete="username"
                fault=form.fault("email")/>
            {passkey_button(&ctx, USE_PASSKEY.action(), "", t::staff_way_in::by_passkey(lang))}
            <p class="or">{t::staff_way_in::or(lang)}</p>
            <PasswordField name="password" label=t::staff_way_in::passphrase(lang) hint=t::staff_way_in::passphrase_hint(lang)
                shows=true fault=form.fault("password")/>
            {code_field(lang, "code", t::staff_way_in::code_hint(lang), form.fault("code"))}
            <Submit look="" block=true>{t::staff_way_in::by_code(lang)}</Submit>
        </form>
        <div class="nudge nudge--info">
            <Icon glyph=Glyph::Key/>
            <p><b>{t::staff_way_in::lost_title(lang)}</b>" "{t::staff_way_in::lost(lang)}</p>
        </div>
        <p class="sm muted">
            {t::staff_way_in::member(lang)}" "<a class="link" href=paths::SIGN_IN>{t::staff_way_in::to_app(lang)}</a>". "
            {t::staff_way_in::two_accounts(lang)}
        </p>
    };
    Ok(Page::of(door(lang, paths::STAFF_SIGN_IN, inside.into_any())))
}
