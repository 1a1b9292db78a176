//! The page of a challenge that waits, and the choice that makes it wait.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::use_lang;
use crate::kit::forms::Form;
use crate::kit::page::ThemeFrame;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::story::draw::{self, On};
use crate::story::waiting::as_rows;
use crate::t;
use domain::chosen::Chosen;
use domain::faults::Fault;
use domain::people::Lang;
use domain::secrets::Waiting;
use domain::time::Day;
use domain::viewers::Viewer;
use domain::waiting::{Batch, Moment};
use leptos::prelude::*;

/// The form of `waiting/publish`.
pub const PUBLISH: Form = Form::new("waiting/publish").on_one_of(paths::WAITING, story::on_thread);

/// The day on which it appears at the latest, in words.
pub fn latest_word(lang: Lang, batch: Batch, today: Day) -> &'static str {
    if Day::of(batch.latest()) <= today { t::waiting::today(lang) } else { t::waiting::tomorrow(lang) }
}

/// "Wanneer mag het online?"
#[component]
pub fn MomentChoice(
    /// The value that was chosen before.
    #[prop(into)]
    chosen: String,
    /// Its fault.
    fault: Option<Fault>,
) -> impl IntoView {
    let lang = use_lang();
    // Whoever does not choose gets the one that keeps more, after a word that is no choice too.
    let chosen = Chosen::<Moment>::from(&*chosen).known().unwrap_or(Moment::Safe).slug();
    let options = vec![
        Choice::new(Moment::Now.slug(), t::waiting::now(lang)),
        Choice {
            value: Moment::Safe.slug().to_owned(),
            label: t::waiting::safe(lang).to_owned(),
            hint: Some(t::waiting::safe_hint(lang).to_owned()),
        },
    ];
    view! { <ChoiceGroup name="moment" legend=t::waiting::legend(lang) options chosen look=Look::Rows fault/> }
}

/// The page of an own challenge that waits: as it will look, and what its author can do. For nobody else.
pub fn page_of(ctx: &Ctx, waiting: &Waiting, batch: Batch) -> AnyView {
    let (lang, today) = (ctx.lang, ctx.clock.today());
    let id = waiting.thread;
    let (thread, opening) = as_rows(waiting, today);
    let top = draw::top(ctx, &thread, Viewer::Peer, On::Page);
    let story = draw::story(ctx, &opening, Viewer::Peer);
    let when = latest_word(lang, batch, today);
    view! {
        <ThemeFrame news=ctx.news item=MenuItem::Home colour=waiting.themes.colour() back=paths::THREADS top>
            <Notice title=t::waiting::waits_title(lang)><p>{t::waiting::waits_text(lang, when)}</p></Notice>
            <div class="stack">{story}</div>
            <div class="row row--s row--wrap">
                <form method="post" action=PUBLISH.action()>
                    <input type="hidden" name="thread" value=id.to_string()/>
                    <Submit look="btn--primary btn--s">{t::waiting::publish(lang)}</Submit>
                </form>
                <a class="btn btn--s" href=paths::edit_waiting(id)><Icon glyph=Glyph::PencilSimple/>{t::posts::edit(lang)}</a>
                <a class="btn btn--s" href=paths::seen(id)><Icon glyph=Glyph::Eye/>{t::threads::who_sees_what(lang)}</a>
                <a class="btn btn--s btn--stop" href=paths::remove_waiting(id)><Icon glyph=Glyph::Trash/>{t::waiting::remove(lang)}</a>
            </div>
        </ThemeFrame>
    }
    .into_any()
}
