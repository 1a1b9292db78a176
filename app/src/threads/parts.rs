//! Pieces of the feed and of a thread.

use super::NewThread;
use super::draw::{self, On};
use crate::ctx::{Ctx, Member, still};
use crate::forms::FormState;
use crate::i18n::use_lang;
use crate::outcomes::parts as outcomes;
use crate::paths;
use crate::patterns::{Shape, Still};
use crate::posts::names::face_of;
use crate::reactions::parts::{Form, Reaction, react};
use crate::t;
use crate::ui::{
    self, Glyph, Post, PostRow as Row, Rendered, SharedIcon, Size, TextArea, Value, by_line, holes,
    step_word, when_word,
};
use crate::viewers::Viewer;
use domain::ids::ThreadId;
use domain::names::Face;
use domain::people::Lang;
use domain::secrets::Waiting;
use domain::steps::Step;
use domain::text::{Body, Title};
use domain::themes::{Colour, ThemeId};
use domain::time::{Day, When};
use leptos::prelude::*;
use store::{PostRow, ThreadRow};

/// The words under a name: phase, sector, and how long ago. Only what the author chose to show.
pub fn details(lang: Lang, row: &ThreadRow, today: Day) -> String {
    let phase = row.phase.map(|phase| phase.label(lang).to_owned());
    let sector = row.sector.map(|sector| sector.short_label(lang).to_owned());
    let when = when_word(lang, When::of(row.day, today));
    [phase, sector, Some(when), ended(lang, row)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How it ended, when the author told.
fn ended(lang: Lang, row: &ThreadRow) -> Option<String> {
    row.outcome.map(|outcome| outcomes::word(lang, outcome))
}

/// The face of the author of a thread.
pub fn author_face(ctx: &Ctx, row: &ThreadRow) -> Option<Face> {
    row.opening_author.as_ref().map(|tag| face_of(ctx, tag, row.opening_name))
}

/// How many tips, in words. That there are some is said at once, because they can be read at once; how many, as of the
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
    let pattern = ctx.pattern(Shape::Poster(row.theme), || draw_poster(ctx.lang, row.theme));
    let details = details(ctx.lang, row, ctx.clock.today());
    pattern.write(
        out,
        [
            Value::Text(&row.id.to_string()),
            Value::Made(&|out| by_line(ctx, out, &face, &details, Size::Medium)),
            Value::Text(&row.title),
            Value::Made(&|out| react(ctx, out, reaction, Form::Feed)),
            Value::Text(&tips_word(ctx.lang, row)),
        ],
    );
}

fn draw_poster(lang: Lang, theme: ThemeId) -> AnyView {
    let [id, by, title, react, tips] = holes();
    let href = paths::thread(id);
    view! {
        <li id=format!("thread-{id}")>
            <Post>
                {ui::poster(Some(href.clone()), by, title, theme.label(lang), theme.colour())}
                <div class="react">
                    {react}
                    <a class="react-btn" href=href><SharedIcon glyph=Glyph::Lightbulb/>{tips}</a>
                </div>
            </Post>
        </li>
    }
    .into_any()
}

/// A challenge as a row.
pub fn row(ctx: &Ctx, out: &mut Rendered, row: &ThreadRow) {
    let (lang, recognised) = (ctx.lang, Step::of(row.recognised_shown));
    let (colour, expert) = (row.theme.colour(), row.experts > 0);
    let pattern =
        ctx.pattern(Shape::Row { colour, recognised, expert }, || draw_row(lang, colour, recognised, expert));
    let when = when_word(lang, When::of(row.day, ctx.clock.today()));
    let over = [Some(row.theme.label(lang).to_owned()), Some(when), ended(lang, row)];
    let over = over.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    pattern.write(
        out,
        [
            Value::Text(&row.id.to_string()),
            Value::Text(&over),
            Value::Text(&row.title),
            Value::Text(&tips_word(lang, row)),
        ],
    );
}

fn draw_row(lang: Lang, colour: Colour, recognised: Step, expert: bool) -> AnyView {
    let [id, over, title, tips] = holes();
    let recognised = step_word(lang, recognised);
    let recognised = recognised.map(|word| view! { <span><SharedIcon glyph=Glyph::Herken/>{word}</span> });
    let expert = expert.then(|| {
        view! { <span><SharedIcon glyph=Glyph::SealCheck/>{t::threads::by_expert(lang)}</span> }
    });
    view! {
        <li id=format!("thread-{id}")>
            <Row href=paths::thread(id) colour over title>
                {recognised}
                <span><SharedIcon glyph=Glyph::Lightbulb/>{tips}</span>
                {expert}
            </Row>
        </li>
    }
    .into_any()
}

/// The top of a thread: who, the sentence, the theme. Of an opening that was removed only the theme is left.
pub fn top(ctx: &Ctx, thread: &ThreadRow, removed: bool) -> AnyView {
    if removed {
        return draw::gone(ctx, thread);
    }
    let Some(face) = author_face(ctx, thread) else {
        return draw::top(ctx, thread, Viewer::Peer, On::Page);
    };
    let pattern = ctx.pattern(Shape::Top(thread.theme), || draw::pattern(ctx.lang, thread.theme));
    let details = details(ctx.lang, thread, ctx.clock.today());
    let by = |out: &mut Rendered| by_line(ctx, out, &face, &details, Size::Medium);
    pattern.fill([Value::Made(&by), Value::Text(&thread.title)]).into_view()
}

/// What happened, what was tried, what somebody wants to know; nothing when it was removed.
pub fn story(ctx: &Ctx, opening: &PostRow) -> Option<AnyView> {
    let story = draw::story(ctx, opening, Viewer::Peer)?;
    Some(view! { <div class="stack" id=format!("post-{}", opening.id)>{story}</div> }.into_any())
}

/// A judged challenge of `me`, as it would wait: the thread `id`, its author's tag there, and what the author shows.
pub fn written(ctx: &Ctx, me: &Member, id: ThreadId, new: &NewThread) -> Waiting {
    let shown = me.cohort.as_ref().filter(|_| new.show_sector);
    let text = store::Text::from(&new.text);
    Waiting {
        thread: id,
        author: ctx.keys.author_tag(&me.root, id),
        title: new.title.as_str().to_owned(),
        theme: new.theme,
        sector: shown.map(|cohort| cohort.sector),
        phase: shown.map(|cohort| cohort.phase),
        body: text.body,
        tried: text.tried,
        question: text.question,
    }
}

/// What was tried, the question and the title: the fields that only a challenge has, where one is changed.
#[component]
pub fn StoryFields(
    /// The form that they stand in.
    form: FormState,
    /// What had been tried.
    tried: String,
    /// What the question was.
    question: String,
    /// What the title was.
    title: String,
) -> impl IntoView {
    let lang = use_lang();
    view! {
        <TextArea name="tried" label=t::threads::tried(lang) fault=form.fault("tried") max=Some(Body::MAX)
            value=form.value_or("tried", &tried) may_be_empty=true short=true/>
        <TextArea name="question" label=t::threads::question(lang) fault=form.fault("question")
            max=Some(domain::posts::QUESTION_MAX) value=form.value_or("question", &question) may_be_empty=true short=true/>
        <TextArea name="title" label=t::threads::title(lang) fault=form.fault("title") max=Some(Title::MAX)
            value=form.value_or("title", &title) short=true/>
    }
}

/// Under a heavy challenge: who can help, calm and without a count.
#[component]
pub fn HelpCard(
    /// The theme of the challenge.
    theme: ThemeId,
) -> impl IntoView {
    still(Still::Help(theme), || help_card(theme))
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
