//! What waits for a moderator, as its author sees it.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::page::Frame;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::t;
use domain::ids::ThreadId;
use domain::people::Lang;
use leptos::prelude::*;
use store::Held;

/// The form of `held/remove`.
pub const REMOVE_HELD: Form = Form::new("held/remove").on_one_of(paths::OWN_THREADS, story::on_thread);

/// The posts of the reader that wait in a thread.
///
/// # Errors
/// When the store refuses.
pub async fn waiting(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<Vec<AnyView>, AppError> {
    let mine = ctx.keys.author_tag(&me.root, thread);
    let held = ctx.store.community.read().await?.held().list_of(thread, &mine).await?;
    Ok(held.into_iter().map(|held| card(ctx.lang, held)).collect())
}

/// The page of a challenge that waits, for its author; for anybody else there is none.
///
/// # Errors
/// [`AppError::Gone`] for everybody else.
pub async fn waiting_thread(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<AnyView, AppError> {
    let cards = waiting(ctx, me, thread).await?;
    if cards.is_empty() {
        return Err(AppError::Gone);
    }
    Ok(view! { <Frame news=ctx.news back=paths::THREADS>{cards}</Frame> }.into_any())
}

fn card(lang: Lang, held: Held) -> AnyView {
    let note = if held.changes { t::privacy::waiting_change(lang) } else { t::privacy::waiting_text(lang) };
    let more = [held.text.tried, held.text.question].into_iter().flatten();
    let more: Vec<_> = more.map(|text| view! { <Prose text/> }).collect();
    view! {
        <section class="card waiting" id=format!("post-{}", held.post)>
            <Notice kind=NoticeKind::Warning title=t::privacy::waiting_title(lang)><p>{note}</p></Notice>
            {held.title.map(|title| view! { <h1 class="h3" dir="auto">{title}</h1> })}
            <Prose text=held.text.body/>
            {more}
            <form method="post" action=REMOVE_HELD.action()>
                <input type="hidden" name="thread" value=held.thread.to_string()/>
                <input type="hidden" name="post" value=held.post.to_string()/>
                <button class="btn btn--quiet" type="submit">{t::privacy::withdraw(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}
