//! "Herken ik" and "Sterkte". Who reacted is a tag that differs from post to post; totals are shown a day late.

use crate::driver::{Community, Result, Tx};
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

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[ADD, REMOVE, NOTE_CHANGE, TAKE_CHANGES, SHOW];

impl Tx<Community> {
    /// "Herken ik" and "Sterkte".
    pub fn reactions(&mut self) -> Reactions<'_> {
        Reactions(self)
    }
}

/// Reactions as rows.
pub struct Reactions<'a>(&'a mut Tx<Community>);

impl Reactions<'_> {
    /// Gives or takes back a reaction; doing it twice is doing it once.
    pub async fn set(&mut self, post: PostId, who: &Tag, kind: ReactionKind, on: bool) -> Result<()> {
        let sql = if on { ADD } else { REMOVE };
        if self.0.run(sql, values![post, who, kind.slug()]).await? == 1 {
            self.0.run(NOTE_CHANGE, values![post]).await?;
        }
        Ok(())
    }

    /// Shows the true totals, once a day, so that no counter ticks while somebody watches (T21). Says at how many posts.
    pub async fn refresh_shown(&mut self) -> Result<usize> {
        let changed: Vec<Uuid> = self.0.ask(TAKE_CHANGES, &[], |row| row.get("post_id")).await?;
        for post in &changed {
            self.0.run(SHOW, values![*post]).await?;
        }
        Ok(changed.len())
    }
}
