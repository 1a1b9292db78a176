//! Pieces of the feed and of a thread.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::{fragment, use_lang};
use crate::kit::paths;
use crate::kit::template::{Rendered, SlotValue, slots};
use crate::kit::ui::{self, Glyph, PostCard, PostLine, SharedIcon, Size, by_line, step_word, when_word};
use crate::story::draw::{self, On, author_face, details, ended};
use crate::story::reactions::{Around, Reaction, react};
use crate::t;
use domain::people::Lang;
use domain::steps::Step;
use domain::themes::{Colour, ThemeId};
use domain::time::When;
use domain::viewers::Viewer;
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The number of tips, in words. That there are some is said at once, because they can be read at once; how many, as of the
/// last refresh (T21).
pub fn tips_word(lang: Lang, row: &ThreadRow) -> String {
    match (row.tips, row.tips_shown) {
        (..=0, _) => t::threads::no_tip_yet(lang).to_owned(),
        (_, ..=0) => t::threads::new_tips(lang).to_owned(),
        (_, shown) => t::threads::tips(lang, shown),
    }
}

/// A challenge as a poster with its reactions; nothing when nobody is its author.
pub fn poster(ctx: &Ctx, out: &mut Rendered, row: &ThreadRow, reaction: Reaction) {
    let Some(face) = author_face(ctx, row) else { return };
    let colour = row.themes.colour();
    let template = ctx.template(PosterOf(colour), || draw_poster(colour));
    let details = details(ctx.lang, row, ctx.clock.today());
    template.write(
        out,
        [
            SlotValue::Text(&row.id.to_string()),
            SlotValue::Made(&|out| by_line(ctx, out, &face, &details, Size::Medium)),
            SlotValue::Text(&row.title),
            SlotValue::Made(&|out| react(ctx, out, reaction, Around::Feed)),
            SlotValue::Text(&tips_word(ctx.lang, row)),
            SlotValue::Made(&|out| row.themes.all().for_each(|theme| tag(ctx, out, theme))),
        ],
    );
}

/// A theme on a poster.
fn tag(ctx: &Ctx, out: &mut Rendered, theme: ThemeId) {
    let draw = || view! { <span class="tag">{theme.label(ctx.lang)}</span> }.into_any();
    ctx.template(TagOf(theme), draw).write(out, []);
}

/// A tag is the same on every poster.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct TagOf(ThemeId);

/// Posters of a colour differ in the values of their slots only.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct PosterOf(Colour);

fn draw_poster(colour: Colour) -> AnyView {
    let [id, by, title, react, tips, tags] = slots();
    let href = paths::thread(id);
    view! {
        <li id=format!("thread-{id}")>
            <PostCard>
                {ui::poster(Some(href.clone()), by, title, tags, colour)}
                <div class="react">
                    {react}
                    <a class="react-btn" href=href><SharedIcon glyph=Glyph::Lightbulb/>{tips}</a>
                </div>
            </PostCard>
        </li>
    }
    .into_any()
}

/// A challenge as a row.
pub fn row(ctx: &Ctx, out: &mut Rendered, row: &ThreadRow) {
    let (lang, recognised) = (ctx.lang, Step::of(row.recognised_shown));
    let (colour, expert) = (row.themes.colour(), row.experts > 0);
    let template =
        ctx.template(RowLook { colour, recognised, expert }, || draw_row(lang, colour, recognised, expert));
    let when = when_word(lang, When::of(row.day, ctx.clock.today()));
    let over = [Some(row.themes.labels(lang)), Some(when), ended(lang, row)];
    let over = over.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    template.write(
        out,
        [
            SlotValue::Text(&row.id.to_string()),
            SlotValue::Text(&over),
            SlotValue::Text(&row.title),
            SlotValue::Text(&tips_word(lang, row)),
        ],
    );
}

/// Rows that look the same differ in the values of their slots only.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RowLook {
    colour: Colour,
    recognised: Step,
    expert: bool,
}

fn draw_row(lang: Lang, colour: Colour, recognised: Step, expert: bool) -> AnyView {
    let [id, over, title, tips] = slots();
    let recognised = step_word(lang, recognised);
    let recognised = recognised.map(|word| view! { <span><SharedIcon glyph=Glyph::Herken/>{word}</span> });
    let expert = expert.then(|| {
        view! { <span><SharedIcon glyph=Glyph::SealCheck/>{t::threads::by_expert(lang)}</span> }
    });
    view! {
        <li id=format!("thread-{id}")>
            <PostLine href=paths::thread(id) colour over title>
                {recognised}
                <span><SharedIcon glyph=Glyph::Lightbulb/>{tips}</span>
                {expert}
            </PostLine>
        </li>
    }
    .into_any()
}

/// The top of a thread: who, the sentence, the themes. Of an opening that was removed only the themes are left.
pub fn top(ctx: &Ctx, thread: &ThreadRow, removed: bool) -> AnyView {
    if removed {
        return draw::gone(ctx, thread);
    }
    draw::top(ctx, thread, Viewer::Peer, On::Page)
}

/// Draws what happened, what was tried and the question; nothing when it was removed.
pub fn story(ctx: &Ctx, opening: &PostRow) -> Option<AnyView> {
    let story = draw::story(ctx, opening, Viewer::Peer)?;
    Some(view! { <div class="stack" id=format!("post-{}", opening.id)>{story}</div> }.into_any())
}

/// The card is the same under every challenge of a theme.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct HelpWith(ThemeId);

/// Under a heavy challenge: who can help, calm and without a count.
#[component]
pub fn HelpCard(
    /// The theme of the challenge.
    theme: ThemeId,
) -> impl IntoView {
    fragment(HelpWith(theme), || help_card(theme))
}

fn help_card(theme: ThemeId) -> AnyView {
    let lang = use_lang();
    let lines: Vec<_> = theme
        .help_lines()
        .filter_map(|line| Some((line, line.number?, line.tel?)))
        .map(|(line, number, tel)| view! { <li><a class="link" href=format!("tel:{tel}")>{line.label(lang)}" · "{number}</a></li> })
        .collect();
    (!lines.is_empty())
        .then(|| {
            view! {
                <aside class="card help-card" data-t="hemel" aria-label=t::threads::help_title(lang)>
                    <p class="strong">{t::threads::help_title(lang)}</p>
                    <ul class="stack stack--s">{lines}</ul>
                    <a class="link" href=paths::HELP>{t::threads::help_more(lang)}</a>
                </aside>
            }
        })
        .into_any()
}
