//! One thread: the challenge, what others answered, and the form to answer.

use crate::islands::{Live, Reactions, TriedMarks};
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::page::{Page, PageResult, Path, ThemeFrame};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::story::reactions::{self, Reaction, react_alone};
use crate::story::replies::{self, OwnTools, ReplyDock, ReplyForm};
use crate::story::waiting::sealed;
use crate::story::{authorship, cards, held, outcomes, own, privacy, tried, waiting};
use crate::t;
use domain::ids::ThreadId;
use domain::names::Face;
use domain::posts::{PostKind, ReactionKind};
use leptos::prelude::*;
use store::{OutcomeRow, PostRow, ThreadRow, ViewerActions};

/// Those of one's own posts are drawn where they stand: few readers see them, and each is half a kilobyte.
const GLYPHS: &[Glyph] = &[Glyph::Herken, Glyph::Heart, Glyph::Check, Glyph::BookmarkSimple];

/// Everything that the page shows, read at one go.
struct Shown {
    thread: ThreadRow,
    opening: PostRow,
    posts: Vec<PostRow>,
    /// The actions of the reader.
    mine: ViewerActions,
    /// The outcome, when the author told.
    told: Option<OutcomeRow>,
    /// The face that the reader has here, or would get.
    face: Face,
}

/// One thread.
pub async fn thread(ctx: Ctx, Path(id): Path<ThreadId>) -> PageResult {
    let me = ctx.member()?;
    ctx.limit(Action::Read)?;
    let Some(shown) = read(&ctx, &me, id).await? else { return not_yet(&ctx, &me, id).await };
    let Shown { thread, opening, posts, mine, told, face } = shown;
    let held = match mine.held {
        true => held::cards::waiting(&ctx, &me, id).await?,
        false => Vec::new(),
    };
    let replies = replies::list(&ctx, id, &replies::replies(&ctx, &me, &thread, &posts, &mine));
    own::saw(&ctx.state, &me, &thread, &posts);
    let own = authorship::wrote(&opening.author, &ctx.keys.author_tag(&me.root, id));
    let answer = FormState::of(&ctx, &replies::ADD);
    let found = privacy::parts::findings(&ctx, &answer, &[("body", t::posts::body(ctx.lang))]).await?;
    let ended = FormState::of(&ctx, &outcomes::SET);
    let ended =
        privacy::parts::findings(&ctx, &ended, &[("closing", t::outcomes::closing(ctx.lang))]).await?;
    let dock = me.code_known.then(|| view! { <ReplyDock face/> });
    Ok(Page::of(view! {
        <ThemeFrame news=ctx.news item=MenuItem::Home colour=thread.themes.colour() glyphs=GLYPHS back=paths::THREADS
            top=cards::top(&ctx, &thread, opening.removed())
            islands=view! { {dock}{islands(&ctx, id)} }.into_any()>
            <FaultSummary form=FormState::of_any(&ctx, &[&reactions::SET, &tried::SET])/>
            {challenge(&ctx, &me, &thread, &opening, &mine, own)}
            {outcomes::part(&ctx, &me, &thread, told, own, ended)}
            {thread.themes.helped().map(|theme| view! { <cards::HelpCard theme/> })}
            {replies}
            {held}
            <ReplyForm face thread=id me=me.clone() ctx=ctx.clone() found/>
        </ThemeFrame>
    }))
}

/// The islands, and what is said of news: it is there before anything is said in it.
fn islands(ctx: &Ctx, thread: ThreadId) -> AnyView {
    let (lang, live) = (ctx.lang, format!("/live/threads/{thread}"));
    let arrived = t::threads::reply_arrived(lang).to_owned();
    let arrived_more = t::threads::replies_arrived(lang, "{number}");
    view! {
        <p class="vh" id="live-said" role="status" data-script=ctx.assets.live.clone() data-live=live></p>
        <Live arrived arrived_more/><Reactions/><TriedMarks/>
    }
    .into_any()
}

/// Reads a thread; `None` when it is not there, or not yet.
async fn read(ctx: &Ctx, me: &Member, id: ThreadId) -> Result<Option<Shown>, AppError> {
    let mut tx = ctx.store.community.read().await?;
    let Some(thread) = tx.threads().find(id).await? else { return Ok(None) };
    let posts = tx.posts().list(id, -1).await?;
    let opening = posts.iter().find(|post| post.kind == PostKind::Opening).cloned().ok_or(AppError::Gone)?;
    if posts.iter().all(PostRow::removed) {
        return Err(AppError::Gone);
    }
    let mine = replies::viewer_actions(ctx, me, &mut tx, id, &posts).await?;
    let told = match thread.outcome {
        Some(_) => tx.outcomes().find(id).await?,
        None => None,
    };
    let tag = ctx.keys.author_tag(&me.root, id);
    let number = authorship::number(ctx, &mut tx, id, &tag).await?;
    let face = authorship::face_of(ctx, &tag, number);
    Ok(Some(Shown { thread, opening, posts, mine, told, face }))
}

/// The page of an own challenge that waits: for a safe moment, or for a moderator.
async fn not_yet(ctx: &Ctx, me: &Member, id: ThreadId) -> PageResult {
    match sealed::find(ctx, me, id).await? {
        Some((waiting, batch)) => Ok(Page::of(waiting::parts::page_of(ctx, &waiting, batch))),
        None => held::cards::waiting_thread(ctx, me, id).await.map(Page::of),
    }
}

/// The challenge, and the buttons for its reader.
fn challenge(
    ctx: &Ctx,
    me: &Member,
    thread: &ThreadRow,
    opening: &PostRow,
    mine: &ViewerActions,
    own: bool,
) -> AnyView {
    let lang = ctx.lang;
    let Some(story) = cards::story(ctx, opening) else {
        return view! { <p class="muted">{t::threads::story_removed(lang)}</p> }.into_any();
    };
    let react = |kind, shown| {
        let on = mine.reactions.contains(&(opening.id, kind));
        react_alone(ctx, Reaction { thread: thread.id, post: opening.id, kind, on, shown, own })
    };
    view! {
        {story}
        <div class="row row--s row--wrap">
            {react(ReactionKind::Recognise, thread.recognised_shown)}
            {react(ReactionKind::Strength, thread.strength_shown)}
            {own::save(ctx, me, thread.id)}
            {own.then(|| view! {
                <a class="react-btn" href=paths::seen(thread.id)><Icon glyph=Glyph::Eye/>{t::threads::who_sees_what(lang)}</a>
                <OwnTools post=opening.id/>
            })}
        </div>
    }
    .into_any()
}
