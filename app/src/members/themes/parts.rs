//! Pieces of the page of a theme.

use crate::kit::ctx::Ctx;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::tried::bar;
use crate::t;
use domain::people::Lang;
use domain::steps::Step;
use domain::themes::ThemeId;
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The theme, what it is about, and how many stories there are, as a step.
pub fn top(lang: Lang, theme: ThemeId, stories: i64) -> AnyView {
    let step = step_word(lang, Step::of(stories));
    let step = step.map(|step| view! { <span class="tag">{t::themes::stories_shared(lang, step)}</span> });
    view! {
        <section class="thread-top"><div class="page">
            <h1>{theme.label(lang)}</h1>
            <p class="theme-what">{theme.definition(lang)}</p>
            {step}
            <ThemePicture colour=theme.colour()/>
        </div></section>
    }
    .into_any()
}

/// Shows what worked for how many, and what experts said, where there are any.
pub fn about(
    ctx: &Ctx,
    tips: &[(PostRow, ThreadRow)],
    experts: Option<&[(PostRow, ThreadRow)]>,
    any_story: bool,
) -> AnyView {
    let lang = ctx.lang;
    let worked = if tips.is_empty() {
        let first = any_story.then(|| t::themes::worked_first(lang));
        view! { <p class="muted">{t::themes::worked_none(lang)}" "{first}</p> }.into_any()
    } else {
        let tips: Vec<_> = tips.iter().map(|(tip, thread)| worked(lang, tip, thread)).collect();
        view! { <p class="sm muted">{t::themes::worked_lead(lang)}</p><div class="stack">{tips}</div> }
            .into_any()
    };
    let answered = experts.map(|experts| {
        let answers: Vec<_> = experts.iter().map(|(post, thread)| answer(lang, post, thread)).collect();
        let answers = if answers.is_empty() {
            view! { <p class="muted">{t::themes::experts_none(lang)}</p> }.into_any()
        } else {
            view! { <div class="stack">{answers}</div> }.into_any()
        };
        view! { <section class="stack stack--s" aria-labelledby="experts"><h2 id="experts">{t::themes::experts(lang)}</h2>{answers}</section> }
    });
    view! {
        <section class="stack stack--s" aria-labelledby="worked"><h2 id="worked">{t::themes::worked(lang)}</h2>{worked}</section>
        {answered}
    }
    .into_any()
}

fn worked(lang: Lang, tip: &PostRow, thread: &ThreadRow) -> AnyView {
    let body = tip.text.as_ref().map(|text| text.body.clone()).unwrap_or_default();
    let bar = tip.marks.and_then(|marks| bar(lang, marks));
    view! { <article class="tip"><Excerpt text=body most=200/>{bar}{source(lang, tip, thread)}</article> }
        .into_any()
}

fn answer(lang: Lang, post: &PostRow, thread: &ThreadRow) -> AnyView {
    let Some((expert, text)) = post.expert.as_ref().zip(post.text.as_ref()) else { return ().into_any() };
    let title = match lang {
        Lang::Nl => expert.title_nl.clone(),
        Lang::En => expert.title_en.clone(),
    };
    let title = format!("{} · {title}", t::posts::expert(lang));
    view! {
        <article class="expert">
            <div class="who"><Photo name=expert.name.clone()/><span><b>{expert.name.clone()}</b><small>{title}</small></span></div>
            <Excerpt text=text.body.clone() most=200/>
            {source(lang, post, thread)}
        </article>
    }
    .into_any()
}

/// The story that it was said about, with a link to the place; of a story that was removed there is no title.
fn source(lang: Lang, post: &PostRow, thread: &ThreadRow) -> AnyView {
    let href = paths::post(thread.id, post.id);
    view! { <p class="sm"><a class="link link--row" href=href>{t::themes::from(lang, &thread.title)}</a></p> }
        .into_any()
}

/// The stories that members shared, the newest first.
pub fn stories(ctx: &Ctx, theme: ThemeId, rows: &[ThreadRow], later: bool) -> AnyView {
    let lang = ctx.lang;
    let list = if rows.is_empty() {
        let none = if later { t::themes::stories_end(lang) } else { t::themes::stories_none(lang) };
        view! { <p class="muted">{none}</p> }.into_any()
    } else {
        let rows = Rendered::made(|out| rows.iter().for_each(|row| crate::story::cards::row(ctx, out, row)));
        view! { <ul class="feed stack">{rows.into_view()}</ul> }.into_any()
    };
    let share = format!("{}?theme={}", paths::NEW_THREAD, theme.slug());
    let share = (!later)
        .then(|| view! { <div><a class="btn btn--soft" href=share>{t::themes::share(lang)}</a></div> });
    view! {
        <section class="stack" aria-labelledby="stories"><h2 id="stories">{t::themes::stories(lang)}</h2>{list}{share}</section>
    }
    .into_any()
}

/// The neighbours in the codebook. A story has one theme, so there is nothing to say about themes that go together.
pub fn related(lang: Lang, theme: ThemeId) -> AnyView {
    let chips: Vec<_> = theme
        .neighbours()
        .map(|other| view! { <li><a class="chip" href=paths::theme(other)>{other.label(lang)}</a></li> })
        .collect();
    view! {
        <section class="stack stack--s" aria-labelledby="related">
            <h2 class="h3" id="related">{t::themes::related(lang)}</h2>
            <ul class="row row--s row--wrap">{chips}<li><a class="chip" href=paths::THEMES>{t::themes::all(lang)}</a></li></ul>
        </section>
    }
    .into_any()
}
