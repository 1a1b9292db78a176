//! The list of own challenges that wait, changing one, and taking one back.

use super::api::{EDIT, REMOVE};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Frame, Page, PageResult, Path};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::changing::Changing;
use crate::story::waiting::parts::latest_word;
use crate::story::waiting::sealed;
use crate::t;
use domain::ids::ThreadId;
use domain::secrets::Waiting;
use leptos::prelude::*;

/// The own challenges that still wait.
pub async fn waiting(ctx: Ctx) -> PageResult {
    let me = ctx.member()?;
    let (lang, today) = (ctx.lang, ctx.clock.today());
    let mut mine = sealed::mine(&ctx, &me).await?;
    mine.sort_by(|(one, _), (other, _)| one.title.cmp(&other.title));
    let rows: Vec<_> = mine
        .into_iter()
        .map(|(one, batch)| {
            let text = latest_word(lang, batch, today);
            view! { <ListRow href=paths::thread(one.thread) glyph=Glyph::HourglassMedium title=one.title text/> }
        })
        .collect();
    let list = if rows.is_empty() {
        view! {
            <Empty title=t::waiting::nothing(lang) text=t::waiting::nothing_text(lang)>
                <a class="btn btn--primary" href=paths::NEW_THREAD>{t::threads::share_first(lang)}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! { <p>{t::waiting::list_text(lang)}</p><ul class="list card">{rows}</ul> }.into_any()
    };
    Ok(Page::of(view! {
        <Frame news=ctx.news item=Some(MenuItem::Me) back=paths::ACCOUNT>
            <h1>{t::waiting::list_title(lang)}</h1>
            {list}
        </Frame>
    }))
}

/// The own challenge that waits at the address of the page. To everybody else it is not there.
async fn own(ctx: &Ctx, id: ThreadId) -> Result<Waiting, AppError> {
    let me = ctx.confirmed_member()?;
    let found = sealed::find(ctx, &me, id).await?;
    found.map(|(waiting, _)| waiting).ok_or(AppError::Gone)
}

/// Changing an own challenge that waits.
pub async fn edit_waiting(ctx: Ctx, Path(id): Path<ThreadId>) -> PageResult {
    let waiting = own(&ctx, id).await?;
    let changing = Changing {
        form: EDIT,
        which: ("thread", waiting.thread.to_string()),
        opening: true,
        words: sealed::words(&waiting),
        back: paths::thread(waiting.thread),
        title: t::posts::edit_title(ctx.lang),
        hint: t::waiting::edit_hint(ctx.lang),
    };
    changing.page(&ctx, None).await
}

/// Asks whether a challenge that waits may go.
pub async fn remove_waiting(ctx: Ctx, Path(id): Path<ThreadId>) -> PageResult {
    let waiting = own(&ctx, id).await?;
    let lang = ctx.lang;
    let back = paths::thread(waiting.thread);
    Ok(Page::of(view! {
        <Frame news=ctx.news back=back.clone()>
            <h1>{t::waiting::remove_title(lang)}</h1>
            <FaultSummary form=FormState::of(&ctx, &REMOVE)/>
            <p>{t::waiting::remove_text(lang)}</p>
            <blockquote class="card"><Excerpt text=waiting.body/></blockquote>
            <form class="row row--wrap" method="post" action=REMOVE.action()>
                <input type="hidden" name="thread" value=waiting.thread.to_string()/>
                <a class="btn btn--quiet" href=back>{t::ui::cancel(lang)}</a>
                <Submit look="btn--stop">{t::waiting::remove_now(lang)}</Submit>
            </form>
        </Frame>
    }))
}
