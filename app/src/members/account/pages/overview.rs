//! "Ik": everything of "Mijn plek" at a glance. Which threads are whose is computed for this page alone.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::page::{Frame, Page, PageResult};
use crate::kit::ui::*;
use crate::kit::{paths, session};
use crate::members::account::api::SEE_NEWS;
use crate::members::account::parts::{Followed, about_words, own_row, waiting_rows};
use crate::story::{held, own};
use crate::t;
use leptos::prelude::*;

/// The number of own threads that the first page shows.
const OWN_SHOWN: usize = 5;

/// The member's own page.
pub async fn account(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let kept = own::drawer::read(&ctx.state, &me).await?;
    own::drawer::remember(&ctx.state, &me, &kept);
    let own = own::list(&ctx.state, &me, &kept).await?;
    let held = held::cards::rows(&ctx, &me).await?;
    let waiting = waiting_rows(&ctx, &me).await?;
    let ways = ctx.store.accounts.read().await?.ways_in().list(me.account).await?.len();
    let sent = own::drawer::sent(&ctx.store, &kept).await?;
    let drafts = kept.drafts.iter().filter(|draft| !sent.contains(&draft.id)).count();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) title=t::account::title(lang)>
            <Symbols glyphs=&[Glyph::CaretRight]/>
            {(!me.code_known).then(|| view! { <KeyUnknown/> })}
            {(!held.is_empty()).then(|| view! { <ul class="list card" id="held">{held}</ul> })}
            {own_threads(&ctx, &me, &own, waiting)}
            <Followed themes=kept.themes/>
            <WhatIsKept saved=kept.saved.len() drafts notes=kept.notes.len()/>
            {about_you(&ctx, &me)}
            <KeyAndDevices ways/>
            <AndMore/>
            <form method="post" action=session::SIGN_OUT.action()>
                <Submit look="btn--soft" block=true>{t::account::sign_out(lang)}</Submit>
            </form>
        </Frame>
    }))
}

/// Says that the key was not typed back yet.
#[component]
fn KeyUnknown() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Notice kind=NoticeKind::Warning title=t::account::key_unknown_title(lang)>
            <p>{t::account::key_unknown_text(lang)}" "<a class="link" href=paths::JOIN_KEY>{t::account::key_unknown_link(lang)}</a></p>
        </Notice>
    }
}

/// The own challenges that wait, and the newest own threads with what is new in them.
fn own_threads(ctx: &Ctx, me: &Member, own: &[own::Own], waiting: Vec<AnyView>) -> impl IntoView + use<> {
    let lang = ctx.lang;
    let mut rows = waiting;
    rows.extend(own.iter().take(OWN_SHOWN).map(|own| own_row(ctx, me, own)));
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
    view! {
        <section class="stack stack--s">
            <div class="row row--wrap"><h2 class="grow">{t::account::threads(lang)}</h2>{seen}</div>
            {threads}
        </section>
    }
}

/// The numbers of what was saved, begun and noted, with the way there.
#[component]
fn WhatIsKept(saved: usize, drafts: usize, notes: usize) -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="stack stack--s">
            <h2>{t::account::kept(lang)}</h2>
            <p class="sm muted">{t::account::kept_hint(lang)}</p>
            <ul class="list card">
                <ListRow href=paths::SAVED glyph=Glyph::BookmarkSimple title=t::account::saved(lang)
                    text=counted(saved, t::account::saved_none(lang), |n| t::account::saved_count(lang, n))/>
                <ListRow href=paths::DRAFTS glyph=Glyph::NotePencil title=t::account::drafts(lang)
                    text=counted(drafts, t::account::drafts_none(lang), |n| t::account::drafts_count(lang, n))/>
                <ListRow href=paths::NOTES glyph=Glyph::LockSimple title=t::account::notes(lang)
                    text=counted(notes, t::account::notes_none(lang), |n| t::account::notes_count(lang, n))/>
            </ul>
        </section>
    }
}

/// Says how many there are, or that there is nothing yet.
fn counted(number: usize, none: &'static str, some: impl FnOnce(i64) -> String) -> String {
    if number == 0 { none.to_owned() } else { some(number as i64) }
}

/// The row of what the member told about herself, and that of the settings.
fn about_you(ctx: &Ctx, me: &Member) -> impl IntoView + use<> {
    let lang = ctx.lang;
    // Where the operator switched the daily signal off, there is none to set.
    let settings = if ctx.push.is_some() {
        t::account::settings_hint_push(lang)
    } else {
        t::account::settings_hint(lang)
    };
    view! {
        <section class="stack stack--s">
            <h2>{t::account::you(lang)}</h2>
            <p class="sm muted">{t::account::you_hint(lang)}</p>
            <ul class="list card">
                <ListRow href=paths::ACCOUNT_ABOUT glyph=Glyph::UserCircle title=t::account::about(lang) text=about_words(lang, me)/>
                <ListRow href=paths::SETTINGS glyph=Glyph::Gear title=t::account::settings(lang) text=settings/>
            </ul>
        </section>
    }
}

#[component]
fn KeyAndDevices(
    /// The number of ways in beside the key.
    ways: usize,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="stack stack--s">
            <h2>{t::account::key_and_devices(lang)}</h2>
            <ul class="list card">
                <ListRow href=paths::SESSIONS glyph=Glyph::DeviceMobile title=t::account::sessions(lang) text=t::account::sessions_hint(lang)/>
                <ListRow href=paths::HAND_OVER glyph=Glyph::Plus title=t::account::hand_over(lang) text=t::account::hand_over_hint(lang)/>
                <ListRow href=paths::WAYS_IN glyph=Glyph::LockSimple title=t::ways_in::title(lang)
                    text=counted(ways, t::ways_in::count_none(lang), |n| t::ways_in::count(lang, n))/>
                <ListRow href=paths::CODE glyph=Glyph::Key title=t::account::code(lang) text=t::account::code_hint(lang)/>
                <ListRow href=paths::DATA glyph=Glyph::DownloadSimple title=t::account::data(lang) text=t::account::data_hint(lang)/>
                <ListRow href=paths::REMOVE glyph=Glyph::Trash title=t::account::remove(lang) text=t::account::remove_hint(lang)/>
            </ul>
        </section>
    }
}

/// The rows that lead elsewhere, and the language.
#[component]
fn AndMore() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="stack stack--s">
            <h2>{t::account::more(lang)}</h2>
            <ul class="list card">
                <ListRow href=paths::WHO_SEES_WHAT glyph=Glyph::Eye title=t::account::who_sees_what(lang) text=t::account::who_sees_what_hint(lang)/>
                <ListRow href=paths::HELP glyph=Glyph::Lifebuoy title=t::account::help(lang) text=t::account::help_hint(lang)/>
            </ul>
            <LanguageSwitch back=paths::ACCOUNT/>
        </section>
    }
}
