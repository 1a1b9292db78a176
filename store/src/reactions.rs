//! "Herken ik" and "Sterkte". Who reacted is a tag that differs from post to post; totals are shown a day late.

use crate::columns::{id, word};
use crate::{Community, Result, Tx};
use domain::ids::PostId;
use domain::posts::ReactionKind;
use domain::secrets::Tag;
use uuid::Uuid;

const ADD: &str = "insert into reactions (post_id, tag, kind) values ($1, $2, $3)
    on conflict (post_id, tag, kind) do nothing";
const REMOVE: &str = "delete from reactions where post_id = $1 and tag = $2 and kind = $3";
const NOTE_CHANGE: &str =
    "insert into reaction_changes (post_id) values ($1) on conflict (post_id) do nothing";
const TAKE_CHANGES: &str = "delete from reaction_changes returning post_id";
const SHOW: &str = "update posts set
        recognised_shown = (select count(*) from reactions r where r.post_id = posts.id and r.kind = 'recognise'),
        strength_shown = (select count(*) from reactions r where r.post_id = posts.id and r.kind = 'strength')
    where id = $1";

/// How many posts are asked about in one go: a page of the feed, or a thread. A shorter list repeats its last one.
const FEW: usize = 8;
const MANY: usize = 24;

/// The question for four posts, from which the longer ones are put together.
macro_rules! four {
    ($a:literal, $b:literal, $c:literal, $d:literal, $e:literal, $f:literal, $g:literal, $h:literal) => {
        concat!(
            "(post_id = $",
            $a,
            " and tag = $",
            $b,
            ") or (post_id = $",
            $c,
            " and tag = $",
            $d,
            ") or (post_id = $",
            $e,
            " and tag = $",
            $f,
            ") or (post_id = $",
            $g,
            " and tag = $",
            $h,
            ")"
        )
    };
}
macro_rules! mine {
    ($($some:expr),+) => {
        concat!("select post_id, kind from reactions where ", $($some),+)
    };
}
const MINE_OF_FEW: &str = mine!(four!(1, 2, 3, 4, 5, 6, 7, 8), " or ", four!(9, 10, 11, 12, 13, 14, 15, 16));
const MINE_OF_MANY: &str = mine!(
    four!(1, 2, 3, 4, 5, 6, 7, 8),
    " or ",
    four!(9, 10, 11, 12, 13, 14, 15, 16),
    " or ",
    four!(17, 18, 19, 20, 21, 22, 23, 24),
    " or ",
    four!(25, 26, 27, 28, 29, 30, 31, 32),
    " or ",
    four!(33, 34, 35, 36, 37, 38, 39, 40),
    " or ",
    four!(41, 42, 43, 44, 45, 46, 47, 48)
);

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[MINE_OF_FEW, MINE_OF_MANY];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, REMOVE, NOTE_CHANGE, TAKE_CHANGES, SHOW, MINE_OF_FEW, MINE_OF_MANY];

/// Reactions as rows.
pub struct Reactions<'a>(pub(crate) &'a mut Tx<Community>);

impl Reactions<'_> {
    /// Gives or takes back a reaction; doing it twice is doing it once.
    pub async fn set(&mut self, post: PostId, who: &Tag, kind: ReactionKind, on: bool) -> Result<()> {
        let sql = if on { ADD } else { REMOVE };
        let changed = on!(self.0, conn => sqlx::query(sql)
            .bind(id(post.bytes())).bind(&who.bytes()[..]).bind(kind.slug())
            .execute(conn).await.map(|done| done.rows_affected()))?;
        if changed == 1 {
            on!(self.0, conn => sqlx::query(NOTE_CHANGE).bind(id(post.bytes())).execute(conn).await.map(drop))?;
        }
        Ok(())
    }

    /// Which reactions one person gave to these posts, by the person's own tag at each.
    pub async fn mine(&mut self, asked: &[(PostId, Tag)]) -> Result<Vec<(PostId, ReactionKind)>> {
        let mut mine = Vec::new();
        for some in asked.chunks(MANY) {
            let (sql, places) = if some.len() <= FEW { (MINE_OF_FEW, FEW) } else { (MINE_OF_MANY, MANY) };
            let found: Vec<(Uuid, String)> = on!(self.0, conn => {
                let mut question = sqlx::query_as(sql);
                for place in 0..places {
                    let (post, tag) = some[place.min(some.len() - 1)];
                    question = question.bind(id(post.bytes())).bind(tag.bytes().to_vec());
                }
                question.fetch_all(conn).await
            })?;
            for (post, kind) in found {
                let kind = word("reactions.kind", &kind, ReactionKind::from_slug)?;
                mine.push((PostId::from_bytes(post.into_bytes()), kind));
            }
        }
        Ok(mine)
    }

    /// Shows the true totals, once a day, so that no counter ticks while somebody watches (T21). Says at how many posts.
    pub async fn refresh_shown(&mut self) -> Result<usize> {
        let changed: Vec<Uuid> = on!(self.0, conn => sqlx::query_scalar(TAKE_CHANGES).fetch_all(conn).await)?;
        for post in &changed {
            on!(self.0, conn => sqlx::query(SHOW).bind(*post).execute(conn).await.map(drop))?;
        }
        Ok(changed.len())
    }
}
