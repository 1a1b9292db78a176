//! The button under a challenge or a tip. A plain form that works without JavaScript.

use super::ReactionKind;
use crate::ctx::{Ctx, Member};
use crate::i18n::use_lang;
use crate::t;
use crate::ui::{Glyph, SharedIcon, step_word};
use domain::ids::{PostId, ThreadId};
use domain::steps::Step;
use leptos::prelude::*;
use store::ThreadRow;

/// One reaction as one reader sees it.
#[derive(Clone, Copy)]
pub struct Reaction {
    /// The thread.
    pub thread: ThreadId,
    /// The post.
    pub post: PostId,
    /// Which reaction.
    pub kind: ReactionKind,
    /// Whether the reader reacted.
    pub on: bool,
    /// The number that is shown as a step; refreshed daily (T21).
    pub shown: i64,
    /// Whether the reader wrote the post: then there is nothing to press.
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

    /// Whether it looks the same to everybody else who neither wrote the post nor reacted.
    pub fn is_plain(&self) -> bool {
        !self.on && !self.own
    }
}

/// Which of these posts `me` reacted to, and how. Computed from the member's own tags.
///
/// # Errors
/// When the store refuses.
pub async fn mine(
    ctx: &Ctx,
    me: &Member,
    posts: &[PostId],
) -> Result<Vec<(PostId, ReactionKind)>, store::Error> {
    let tags: Vec<_> = posts.iter().map(|post| (*post, ctx.keys.reaction_tag(&me.root, *post))).collect();
    ctx.store.community.glance().await?.reactions().mine(&tags).await
}

/// The button of one reaction.
#[component]
pub fn React(
    /// The reaction.
    reaction: Reaction,
    /// Where to go afterwards: `threads` for the feed, else the thread.
    #[prop(default = "thread")]
    back: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let (glyph, word, class) = match reaction.kind {
        ReactionKind::Recognise => (Glyph::Herken, t::reactions::recognise(lang), "recognise"),
        ReactionKind::Strength => (Glyph::Heart, t::reactions::strength(lang), "react-btn"),
    };
    let step = step_word(lang, Step::of(reaction.shown)).map(|step| view! { " "<small>{step}</small> });
    if reaction.own {
        // Nobody recognises their own story: only what others did is shown.
        return step
            .map(|step| view! { <span class="react-own"><SharedIcon glyph/>{word}{step}</span> })
            .into_any();
    }
    view! {
        <form method="post" action="/api/reactions/set" data-react="">
            <input type="hidden" name="thread" value=reaction.thread.to_string()/>
            <input type="hidden" name="post" value=reaction.post.to_string()/>
            <input type="hidden" name="kind" value=reaction.kind.slug()/>
            <input type="hidden" name="on" value=if reaction.on { "no" } else { "yes" }/>
            <input type="hidden" name="back" value=back/>
            <button class=class type="submit" aria-pressed=if reaction.on { "true" } else { "false" }>
                <SharedIcon glyph/>{word}{step}
            </button>
        </form>
    }
    .into_any()
}
