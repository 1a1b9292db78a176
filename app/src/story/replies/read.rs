//! How the replies of a thread are read: each with what its reader did, in the order that everybody sees.

use crate::kit::ctx::{Ctx, Member};
use crate::story::authorship;
use crate::story::reactions::Reaction;
use crate::story::tried::MayMark;
use domain::ids::ThreadId;
use domain::posts::{PostKind, ReactionKind};
use domain::tried::{Standing, Tried};
use store::{Community, PostRow, ThreadRow, Tx, ViewerActions, ViewerTags};

/// A reply as one reader sees it.
pub struct Reply<'a> {
    pub(super) post: &'a PostRow,
    /// True when the one who opened the thread wrote it.
    pub(super) by_opener: bool,
    pub(super) reaction: Reaction,
    /// True when the reader opened the thread and may thank.
    pub(super) may_thank: bool,
    /// True when the reader may mark it.
    pub(super) may_mark: MayMark,
    /// The reader's mark.
    pub(super) tried: Option<Tried>,
}

/// Reads what the reader did at the posts of a thread: found by the reader's own tags, which are computed here.
///
/// # Errors
/// When the store refuses.
pub async fn viewer_actions(
    ctx: &Ctx,
    me: &Member,
    tx: &mut Tx<Community>,
    thread: ThreadId,
    posts: &[PostRow],
) -> Result<ViewerActions, store::Error> {
    let own = ctx.keys.own_tags(&me.root);
    let tags = |post: &PostRow| ViewerTags {
        post: post.id,
        reaction: own.reaction(post.id),
        tried: own.tried(post.id),
    };
    let tags: Vec<_> = posts.iter().filter(|post| !post.removed()).map(tags).collect();
    tx.mine().find_in_thread(thread, &own.author(thread), &tags).await
}

/// Adds to each reply what its reader needs to know, in the order that everybody sees (`domain::tried`).
pub fn replies<'a>(
    ctx: &Ctx,
    me: &Member,
    thread: &ThreadRow,
    posts: &'a [PostRow],
    mine: &ViewerActions,
) -> Vec<Reply<'a>> {
    let my_tag = ctx.keys.author_tag(&me.root, thread.id);
    let opened_by_me = thread.opening_author.as_ref() == Some(&my_tag);
    let by_opener =
        |post: &PostRow| thread.opening_author.is_some_and(|tag| authorship::wrote(&post.author, &tag));
    let may_mark = MayMark::of(ctx, me);
    let reply = |post: &'a PostRow| {
        let own = authorship::wrote(&post.author, &my_tag);
        Reply {
            by_opener: by_opener(post),
            reaction: Reaction {
                thread: thread.id,
                post: post.id,
                kind: ReactionKind::Strength,
                on: mine.reactions.contains(&(post.id, ReactionKind::Strength)),
                shown: post.strength_shown,
                own,
            },
            may_thank: opened_by_me && !own,
            may_mark,
            tried: mine.tried.iter().find(|(tip, _)| *tip == post.id).map(|(_, tried)| *tried),
            post,
        }
    };
    let mut out: Vec<_> = posts.iter().filter(|post| post.kind != PostKind::Opening).map(reply).collect();
    out.sort_by_key(|reply| standing(reply.post).key());
    out
}

/// The facts that decide where a reply stands.
pub(super) fn standing(post: &PostRow) -> Standing {
    Standing {
        expert: post.expert.is_some(),
        tip: post.kind == PostKind::Tip && !post.removed(),
        shown: post.marks,
        thanked: post.helpful,
        seq: post.seq,
    }
}
