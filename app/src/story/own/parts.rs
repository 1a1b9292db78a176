//! The buttons that put something into "Mijn plek".

use crate::kit::ctx::{Ctx, Member};
use crate::kit::forms::Form;
use crate::kit::memory::SessionMemory;
use crate::kit::paths::{self, Back};
use crate::kit::ui::*;
use crate::t;
use domain::chosen::YesNo;
use domain::ids::ThreadId;
use domain::themes::ThemeId;
use leptos::prelude::*;

/// The form of `account/set_followed`.
pub const SET_FOLLOWED: Form = Form::new("account/set_followed").on(paths::ACCOUNT);

/// The form of `account/set_saved`.
pub const SET_SAVED: Form =
    Form::new("account/set_saved").on_one_of(paths::THREADS, |fields| match fields.get("back") {
        Some(word) if word == Back::Saved.slug() => Some(paths::SAVED.to_owned()),
        _ => Some(paths::thread(fields.parse::<ThreadId>("thread")?)),
    });

/// The button that saves a thread for later. A plain form; the island of the reactions turns it over.
pub fn save(ctx: &Ctx, me: &Member, thread: ThreadId) -> AnyView {
    let on = ctx.memory.with(&me.session, |mine| mine.saved.contains(&thread)).unwrap_or_default();
    view! {
        <form method="post" action=SET_SAVED.action() data-react="">
            <input type="hidden" name="thread" value=thread.to_string()/>
            <input type="hidden" name="on" value=YesNo::turning(on).slug()/>
            <button class="react-btn" type="submit" aria-pressed=if on { "true" } else { "false" }>
                <SharedIcon glyph=Glyph::BookmarkSimple/>{t::account::save(ctx.lang)}
            </button>
        </form>
    }
    .into_any()
}

/// The button that follows a theme.
pub fn follow(ctx: &Ctx, me: &Member, theme: ThemeId) -> AnyView {
    let follows = |mine: &mut SessionMemory| mine.themes.iter().any(|slug| slug == theme.slug());
    let on = ctx.memory.with(&me.session, follows).unwrap_or_default();
    let word = if on { t::account::followed(ctx.lang) } else { t::account::follow(ctx.lang) };
    view! {
        <form method="post" action=SET_FOLLOWED.action()>
            <input type="hidden" name="theme" value=theme.slug()/>
            <input type="hidden" name="on" value=YesNo::turning(on).slug()/>
            <button class="btn btn--soft btn--s" type="submit" aria-pressed=if on { "true" } else { "false" }>
                <Icon glyph=if on { Glyph::Check } else { Glyph::Plus }/>{word}
            </button>
        </form>
    }
    .into_any()
}
