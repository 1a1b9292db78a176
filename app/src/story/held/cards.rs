//! What waits for a moderator, and what one decided, as its author reads it at the next visit.

use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::page::Frame;
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story;
use crate::story::held::Marked;
use crate::story::privacy::Rules;
use crate::t;
use domain::held::{KEPT_DAYS, Reason, Verdict};
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use leptos::prelude::*;
use store::{Held, HeldDecision};

/// The form of `held/remove`.
pub const REMOVE_HELD: Form = Form::new("held/remove").on_one_of(paths::OWN_THREADS, story::on_thread);
/// The form of `held/dismiss`.
pub const DISMISS: Form = Form::new("held/dismiss").on_one_of(paths::ACCOUNT, story::on_thread);

/// The posts of the reader that wait in a thread, and what was decided about those that waited there.
///
/// # Errors
/// When the store refuses.
pub async fn waiting(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<Vec<AnyView>, AppError> {
    let mine = ctx.keys.author_tag(&me.root, thread);
    let mut tx = ctx.store.community.read().await?;
    let held = tx.held().list_of(thread, &mine).await?;
    let decisions = tx.held_decisions().list_of(thread, &mine).await?;
    let mut told = Vec::new();
    for decision in decisions.iter().filter(|one| held.iter().all(|held| held.post != one.post)) {
        let old =
            decision.ruling.verdict() == Verdict::Removed && tx.posts().find(decision.post).await?.is_some();
        told.push(decided(ctx.lang, decision, old));
    }
    drop(tx);
    let mut cards = Vec::new();
    for held in held {
        let asked = decisions.iter().find(|decision| decision.post == held.post);
        let reason = asked.and_then(|decision| decision.ruling.reason());
        cards.push(match reason {
            Some(reason) => asked_card(ctx, held, reason).await?,
            None => waiting_card(ctx.lang, held),
        });
    }
    cards.extend(told);
    Ok(cards)
}

/// The page of a challenge that does not stand there, for its author; for anybody else there is none.
///
/// # Errors
/// [`AppError::Gone`] for everybody else.
pub async fn waiting_thread(ctx: &Ctx, me: &Member, thread: ThreadId) -> Result<AnyView, AppError> {
    let cards = waiting(ctx, me, thread).await?;
    if cards.is_empty() {
        return Err(AppError::Gone);
    }
    let title = t::held::yours(ctx.lang);
    Ok(view! { <Frame news=ctx.news back=paths::THREADS><h1 class="vh">{title}</h1>{cards}</Frame> }
        .into_any())
}

/// Why a post cannot stand as it is, in the words that its author reads.
pub fn reason(lang: Lang, reason: Reason) -> &'static str {
    match reason {
        Reason::Reaches => t::held::reason_reaches(lang),
        Reason::Person => t::held::reason_person(lang),
        Reason::Client => t::held::reason_client(lang),
        Reason::Place => t::held::reason_place(lang),
        Reason::Rules => t::held::reason_rules(lang),
    }
}

/// The decision, in a few words of its author's.
pub fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Asked => t::held::row_asked(lang),
        Verdict::Removed => t::held::row_removed(lang),
        Verdict::Released => t::held::row_released(lang),
    }
}

fn waiting_card(lang: Lang, held: Held) -> AnyView {
    let note = if held.changes { t::held::waiting_change(lang) } else { t::held::waiting_text(lang) };
    let more = [held.text.tried, held.text.question].into_iter().flatten();
    let more: Vec<_> = more.map(|text| view! { <Prose text/> }).collect();
    view! {
        <section class="card waiting" id=format!("post-{}", held.post)>
            <Notice kind=NoticeKind::Warning title=t::held::waiting_title(lang)><p>{note}</p></Notice>
            {held.title.map(|title| view! { <h2 class="h3" dir="auto">{title}</h2> })}
            <Prose text=held.text.body/>
            {more}
            {tools(lang, held.thread, held.post)}
        </section>
    }
    .into_any()
}

/// The wish of a moderator, with the words it is about.
async fn asked_card(ctx: &Ctx, held: Held, why: Reason) -> Result<AnyView, AppError> {
    let (lang, thread, post) = (ctx.lang, held.thread, held.post);
    let next = match held.changes {
        true => t::held::asked_next_change(lang).to_owned(),
        false => t::held::asked_next(lang, KEPT_DAYS),
    };
    let marked = Marked::of(&Rules::of(ctx).await?, held);
    let look = (!marked.words().is_empty()).then(|| t::held::asked_marked(lang));
    Ok(view! {
        <section class="card waiting" id=format!("post-{post}")>
            <Notice kind=NoticeKind::Warning title=t::held::asked_title(lang)>
                <p>{t::held::asked_text(lang)}</p>
                <p>{reason(lang, why)}" "{look}</p>
                <p>{next}</p>
            </Notice>
            {marked.title().map(|title| view! { <h2 class="h3">{title}</h2> })}
            {marked.story(lang)}
            {tools(lang, thread, post)}
        </section>
    }
    .into_any())
}

/// The buttons under what waits.
fn tools(lang: Lang, thread: ThreadId, post: PostId) -> AnyView {
    view! {
        <div class="row row--s row--wrap">
            <a class="btn btn--soft" href=paths::edit_held(post)><Icon glyph=Glyph::PencilSimple/>{t::held::change(lang)}</a>
            <form method="post" action=REMOVE_HELD.action()>
                <input type="hidden" name="thread" value=thread.to_string()/>
                <input type="hidden" name="post" value=post.to_string()/>
                <button class="btn btn--quiet" type="submit">{t::held::withdraw(lang)}</button>
            </form>
        </div>
    }
    .into_any()
}

/// The decision about a post that waits no more; `old`: earlier words of it stand.
fn decided(lang: Lang, decision: &HeldDecision, old: bool) -> AnyView {
    let (thread, post) = (decision.thread, decision.post);
    let words = match decision.ruling.reason() {
        None => view! {
            <Notice title=t::held::released_title(lang)><p>{t::held::released_text(lang)}</p></Notice>
        }
        .into_any(),
        Some(why) => {
            let old = old.then(|| t::held::removed_old(lang));
            view! {
                <Notice kind=NoticeKind::Warning title=t::held::removed_title(lang)>
                    <p>{reason(lang, why)}</p>
                    <p>{t::held::removed_next(lang)}" "{old}</p>
                    <p>
                        <a class="link" href=paths::TERMS>{t::held::removed_rules(lang)}</a>" "
                        <a class="link" href=paths::PRIVACY>{t::held::removed_ask(lang)}</a>
                    </p>
                </Notice>
            }
            .into_any()
        }
    };
    view! {
        <section class="stack stack--s" id=format!("decided-{post}")>
            {words}
            <form method="post" action=DISMISS.action()>
                <input type="hidden" name="thread" value=thread.to_string()/>
                <input type="hidden" name="post" value=post.to_string()/>
                <button class="btn btn--soft btn--s" type="submit"><Icon glyph=Glyph::Check/>{t::held::read(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// The rows of "Mijn plek" about what waits and what was decided, each leading to its place.
///
/// # Errors
/// When the store refuses.
pub async fn rows(ctx: &Ctx, me: &Member) -> Result<Vec<AnyView>, AppError> {
    let lang = ctx.lang;
    let (held, decisions) =
        (super::mine::held(&ctx.state, me).await?, super::mine::decisions(&ctx.state, me).await?);
    let verdict = |post: PostId| {
        decisions.iter().find(|one| one.post == post && one.is_final()).map(|one| one.ruling.verdict())
    };
    let row = |thread: ThreadId, post: PostId, title: Option<String>, verdict: Option<Verdict>| {
        let glyph = match verdict {
            None => Glyph::HourglassMedium,
            Some(Verdict::Asked) => Glyph::PencilSimple,
            Some(Verdict::Removed) => Glyph::Trash,
            Some(Verdict::Released) => Glyph::Check,
        };
        let text = verdict.map_or(t::held::row_waiting(lang), |verdict| self::verdict(lang, verdict));
        let title = title.unwrap_or_else(|| t::held::yours(lang).to_owned());
        let waits = matches!(verdict, None | Some(Verdict::Asked));
        let place = if waits { "post" } else { "decided" };
        let href = format!("{}#{place}-{post}", paths::thread(thread));
        view! { <ListRow href glyph title text/> }.into_any()
    };
    let gone = decisions
        .iter()
        .filter(|one| one.is_final() && held.iter().all(|held| held.post != one.post))
        .map(|one| row(one.thread, one.post, None, Some(one.ruling.verdict())))
        .collect::<Vec<_>>();
    let waits = held.iter().map(|held| row(held.thread, held.post, held.title.clone(), verdict(held.post)));
    Ok(waits.chain(gone).collect())
}
