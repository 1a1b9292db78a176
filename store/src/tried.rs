//! "Geprobeerd": what became of tips. Who says so is a tag that differs from tip to tip; a figure changes at most once
//! a day, and by five people at once (the rules stand in `domain::tried`).

use crate::driver::{Community, Result, Row, Tx};
use domain::ids::PostId;
use domain::secrets::Tag;
use domain::tried::{CHANGED_BY, Marks, Tried};
use uuid::Uuid;

const MARK: &str = "insert into tried (post_id, tag, value, fresh) values ($1, $2, $3, $4)
    on conflict (post_id, tag) do update set value = excluded.value, fresh = tried.shown is distinct from excluded.value";
/// Marks that are in no figure go at once; those in one are taken out of it with those of four others.
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
const SET_FIGURE: &str =
    "insert into tried_shown (post_id, score, helped, partly, failed) values ($1, $2, $3, $4, $5)
    on conflict (post_id) do update set score = excluded.score, helped = excluded.helped,
        partly = excluded.partly, failed = excluded.failed";
const FORGET_FIGURE: &str = "delete from tried_shown where post_id = $1";
/// The tips of the themes of a thread, while it is listed.
const ADD_TO_THEMES: &str = "insert into theme_tips (theme, score, post_id)
    select h.theme, s.score, s.post_id from tried_shown s join posts p on p.id = s.post_id
        join threads t on t.id = p.thread_id join thread_themes h on h.position = t.position
    where s.post_id = $1 and t.listed";
const FORGET_IN_THEMES: &str = "delete from theme_tips where post_id = $1";

/// The number of tips that one unit of work refreshes.
const PORTION: i64 = 100;

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[
    MARK,
    FORGET,
    TAKE_BACK,
    RIPE,
    FORGET_TAKEN_BACK,
    SHOW,
    COUNT,
    SET_FIGURE,
    FORGET_FIGURE,
    ADD_TO_THEMES,
    FORGET_IN_THEMES,
];

impl Tx<Community> {
    /// The marks at tips.
    pub fn tried(&mut self) -> Tries<'_> {
        Tries(self)
    }
}

/// Tried marks as rows.
pub struct Tries<'a>(&'a mut Tx<Community>);

impl Tries<'_> {
    /// Sets, changes or takes back what one person says about a tip. Whether it is their own tip is the caller's to judge.
    pub async fn set(&mut self, post: PostId, who: &Tag, tried: Option<Tried>) -> Result<()> {
        let Some(tried) = tried else {
            self.0.run(FORGET, values![post, who]).await?;
            return self.0.run(TAKE_BACK, values![post, who, true]).await.map(drop);
        };
        self.0.run(MARK, values![post, who, tried.slug(), true]).await.map(drop)
    }

    /// Shows new figures of a portion of the tips about which at least five people say something else than what is
    /// shown. Says of how many, and whether there may be more.
    pub async fn refresh_shown(&mut self) -> Result<(usize, bool)> {
        let values = values![i64::from(CHANGED_BY), PORTION];
        let ripe: Vec<Uuid> = self.0.ask(RIPE, values, |row| row.get("post_id")).await?;
        for post in &ripe {
            self.show(*post).await?;
        }
        Ok((ripe.len(), ripe.len() as i64 == PORTION))
    }

    async fn show(&mut self, post: Uuid) -> Result<()> {
        self.0.run(FORGET_TAKEN_BACK, values![post]).await?;
        self.0.run(SHOW, values![post, false]).await?;
        self.0.run(FORGET_IN_THEMES, values![post]).await?;
        let count = |row: &Row<'_>| {
            let (helped, partly) = (row.number("helped")?, row.number("partly")?);
            Ok(Marks { helped, partly, failed: row.number("failed")? })
        };
        let marks = self.0.ask_row(COUNT, values![post], count).await?;
        if !marks.may_be_shown() {
            return self.0.run(FORGET_FIGURE, values![post]).await.map(drop);
        }
        let values = values![post, marks.score(), marks.helped, marks.partly, marks.failed];
        self.0.run(SET_FIGURE, values).await?;
        self.0.run(ADD_TO_THEMES, values![post]).await.map(drop)
    }
}
