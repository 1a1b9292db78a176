//! The page of a personal link: the link brought its secret behind the `#`, one button looks whether it can be used, and then a way in is
//! set up.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::staff::app::{app_fields, app_labels};
use crate::kit::staff::links;
use crate::kit::staff::passkey::passkey_form;
use crate::kit::ui::*;
use crate::staff::way_in::api::{ACTIVATE_APP, ACTIVATE_PASSKEY, OPEN_LINK};
use crate::staff::way_in::parts::{door, link_form};
use crate::story::proof::{self, ProofField};
use crate::t;
use domain::faults::Fault;
use domain::secrets::StaffLinkToken;
use leptos::prelude::*;
use store::StaffRow;

/// Using a personal link. Without JavaScript the link is pasted.
pub async fn activate(ctx: Ctx) -> PageResult {
    let lang = ctx.lang;
    let form = FormState::of_any(&ctx, &[&OPEN_LINK, &ACTIVATE_PASSKEY, &ACTIVATE_APP]);
    let inside = match opened(&ctx, &form).await? {
        Some((link, person)) => set_up(&ctx, &link, &person, &form),
        None => ask(&ctx, &form),
    };
    Ok(Page::of(door(lang, paths::STAFF_ACTIVATE, inside)))
}

/// The link that was sent, when it can be used, and whose it is.
async fn opened(ctx: &Ctx, form: &FormState) -> Result<Option<(String, StaffRow)>, AppError> {
    // Over meanwhile, or not judged yet.
    if form.fault("code").is_some()
        || matches!(form.error(), Some(AppError::Prove(..))) && !form.value("code").is_empty()
    {
        return Ok(None);
    }
    let sent = [form.value("link"), form.value("code")].into_iter().find(|text| !text.is_empty());
    let Some(token) = sent.and_then(|sent| StaffLinkToken::parse(&sent).ok()) else { return Ok(None) };
    match links::find(ctx, &mut ctx.store.staff.read().await?, &token).await {
        Ok(person) => Ok(Some((token.text(), person))),
        Err(AppError::Faults(_)) => Ok(None),
        Err(broken) => Err(broken),
    }
}

/// The form with the link.
fn ask(ctx: &Ctx, form: &FormState) -> AnyView {
    let lang = ctx.lang;
    let over = (form.fault("code") == Some(Fault::StaffLinkOver)).then(|| {
        view! { <a class="btn btn--quiet btn--block" href=paths::STAFF_SIGN_IN>{t::staff_way_in::to_sign_in(lang)}</a> }
    });
    let heads = (t::staff_way_in::activate_title(lang), t::staff_way_in::activate_lead(lang));
    let proof = view! { <ProofField form=form.clone()/> }.into_any();
    let asks = link_form(lang, heads, form, OPEN_LINK.action(), Some(proof), t::staff_way_in::go_on(lang));
    view! { {asks}{over} }.into_any()
}

/// Both ways in that can be set up. One is enough.
fn set_up(ctx: &Ctx, link: &str, person: &StaffRow, form: &FormState) -> AnyView {
    let lang = ctx.lang;
    let mut labels = app_labels(lang);
    labels.insert(0, ("name", t::staff_way_in::passkey_name(lang).to_owned()));
    let above = view! {
        <input type="hidden" name="link" value=link.to_owned()/>
        <ProofField form=form.clone()/>
        <h2>{t::staff_way_in::with_passkey(lang)}</h2>
        <p>{t::staff_way_in::with_passkey_text(lang)}</p>
    };
    let passkey = passkey_form(ctx, &ACTIVATE_PASSKEY, person, form, Some(above.into_any()));
    view! {
        <div class="stack stack--s">
            <h1>{t::staff_way_in::welcome(lang, &person.name)}</h1>
            <p class="muted">{t::staff_way_in::choose(lang)}</p>
        </div>
        <FaultSummary form=form.clone() labels/>
        {passkey}
        <p class="or">{t::staff_way_in::or_app(lang)}</p>
        <form class="stack" method="post" action=ACTIVATE_APP.action()>
            <input type="hidden" name="link" value=link.to_owned()/>
            {proof::asked(form)}
            <h2>{t::staff_way_in::with_app(lang)}</h2>
            {app_fields(ctx, (person.id, &person.email), form)}
            <Submit look="" block=true>{t::staff_way_in::set_app(lang)}</Submit>
        </form>
    }
    .into_any()
}
