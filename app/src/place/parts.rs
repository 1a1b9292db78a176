//! Pieces of the own place, and the buttons that put something there.

use super::{News, Own};
use crate::ctx::{Ctx, Member, ctx};
use crate::patterns::Shape;
use crate::posts::names::face_of;
use crate::ui::*;
use crate::{paths, t};
use domain::ids::ThreadId;
use domain::people::Lang;
use domain::themes::ThemeId;
use domain::time::When;
use leptos::prelude::*;

/// The button that saves a thread for later. A plain form; the island of the reactions turns it over.
#[component]
pub fn Save(
    /// The thread.
    thread: ThreadId,
    /// The reader.
    session: [u8; 32],
) -> impl IntoView {
    let ctx = ctx();
    let on = ctx.memory.with(&session, |mine| mine.saved.contains(&thread)).unwrap_or_default();
    let pattern = ctx.pattern(Shape::Save(on), || {
        let [thread] = holes();
        view! {
            <form method="post" action="/api/place/set_saved" data-react="">
                <input type="hidden" name="thread" value=thread/>
                <input type="hidden" name="on" value=if on { "no" } else { "yes" }/>
                <button class="react-btn" type="submit" aria-pressed=if on { "true" } else { "false" }>
                    <SharedIcon glyph=Glyph::BookmarkSimple/>{t::place::save(ctx.lang)}
                </button>
            </form>
        }
        .into_any()
    });
    pattern.fill([Value::Text(&thread.to_string())]).into_view()
}

/// The button that follows a theme.
#[component]
pub fn Follow(
    /// The theme.
    theme: ThemeId,
    /// The reader.
    session: [u8; 32],
) -> impl IntoView {
    let ctx = ctx();
    let follows = |mine: &mut super::memory::Mine| mine.themes.iter().any(|slug| slug == theme.slug());
    let on = ctx.memory.with(&session, follows).unwrap_or_default();
    let word = if on { t::place::followed(ctx.lang) } else { t::place::follow(ctx.lang) };
    view! {
        <form method="post" action="/api/place/set_followed">
            <input type="hidden" name="theme" value=theme.slug()/>
            <input type="hidden" name="on" value=if on { "no" } else { "yes" }/>
            <button class="btn btn--soft btn--s" type="submit" aria-pressed=if on { "true" } else { "false" }>
                <Icon glyph=if on { Glyph::Check } else { Glyph::Plus }/>{word}
            </button>
        </form>
    }
    .into_any()
}

/// What is new in a thread, in words; empty for nothing.
pub fn news_words(lang: Lang, news: &News) -> String {
    let replies = (news.replies > 0).then(|| t::place::new_replies(lang, news.replies));
    let thanks = (news.thanks > 0).then(|| t::place::thanked(lang).to_owned());
    let recognised = news.recognised.and_then(|step| step_word(lang, step));
    let recognised = recognised.map(|step| t::place::recognised(lang, step));
    [replies, thanks, recognised].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// An own thread as a row: the face of its owner there, the sentence, and what is new.
pub fn own_row(ctx: &Ctx, me: &Member, own: &Own) -> AnyView {
    let lang = ctx.lang;
    let face = face_of(ctx, &ctx.keys.author_tag(&me.root, own.thread.id), own.name);
    let title = title_of(lang, &own.thread.title);
    let asks = own.asks.then(|| t::outcomes::title(lang).to_lowercase());
    let news = [Some(news_words(lang, &own.news)).filter(|words| !words.is_empty()), asks];
    let news = news.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let is_new = !news.is_empty();
    let more = if is_new { news } else { when_word(lang, When::of(own.thread.day, ctx.clock.today())) };
    let under = format!("{} · {more}", t::place::known_as(lang, face.name(lang)));
    let end = if is_new {
        view! { <span class="dot"></span> }.into_any()
    } else {
        view! { <SharedIcon glyph=Glyph::CaretRight/> }.into_any()
    };
    view! {
        <li><a href=paths::thread(own.thread.id)>
            <Avatar face/>
            <span class="grow"><b>{title}</b><small>{under}</small></span>
            {end}
        </a></li>
    }
    .into_any()
}

/// The sentence of a thread; one that was removed has none.
pub fn title_of(lang: Lang, title: &str) -> String {
    if title.is_empty() { t::threads::removed_title(lang).to_owned() } else { title.to_owned() }
}

/// The followed themes as chips; nothing for none.
#[component]
pub fn Followed(
    /// Their slugs; one that the codebook lost is left out.
    themes: Vec<String>,
) -> impl IntoView {
    let lang = ctx().lang;
    let chips: Vec<_> = themes
        .iter()
        .filter_map(|slug| ThemeId::from_slug(slug))
        .map(|theme| view! { <li><a class="chip" href=paths::theme(theme)>{theme.label(lang)}</a></li> })
        .collect();
    view! {
        <section class="stack stack--s">
            <h2>{t::place::themes(lang)}</h2>
            {if chips.is_empty() {
                view! {
                    <p class="sm muted">{t::place::themes_none(lang)}" "<a class="link" href=paths::THEMES>{t::place::themes_all(lang)}</a></p>
                }.into_any()
            } else {
                view! { <ul class="row row--s row--wrap">{chips}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}
