//! The own page, and those on which a factor is set up.

use super::api::{
    ADD_PASSKEY, BEGIN_APP, BEGIN_PASSKEY, END_OTHERS, END_SESSION, KEEP_CODES, MAKE_CODES, REMOVE_PASSKEY,
    SET_APP, SET_PHOTO,
};
use super::parts::{factors_card, link_notice, sessions_card, who_card};
use super::photo::photo_card;
use crate::desk::{Desk, Item, StaffFrame};
use crate::islands::KeyTools;
use crate::islands::staff::CodeTimer;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult};
use crate::kit::paths;
use crate::kit::staff::app::{app_fields, app_labels};
use crate::kit::staff::passkey::passkey_form;
use crate::kit::staff::{factors, session};
use crate::kit::ui::*;
use crate::t;
use domain::staff::{Right, TotpCode};
use leptos::prelude::*;

/// The own page.
pub async fn account(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let (lang, me, photo, now) = (ctx.lang, desk.me.clone(), desk.photo, ctx.clock.now().timestamp());
    let mut tx = ctx.store.staff.read().await?;
    let passkeys = tx.staff_passkeys().list(me.id).await?;
    let has_app = tx.staff_totp().find(me.id).await?.is_some();
    let codes = tx.staff_recovery().count(me.id).await?;
    let mut sessions = tx.staff_sessions().list(me.id).await?;
    let link = tx.staff_links().of(me.id).await?.filter(|link| link.ends > now);
    let maker = match link.as_ref().and_then(|link| link.made_by) {
        Some(maker) => tx.staff().find(maker).await?.map(|maker| maker.name),
        None => None,
    };
    drop(tx);
    sessions.retain(|row| !session::is_over(row, now));
    let form = FormState::of_any(
        &ctx,
        &[&BEGIN_PASSKEY, &REMOVE_PASSKEY, &BEGIN_APP, &MAKE_CODES, &END_SESSION, &END_OTHERS, &SET_PHOTO],
    );
    let labels = vec![("photo", t::staff_photo::choose(lang).to_owned())];
    let unkept = factors::shown_codes(&ctx, &me.session).map(|_| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{t::staff_account::unkept(lang)}" "<a class="link" href=paths::STAFF_RECOVERY_CODES>{t::staff_account::see_codes(lang)}</a></p>
            </Notice>
        }
    });
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Account title=t::staff::me(lang)>
            <div class="work-page work-page--form">
                {unkept}
                {link.map(|link| link_notice(lang, link.ends, maker))}
                <FaultSummary form=form.clone() labels/>
                {who_card(lang, &me)}
                {photo_card(lang, &me, photo, form.fault("photo"))}
                {factors_card(lang, &passkeys, has_app, codes)}
                {sessions_card(lang, &me, &sessions, now)}
            </div>
        </StaffFrame>
    }))
}

/// Making one more passkey, for whoever showed a factor.
pub async fn passkey(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let form = FormState::of_any(&ctx, &[&BEGIN_PASSKEY, &ADD_PASSKEY]);
    if !form.was_sent() {
        return Ok(Page::leading(&ctx, paths::STAFF_ACCOUNT));
    }
    let lang = ctx.lang;
    let person =
        ctx.store.staff.read().await?.staff().find(desk.me.id).await?.ok_or(AppError::StaffSignIn)?;
    let labels = vec![("name", t::staff_way_in::passkey_name(lang).to_owned())];
    let makes = passkey_form(&ctx, &ADD_PASSKEY, &person, &form, None);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Account title=t::staff_account::add_passkey(lang) back=paths::STAFF_ACCOUNT>
            <div class="work-page work-page--form">
                <p>{t::staff_way_in::with_passkey_text(lang)}</p>
                <FaultSummary form=form.clone() labels/>
                {makes}
            </div>
        </StaffFrame>
    }))
}

/// Setting up an app, for whoever showed a factor.
pub async fn app(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let form = FormState::of_any(&ctx, &[&BEGIN_APP, &SET_APP]);
    if !form.was_sent() {
        return Ok(Page::leading(&ctx, paths::STAFF_ACCOUNT));
    }
    let lang = ctx.lang;
    let person =
        ctx.store.staff.read().await?.staff().find(desk.me.id).await?.ok_or(AppError::StaffSignIn)?;
    let fields = app_fields(&ctx, (person.id, &person.email), &form);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Account title=t::staff_account::set_app(lang) back=paths::STAFF_ACCOUNT>
            <div class="work-page work-page--form">
                <FaultSummary form=form.clone() labels=app_labels(lang)/>
                <form class="stack" method="post" action=SET_APP.action()>
                    {fields}
                    <Submit block=true>{t::staff_way_in::set_app(lang)}</Submit>
                </form>
                <CodeTimer lasts=TotpCode::LASTS left=t::staff_way_in::code_left(lang, "{number}")/>
            </div>
        </StaffFrame>
    }))
}

/// Ten recovery codes, shown to the session that made them until they are kept.
pub async fn recovery_codes(ctx: Ctx) -> PageResult {
    let desk = Desk::open(&ctx, Right::BeHere).await?;
    let Some(codes) = factors::shown_codes(&ctx, &desk.me.session) else {
        return Ok(Page::leading(&ctx, paths::STAFF_ACCOUNT));
    };
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &KEEP_CODES);
    let codes: Vec<_> = codes.iter().map(|code| code.grouped()).collect();
    let all = codes.join("\n");
    let list: Vec<_> = codes.into_iter().map(|code| view! { <li>{code}</li> }).collect();
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Account title=t::staff_account::codes_title(lang)>
            <div class="work-page work-page--form">
                <p>{t::staff_account::codes_lead(lang)}</p>
                <section class="keycard recovery" aria-label=t::staff_account::codes_title(lang)>
                    <p class="print-only strong">{t::staff_account::codes_print(lang)}</p>
                    <ol class="codes" translate="no">{list}</ol>
                    <KeyButtons copies=all/>
                </section>
                <FaultSummary form=form.clone() labels=vec![("kept", t::staff_account::codes_kept(lang).to_owned())]/>
                <form class="stack" method="post" action=KEEP_CODES.action()>
                    <CheckBox name="kept" label=t::staff_account::codes_kept(lang) fault=form.fault("kept")/>
                    <Submit block=true>{t::staff_way_in::go_on(lang)}<Icon glyph=Glyph::ArrowRight/></Submit>
                </form>
                <KeyTools copied=t::staff_account::codes_copied(lang).to_owned()/>
            </div>
        </StaffFrame>
    }))
}
