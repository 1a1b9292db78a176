//! Adding a post, once, however often its form is sent.

use super::{Added, Author, Post, Posts};
use crate::driver::{Result, Row};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::PostKind;

const FIND_AUTHOR: &str = "select thread_id, tag, expert_id from posts where id = $1";
const FIND_FORM: &str = "select exists (select 1 from posts where id = $1)
            or exists (select 1 from held_posts where id = $1) as sent,
        exists (select 1 from threads where id = $2) as has_thread";
const NEXT_PLACE: &str = "update threads set next_seq = next_seq + 1,
        tips = tips + $2, supports = supports + $3, experts = experts + $4
    where id = $1 returning next_seq - 1 as seq, answered, expert_answered";
const ADD: &str = "insert into posts
        (thread_id, seq, id, kind, tag, face, expert_id, day, body, tried, question)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing";
/// Nobody took a place meanwhile: the row of the thread is ours until the end of this unit of work.
const GIVE_BACK: &str = "update threads set next_seq = next_seq - 1 where id = $1";
const LIST_THREAD: &str = "update threads set listed = $2 where id = $1";
const SET_ANSWERED: &str = "update threads set answered = $2, expert_answered = $3 where id = $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[FIND_AUTHOR, FIND_FORM, NEXT_PLACE, ADD, GIVE_BACK, LIST_THREAD, SET_ANSWERED];

/// The place of a new post in its thread.
struct Spot {
    seq: i64,
    answered: bool,
    expert_answered: bool,
}

/// The fate of a form so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormFate {
    /// Nothing yet.
    New,
    /// It was sent before: its post stands, was removed since, or waits for a moderator.
    Sent,
    /// It is new, and what it answers is not there.
    NoThread,
}

impl Posts<'_> {
    /// Finds out what became of the form with the id of this post, and whether its thread is there.
    pub async fn find_form(&mut self, post: PostId, thread: ThreadId) -> Result<FormFate> {
        let read = |row: &Row<'_>| {
            Ok(match (row.get("sent")?, row.get("has_thread")?) {
                (true, _) => FormFate::Sent,
                (false, true) => FormFate::New,
                (false, false) => FormFate::NoThread,
            })
        };
        self.0.ask_row(FIND_FORM, values![post, thread], read).await
    }

    /// Adds one and says its place. Added again by the same author, it is known; the id of another author's post is
    /// refused, and so is a thread that does not exist.
    pub async fn add(&mut self, post: &Post) -> Result<Added> {
        // The row of a second opening would break the rules of the table before anybody saw that its id is known.
        if post.kind == PostKind::Opening
            && let Some(known) = self.find_known(post).await?
        {
            return Ok(known);
        }
        let Some(spot) = self.take_spot(post).await? else { return Ok(Added::Refused) };
        if !self.add_row(post, spot.seq).await? {
            return self.give_back(post).await;
        }
        self.list_thread(post, &spot).await?;
        self.0.search().set_post(post.id).await?;
        Ok(Added::New(spot.seq))
    }

    /// The form was sent twice at once, or on another host: its row stays, and what we counted is counted anew.
    async fn give_back(&mut self, post: &Post) -> Result<Added> {
        self.0.run(GIVE_BACK, values![post.thread]).await?;
        self.recount(post.thread).await?;
        Ok(self.find_known(post).await?.unwrap_or(Added::Refused))
    }

    async fn find_known(&mut self, post: &Post) -> Result<Option<Added>> {
        let known = |row: &Row<'_>| {
            let thread = row.id("thread_id", ThreadId::from_bytes)?;
            let tag = row.tag_if_any("tag")?;
            Ok((thread, tag, row.id_if_any("expert_id", ExpertId::from_bytes)?))
        };
        let own = match post.author {
            Author::Member { tag, .. } => (post.thread, Some(tag), None),
            Author::Expert(expert) => (post.thread, None, Some(expert)),
        };
        let known = self.0.ask_one(FIND_AUTHOR, values![post.id], known).await?;
        Ok(known.map(|known| if known == own { Added::Known } else { Added::Refused }))
    }

    /// Takes the next place of the thread; until the end of this unit of work nobody else takes one there.
    async fn take_spot(&mut self, post: &Post) -> Result<Option<Spot>> {
        let by_expert = post.kind != PostKind::Opening && matches!(post.author, Author::Expert(_));
        let one = |is: bool| i64::from(is);
        let (tip, support) = (one(post.kind == PostKind::Tip), one(post.kind == PostKind::Support));
        let spot = |row: &Row<'_>| {
            let (seq, answered) = (row.get("seq")?, row.get("answered")?);
            Ok(Spot { seq, answered, expert_answered: row.get("expert_answered")? })
        };
        self.0.ask_one(NEXT_PLACE, values![post.thread, tip, support, one(by_expert)], spot).await
    }

    async fn add_row(&mut self, post: &Post, seq: i64) -> Result<bool> {
        let (tag, face, expert) = match post.author {
            Author::Member { tag, name } => (Some(tag), Some(i64::from(name)), None),
            Author::Expert(expert) => (None, None, Some(expert)),
        };
        let Post { id, thread, kind, text, day, .. } = post;
        let (tried, question) = (text.tried.as_deref(), text.question.as_deref());
        let values =
            values![*thread, seq, *id, kind.slug(), tag, face, expert, *day, &text.body, tried, question];
        Ok(self.0.run(ADD, values).await? == 1)
    }

    /// Puts the thread into the lists that it belongs in from now on. Most replies change nothing here.
    async fn list_thread(&mut self, post: &Post, spot: &Spot) -> Result<()> {
        if post.kind == PostKind::Opening {
            return self.0.run(LIST_THREAD, values![post.thread, true]).await.map(drop);
        }
        let by_expert = matches!(post.author, Author::Expert(_));
        if spot.answered && (spot.expert_answered || !by_expert) {
            return Ok(());
        }
        let values = values![post.thread, true, spot.expert_answered || by_expert];
        self.0.run(SET_ANSWERED, values).await.map(drop)
    }
}
