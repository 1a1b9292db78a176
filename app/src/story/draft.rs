//! A challenge that is being written: its form with all the buttons that send it, and what it becomes.

use crate::islands::Draft;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::drawing::use_lang;
use crate::kit::forms::{Form, FormState};
use crate::kit::paths;
use crate::t;
use domain::ids::ThreadId;
use domain::secrets::Waiting;
use domain::threads::NewThread;
use leptos::prelude::*;

/// The fields in which somebody writes.
const STORY: &[&str] = &["happened", "tried", "question", "title"];

const fn button(endpoint: &'static str) -> Form {
    Form::new(endpoint).on(paths::NEW_THREAD).writes(STORY)
}

/// The button that shares it.
pub const ADD: Form = button("threads/add");
/// The button that shows it as each role would see it.
pub const PREVIEW: Form = button("viewers/preview").shown_by(paths::PREVIEW_THREAD);
/// The button that leads back from there to go on writing.
pub const WRITE: Form = button("viewers/write").shown_by(paths::NEW_THREAD);
/// The button that shows challenges that are like it.
pub const ALIKE: Form = button("search/alike").shown_by(paths::NEW_THREAD);
/// The button that keeps it for later.
pub const KEEP: Form = button("account/keep_draft");

/// The state of the form, whichever of its buttons sent it.
pub fn state(ctx: &Ctx) -> FormState {
    FormState::of_any(ctx, &[&ADD, &PREVIEW, &WRITE, &ALIKE, &KEEP])
}

/// A judged challenge of `me`, as it would wait: the thread `id`, its author's tag there, and what the author shows.
pub fn written(ctx: &Ctx, me: &Member, id: ThreadId, new: &NewThread) -> Waiting {
    let shown = me.cohort.as_ref().filter(|_| new.show_sector);
    let text = store::Text::from(&new.text);
    Waiting {
        thread: id,
        author: ctx.keys.author_tag(&me.root, id),
        title: new.title.as_str().to_owned(),
        themes: new.themes,
        sector: shown.map(|cohort| cohort.sector),
        phase: shown.map(|cohort| cohort.phase),
        body: text.body,
        tried: text.tried,
        question: text.question,
    }
}

/// The island that keeps what is typed on the device, with its words. On a shared computer it keeps nothing.
#[component]
pub fn DraftOnDevice() -> impl IntoView {
    let lang = use_lang();
    let [saved, waits, not_kept, needs_line] = [
        t::threads::draft_saved(lang),
        t::phone::waits(lang),
        t::phone::not_kept(lang),
        t::phone::needs_line(lang),
    ]
    .map(str::to_owned);
    view! { <Draft saved waits not_kept needs_line/> }
}
