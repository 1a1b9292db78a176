//! What belongs to the account: the member, her sessions, her key, her data, and the end.

use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::ui::*;
use crate::kit::{paths, session};
use crate::members::account::api::{
    DOWNLOAD, END_SESSION, PostsFate, REMOVE, SET_COHORT, SHOW_DATA, SIGN_OUT_EVERYWHERE,
};
use crate::story::proof::ProofField;
use crate::t;
use domain::time::When;
use leptos::prelude::*;

/// Phase, sector and region, changeable.
pub async fn about_me(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &SET_COHORT);
    let known =
        me.cohort.as_ref().map(|cohort| [cohort.phase.slug(), cohort.sector.slug(), cohort.region.slug()]);
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::about(lang)}</h1>
            <p class="muted">{t::people::about_lead(lang)}</p>
            <FaultSummary form=form.clone() labels=about_labels(lang)/>
            <form class="stack" method="post" action=SET_COHORT.action()>
                <AboutFields lang form known=known.unwrap_or_default()/>
                <Submit block=true>{t::account::save(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// The devices where this account is signed in.
pub async fn sessions(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &END_SESSION);
    let rows = ctx.store.accounts.read().await?.sessions().list(me.account).await?;
    let list: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let here = row.hash == me.session;
            let kind =
                if row.shared { t::account::shared_device(lang) } else { t::account::own_device(lang) };
            // The row knows the month only.
            let since = t::account::since(lang, when_word(lang, When::InMonth(row.opened.month().month)));
            let end = if here {
                view! { <span class="tag tag--ok">{t::account::this_device(lang)}</span> }.into_any()
            } else {
                view! {
                    <form method="post" action=END_SESSION.action()>
                        <input type="hidden" name="session" value=session::short(&row.hash)/>
                        <Submit look="btn--soft btn--s">{t::account::end(lang)}</Submit>
                    </form>
                }
                .into_any()
            };
            view! {
                <li class="row">
                    <span class="step"><Icon glyph=Glyph::DeviceMobile/></span>
                    <span class="grow"><b>{kind}</b><small>{since}</small></span>
                    {end}
                </li>
            }
        })
        .collect();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::sessions(lang)}</h1>
            <p class="muted">{t::account::sessions_text(lang)}</p>
            <FaultSummary form/>
            <ul class="list card">{list}</ul>
            <form method="post" action=SIGN_OUT_EVERYWHERE.action()>
                <Submit look="btn--stop" block=true>{t::account::end_all(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// A new account code.
pub async fn code(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &session::CHANGE_CODE);
    let known = me.code_known;
    let ways = ctx.store.accounts.read().await?.ways_in().list(me.account).await?;
    let go_too = (!ways.is_empty()).then(|| {
        view! { <Notice kind=NoticeKind::Warning><p>{t::ways_in::go_too(lang)}</p></Notice> }
    });
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::code(lang)}</h1>
            <p>{t::account::code_text(lang)}</p>
            {go_too}
            <FaultSummary form=form.clone() labels=vec![("password", t::account::current_key(lang).to_owned())]/>
            <form class="stack" method="post" action=session::CHANGE_CODE.action()>
                <ManagedName/>
                <ProofField form=form.clone()/>
                {known.then(|| view! { <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/> })}
                <Submit block=true>{t::people::new_key(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// Everything that is kept, as a file.
pub async fn data(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of_any(&ctx, &[&DOWNLOAD, &SHOW_DATA]);
    let show = (!me.shared).then(|| {
        view! {
            <button class="btn btn--block" type="submit" formaction=SHOW_DATA.action()><Icon glyph=Glyph::Eye/>{t::account::show_data(lang)}</button>
        }
    });
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::data(lang)}</h1>
            <p>{t::account::data_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![("password", t::account::current_key(lang).to_owned())]/>
            <form class="stack" method="post" action=DOWNLOAD.action()>
                <ManagedName/>
                <ProofField form=form.clone()/>
                <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/>
                {show}
                <Submit block=true><Icon glyph=Glyph::DownloadSimple/>{t::account::download(lang)}</Submit>
            </form>
            <Notice><p>{t::account::data_warning(lang)}</p></Notice>
        </Frame>
    }))
}

/// Leaving for good.
pub async fn remove_account(ctx: Ctx) -> PageResult {
    ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &REMOVE);
    let posts = vec![
        Choice {
            hint: Some(t::account::keep_posts_hint(lang).to_owned()),
            ..Choice::new(PostsFate::Keep.slug(), t::account::keep_posts(lang))
        },
        Choice {
            hint: Some(t::account::remove_posts_hint(lang).to_owned()),
            ..Choice::new(PostsFate::Remove.slug(), t::account::remove_posts(lang))
        },
    ];
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::remove(lang)}</h1>
            <p>{t::account::remove_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![
                ("posts", t::account::your_posts(lang).to_owned()),
                ("password", t::account::current_key(lang).to_owned()),
            ]/>
            <form class="stack" method="post" action=REMOVE.action()>
                <ManagedName/>
                <ProofField form=form.clone()/>
                <ChoiceGroup name="posts" legend=t::account::your_posts(lang) options=posts look=Look::Rows
                    chosen=form.value("posts") fault=form.fault("posts")/>
                <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/>
                <div class="row row--wrap">
                    <a class="btn btn--quiet" href=paths::ACCOUNT>{t::account::stay(lang)}</a>
                    <Submit look="btn--stop">{t::account::remove_now(lang)}</Submit>
                </div>
            </form>
        </Frame>
    }))
}
