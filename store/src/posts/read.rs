//! Reading posts.

use super::{Author, ExpertLine, PostRow, Posts, Text};
use crate::columns::{count, id, small, tag, word};
use crate::{Error, Result};
use chrono::NaiveDate;
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::Kind;
use domain::themes::ThemeId;
use domain::time::Day;
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
const FIND_AT: &str = select_posts!("p.thread_id = $1 and p.seq = $2");
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
pub(crate) const SQL: &[&str] = &[FIND, FIND_AT, LIST, BY_EXPERT, BEST];

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    thread_id: Uuid,
    seq: i64,
    kind: String,
    tag: Option<Vec<u8>>,
    face: Option<i64>,
    expert_id: Option<Uuid>,
    day: NaiveDate,
    body: Option<String>,
    tried: Option<String>,
    question: Option<String>,
    recognised_shown: i64,
    strength_shown: i64,
    helpful: bool,
    edited: bool,
    #[sqlx(flatten)]
    expert: ExpertColumns,
    helped: Option<i64>,
    partly: Option<i64>,
    failed: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct ExpertColumns {
    slug: Option<String>,
    called: Option<String>,
    title_nl: Option<String>,
    title_en: Option<String>,
}

impl Row {
    fn read(self) -> Result<PostRow> {
        let expert_id = self.expert_id.map(|id| ExpertId::from_bytes(id.into_bytes()));
        let author = match (self.tag, self.face, expert_id) {
            (Some(bytes), Some(face), None) => {
                Author::Member { tag: tag("posts.tag", bytes)?, name: small("posts.face", face)? }
            }
            (None, None, Some(expert)) => Author::Expert(expert),
            _ => return Err(Error::Unreadable("posts.tag")),
        };
        let marks = match (self.helped, self.partly, self.failed) {
            (Some(helped), Some(partly), Some(failed)) => Some(Marks {
                helped: count("tried_shown.helped", helped)?,
                partly: count("tried_shown.partly", partly)?,
                failed: count("tried_shown.failed", failed)?,
            }),
            _ => None,
        };
        Ok(PostRow {
            id: PostId::from_bytes(self.id.into_bytes()),
            thread: ThreadId::from_bytes(self.thread_id.into_bytes()),
            seq: self.seq,
            kind: word("posts.kind", &self.kind, Kind::from_slug)?,
            author,
            expert: expert_id.and_then(|id| self.expert.read(id)),
            text: self.body.map(|body| Text { body, tried: self.tried, question: self.question }),
            day: Day::from_date(self.day),
            helpful: self.helpful,
            edited: self.edited,
            recognised_shown: self.recognised_shown,
            strength_shown: self.strength_shown,
            marks,
        })
    }
}

impl ExpertColumns {
    fn read(self, id: ExpertId) -> Option<ExpertLine> {
        Some(ExpertLine {
            id,
            slug: self.slug?,
            name: self.called?,
            title_nl: self.title_nl?,
            title_en: self.title_en?,
        })
    }
}

impl Posts<'_> {
    /// The one with this id, also when its text was removed.
    pub async fn find(&mut self, post: PostId) -> Result<Option<PostRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(FIND)
            .bind(id(post.bytes())).fetch_optional(conn).await)?
        .map(Row::read)
        .transpose()
    }

    /// The one at this place of a thread, also when its text was removed.
    pub async fn find_at(&mut self, thread: ThreadId, seq: i64) -> Result<Option<PostRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(FIND_AT)
            .bind(id(thread.bytes())).bind(seq).fetch_optional(conn).await)?
        .map(Row::read)
        .transpose()
    }

    /// The posts of a thread after a place, in order; those whose text was removed too. The opening has place 0, so
    /// -1 asks for all.
    pub async fn list(&mut self, thread: ThreadId, after_seq: i64) -> Result<Vec<PostRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(LIST)
            .bind(id(thread.bytes())).bind(after_seq).fetch_all(conn).await)?
        .into_iter()
        .map(Row::read)
        .collect()
    }

    /// The first answer of a named expert in a thread that still stands.
    pub async fn find_by_expert(&mut self, thread: ThreadId) -> Result<Option<PostRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(BY_EXPERT)
            .bind(id(thread.bytes())).fetch_optional(conn).await)?
        .map(Row::read)
        .transpose()
    }

    /// The tips about a theme that are shown to work better than `above` (a score), the best first, at most `limit`.
    pub async fn list_best(&mut self, theme: ThemeId, above: u32, limit: i64) -> Result<Vec<PostRow>> {
        on!(self.0, conn => sqlx::query_as::<_, Row>(BEST)
            .bind(theme.slug()).bind(i64::from(above)).bind(limit).fetch_all(conn).await)?
        .into_iter()
        .map(Row::read)
        .collect()
    }
}
