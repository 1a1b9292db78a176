//! The pages behind "Ik": own threads, saved threads, drafts, notes, settings.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Before, Frame, Page, PageResult, Path, Query};
use crate::kit::paths::{self, Back};
use crate::kit::session::devices;
use crate::kit::ui::*;
use crate::members::account::api::{ADD_NOTE, EDIT_NOTE, REMOVE_DRAFT, REMOVE_NOTE, SET_SETTINGS, Setting};
use crate::members::account::parts;
use crate::members::account::push::push_settings;
use crate::story::form_token;
use crate::story::own::{self, drawer};
use crate::t;
use domain::chosen::YesNo;
use domain::drawer::NOTE_MAX;
use domain::ids::PostId;
use domain::text::Title;
use domain::threads::Position;
use domain::time::When;
use leptos::prelude::*;

/// The number of own threads that a page shows.
const PORTION: usize = 20;

/// The rows as a list; while there are none, a title and a text about that, and where to go, with its words.
fn list_or(
    rows: Vec<impl IntoView + 'static>,
    (title, text): (&'static str, &'static str),
    (to, words): (&'static str, &'static str),
) -> AnyView {
    if rows.is_empty() {
        return view! { <Empty title text><a class="btn btn--primary" href=to>{words}</a></Empty> }
            .into_any();
    }
    view! { <ul class="list card">{rows}</ul> }.into_any()
}

/// All threads in which the reader wrote.
pub async fn own_threads(ctx: Ctx, Query(before): Query<Before>) -> PageResult {
    let before = before.position();
    let me = ctx.member()?;
    let lang = ctx.lang;
    let kept = drawer::read(&ctx.state, &me).await?;
    let mut own = own::list(&ctx.state, &me, &kept).await?;
    // What has news stands on the first page, all of it.
    own.retain(|own| before.is_none_or(|before| !own.is_told() && own.thread.position < before));
    let shown = PORTION.max(own.iter().filter(|own| own.is_told()).count());
    let older = own.get(shown).map(|next| Position(next.thread.position.0 + 1));
    let mut rows = if before.is_none() { parts::waiting_rows(&ctx, &me).await? } else { Vec::new() };
    rows.extend(own.iter().take(shown).map(|own| parts::own_row(&ctx, &me, own)));
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <Symbols glyphs=&[Glyph::CaretRight]/>
            <h1>{t::account::threads(lang)}</h1>
            <p class="muted">{t::account::threads_hint(lang)}</p>
            {list_or(
                rows,
                (t::account::threads_none(lang), t::account::threads_none_text(lang)),
                (paths::NEW_THREAD, t::threads::share_first(lang)),
            )}
            {older.map(|position| view! {
                <div class="center"><a class="btn btn--soft" href=format!("{}?before={position}", paths::OWN_THREADS)>
                    {t::threads::older(lang)}
                </a></div>
            })}
        </Frame>
    }))
}

/// The challenges that the reader saved for later.
pub async fn saved(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let kept = drawer::read(&ctx.state, &me).await?;
    drawer::remember(&ctx.state, &me, &kept);
    let mut rows = Vec::new();
    {
        let mut tx = ctx.store.community.read().await?;
        for id in kept.saved.iter().rev() {
            let Some(thread) = tx.threads().find(*id).await? else { continue };
            let title = parts::title_of(lang, &thread.title);
            let named = t::account::unsave_named(lang, &title);
            rows.push(view! {
                <li class="row">
                    <a class="grow" href=paths::thread(thread.id)>
                        <span class="grow"><b>{title}</b><small>{thread.themes.labels(lang)}</small></span>
                    </a>
                    <form method="post" action=own::SET_SAVED.action()>
                        <input type="hidden" name="thread" value=thread.id.to_string()/>
                        <input type="hidden" name="on" value=YesNo::No.slug()/>
                        <input type="hidden" name="back" value=Back::Saved.slug()/>
                        <button class="bar-btn bar-btn--i" type="submit" aria-label=named><Icon glyph=Glyph::Trash/></button>
                    </form>
                </li>
            });
        }
    }
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::saved(lang)}</h1>
            {list_or(
                rows,
                (t::account::saved_none(lang), t::account::saved_none_text(lang)),
                (paths::THREADS, t::account::read_on(lang)),
            )}
        </Frame>
    }))
}

/// Challenges that were kept for later.
pub async fn drafts(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let kept = drawer::read(&ctx.state, &me).await?;
    let sent = drawer::sent(&ctx.store, &kept).await?;
    let rows: Vec<_> = kept
        .drafts
        .iter()
        .rev()
        .filter(|draft| !sent.contains(&draft.id))
        .map(|draft| {
            let title = if draft.title.trim().is_empty() {
                Title::propose(&draft.happened, &draft.question)
            } else {
                draft.title.clone()
            };
            let title = if title.is_empty() { t::account::untitled(lang).to_owned() } else { title };
            let when = when_word(lang, When::of(draft.day, ctx.clock.today()));
            let named = t::account::remove_draft_named(lang, &title);
            view! {
                <li class="row">
                    <a class="grow" href=paths::draft(draft.id)>
                        <span class="step"><Icon glyph=Glyph::NotePencil/></span>
                        <span class="grow"><b>{title}</b><small>{when}</small></span>
                    </a>
                    <form method="post" action=REMOVE_DRAFT.action()>
                        <input type="hidden" name="draft" value=draft.id.to_string()/>
                        <button class="bar-btn bar-btn--i" type="submit" aria-label=named><Icon glyph=Glyph::Trash/></button>
                    </form>
                </li>
            }
        })
        .collect();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::drafts(lang)}</h1>
            <p class="muted">{t::account::drafts_text(lang)}</p>
            {list_or(
                rows,
                (t::account::drafts_none(lang), t::account::drafts_none_text(lang)),
                (paths::NEW_THREAD, t::threads::share_first(lang)),
            )}
        </Frame>
    }))
}

/// Notes that nobody else can read.
pub async fn notes(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &ADD_NOTE);
    let fresh = form.value_or("once", &form_token::mint(&ctx, &me));
    let kept = drawer::read(&ctx.state, &me).await?;
    let notes: Vec<_> = kept
        .notes
        .into_iter()
        .rev()
        .map(|note| {
            let when = when_word(lang, When::of(note.day, ctx.clock.today()));
            let named = t::account::edit_note_named(lang, &when);
            view! {
                <li class="card" id=format!("note-{}", note.id)>
                    <div class="row">
                        <p class="sm muted grow">{when}</p>
                        <a class="btn btn--quiet btn--s" href=paths::note(note.id) aria-label=named>{t::account::edit(lang)}</a>
                    </div>
                    <div class="stack stack--s"><Prose text=note.text/></div>
                </li>
            }
        })
        .collect();
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::notes(lang)}</h1>
            <p class="muted">{t::account::notes_text(lang)}</p>
            <FaultSummary form=form.clone() labels=vec![("text", t::account::note(lang).to_owned())]/>
            <form class="stack" method="post" action=ADD_NOTE.action()>
                <input type="hidden" name="once" value=fresh/>
                <TextArea name="text" label=t::account::note(lang) value=form.value("text")
                    hint=t::account::note_hint(lang) fault=form.fault("text") max=Some(NOTE_MAX)/>
                <Submit>{t::account::keep_note(lang)}</Submit>
            </form>
            <ul class="stack">{notes}</ul>
        </Frame>
    }))
}

/// One note, to change or to throw away.
pub async fn note(ctx: Ctx, Path(id): Path<PostId>) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &EDIT_NOTE);
    let kept = drawer::read(&ctx.state, &me).await?;
    let note = kept.notes.into_iter().find(|note| note.id == id).ok_or(AppError::Gone)?;
    let edition = form.value_or("edition", &note.edition.to_string());
    let fresh = form.value_or("once", &form_token::mint(&ctx, &me));
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::NOTES>
            <h1>{t::account::edit_note(lang)}</h1>
            <FaultSummary form=form.clone() labels=vec![("text", t::account::note_yours(lang).to_owned())]/>
            <form class="stack" method="post" action=EDIT_NOTE.action()>
                <input type="hidden" name="note" value=note.id.to_string()/>
                <input type="hidden" name="edition" value=edition/>
                <input type="hidden" name="once" value=fresh/>
                <TextArea name="text" label=t::account::note_yours(lang) value=form.value_or("text", &note.text)
                    fault=form.fault("text") max=Some(NOTE_MAX)/>
                <Submit>{t::account::save(lang)}</Submit>
            </form>
            <details>
                <summary class="btn btn--quiet btn--block"><Icon glyph=Glyph::Trash/>{t::account::remove_note(lang)}</summary>
                <form class="stack" method="post" action=REMOVE_NOTE.action()>
                    <input type="hidden" name="note" value=note.id.to_string()/>
                    <p>{t::account::remove_note_text(lang)}</p>
                    <Submit look="btn--stop">{t::account::remove_note_now(lang)}</Submit>
                </form>
            </details>
        </Frame>
    }))
}

/// Settings that go with the person.
pub async fn settings(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let lang = ctx.lang;
    let form = FormState::of(&ctx, &SET_SETTINGS);
    let hides_number = drawer::read(&ctx.state, &me).await?.settings.hides_number;
    let devices = devices::read(&ctx, &me).await?;
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::account::settings(lang)}</h1>
            <FaultSummary form/>
            <section class="stack stack--s">
                <h2>{t::account::number_title(lang)}</h2>
                <form class="card" method="post" action=SET_SETTINGS.action()>
                    <input type="hidden" name="asked" value=Setting::Number.slug()/>
                    <CheckBox name="number" label=t::account::number(lang) hint=t::account::number_hint(lang) checked=!hides_number/>
                    <Submit look="btn--soft">{t::account::save(lang)}</Submit>
                </form>
            </section>
            {push_settings(&ctx, devices)}
        </Frame>
    }))
}
