//! Reading posts.

use super::{Author, ExpertLine, PostRow, Posts, Text};
use crate::ask::{Bound, Row};
use crate::columns::{count, small};
use crate::threads::Threads;
use crate::{Error, Result};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::PostKind;
use domain::secrets::Tag;
use domain::themes::ThemeId;
use domain::tried::Marks;
use uuid::Uuid;

/// One select for one post and for many, so that a row means the same in both.
macro_rules! select_posts {
    ($rest:literal) => {
        concat!(
            "select p.id, p.thread_id, p.seq, p.kind, p.tag, p.face, p.expert_id, p.day,
                p.body, p.tried, p.question, p.recognised_shown, p.strength_shown,
                exists (select 1 from post_helpful h where h.post_id = p.id) as helpful,
                exists (select 1 from post_edits e where e.post_id = p.id) as edited,
                x.slug, x.called, x.title_nl, x.title_en, s.helped, s.partly, s.failed
            from posts p left join experts x on x.id = p.expert_id left join tried_shown s on s.post_id = p.id where ",
            $rest
        )
    };
}

const FIND: &str = select_posts!("p.id = $1");
/// A page of what was found; a shorter one repeats its last place.
const AT: &str = select_posts!(
    "(p.thread_id = $1 and p.seq = $2) or (p.thread_id = $3 and p.seq = $4)
        or (p.thread_id = $5 and p.seq = $6) or (p.thread_id = $7 and p.seq = $8)
        or (p.thread_id = $9 and p.seq = $10) or (p.thread_id = $11 and p.seq = $12)
        or (p.thread_id = $13 and p.seq = $14) or (p.thread_id = $15 and p.seq = $16)
        or (p.thread_id = $17 and p.seq = $18) or (p.thread_id = $19 and p.seq = $20)"
);
const LIST: &str = select_posts!("p.thread_id = $1 and p.seq > $2 order by p.seq");
const BY_EXPERT: &str = select_posts!(
    "p.thread_id = $1 and p.expert_id is not null and p.seq > 0 and p.body is not null order by p.seq limit 1"
);
const BEST: &str = select_posts!(
    "s.listed and s.theme = $1 and s.score > $2 and p.body is not null
        order by s.score desc, s.post_id desc limit $3 + 0"
);

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[LIST, BY_EXPERT, BEST];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, AT, LIST, BY_EXPERT, BEST];

/// Reads what [`select_posts`] selects.
fn read(row: &Row<'_>) -> Result<PostRow> {
    let expert = row.get::<Option<Uuid>>(6)?.map(|id| ExpertId::from_bytes(id.into_bytes()));
    let author = match (row.bytes_if_any(4, "posts.tag")?, row.get::<Option<i64>>(5)?, expert) {
        (Some(tag), Some(face), None) => {
            Author::Member { tag: Tag::from_bytes(tag), name: small("posts.face", face)? }
        }
        (None, None, Some(expert)) => Author::Expert(expert),
        _ => return Err(Error::Unreadable("posts.tag")),
    };
    let text = |body| Ok::<_, Error>(Text { body, tried: row.get(9)?, question: row.get(10)? });
    let number = |at, column| count(column, row.get(at)?);
    let marks = |helped| {
        Ok::<_, Error>(Marks {
            helped: count("tried_shown.helped", helped)?,
            partly: number(20, "tried_shown.partly")?,
            failed: number(21, "tried_shown.failed")?,
        })
    };
    Ok(PostRow {
        id: PostId::from_bytes(row.id(0)?),
        thread: ThreadId::from_bytes(row.id(1)?),
        seq: row.get(2)?,
        kind: row.word(3, "posts.kind", PostKind::from_slug)?,
        author,
        expert: expert.map(|id| line(row, id)).transpose()?,
        day: row.day(7)?,
        text: row.get::<Option<String>>(8)?.map(text).transpose()?,
        recognised_shown: row.get(11)?,
        strength_shown: row.get(12)?,
        helpful: row.get(13)?,
        edited: row.get(14)?,
        marks: row.get::<Option<i64>>(19)?.map(marks).transpose()?,
    })
}

fn line(row: &Row<'_>, id: ExpertId) -> Result<ExpertLine> {
    Ok(ExpertLine {
        id,
        slug: row.get(15)?,
        name: row.get(16)?,
        title_nl: row.get(17)?,
        title_en: row.get(18)?,
    })
}

impl Posts<'_> {
    /// The one with this id, also when its text was removed.
    pub async fn find(&mut self, post: PostId) -> Result<Option<PostRow>> {
        self.0.ask_one(FIND, &[Bound::Id(post.bytes())], read).await
    }

    /// Those at these places of threads, also when their text was removed, in no order; of more than
    /// [`Threads::AT_ONCE`] only the first.
    pub async fn list_at(&mut self, places: &[(ThreadId, i64)]) -> Result<Vec<PostRow>> {
        let Some(last) = places.last() else { return Ok(Vec::new()) };
        let places = (0..Threads::AT_ONCE).map(|n| places.get(n).unwrap_or(last));
        let bound: Vec<_> =
            places.flat_map(|(thread, seq)| [Bound::Id(thread.bytes()), Bound::Number(*seq)]).collect();
        self.0.ask(AT, &bound, read).await
    }

    /// The posts of a thread after a place, in order; those whose text was removed too. The opening has place 0, so
    /// -1 asks for all.
    pub async fn list(&mut self, thread: ThreadId, after_seq: i64) -> Result<Vec<PostRow>> {
        self.0.ask(LIST, &[Bound::Id(thread.bytes()), Bound::Number(after_seq)], read).await
    }

    /// The first answer of a named expert in a thread that still stands.
    pub async fn find_by_expert(&mut self, thread: ThreadId) -> Result<Option<PostRow>> {
        self.0.ask_one(BY_EXPERT, &[Bound::Id(thread.bytes())], read).await
    }

    /// The tips about a theme that are shown to work better than `above` (a score), the best first, at most `limit`.
    pub async fn list_best(&mut self, theme: ThemeId, above: u32, limit: i64) -> Result<Vec<PostRow>> {
        let bound = [Bound::Word(theme.slug()), Bound::Number(i64::from(above)), Bound::Number(limit)];
        self.0.ask(BEST, &bound, read).await
    }
}
