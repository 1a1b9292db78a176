//! Actions of one person at many posts, asked by the person's own tag at each: a fixed number of `or`, so that the text
//! stays a constant; a shorter list repeats its last one.

use crate::driver::{Community, Result, Row, Tx, Value};
use domain::ids::{PostId, ThreadId};
use domain::posts::ReactionKind;
use domain::secrets::Tag;
use domain::tried::Tried;

/// The number of posts that are asked about in one go: a page of the feed, or a thread.
const FEW: usize = 8;
const MANY: usize = 24;

/// Posts with a tag at each, by the numbers of their places.
macro_rules! at {
    (($post:literal $tag:literal) $(($posts:literal $tags:literal))*) => {
        concat!("(post_id = $", $post, " and tag = $", $tag, ")"
            $(, " or (post_id = $", $posts, " and tag = $", $tags, ")")*)
    };
}

/// All questions about a thread in one: what waits there, reactions, and what was said about tips.
macro_rules! in_thread {
    ($(($post:literal $reaction:literal $tried:literal))*) => {
        concat!(
            "select 'held' as what, id as post_id, '' as word from held_posts where thread_id = $1 and tag = $2
            union all select 'held', post_id, '' from held_decisions
                where thread_id = $1 and tag = $2 and decided is null
            union all select 'reaction', post_id, kind from reactions where ", at!($(($post $reaction))*),
            " union all select 'tried', post_id, value from tried where value is not null and (", at!($(($post $tried))*),
            ")"
        )
    };
}

const REACTIONS: Lengths = Lengths {
    few: concat!(
        "select post_id, kind from reactions where ",
        at!(
            (1 2) (3 4) (5 6) (7 8) (9 10) (11 12) (13 14) (15 16)
        )
    ),
    many: concat!(
        "select post_id, kind from reactions where ",
        at!(
            (1 2) (3 4) (5 6) (7 8) (9 10) (11 12) (13 14) (15 16) (17 18) (19 20)
            (21 22) (23 24) (25 26) (27 28) (29 30) (31 32) (33 34) (35 36) (37 38) (39 40)
            (41 42) (43 44) (45 46) (47 48)
        )
    ),
};
#[rustfmt::skip]
const IN_THREAD: Lengths = Lengths {
    few: in_thread!(
        (3 4 5) (6 7 8) (9 10 11) (12 13 14) (15 16 17) (18 19 20) (21 22 23) (24 25 26)
    ),
    many: in_thread!(
        (3 4 5) (6 7 8) (9 10 11) (12 13 14) (15 16 17) (18 19 20) (21 22 23) (24 25 26)
        (27 28 29) (30 31 32) (33 34 35) (36 37 38) (39 40 41) (42 43 44) (45 46 47) (48 49 50)
        (51 52 53) (54 55 56) (57 58 59) (60 61 62) (63 64 65) (66 67 68) (69 70 71) (72 73 74)
    ),
};

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[REACTIONS.few, REACTIONS.many, IN_THREAD.few, IN_THREAD.many];
#[cfg(test)]
pub(crate) const SQL: &[&str] = LISTS;

/// One question for few and for many posts.
struct Lengths {
    few: &'static str,
    many: &'static str,
}

impl Lengths {
    /// The text for so many posts, and how many places it has.
    const fn of(&self, posts: usize) -> (&'static str, usize) {
        if posts <= FEW { (self.few, FEW) } else { (self.many, MANY) }
    }
}

/// The tags of a viewer at a post.
#[derive(Clone, Copy, Debug)]
pub struct ViewerTags {
    /// The post.
    pub post: PostId,
    /// The one under which the viewer reacts to it.
    pub reaction: Tag,
    /// The one under which the viewer says what became of it, if it is a tip.
    pub tried: Tag,
}

/// Everything that a viewer did in a thread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewerActions {
    /// Reactions given.
    pub reactions: Vec<(PostId, ReactionKind)>,
    /// Tips tried.
    pub tried: Vec<(PostId, Tried)>,
    /// True when something of the viewer waits there for a moderator, or was decided about.
    pub held: bool,
}

impl Tx<Community> {
    /// The actions of one person.
    pub fn mine(&mut self) -> Mine<'_> {
        Mine(self)
    }
}

/// Actions of one person as rows.
pub struct Mine<'a>(&'a mut Tx<Community>);

impl Mine<'_> {
    /// The reactions that one person gave to these posts, by the person's own tag at each.
    pub async fn list_reactions(&mut self, asked: &[(PostId, Tag)]) -> Result<Vec<(PostId, ReactionKind)>> {
        let mut mine = Vec::new();
        for some in asked.chunks(MANY) {
            let (sql, places) = REACTIONS.of(some.len());
            let values: Vec<_> = (0..places)
                .map(|place| &some[place.min(some.len() - 1)])
                .flat_map(|(post, tag)| [Value::from(*post), Value::from(tag)])
                .collect();
            let read = |row: &Row<'_>| Ok((row.id("post_id", PostId::from_bytes)?, reaction(row, "kind")?));
            mine.extend(self.0.ask(sql, &values, read).await?);
        }
        Ok(mine)
    }

    /// The actions of one person in a thread: `author` is the person's tag there, `posts` those at its posts.
    pub async fn find_in_thread(
        &mut self,
        thread: ThreadId,
        author: &Tag,
        posts: &[ViewerTags],
    ) -> Result<ViewerActions> {
        let none = [ViewerTags { post: PostId::from_bytes([0; 16]), reaction: *author, tried: *author }];
        let posts = if posts.is_empty() { &none[..] } else { posts };
        let mut actions = ViewerActions::default();
        for some in posts.chunks(MANY) {
            let (sql, places) = IN_THREAD.of(some.len());
            let at = (0..places).map(|place| &some[place.min(some.len() - 1)]);
            let values: Vec<_> =
                [Value::from(thread), Value::from(author)]
                    .into_iter()
                    .chain(at.flat_map(|at| {
                        [Value::from(at.post), Value::from(&at.reaction), Value::from(&at.tried)]
                    }))
                    .collect();
            for action in self.0.ask(sql, &values, read).await? {
                match action {
                    ViewerAction::Held => actions.held = true,
                    ViewerAction::Reaction(post, kind) => actions.reactions.push((post, kind)),
                    ViewerAction::Tried(post, tried) => actions.tried.push((post, tried)),
                }
            }
        }
        Ok(actions)
    }
}

/// One thing that was done in a thread.
enum ViewerAction {
    Held,
    Reaction(PostId, ReactionKind),
    Tried(PostId, Tried),
}

fn read(row: &Row<'_>) -> Result<ViewerAction> {
    let what = row.word("what", |what| ["held", "reaction", "tried"].iter().position(|one| *one == what))?;
    let post = || row.id("post_id", PostId::from_bytes);
    Ok(match what {
        0 => ViewerAction::Held,
        1 => ViewerAction::Reaction(post()?, reaction(row, "word")?),
        _ => ViewerAction::Tried(post()?, row.word("word", Tried::from_slug)?),
    })
}

fn reaction(row: &Row<'_>, column: &'static str) -> Result<ReactionKind> {
    row.word(column, ReactionKind::from_slug)
}
