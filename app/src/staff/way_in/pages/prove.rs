//! The page that asks for a factor again: it says what is about to be done, holds the fields of the form that was refused, and sends them
//! to the same endpoint, so nothing that was typed is lost.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::Sent;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::staff::app::code_field;
use crate::kit::staff::proving::{self, is_factor};
use crate::kit::ui::*;
use crate::staff::way_in::parts::{door, passkey_button};
use crate::t;
use domain::staff::Right;
use leptos::prelude::*;

/// Asks for a factor before something grave. Without a form that waits for it, there is nothing to ask.
pub async fn prove(ctx: Ctx) -> PageResult {
    ctx.staff(Right::BeHere)?;
    let Some(sent) = ctx.request.extensions.get::<Sent>() else {
        return Ok(Page::leading(&ctx, paths::STAFF));
    };
    let lang = ctx.lang;
    let fault = match &sent.error {
        Some(AppError::Faults(faults)) => faults.of(proving::CODE),
        _ => None,
    };
    let why =
        sent.error.as_ref().filter(|error| !matches!(error, AppError::Faults(_) | AppError::ProveAgain));
    let why = why.map(|error| {
        let said = error_sentence(lang, error);
        view! { <Notice kind=NoticeKind::Wrong><p>{said}</p></Notice> }
    });
    let about = sent.form.grave.map(|words| view! { <p class="card strong">{words(lang)}</p> });
    let action = sent.form.action();
    let button = passkey_button(&ctx, action.clone(), "factor_", t::staff_way_in::prove_by_passkey(lang));
    // A passphrase belongs in no page; whose page it is stands in each form already.
    let held: Vec<_> = sent
        .fields
        .iter()
        .filter(|(field, _)| !is_factor(field) && !["shelf", "password"].contains(&field.as_str()))
        .map(|(field, value)| view! { <input type="hidden" name=field.clone() value=value.clone()/> })
        .collect();
    let back = sent.form.near().unwrap_or_else(|| paths::STAFF.to_owned());
    let inside = view! {
        <div class="stack stack--s">
            <h1>{t::staff_way_in::prove_title(lang)}</h1>
            <p class="muted">{t::staff_way_in::prove_lead(lang)}</p>
        </div>
        {about}
        {why}
        <form class="stack" method="post" action=action>
            {held}
            {button}
            <p class="or">{t::staff_way_in::or(lang)}</p>
            {code_field(lang, proving::CODE, t::staff_way_in::prove_code_hint(lang), fault)}
            <Submit look="" block=true>{t::staff_way_in::prove_by_code(lang)}</Submit>
        </form>
        <a class="btn btn--quiet btn--block" href=back>{t::ui::cancel(lang)}</a>
    };
    Ok(Page::of(door(lang, paths::STAFF_PROVE, inside.into_any())))
}
