//! One post that waits: in its thread as everybody would see it, with what was found, and the three decisions.

use super::api::DECIDE;
use super::draw::{card, face, fitting, kind_word, verdict_word};
use super::list::{Queue, QueueAsked, in_order, next};
use crate::desk::{Desk, Item, StaffFrame};
use crate::kit::ctx::Ctx;
use crate::kit::deed::UNDO_HELD;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Path, Query};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::draw::{self, On};
use crate::story::held::{Marked, cards};
use crate::story::privacy::Rules;
use crate::story::replies;
use crate::t;
use domain::held::{QueueOrder, Reason, Verdict};
use domain::ids::PostId;
use domain::people::Lang;
use domain::posts::PostKind;
use domain::staff::Right;
use domain::viewers::Viewer;
use leptos::prelude::*;
use store::{Held, HeldDecision};

/// One post that waits, in its thread.
pub async fn held_post(ctx: Ctx, Path(id): Path<PostId>, Query(asked): Query<QueueAsked>) -> PageResult {
    let desk = Desk::open(&ctx, Right::Moderate).await?;
    let (lang, order, rules) = (ctx.lang, asked.order, Rules::of(&ctx).await?);
    let queue = Queue::read(&ctx, asked, &rules).await?;
    let list = queue.drawn(&ctx, Some(id));
    let mut tx = ctx.store.community.read().await?;
    let held = tx.held().find(id).await?;
    let decision = tx.held_decisions().find(id).await?;
    let after = held.as_ref().map(|held| (held.day, id));
    let next = next(&mut tx, order, after).await?.filter(|next| *next != id);
    drop(tx);
    let on = next.map(|next| {
        view! { <a class="btn btn--soft" href=in_order(order, &paths::staff_held(next))>{t::staff_held::next(lang)}<Icon glyph=Glyph::ArrowRight/></a> }.into_any()
    });
    let title = t::staff::held(lang);
    let Some(held) = held else {
        // Decided and in effect, withdrawn, or never there: what its author knows of it is nobody's to read here.
        ctx.set_status(404);
        return Ok(Page::of(view! {
            <StaffFrame desk item=Item::Held title=t::staff_held::gone(lang) back=in_order(order, paths::STAFF_HELD) list list_name=title>
                <div class="work-page">
                    <Empty title=t::staff_held::gone(lang) text=t::staff_held::gone_text(lang)>
                        {on.unwrap_or_else(|| view! { <a class="btn btn--soft" href=paths::STAFF_HELD>{title}</a> }.into_any())}
                    </Empty>
                </div>
            </StaffFrame>
        })
        .titled(title));
    };
    let name = face(&ctx, &held).name(lang);
    let thread = in_thread(&ctx, &held).await?;
    let marked = Marked::of(&rules, held);
    let form = FormState::of_any(&ctx, &[&DECIDE, &UNDO_HELD]);
    let work = match &decision {
        Some(decision) => decided(&ctx, decision, decision.staff == Some(desk.me.id)).await?,
        None => decide(lang, &marked, order, &form),
    };
    let new_words = marked.held.changes.then(|| {
        view! { <Notice title=t::staff_held::new_words(lang)><p>{t::staff_held::new_words_text(lang)}</p></Notice> }
    });
    let context = context(lang, &name);
    Ok(Page::of(view! {
        <StaffFrame desk item=Item::Held title=t::staff_held::in_thread(lang) back=in_order(order, paths::STAFF_HELD) tools=on.into_any()
            list list_name=title context>
            <div class="work-page held">
                <FaultSummary form/>
                {new_words}
                {thread}
                {card(&ctx, &marked)}
                {why(lang, &marked)}
                {work}
            </div>
        </StaffFrame>
    })
    .titled(title))
}

/// The thread in which it would stand, for a reply and for new words; a new story has none.
async fn in_thread(ctx: &Ctx, held: &Held) -> Result<Option<AnyView>, AppError> {
    let mut tx = ctx.store.community.read().await?;
    let Some(thread) = tx.threads().find(held.thread).await? else { return Ok(None) };
    let posts = tx.posts().list(held.thread, -1).await?;
    drop(tx);
    let opening = posts.iter().find(|post| post.kind == PostKind::Opening && !post.removed());
    let top = match opening {
        Some(_) => draw::top(ctx, &thread, Viewer::Peer, On::Preview),
        None => draw::gone(ctx, &thread),
    };
    let story = opening.and_then(|opening| draw::story(ctx, opening, Viewer::Peer));
    let replies = replies::plain(ctx, &thread, &posts);
    let lang = ctx.lang;
    let below = (!replies.is_empty()).then(|| {
        view! {
            <details class="held-replies">
                <summary>{t::staff_held::thread_replies(lang, replies.len() as i64)}</summary>
                <div class="stack">{replies}</div>
            </details>
        }
    });
    Ok(Some(view! { <div class="held-thread" data-t=thread.themes.colour().slug()>{top}<div class="stack">{story}{below}</div></div> }.into_any()))
}

/// What was found, and what it means.
fn why(lang: Lang, marked: &Marked) -> AnyView {
    let lines: Vec<_> = marked
        .words()
        .into_iter()
        .map(|(kind, words)| {
            let means = if kind.held() { t::staff_held::reaches(lang) } else { t::staff_held::recognise(lang) };
            let glyph = if kind.held() { Glyph::Warning } else { Glyph::Eye };
            view! { <li><Icon glyph/><span><b>{kind_word(lang, Some(kind))}</b>": "<mark>{words}</mark>" "{means}</span></li> }
        })
        .collect();
    let none = lines.is_empty().then(|| view! { <p class="muted">{t::staff_held::why_none(lang)}</p> });
    view! { <section class="why"><h2 class="h4">{t::staff_held::why(lang)}</h2><ul>{lines}</ul>{none}</section> }.into_any()
}

/// The three decisions, each a button with a key of its own, and the reason that the author reads.
fn decide(lang: Lang, marked: &Marked, order: QueueOrder, form: &FormState) -> AnyView {
    let proposed = fitting(&marked.kinds());
    let chosen = form.chosen::<Reason>("reason").known().unwrap_or(proposed);
    let reasons: Vec<_> = Reason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.slug(), cards::reason(lang, reason)))
        .collect();
    let button = |verdict: Verdict, key: &'static str, glyph: Glyph, words: &'static str| {
        view! {
            <button class="opt" type="submit" name="verdict" value=verdict.slug() data-key=key aria-keyshortcuts=key>
                <Icon glyph/><b>{words}</b><kbd>{key}</kbd>
            </button>
        }
    };
    view! {
        <form class="stack decide" method="post" action=DECIDE.action() aria-labelledby="decide-title">
            <input type="hidden" name="post" value=marked.held.post.to_string()/>
            <input type="hidden" name="edition" value=marked.held.edition()/>
            <input type="hidden" name="order" value=order.slug()/>
            <h2 class="h4" id="decide-title">{t::staff_held::decide(lang)}</h2>
            <div class="choices">
                {button(Verdict::Released, "1", Glyph::Check, t::staff_held::release(lang))}
                {button(Verdict::Asked, "2", Glyph::PencilSimple, t::staff_held::ask(lang))}
                {button(Verdict::Removed, "3", Glyph::Trash, t::staff_held::remove(lang))}
            </div>
            <p class="sm muted">{t::staff_held::minute(lang)}</p>
            <ChoiceGroup name="reason" legend=t::staff_held::reason(lang) options=reasons look=Look::Rows
                chosen=chosen.slug() fault=form.fault("reason")/>
            <p class="sm muted">{t::staff_held::reads_ask(lang, t::held::asked_text(lang))}" "{t::staff_held::reads_remove(lang, t::held::removed_next(lang))}</p>
        </form>
    }
    .into_any()
}

/// Who was first, what they decided, and the way back while there is one (S5).
async fn decided(ctx: &Ctx, decision: &HeldDecision, mine: bool) -> Result<AnyView, AppError> {
    let lang = ctx.lang;
    let verdict = verdict_word(lang, decision.ruling.verdict());
    let words = if mine {
        t::staff_held::decided_by_you(lang, verdict)
    } else {
        let who = match decision.staff {
            Some(staff) => ctx.store.staff.read().await?.staff().find(staff).await?.map(|person| person.name),
            None => None,
        };
        let name = who.unwrap_or_else(|| t::staff_held::colleague(lang).to_owned());
        t::staff_held::decided_by(lang, t::staff_held::DecidedBy { name, verdict })
    };
    let back = (!decision.is_final()).then(|| {
        view! {
            <form method="post" action=UNDO_HELD.action()>
                <input type="hidden" name="post" value=decision.post.to_string()/>
                <button class="btn btn--soft" type="submit"><Icon glyph=Glyph::ArrowUUpLeft/>{t::staff_held::take_back(lang)}</button>
            </form>
        }
    });
    let when =
        if decision.is_final() { t::staff_held::in_effect(lang) } else { t::staff_held::not_yet(lang) };
    let why = decision.ruling.reason().map(|reason| view! { <p>{cards::reason(lang, reason)}</p> });
    Ok(view! { <Notice title=words>{why}<p>{when}</p>{back}</Notice> }.into_any())
}

/// What belongs to it: that nobody is known here, and what is kept of a decision.
fn context(lang: Lang, name: &str) -> AnyView {
    view! {
        <section class="panel"><h2><Icon glyph=Glyph::EyeSlash/>{t::staff_held::blind(lang)}</h2><p>{t::staff_held::blind_text(lang, name)}</p></section>
        <section class="panel"><h2><Icon glyph=Glyph::ListChecks/>{t::staff_held::logged(lang)}</h2><p>{t::staff_held::logged_text(lang)}</p></section>
    }
    .into_any()
}
