//! "Ik": "Mijn plek", and what belongs to the account. Which threads are whose is computed for this page alone.

use crate::kit::ctx::Ctx;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::ui::*;
use crate::kit::{paths, session};
use crate::members::account::api::{
    DOWNLOAD, END_SESSION, PostsFate, REMOVE, SEE_NEWS, SET_COHORT, SIGN_OUT_EVERYWHERE,
};
use crate::members::account::parts::{Followed, own_row, short};
use crate::story::own;
use crate::t;
use domain::time::When;
use leptos::prelude::*;

/// The number of own threads that the first page shows.
const OWN_SHOWN: usize = 5;

/// Says how many there are, or that there is nothing yet.
fn counted(number: usize, none: &'static str, some: impl FnOnce(i64) -> String) -> String {
    if number == 0 { none.to_owned() } else { some(number as i64) }
}

/// The member's own page.
pub async fn account(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let about = me.cohort.as_ref().map(|cohort| {
        format!(
            "{} · {} · {}",
            cohort.phase.label(lang),
            cohort.sector.short_label(lang),
            cohort.region.label(lang)
        )
    });
    let unknown = (!me.code_known).then(|| view! {
        <Notice kind=NoticeKind::Warning title=t::account::key_unknown_title(lang)>
            <p>{t::account::key_unknown_text(lang)}" "<a class="link" href=paths::JOIN_KEY>{t::account::key_unknown_link(lang)}</a></p>
        </Notice>
    });
    let kept = own::drawer::read(&ctx.state, &me).await?;
    own::drawer::remember(&ctx.state, &me, &kept);
    let own = own::list(&ctx.state, &me, &kept).await?;
    let sent = own::drawer::sent(&ctx.store, &kept).await?;
    let drafts = kept.drafts.iter().filter(|draft| !sent.contains(&draft.id)).count();
    let rows: Vec<_> = own.iter().take(OWN_SHOWN).map(|own| own_row(&ctx, &me, own)).collect();
    let more = (own.len() > OWN_SHOWN).then(|| {
        view! { <div class="center"><a class="btn btn--soft" href=paths::OWN_THREADS>{t::account::threads_all(lang)}</a></div> }
    });
    let seen = own.iter().any(|own| own.is_told()).then(|| {
        view! {
            <form method="post" action=SEE_NEWS.action()>
                <Submit look="btn--quiet btn--s"><Icon glyph=Glyph::Check/>{t::account::see_all(lang)}</Submit>
            </form>
        }
    });
    let threads = if rows.is_empty() {
        view! {
            <p class="sm muted">{t::account::threads_none_text(lang)}" "<a class="link" href=paths::NEW_THREAD>{t::threads::share_first(lang)}</a></p>
        }
        .into_any()
    } else {
        view! { <p class="sm muted">{t::account::threads_hint(lang)}</p><ul class="list card">{rows}</ul>{more} }.into_any()
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) title=t::account::title(lang)>
            <Symbols glyphs=&[Glyph::CaretRight]/>
            {unknown}
            <section class="stack stack--s">
                <div class="row row--wrap"><h2 class="grow">{t::account::threads(lang)}</h2>{seen}</div>
                {threads}
            </section>
            <Followed themes=kept.themes/>
            <section class="stack stack--s">
                <h2>{t::account::kept(lang)}</h2>
                <p class="sm muted">{t::account::kept_hint(lang)}</p>
                <ul class="list card">
                    <ListRow href=paths::SAVED glyph=Glyph::BookmarkSimple title=t::account::saved(lang)
                        text=counted(kept.saved.len(), t::account::saved_none(lang), |n| t::account::saved_count(lang, n))/>
                    <ListRow href=paths::DRAFTS glyph=Glyph::NotePencil title=t::account::drafts(lang)
                        text=counted(drafts, t::account::drafts_none(lang), |n| t::account::drafts_count(lang, n))/>
                    <ListRow href=paths::NOTES glyph=Glyph::LockSimple title=t::account::notes(lang)
                        text=counted(kept.notes.len(), t::account::notes_none(lang), |n| t::account::notes_count(lang, n))/>
                </ul>
            </section>
            <section class="stack stack--s">
                <h2>{t::account::you(lang)}</h2>
                <p class="sm muted">{t::account::you_hint(lang)}</p>
                <ul class="list card">
                    <ListRow href=paths::ACCOUNT_ABOUT glyph=Glyph::UserCircle title=t::account::about(lang)
                        text=about.unwrap_or_else(|| t::account::about_unknown(lang).to_owned())/>
                    <ListRow href=paths::SETTINGS glyph=Glyph::Gear title=t::account::settings(lang) text=t::account::settings_hint(lang)/>
                </ul>
            </section>
            <section class="stack stack--s">
                <h2>{t::account::key_and_devices(lang)}</h2>
                <ul class="list card">
                    <ListRow href=paths::SESSIONS glyph=Glyph::DeviceMobile title=t::account::sessions(lang) text=t::account::sessions_hint(lang)/>
                    <ListRow href=paths::CODE glyph=Glyph::Key title=t::account::code(lang) text=t::account::code_hint(lang)/>
                    <ListRow href=paths::DATA glyph=Glyph::DownloadSimple title=t::account::data(lang) text=t::account::data_hint(lang)/>
                    <ListRow href=paths::REMOVE glyph=Glyph::Trash title=t::account::remove(lang) text=t::account::remove_hint(lang)/>
                </ul>
            </section>
            <section class="stack stack--s">
                <h2>{t::account::more(lang)}</h2>
                <ul class="list card">
                    <ListRow href=paths::WHO_SEES_WHAT glyph=Glyph::Eye title=t::account::who_sees_what(lang) text=t::account::who_sees_what_hint(lang)/>
                    <ListRow href=paths::HELP glyph=Glyph::Lifebuoy title=t::account::help(lang) text=t::account::help_hint(lang)/>
                </ul>
                <LanguageSwitch back=paths::ACCOUNT/>
            </section>
            <form method="post" action=session::SIGN_OUT.action()>
                <Submit look="btn--soft" block=true>{t::account::sign_out(lang)}</Submit>
            </form>
        </Frame>
    }))
}

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
                        <input type="hidden" name="session" value=short(&row.hash)/>
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
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::code(lang)}</h1>
            <p>{t::account::code_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![("password", t::people::key(lang).to_owned())]/>
            <form class="stack" method="post" action=session::CHANGE_CODE.action()>
                <ManagedName/>
                {known.then(|| view! { <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/> })}
                <Submit block=true>{t::people::new_key(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// Everything that is kept, as a file.
pub async fn data(ctx: Ctx) -> PageResult {
    ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &DOWNLOAD);
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::data(lang)}</h1>
            <p>{t::account::data_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![("password", t::people::key(lang).to_owned())]/>
            <form class="stack" method="post" action=DOWNLOAD.action()>
                <ManagedName/>
                <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/>
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
                ("password", t::people::key(lang).to_owned()),
            ]/>
            <form class="stack" method="post" action=REMOVE.action()>
                <ManagedName/>
                <ChoiceGroup name="posts" legend=t::account::your_posts(lang) options=posts look=Look::Rows
                    chosen=form.value("posts") fault=form.fault("posts")/>
                <PasswordField name="password" label=t::account::current_key(lang) fault=form.fault("password")/>
                <div class="row row--wrap">
                    <a class="btn btn--quiet" href=paths::ACCOUNT>{t::ui::cancel(lang)}</a>
                    <Submit look="btn--stop">{t::account::remove_now(lang)}</Submit>
                </div>
            </form>
        </Frame>
    }))
}
