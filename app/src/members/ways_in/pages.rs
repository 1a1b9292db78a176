//! The ways into an account: all of them, one more, one less.

use super::api::{ADD_PASSKEY, BEGIN_PASSKEY, CONFIRM_SECOND_KEY, MAKE_SECOND_KEY, REMOVE};
use super::parts::{known, second_key, way_row, words};
use crate::islands::KeyTools;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::session::joining::{Joining, NewKey};
use crate::kit::session::short;
use crate::kit::ui::*;
use crate::story::proof::ProofField;
use crate::t;
use domain::passkey::MOST_PASSKEYS;
use leptos::prelude::*;

/// All ways in.
pub async fn ways_in(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let rows = ctx.store.accounts.read().await?.ways_in().list(me.account).await?;
    let mut ways: Vec<_> = known(&me, &rows).collect();
    ways.sort_by_cached_key(|(_, way)| words(lang, way).0);
    let has_second = second_key(&me, &rows).is_some();
    let list: Vec<_> = ways.iter().map(|(row, way)| way_row(lang, row, way)).collect();
    let second =
        if has_second { t::ways_in::another_second_key(lang) } else { t::ways_in::make_second_key(lang) };
    let passkey = (!me.shared).then(|| {
        view! { <a class="btn btn--primary btn--block" href=paths::PASSKEY><Icon glyph=Glyph::Plus/>{t::ways_in::add_passkey(lang)}</a> }
    });
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::ways_in::title(lang)}</h1>
            <p class="muted">{t::ways_in::lead(lang)}</p>
            <ul class="list card">
                <li class="row">
                    <span class="step"><Icon glyph=Glyph::Key/></span>
                    <span class="grow"><b>{t::people::key(lang)}</b><small>{t::ways_in::first_key_row(lang)}</small></span>
                    <a class="btn btn--soft btn--s" href=paths::CODE>{t::ways_in::replace(lang)}</a>
                </li>
                {list}
            </ul>
            {passkey}
            <a class="btn btn--soft btn--block" href=paths::SECOND_KEY><Icon glyph=Glyph::Printer/>{second}</a>
            <Notice><p>{t::ways_in::why_not_all(lang)}</p></Notice>
        </Frame>
    }))
}

/// Adding a passkey. Until the script knows that this browser can do it, and without JavaScript for good, it says why not.
pub async fn passkey(ctx: Ctx) -> PageResult {
    let me = ctx.confirmed_member()?;
    let lang = ctx.lang;
    let form = FormState::of_any(&ctx, &[&BEGIN_PASSKEY, &ADD_PASSKEY]);
    let labels =
        vec![("name", t::ways_in::name(lang).to_owned()), ("password", t::people::key(lang).to_owned())];
    let fields = if me.shared {
        view! { <Notice kind=NoticeKind::Warning><p>{t::ways_in::not_shared(lang)}</p></Notice> }.into_any()
    } else {
        view! {
            <p data-passkey-says="">{t::ways_in::needs_script(lang)}</p>
            <form class="stack" method="post" action=BEGIN_PASSKEY.action() hidden=true data-script=ctx.assets.passkeys()
                data-adds=ADD_PASSKEY.action() data-unable=t::ways_in::unable(lang)
                data-without=t::ways_in::without(lang) data-failed=t::ways_in::failed(lang)>
                <TextField name="name" label=t::ways_in::name(lang) hint=t::ways_in::name_hint(lang)
                    value=form.value_or("name", t::ways_in::name_example(lang)) fault=form.fault("name")/>
                <ManagedName/>
                <ProofField form=form.clone()/>
                <PasswordField name="password" label=t::people::key(lang) hint=t::ways_in::key_hint(lang) shows=true
                    fault=form.fault("password")/>
                <Submit block=true>{t::ways_in::add_passkey(lang)}</Submit>
            </form>
        }
        .into_any()
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::WAYS_IN>
            <h1>{t::ways_in::add_passkey(lang)}</h1>
            <p>{t::ways_in::passkey_text(lang, i64::from(MOST_PASSKEYS))}</p>
            <FaultSummary form=form.clone() labels/>
            {fields}
            <Notice title=t::ways_in::know_title(lang)><p>{t::ways_in::know(lang)}</p></Notice>
        </Frame>
    }))
}

/// The second key: asked for, or shown once to be typed back.
pub async fn second_key_page(ctx: Ctx) -> PageResult {
    let me = ctx.confirmed_member()?;
    let mut tx = ctx.store.accounts.read().await?;
    let account = tx.accounts().find(me.account).await?.ok_or(AppError::SignIn)?;
    let has_one = second_key(&me, &tx.ways_in().list(me.account).await?).is_some();
    drop(tx);
    let shown = match Joining::second_key_of(&ctx, &account) {
        Some(key) => show(&ctx, &key, has_one),
        None => ask(&ctx, has_one),
    };
    let lang = ctx.lang;
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::WAYS_IN>
            <h1>{t::ways_in::second_key(lang)}</h1>
            {shown}
        </Frame>
    }))
}

fn ask(ctx: &Ctx, has_one: bool) -> AnyView {
    let lang = ctx.lang;
    let form = FormState::of_any(ctx, &[&MAKE_SECOND_KEY, &CONFIRM_SECOND_KEY]);
    let replaces = has_one.then(|| view! { <Notice><p>{t::ways_in::second_key_replaces(lang)}</p></Notice> });
    view! {
        <p>{t::ways_in::second_key_text(lang)}</p>
        {replaces}
        <FaultSummary form=form.clone() labels=vec![("password", t::people::key(lang).to_owned())]/>
        <form class="stack" method="post" action=MAKE_SECOND_KEY.action()>
            <ManagedName/>
            <ProofField form=form.clone()/>
            <PasswordField name="password" label=t::people::key(lang) shows=true fault=form.fault("password")/>
            <Submit block=true>{t::ways_in::make_second_key(lang)}</Submit>
        </form>
    }
    .into_any()
}

fn show(ctx: &Ctx, key: &NewKey, has_one: bool) -> AnyView {
    let lang = ctx.lang;
    let form = FormState::of(ctx, &CONFIRM_SECOND_KEY);
    let groups = key.code.grouped().split('-').map(str::to_owned).collect();
    let replaces = has_one.then(|| view! { <Notice><p>{t::ways_in::second_key_replaces(lang)}</p></Notice> });
    view! {
        <p class="muted">{t::ways_in::second_key_shown(lang)}</p>
        <KeyCard groups>
            <button class="btn btn--s btn--onstage" type="button" hidden=true data-print="">
                <Icon glyph=Glyph::Printer/>{t::people::print(lang)}
            </button>
        </KeyCard>
        {replaces}
        <FaultSummary form=form.clone() labels=vec![("group", t::people::last_group(lang).to_owned())]/>
        <form class="stack" method="post" action=CONFIRM_SECOND_KEY.action()>
            <TextField name="group" label=t::people::last_group(lang) hint=t::ways_in::last_group_hint(lang)
                value=form.value("group") fault=form.fault("group") code=true/>
            <Submit block=true>{t::ways_in::kept_second_key(lang)}<Icon glyph=Glyph::Check/></Submit>
        </form>
        <KeyTools copied=t::people::copied(lang).to_owned()/>
    }
    .into_any()
}

/// The question whether one may go.
pub async fn remove_way_in(ctx: Ctx, Path(asked): Path<String>) -> PageResult {
    let me = ctx.confirmed_member()?;
    let lang = ctx.lang;
    let rows = ctx.store.accounts.read().await?.ways_in().list(me.account).await?;
    let mut ways = known(&me, &rows);
    let (row, way) = ways.find(|(row, _)| short(&row.lookup) == asked).ok_or(AppError::Gone)?;
    let ((title, what, _), way) = (words(lang, &way), short(&row.lookup));
    let form = FormState::of(&ctx, &REMOVE);
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::WAYS_IN>
            <h1>{t::ways_in::remove_title(lang)}</h1>
            <p class="card"><span><b>{title}</b><br/><small>{what}</small></span></p>
            <p>{t::ways_in::remove_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![("password", t::people::key(lang).to_owned())]/>
            <form class="stack" method="post" action=REMOVE.action()>
                <input type="hidden" name="way" value=way/>
                <ManagedName/>
                <ProofField form=form.clone()/>
                <PasswordField name="password" label=t::people::key(lang) shows=true fault=form.fault("password")/>
                <div class="row row--wrap">
                    <a class="btn btn--quiet" href=paths::WAYS_IN>{t::ui::cancel(lang)}</a>
                    <Submit look="btn--stop">{t::ways_in::remove_now(lang)}</Submit>
                </div>
            </form>
        </Frame>
    }))
}
