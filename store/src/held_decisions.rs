//! What was decided about posts that wait.
//!
//! A decision is made at once and takes effect a minute later; until then it can be taken back. Whatever the author does with the
//! post before that comes first: it takes the decision away (`held.rs`). When it takes effect, the second in which it was made
//! goes; the day stays, and the row, until its author has read it.

use crate::StaffLogLine;
use crate::driver::{Community, Result, Row, Tx};
use domain::held::{Reason, Ruling, UNDO_SECONDS, Verdict};
use domain::ids::{PostId, StaffId, ThreadId};
use domain::live::Topic;
use domain::secrets::Tag;
use domain::staff::StaffDeed;
use domain::time::Day;

macro_rules! decision_columns {
    ($after:literal) => {
        concat!(
            "select post_id, thread_id, tag, verdict, reason, staff_id, decided, day from held_decisions ",
            $after
        )
    };
}

const ADD: &str =
    "insert into held_decisions (post_id, thread_id, tag, verdict, reason, staff_id, decided, day)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (post_id) do nothing";
const FIND: &str = decision_columns!("where post_id = $1");
const MINE: &str =
    decision_columns!("where thread_id = $1 and tag = $2 and decided is null order by post_id");
const LIST: &str = decision_columns!("where post_id > $1 order by post_id limit $2 + 0");
const DUE: &str = "select post_id from held_decisions where decided is not null and decided <= $1
    order by decided, post_id limit $2 + 0";
const TAKE_EFFECT: &str = "update held_decisions set decided = null, day = $3
    where post_id = $1 and decided is not null and decided <= $2 returning verdict";
const UNDO: &str = "delete from held_decisions where post_id = $1 and decided > $2 returning verdict";
const REMOVE: &str = "delete from held_decisions where post_id = $1";
const UNANSWERED: &str = "select post_id from held_decisions
    where decided is null and verdict = 'asked' and day < $1 order by post_id limit $2 + 0";
const END_ASKED: &str = "update held_decisions set verdict = 'removed', day = $3
    where post_id = $1 and decided is null and verdict = 'asked' and day < $2";
const REMOVE_UNREAD: &str =
    "delete from held_decisions where decided is null and verdict <> 'asked' and day < $1";

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[MINE, LIST, DUE];
#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[ADD, FIND, MINE, LIST, DUE, TAKE_EFFECT, UNDO, REMOVE, UNANSWERED, END_ASKED, REMOVE_UNREAD];

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldDecision {
    /// The post.
    pub post: PostId,
    /// Its thread.
    pub thread: ThreadId,
    /// The author, in this thread.
    pub tag: Tag,
    /// The ruling, and why.
    pub ruling: Ruling,
    /// Whoever decided; none from the command line.
    pub staff: Option<StaffId>,
    /// The second in which it was decided; none once it took effect.
    pub decided: Option<i64>,
    /// The day on which it was decided, and later the one on which it took effect.
    pub day: Day,
}

impl HeldDecision {
    /// Tells whether it took effect: before that its author does not read it.
    pub const fn is_final(&self) -> bool {
        self.decided.is_none()
    }
}

/// The outcome of the wish to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is decided.
    Kept,
    /// Nothing waits there any more.
    Gone,
    /// Its author changed it since it was seen.
    Changed,
    /// Somebody was first.
    Before(HeldDecision),
}

/// The outcome of the wish to take a decision back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// The post waits again.
    Back(Verdict),
    /// The minute is over.
    TooLate,
    /// There is none: somebody was first, or the author did something with the post.
    Gone,
}

fn read(row: &Row<'_>) -> Result<HeldDecision> {
    let verdict = row.word("verdict", Verdict::from_slug)?;
    let reason = row.word_if_any("reason", Reason::from_slug)?;
    Ok(HeldDecision {
        post: row.id("post_id", PostId::from_bytes)?,
        thread: row.id("thread_id", ThreadId::from_bytes)?,
        tag: row.tag("tag")?,
        ruling: Ruling::of(verdict, reason).ok_or(crate::Error::Unreadable("reason"))?,
        staff: row.id_if_any("staff_id", StaffId::from_bytes)?,
        decided: row.get("decided")?,
        day: row.day("day")?,
    })
}

fn verdict(row: &Row<'_>) -> Result<Verdict> {
    row.word("verdict", Verdict::from_slug)
}

impl Tx<Community> {
    /// The decisions about posts that wait.
    pub fn held_decisions(&mut self) -> HeldDecisions<'_> {
        HeldDecisions(self)
    }
}

/// Decisions as rows.
pub struct HeldDecisions<'a>(&'a mut Tx<Community>);

impl HeldDecisions<'_> {
    /// Decides about a post whose words were seen as `seen` ([`crate::Held::edition`]), in the second `now`. It takes effect by
    /// [`Self::apply`], a minute later.
    pub async fn add(
        &mut self,
        post: PostId,
        ruling: Ruling,
        seen: &str,
        staff: Option<StaffId>,
        now: i64,
        today: Day,
    ) -> Result<Decided> {
        let Some(held) = self.0.held().find(post).await? else {
            return Ok(self.find(post).await?.map_or(Decided::Gone, Decided::Before));
        };
        if let Some(before) = self.find(post).await? {
            return Ok(Decided::Before(before));
        }
        if held.edition() != seen {
            return Ok(Decided::Changed);
        }
        let (verdict, reason) = (ruling.verdict().slug(), ruling.reason().map(Reason::slug));
        let values = values![post, held.thread, &held.tag, verdict, reason, staff, now, today];
        self.0.run(ADD, values).await?;
        let deed = match ruling.verdict() {
            Verdict::Released => StaffDeed::ReleasePost,
            Verdict::Asked => StaffDeed::AskAuthor,
            Verdict::Removed => StaffDeed::RemovePost,
        };
        self.tell(deed, post, ruling.reason(), staff, today).await?;
        Ok(Decided::Kept)
    }

    /// Notes what was done, and has open queues look again. The line of the log knows the day: a second beside the id of a post would
    /// say until when its author had written it.
    async fn tell(
        &mut self,
        deed: StaffDeed,
        post: PostId,
        reason: Option<Reason>,
        staff: Option<StaffId>,
        today: Day,
    ) -> Result<()> {
        let line = StaffLogLine::new(today.seconds(), staff, deed).about(post);
        let line = match reason {
            Some(reason) => line.saying(reason.slug()),
            None => line,
        };
        self.0.staff_log().add(&line).await?;
        self.0.live().notify(Topic::Held).await
    }

    /// The one about this post.
    pub async fn find(&mut self, post: PostId) -> Result<Option<HeldDecision>> {
        self.0.ask_one(FIND, values![post], read).await
    }

    /// Those about posts of one author in one thread, as far as they took effect.
    pub async fn list_of(&mut self, thread: ThreadId, author: &Tag) -> Result<Vec<HeldDecision>> {
        self.0.ask(MINE, values![thread, author], read).await
    }

    /// All, in the order of the random ids, which tells nothing; at most `limit` after the one given. Ask again with the last one
    /// until the answer is empty.
    pub async fn list(&mut self, after: Option<PostId>, limit: i64) -> Result<Vec<HeldDecision>> {
        let after = after.unwrap_or(PostId::from_bytes([0; 16]));
        self.0.ask(LIST, values![after, limit], read).await
    }

    /// The posts about which a decision is to take effect in the second `now`, at most `limit`.
    pub async fn list_due(&mut self, now: i64, limit: i64) -> Result<Vec<PostId>> {
        let read = |row: &Row<'_>| row.id("post_id", PostId::from_bytes);
        self.0.ask(DUE, values![now - UNDO_SECONDS, limit], read).await
    }

    /// Lets the decision about this post take effect; false when there is none whose minute is over: somebody took it back, its
    /// author did something, or another host was first.
    pub async fn apply(&mut self, post: PostId, now: i64, today: Day) -> Result<bool> {
        let waits = self.0.held().find(post).await?.is_some();
        let due = values![post, now - UNDO_SECONDS, today];
        let Some(verdict) = self.0.ask_one(TAKE_EFFECT, due, verdict).await? else { return Ok(false) };
        let stands = match verdict {
            Verdict::Released => self.0.held().release(post, today).await?,
            Verdict::Asked => waits,
            Verdict::Removed => self.0.held().erase(post).await?,
        };
        if !stands {
            // Its thread is gone, and the post with it: there is nothing to tell.
            self.remove(post).await?;
        }
        Ok(stands)
    }

    /// Decides and lets it take effect at once, in place of a request to the author that has no answer yet. For emergencies.
    pub async fn decide_now(
        &mut self,
        post: PostId,
        ruling: Ruling,
        now: i64,
        today: Day,
    ) -> Result<Decided> {
        let Some(held) = self.0.held().find(post).await? else {
            return Ok(self.find(post).await?.map_or(Decided::Gone, Decided::Before));
        };
        let asked = |before: &HeldDecision| before.is_final() && before.ruling.verdict() == Verdict::Asked;
        match self.find(post).await? {
            Some(before) if !asked(&before) => return Ok(Decided::Before(before)),
            Some(_) => drop(self.remove(post).await?),
            None => {}
        }
        let made = self.add(post, ruling, &held.edition(), None, now - UNDO_SECONDS, today).await?;
        if made == Decided::Kept && !self.apply(post, now, today).await? {
            return Ok(Decided::Gone);
        }
        Ok(made)
    }

    /// Takes a decision back in the second `now`: the post waits again.
    pub async fn undo(&mut self, post: PostId, staff: StaffId, now: i64, today: Day) -> Result<Undone> {
        self.0.held().find(post).await?;
        if let Some(verdict) = self.0.ask_one(UNDO, values![post, now - UNDO_SECONDS], verdict).await? {
            self.tell(StaffDeed::UndoDecision, post, None, Some(staff), today).await?;
            return Ok(Undone::Back(verdict));
        }
        Ok(if self.find(post).await?.is_some() { Undone::TooLate } else { Undone::Gone })
    }

    /// Removes one that its author has read; false when it was gone.
    pub async fn remove(&mut self, post: PostId) -> Result<bool> {
        Ok(self.0.run(REMOVE, values![post]).await? == 1)
    }

    /// Removes the posts about which their authors were asked before this day, at most `limit`: whoever does not come back leaves nothing
    /// that waits for ever. The author reads that it was removed, for the reason of what was asked. Says how many.
    pub async fn end_unanswered(&mut self, before: Day, today: Day, limit: i64) -> Result<u64> {
        let read = |row: &Row<'_>| row.id("post_id", PostId::from_bytes);
        let posts = self.0.ask(UNANSWERED, values![before, limit], read).await?;
        let mut ended = 0;
        for post in posts {
            // An author who changes it now comes first, or finds it gone.
            self.0.held().find(post).await?;
            if self.0.run(END_ASKED, values![post, before, today]).await? == 1 {
                self.0.held().erase(post).await?;
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// Removes those from before this day that nobody came to read. What an author was asked has an end of its own
    /// ([`Self::end_unanswered`]).
    pub async fn remove_unread(&mut self, before: Day) -> Result<u64> {
        self.0.run(REMOVE_UNREAD, values![before]).await
    }
}
