//! The button under a challenge or a tip. A plain form that works without JavaScript.

mod wanted;

pub use wanted::Wanted;

use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths::{self, Back};
use crate::kit::session::gate;
use crate::kit::template::{Rendered, SlotValue, slots};
use crate::kit::ui::{Glyph, SharedIcon, step_word};
use crate::story::{self, authorship};
use crate::t;
use domain::chosen::YesNo;
use domain::ids::{PostId, ThreadId};
use domain::people::Lang;
use domain::posts::ReactionKind;
use domain::steps::Step;
use leptos::prelude::*;
use store::ThreadRow;

/// The form of `reactions/set`.
pub const SET: Form = Form::new("reactions/set").on_one_of(paths::THREADS, story::on_thread);

/// One reaction as one reader sees it.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// The thread.
    pub thread: ThreadId,
    /// The post.
    pub post: PostId,
    /// The kind of reaction.
    pub kind: ReactionKind,
    /// True when the reader reacted.
    pub on: bool,
    /// The number that is shown as a step; refreshed daily (T21).
    pub shown: i64,
    /// True when the reader wrote the post: then there is nothing to press.
    pub own: bool,
}

impl Reaction {
    /// "Herken ik" at the challenge that opens a thread, as `me` sees it.
    pub fn recognise(ctx: &Ctx, me: &Member, row: &ThreadRow, mine: &[(PostId, ReactionKind)]) -> Self {
        Self {
            thread: row.id,
            post: row.opening,
            kind: ReactionKind::Recognise,
            on: mine.contains(&(row.opening, ReactionKind::Recognise)),
            shown: row.recognised_shown,
            own: row.opening_author.as_ref() == Some(&ctx.keys.author_tag(&me.root, row.id)),
        }
    }
}

/// Reads the reactions of `me` to these posts. Computed from the member's own tags.
///
/// # Errors
/// When the store refuses.
pub async fn mine(
    ctx: &Ctx,
    me: &Member,
    posts: &[PostId],
) -> Result<Vec<(PostId, ReactionKind)>, store::Error> {
    let own = ctx.keys.own_tags(&me.root);
    let tags: Vec<_> = posts.iter().map(|post| (*post, own.reaction(*post))).collect();
    ctx.store.community.read().await?.mine().list_reactions(&tags).await
}

/// Sets or takes back the reaction of `me`, in one unit of work.
///
/// # Errors
/// [`AppError::Gone`], [`AppError::Forbidden`] at one's own post, and a limit.
pub async fn set(
    ctx: &Ctx,
    me: &Member,
    (thread, post): (ThreadId, PostId),
    kind: ReactionKind,
    on: YesNo,
) -> Result<(), AppError> {
    let tag = ctx.keys.reaction_tag(&me.root, post);
    let mut tx = ctx.store.community.begin().await?;
    gate::say(ctx, &mut tx, me).await?;
    authorship::foreign(ctx, me, &mut tx, thread, post).await?;
    ctx.limit(Action::React)?;
    tx.reactions().set(post, &tag, kind, on.is_yes()).await?;
    Ok(tx.commit().await?)
}

/// Leads to where the button stood.
pub fn leads_back(thread: ThreadId, post: PostId, back: Back) -> Done {
    Done::at(match back {
        Back::Threads => format!("{}#thread-{thread}", paths::THREADS),
        _ => paths::post(thread, post),
    })
}

/// The look of the button of a reaction.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Pressed {
    /// The kind of reaction.
    kind: ReactionKind,
    /// True when it is pressed; nothing for one's own post, where there is nothing to press.
    on: Option<bool>,
    /// The number of people who did, in steps.
    step: Step,
    /// The place of its form.
    form: Around,
}

/// The place of the form of a button, and the page to which it leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Around {
    /// Around the button; back to the feed.
    Feed,
    /// Around the button; back to the thread.
    Thread,
    /// Among [`forms`], which all replies of a thread share: a quarter of a reply was the forms around its buttons.
    Shared,
}

/// The button of one reaction, with a form of its own that leads to the thread.
pub fn react_alone(ctx: &Ctx, reaction: Reaction) -> AnyView {
    Rendered::made(|out| react(ctx, out, reaction, Around::Thread)).into_view()
}

/// The forms that the replies of a thread share: a button names one of them and says which post is meant.
pub fn forms(thread: &str) -> impl IntoView + use<> {
    [YesNo::Yes, YesNo::No].map(|on| {
        let on = on.slug();
        view! {
            <form id=format!("strength-{on}") method="post" action=SET.action() data-react="">
                <input type="hidden" name="thread" value=thread.to_owned()/>
                <input type="hidden" name="kind" value=ReactionKind::Strength.slug()/>
                <input type="hidden" name="on" value=on/>
                <input type="hidden" name="back" value=Back::Here.slug()/>
            </form>
        }
    })
}

/// The button of one reaction, where a template has a slot for it.
pub fn react(ctx: &Ctx, out: &mut Rendered, reaction: Reaction, form: Around) {
    let on = (!reaction.own).then_some(reaction.on);
    let pressed = Pressed { kind: reaction.kind, on, step: Step::of(reaction.shown), form };
    let template = ctx.template(pressed, || draw(ctx.lang, pressed));
    let (thread, post) = (reaction.thread.to_string(), reaction.post.to_string());
    template.write(out, [SlotValue::Text(&thread), SlotValue::Text(&post)]);
}

fn draw(lang: Lang, Pressed { kind, on, step, form }: Pressed) -> AnyView {
    let (glyph, word, class) = match kind {
        ReactionKind::Recognise => (Glyph::Herken, t::reactions::recognise(lang), "recognise"),
        ReactionKind::Strength => (Glyph::Heart, t::reactions::strength(lang), "react-btn"),
    };
    let step = step_word(lang, step).map(|step| view! { " "<small>{step}</small> });
    let Some(on) = on else {
        // Nobody recognises their own story: only what others did is shown.
        return step
            .map(|step| view! { <span class="react-own"><SharedIcon glyph/>{word}{step}</span> })
            .into_any();
    };
    let [thread, post] = slots();
    let (wish, pressed) = (YesNo::turning(on).slug(), on.to_string());
    let word = view! { <SharedIcon glyph/>{word}{step} };
    let back = match form {
        Around::Feed => Back::Threads.slug(),
        Around::Thread => Back::Here.slug(),
        Around::Shared => {
            let form = format!("{}-{wish}", kind.slug());
            return view! { <button class=class form=form name="post" value=post aria-pressed=pressed>{word}</button> }
                .into_any();
        }
    };
    view! {
        <form method="post" action=SET.action() data-react="">
            <input type="hidden" name="thread" value=thread/>
            <input type="hidden" name="post" value=post/>
            <input type="hidden" name="kind" value=kind.slug()/>
            <input type="hidden" name="on" value=wish/>
            <input type="hidden" name="back" value=back/>
            <button class=class type="submit" aria-pressed=pressed>{word}</button>
        </form>
    }
    .into_any()
}
