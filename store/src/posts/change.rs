//! Changing and removing what was said.

use super::{Posts, Text};
use crate::driver::{Result, Row};
use domain::ids::{PostId, ThreadId};
use domain::time::Day;

const SET_TEXT: &str =
    "update posts set body = $2, tried = $3, question = $4 where id = $1 and body is not null";
const ADD_EDIT: &str = "insert into post_edits (post_id, number, day)
    values ($1, (select coalesce(max(number), 0) + 1 from post_edits where post_id = $1), $2)";

const ERASE: &str = "update posts set body = null, tried = null, question = null,
        recognised_shown = 0, strength_shown = 0
    where id = $1 and body is not null returning thread_id, seq";
const ADD_REMOVAL: &str = "insert into post_removals (post_id, day) values ($1, $2)";
const FORGET_HELPFUL: &str = "delete from post_helpful where post_id = $1";
const FORGET_REACTIONS: &str = "delete from reactions where post_id = $1";
const FORGET_CHANGES: &str = "delete from reaction_changes where post_id = $1";
const FORGET_TRIED: &str = "delete from tried where post_id = $1";
const FORGET_FIGURE: &str = "delete from tried_shown where post_id = $1";
const FORGET_OUTCOME: &str = "delete from outcomes where thread_id = $1";
const FORGET_IN_THEMES: &str = "delete from theme_tips where post_id = $1";
const UNLIST_TIPS: &str = "delete from theme_tips
    where post_id in (select id from posts where thread_id = $1)";
const UNLIST: &str = "update threads set listed = $2, title = '' where id = $1";
const RECOUNT: &str = "update threads set
        tips = (select count(*) from posts p
            where p.thread_id = threads.id and p.body is not null and p.kind = 'tip'),
        supports = (select count(*) from posts p
            where p.thread_id = threads.id and p.body is not null and p.kind = 'support'),
        experts = (select count(*) from posts p
            where p.thread_id = threads.id and p.body is not null and p.seq > 0 and p.expert_id is not null),
        answered = exists (select 1 from posts p
            where p.thread_id = threads.id and p.body is not null and p.seq > 0),
        expert_answered = exists (select 1 from posts p
            where p.thread_id = threads.id and p.body is not null and p.seq > 0 and p.expert_id is not null)
    where id = $1";

const MARK: &str = "insert into post_helpful (post_id, day)
    select id, $2 from posts where id = $1 and body is not null and seq > 0 on conflict (post_id) do nothing";

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[
    SET_TEXT,
    ADD_EDIT,
    ERASE,
    ADD_REMOVAL,
    FORGET_HELPFUL,
    FORGET_REACTIONS,
    FORGET_CHANGES,
    FORGET_TRIED,
    FORGET_FIGURE,
    FORGET_OUTCOME,
    FORGET_IN_THEMES,
    UNLIST_TIPS,
    UNLIST,
    RECOUNT,
    MARK,
];

impl Posts<'_> {
    /// Replaces the text and notes the day; false when the post is gone. The old text is kept nowhere.
    pub async fn set_text(&mut self, post: PostId, text: &Text, day: Day) -> Result<bool> {
        self.0.leaves_traces();
        let values = values![post, &text.body, text.tried.as_deref(), text.question.as_deref()];
        if self.0.run(SET_TEXT, values).await? == 0 {
            return Ok(false);
        }
        self.0.run(ADD_EDIT, values![post, day]).await?;
        self.0.search().set_post(post).await?;
        Ok(true)
    }

    /// Erases the text and what others did with it, and notes the day; false when the post was gone. Without its
    /// opening a thread leaves all lists and the index and loses its title; the replies stay.
    pub async fn remove(&mut self, post: PostId, day: Day) -> Result<bool> {
        let erased = |row: &Row<'_>| Ok((row.id("thread_id", ThreadId::from_bytes)?, row.get::<i64>("seq")?));
        let Some((thread, seq)) = self.0.ask_one(ERASE, values![post], erased).await? else {
            return Ok(false);
        };
        self.0.leaves_traces();
        self.0.run(ADD_REMOVAL, values![post, day]).await?;
        for forget in
            [FORGET_HELPFUL, FORGET_REACTIONS, FORGET_CHANGES, FORGET_TRIED, FORGET_IN_THEMES, FORGET_FIGURE]
        {
            self.0.run(forget, values![post]).await?;
        }
        if seq == 0 {
            self.0.run(UNLIST, values![thread, false]).await?;
            self.0.run(UNLIST_TIPS, values![thread]).await?;
            self.0.run(FORGET_OUTCOME, values![thread]).await?;
            self.0.search().set_thread(thread).await?;
        } else {
            self.recount(thread).await?;
            self.0.search().set_post(post).await?;
        }
        Ok(true)
    }

    /// Counts the replies of a thread anew.
    pub(super) async fn recount(&mut self, thread: ThreadId) -> Result<()> {
        self.0.run(RECOUNT, values![thread]).await.map(drop)
    }

    /// Marks a reply as helpful. Whether the asker opened the thread is the caller's to judge.
    pub async fn set_helpful(&mut self, post: PostId, day: Day) -> Result<()> {
        self.0.run(MARK, values![post, day]).await.map(drop)
    }

    /// Takes the mark away.
    pub async fn remove_helpful(&mut self, post: PostId) -> Result<()> {
        self.0.run(FORGET_HELPFUL, values![post]).await.map(drop)
    }
}
