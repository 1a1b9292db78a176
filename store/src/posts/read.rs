//! Reading posts.

use super::{Author, ExpertLine, PostRow, Posts, Text};
use crate::driver::{Error, Result, Row, Value};
use domain::ids::{ExpertId, PostId, ThreadId};
use domain::posts::PostKind;
use domain::themes::ThemeId;
use domain::tried::Marks;

/// One select for one post and for many, so that a row means the same in both.
macro_rules! select_posts {
    ($rest:literal) => {
        select_posts!("posts p", $rest)
    };
    ($from:literal, $rest:literal) => {
        concat!(
            "select p.id, p.thread_id, p.seq, p.kind, p.tag, p.face, p.expert_id, p.day,
                p.body, p.tried, p.question, p.recognised_shown, p.strength_shown,
                exists (select 1 from post_helpful h where h.post_id = p.id) as helpful,
                exists (select 1 from post_edits e where e.post_id = p.id) as edited,
                x.slug, x.called, x.title_nl, x.title_en, s.helped, s.partly, s.failed
            from ",
            $from,
            " left join experts x on x.id = p.expert_id left join tried_shown s on s.post_id = p.id where ",
            $rest
        )
    };
}

const FIND: &str = select_posts!("p.id = $1");
/// The number of posts that are looked up at once by their places: a page of what was found; a shorter one repeats its last place.
const AT_ONCE: usize = 10;
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
    "theme_tips b cross join posts p",
    "p.id = b.post_id and b.theme = $1 and b.score > $2 and p.body is not null
        order by b.score desc, b.post_id desc limit $3 + 0"
);

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[LIST, BY_EXPERT, BEST];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[FIND, AT, LIST, BY_EXPERT, BEST];

/// Reads what [`select_posts`] selects.
fn read(row: &Row<'_>) -> Result<PostRow> {
    Ok(PostRow {
        id: row.id("id", PostId::from_bytes)?,
        thread: row.id("thread_id", ThreadId::from_bytes)?,
        seq: row.get("seq")?,
        kind: row.word("kind", PostKind::from_slug)?,
        author: author(row)?,
        day: row.day("day")?,
        text: text(row)?,
        recognised_shown: row.get("recognised_shown")?,
        strength_shown: row.get("strength_shown")?,
        helpful: row.get("helpful")?,
        edited: row.get("edited")?,
        expert: expert(row)?,
        marks: marks(row)?,
    })
}

fn author(row: &Row<'_>) -> Result<Author> {
    let (tag, face) = (row.tag_if_any("tag")?, row.number_if_any("face")?);
    match (tag, face, row.id_if_any("expert_id", ExpertId::from_bytes)?) {
        (Some(tag), Some(name), None) => Ok(Author::Member { tag, name }),
        (None, None, Some(expert)) => Ok(Author::Expert(expert)),
        _ => Err(Error::Unreadable("tag")),
    }
}

fn text(row: &Row<'_>) -> Result<Option<Text>> {
    let Some(body) = row.get("body")? else { return Ok(None) };
    Ok(Some(Text { body, tried: row.get("tried")?, question: row.get("question")? }))
}

fn expert(row: &Row<'_>) -> Result<Option<ExpertLine>> {
    let Some(slug) = row.get("slug")? else { return Ok(None) };
    Ok(Some(ExpertLine {
        slug,
        name: row.get("called")?,
        title_nl: row.get("title_nl")?,
        title_en: row.get("title_en")?,
        id: row.id("expert_id", ExpertId::from_bytes)?,
    }))
}

fn marks(row: &Row<'_>) -> Result<Option<Marks>> {
    let Some(helped) = row.number_if_any("helped")? else { return Ok(None) };
    Ok(Some(Marks { helped, partly: row.number("partly")?, failed: row.number("failed")? }))
}

impl Posts<'_> {
    /// The one with this id, also when its text was removed. In a unit of work that writes, nobody else changes it until that ends.
    pub async fn find(&mut self, post: PostId) -> Result<Option<PostRow>> {
        if self.0.writes() {
            self.0.run_on_postgres(super::authors::HOLD, values![post]).await?;
        }
        self.0.ask_one(FIND, values![post], read).await
    }

    /// Those at these places of threads, also when their text was removed, in no order; of more than ten only the first.
    pub async fn list_at(&mut self, places: &[(ThreadId, i64)]) -> Result<Vec<PostRow>> {
        let Some(last) = places.last() else { return Ok(Vec::new()) };
        let places = (0..AT_ONCE).map(|n| places.get(n).unwrap_or(last));
        let values: Vec<_> =
            places.flat_map(|(thread, seq)| [Value::from(*thread), Value::from(*seq)]).collect();
        self.0.ask(AT, &values, read).await
    }

    /// The posts of a thread after a place, in order; those whose text was removed too. The opening has place 0, so
    /// -1 asks for all.
    pub async fn list(&mut self, thread: ThreadId, after_seq: i64) -> Result<Vec<PostRow>> {
        self.0.ask(LIST, values![thread, after_seq], read).await
    }

    /// The first answer of a named expert in a thread that still stands.
    pub async fn find_by_expert(&mut self, thread: ThreadId) -> Result<Option<PostRow>> {
        self.0.ask_one(BY_EXPERT, values![thread], read).await
    }

    /// The tips about a theme that are shown to work better than `above` (a score), the best first, at most `limit`.
    pub async fn list_best(&mut self, theme: ThemeId, above: u32, limit: i64) -> Result<Vec<PostRow>> {
        self.0.ask(BEST, values![theme.slug(), above, limit], read).await
    }
}
