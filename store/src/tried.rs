//! "Geprobeerd": what became of tips. Who says so is a tag that differs from tip to tip; a figure changes at most once
//! a day, and by five people at once (the rules stand in `domain::tried`).

use crate::columns::{count, id};
use crate::{Community, Result, Tx};
use domain::ids::PostId;
use domain::secrets::Tag;
use domain::tried::{CHANGED_BY, Marks, Tried};
use uuid::Uuid;

const MARK: &str = "insert into tried (post_id, tag, value, fresh) values ($1, $2, $3, $4)
    on conflict (post_id, tag) do update set value = excluded.value, fresh = tried.shown is distinct from excluded.value";
/// What is in no figure goes at once; what is in one is taken out of it with those of four others.
const FORGET: &str = "delete from tried where post_id = $1 and tag = $2 and shown is null";
const TAKE_BACK: &str = "update tried set value = null, fresh = $3 where post_id = $1 and tag = $2";

const RIPE: &str = "select post_id from tried where fresh
    group by post_id having count(*) >= $1 order by post_id limit $2 + 0";
const FORGET_TAKEN_BACK: &str = "delete from tried where post_id = $1 and value is null";
const SHOW: &str = "update tried set shown = value, fresh = $2 where post_id = $1 and fresh";
const COUNT: &str = "select count(*) filter (where shown = 'helped') as helped,
        count(*) filter (where shown = 'partly') as partly,
        count(*) filter (where shown = 'failed') as failed
    from tried where post_id = $1";
const SET_FIGURE: &str = "insert into tried_shown (post_id, theme, listed, score, helped, partly, failed)
    select p.id, t.theme, t.listed, $2, $3, $4, $5 from posts p join threads t on t.id = p.thread_id where p.id = $1
    on conflict (post_id) do update set score = excluded.score, helped = excluded.helped,
        partly = excluded.partly, failed = excluded.failed";
const FORGET_FIGURE: &str = "delete from tried_shown where post_id = $1";

/// How many tips are refreshed in one unit of work.
const PORTION: i64 = 100;

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[MARK, FORGET, TAKE_BACK, RIPE, FORGET_TAKEN_BACK, SHOW, COUNT, SET_FIGURE, FORGET_FIGURE];

/// Tried marks as rows.
pub struct Tries<'a>(pub(crate) &'a mut Tx<Community>);

impl Tries<'_> {
    /// Sets, changes or takes back what one person says about a tip. Whether it is their own tip is the caller's to judge.
    pub async fn set(&mut self, post: PostId, who: &Tag, tried: Option<Tried>) -> Result<()> {
        let (post, tag) = (id(post.bytes()), who.bytes().to_vec());
        let Some(tried) = tried else {
            on!(self.0, conn => sqlx::query(FORGET).bind(post).bind(&tag).execute(conn).await.map(drop))?;
            return on!(self.0, conn =>
                sqlx::query(TAKE_BACK).bind(post).bind(&tag).bind(true).execute(conn).await.map(drop));
        };
        on!(self.0, conn => sqlx::query(MARK)
            .bind(post).bind(&tag).bind(tried.slug()).bind(true).execute(conn).await.map(drop))
    }

    /// Shows new figures of a portion of the tips about which at least five people say something else than what is
    /// shown. Says of how many, and whether there may be more.
    pub async fn refresh_shown(&mut self) -> Result<(usize, bool)> {
        let ripe: Vec<Uuid> = on!(self.0, conn => sqlx::query_scalar(RIPE)
            .bind(i64::from(CHANGED_BY)).bind(PORTION).fetch_all(conn).await)?;
        for post in &ripe {
            self.show(*post).await?;
        }
        Ok((ripe.len(), ripe.len() as i64 == PORTION))
    }

    async fn show(&mut self, post: Uuid) -> Result<()> {
        on!(self.0, conn => sqlx::query(FORGET_TAKEN_BACK).bind(post).execute(conn).await.map(drop))?;
        on!(self.0, conn => sqlx::query(SHOW).bind(post).bind(false).execute(conn).await.map(drop))?;
        let (helped, partly, failed): (i64, i64, i64) =
            on!(self.0, conn => sqlx::query_as(COUNT).bind(post).fetch_one(conn).await)?;
        let marks = Marks {
            helped: count("tried.shown", helped)?,
            partly: count("tried.shown", partly)?,
            failed: count("tried.shown", failed)?,
        };
        if !marks.may_be_shown() {
            return on!(self.0, conn => sqlx::query(FORGET_FIGURE).bind(post).execute(conn).await.map(drop));
        }
        on!(self.0, conn => sqlx::query(SET_FIGURE)
            .bind(post).bind(i64::from(marks.score())).bind(helped).bind(partly).bind(failed)
            .execute(conn).await.map(drop))
    }
}
