//! Pieces of "Mijn plek", and the buttons that put something there.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::authorship::face_of;
use crate::story::own::{News, Own};
use crate::story::waiting::sealed;
use crate::t;
use domain::people::Lang;
use domain::secrets::Waiting;
use domain::themes::ThemeId;
use domain::time::When;
use leptos::prelude::*;

/// The news in a thread, in words; empty for nothing.
pub fn news_words(lang: Lang, news: &News) -> String {
    let replies = (news.replies > 0).then(|| t::account::new_replies(lang, news.replies));
    let thanks = (news.thanks > 0).then(|| t::account::thanked(lang).to_owned());
    let recognised = news.recognised.and_then(|step| step_word(lang, step));
    let recognised = recognised.map(|step| t::account::recognised(lang, step));
    [replies, thanks, recognised].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A line of what the member told about themselves.
pub fn about_words(lang: Lang, me: &Member) -> String {
    let Some(cohort) = &me.cohort else { return t::account::about_unknown(lang).to_owned() };
    let (phase, sector, region) =
        (cohort.phase.label(lang), cohort.sector.short_label(lang), cohort.region.label(lang));
    format!("{phase} · {sector} · {region}")
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
    let more = if is_new { news } else { when_word(lang, When::of(own.day, ctx.clock.today())) };
    let under = format!("{} · {more}", t::account::known_as(lang, face.name(lang)));
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

/// The own challenges that wait for a safe moment, as rows: only their owner knows of them.
///
/// # Errors
/// When the store refuses.
pub async fn waiting_rows(ctx: &Ctx, me: &Member) -> Result<Vec<AnyView>, AppError> {
    let mut mine = sealed::mine(ctx, me).await?;
    // In no order that tells when they were written.
    mine.sort_by(|(one, _), (other, _)| one.title.cmp(&other.title));
    Ok(mine.into_iter().map(|(waiting, _)| waiting_row(ctx, waiting)).collect())
}

fn waiting_row(ctx: &Ctx, waiting: Waiting) -> AnyView {
    let lang = ctx.lang;
    let face = face_of(ctx, &waiting.author, 0);
    let under = format!("{} · {}", t::account::known_as(lang, face.name(lang)), t::account::waits(lang));
    view! {
        <li><a href=paths::thread(waiting.thread)>
            <Avatar face/>
            <span class="grow"><b>{waiting.title}</b><small>{under}</small></span>
            <Icon glyph=Glyph::HourglassMedium/>
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
    let lang = use_lang();
    let chips: Vec<_> = themes
        .iter()
        .filter_map(|slug| ThemeId::from_slug(slug))
        .map(|theme| view! { <li><a class="chip" href=paths::theme(theme)>{theme.label(lang)}</a></li> })
        .collect();
    view! {
        <section class="stack stack--s">
            <h2>{t::account::themes(lang)}</h2>
            {if chips.is_empty() {
                view! {
                    <p class="sm muted">{t::account::themes_none(lang)}" "<a class="link" href=paths::THEMES>{t::account::themes_all(lang)}</a></p>
                }.into_any()
            } else {
                view! { <ul class="row row--s row--wrap">{chips}</ul> }.into_any()
            }}
        </section>
    }
    .into_any()
}
