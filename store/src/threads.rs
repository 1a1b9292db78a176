//! Conversations and the lists they stand in.

use crate::driver::{Community, Result, Row, Texts, Tx, Value};
use domain::ids::{PostId, ThreadId};
use domain::outcomes::Outcome;
use domain::people::{Phase, Sector};
use domain::secrets::Tag;
use domain::themes::{ThemeId, ThreadThemes};
use domain::threads::{Filter, Position};
use domain::time::Day;

/// One select for all lists, so that a row means the same in each of them. The opening is at place 0 of its thread.
macro_rules! select_threads {
    ($rest:literal) => {
        select_threads!("threads t", $rest)
    };
    ($from:literal, $rest:literal) => {
        concat!(
            "select t.id, t.position, t.title, t.themes, t.sector, t.phase, t.day, t.listed,
                t.tips, t.tips_shown, t.supports, t.experts,
                p.id as opening, p.tag, p.face, p.recognised_shown, p.strength_shown, o.value as outcome
            from ",
            $from,
            " join posts p on p.thread_id = t.id and p.seq = 0
                left join outcomes o on o.thread_id = t.id where ",
            $rest
        )
    };
}

const ADD: &str =
    "insert into threads (id, title, themes, sector, phase, day) values ($1, $2, $3, $4, $5, $6)
    on conflict (id) do nothing returning position";
const ADD_THEME: &str = "insert into thread_themes (theme, position) values ($1, $2)";
const FIND_POSITION: &str = "select position from threads where id = $1";
const FIND: &str = select_threads!("t.id = $1");
/// A page of what was found; a shorter one repeats its last position.
const AT: &str = select_threads!("t.listed and t.position in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
const SET_TITLE: &str = "update threads set title = $2 where id = $1 and listed";
const COUNT: &str = "select count(*) as many from threads";
const LAST: &str = "select max(position) as position from threads";
const SHOW_TIPS: &str =
    "update threads set tips_shown = tips where position > $1 and position <= $2 and tips_shown <> tips";

// Each list has its index; the words of the condition are those of the index (migrations/*/community). `+ 0`, because
// SQLite plans a statement anew for each value that a bare `limit $2` is given.
const NEW: &str = select_threads!("t.listed and t.position < $1 order by t.position desc limit $2 + 0");
//
// The threads of one sector or theme: the one question with two texts. PostgreSQL answers an equality by walking all threads
// backwards when it guesses that this is cheaper, which takes for ever where a theme is rare; a range that ends with
// the word can only be read along the right index. SQLite reads just the equality along it.
const OF_SECTOR: Texts = Texts {
    sqlite: select_threads!(
        "t.listed and t.sector = $3 and t.position < $1 order by t.position desc limit $2 + 0"
    ),
    postgres: select_threads!(
        "t.listed and (t.sector, t.position) < ($3, $1) and t.sector >= $3
            order by t.sector desc, t.position desc limit $2 + 0"
    ),
};
// A thread has up to three themes, so those of one are read along a table of their own (`cross join`: SQLite begins with it).
const OF_THEME: Texts = Texts {
    sqlite: select_threads!(
        "thread_themes h cross join threads t",
        "t.position = h.position and t.listed and h.theme = $3 and h.position < $1
            order by h.position desc limit $2 + 0"
    ),
    postgres: select_threads!(
        "thread_themes h cross join threads t",
        "t.position = h.position and t.listed and (h.theme, h.position) < ($3, $1) and h.theme >= $3
            order by h.theme desc, h.position desc limit $2 + 0"
    ),
};
const OF_THEME_BY_EXPERT: Texts = Texts {
    sqlite: select_threads!(
        "thread_themes h cross join threads t",
        "t.position = h.position and t.listed and t.expert_answered and h.theme = $3 and h.position < $1
            order by h.position desc limit $2 + 0"
    ),
    postgres: select_threads!(
        "thread_themes h cross join threads t",
        "t.position = h.position and t.listed and t.expert_answered and (h.theme, h.position) < ($3, $1)
            and h.theme >= $3 order by h.theme desc, h.position desc limit $2 + 0"
    ),
};
const UNANSWERED: &str =
    select_threads!("t.listed and not t.answered and t.position < $1 order by t.position desc limit $2 + 0");
const EXPERT: &str = select_threads!(
    "t.listed and t.expert_answered and t.position < $1 order by t.position desc limit $2 + 0"
);

#[cfg(test)]
pub(crate) const LISTS: &[&str] =
    &[NEW, OF_SECTOR.sqlite, OF_THEME.sqlite, OF_THEME_BY_EXPERT.sqlite, UNANSWERED, EXPERT];
#[cfg(test)]
pub(crate) const LISTS_OF_POSTGRES: &[&str] =
    &[NEW, OF_SECTOR.postgres, OF_THEME.postgres, OF_THEME_BY_EXPERT.postgres, UNANSWERED, EXPERT];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[
    ADD,
    ADD_THEME,
    FIND_POSITION,
    FIND,
    AT,
    SET_TITLE,
    COUNT,
    NEW,
    OF_SECTOR.sqlite,
    OF_SECTOR.postgres,
    OF_THEME.sqlite,
    OF_THEME.postgres,
    OF_THEME_BY_EXPERT.sqlite,
    OF_THEME_BY_EXPERT.postgres,
    UNANSWERED,
    EXPERT,
    LAST,
    SHOW_TIPS,
];

/// A new conversation. It stands in no list until its opening post is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its id.
    pub id: ThreadId,
    /// Its title: one line.
    pub title: String,
    /// Its themes.
    pub themes: ThreadThemes,
    /// The sector, when the author shows it.
    pub sector: Option<Sector>,
    /// The phase, when the author shows it.
    pub phase: Option<Phase>,
    /// The day.
    pub day: Day,
}

/// A conversation with what is counted about it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ThreadRow {
    /// Its id.
    pub id: ThreadId,
    /// Its place in the order of all threads.
    pub position: Position,
    /// Its title; empty when the opening was removed.
    pub title: String,
    /// Its themes.
    pub themes: ThreadThemes,
    /// The sector, when the author shows it.
    pub sector: Option<Sector>,
    /// The phase, when the author shows it.
    pub phase: Option<Phase>,
    /// The day of the opening.
    pub day: Day,
    /// True while it stands in the lists; false once the opening was removed.
    pub listed: bool,
    /// Visible tips, those of experts too.
    pub tips: i64,
    /// The number of tips that lists show, as of the last refresh.
    pub tips_shown: i64,
    /// Visible words of support, those of experts too.
    pub supports: i64,
    /// Visible replies by experts.
    pub experts: i64,
    /// The opening post.
    pub opening: PostId,
    /// The one who opened it; `None` for an expert.
    pub opening_author: Option<Tag>,
    /// The number of the author's name in this thread.
    pub opening_name: u8,
    /// "Herken ik" on the opening, as of the last refresh.
    pub recognised_shown: i64,
    /// "Sterkte" on the opening, as of the last refresh.
    pub strength_shown: i64,
    /// Its outcome, when the author told.
    pub outcome: Option<Outcome>,
}

/// Reads what [`select_threads`] selects.
fn read(row: &Row<'_>) -> Result<ThreadRow> {
    Ok(ThreadRow {
        id: row.id("id", ThreadId::from_bytes)?,
        position: row.get("position").map(Position)?,
        title: row.get("title")?,
        themes: row.word("themes", ThreadThemes::from_slugs)?,
        sector: row.word_if_any("sector", Sector::from_slug)?,
        phase: row.word_if_any("phase", Phase::from_slug)?,
        day: row.day("day")?,
        listed: row.get("listed")?,
        tips: row.get("tips")?,
        tips_shown: row.get("tips_shown")?,
        supports: row.get("supports")?,
        experts: row.get("experts")?,
        opening: row.id("opening", PostId::from_bytes)?,
        opening_author: row.tag_if_any("tag")?,
        opening_name: row.number_if_any("face")?.unwrap_or_default(),
        recognised_shown: row.get("recognised_shown")?,
        strength_shown: row.get("strength_shown")?,
        outcome: row.word_if_any("outcome", Outcome::from_slug)?,
    })
}

impl Tx<Community> {
    /// The conversations and the lists they stand in.
    pub fn threads(&mut self) -> Threads<'_> {
        Threads(self)
    }
}

/// Threads as rows.
pub struct Threads<'a>(&'a mut Tx<Community>);

impl Threads<'_> {
    /// The number of threads that are looked up at once by their positions.
    pub const AT_ONCE: usize = 10;

    /// Adds one and says its position, which nothing before or after it has. Added again with the same id (a form
    /// sent twice), it answers with the position of the first time and changes nothing.
    pub async fn add(&mut self, thread: &Thread) -> Result<Position> {
        let Thread { id, title, themes, sector, phase, day } = thread;
        let (sector, phase) = (sector.map(Sector::slug), phase.map(Phase::slug));
        let position = |row: &Row<'_>| row.get("position").map(Position);
        let slugs = themes.slugs();
        let values = values![*id, title, &slugs, sector, phase, *day];
        let Some(position) = self.0.ask_one(ADD, values, position).await? else {
            return self.0.ask_row(FIND_POSITION, values![*id], position).await;
        };
        for theme in themes.all() {
            self.0.run(ADD_THEME, values![theme.slug(), position.0]).await?;
        }
        Ok(position)
    }

    /// The one with this id, also when its opening was removed.
    pub async fn find(&mut self, thread: ThreadId) -> Result<Option<ThreadRow>> {
        self.0.ask_one(FIND, values![thread], read).await
    }

    /// Those at these positions that are listed, in no order; of more than [`Self::AT_ONCE`] only the first.
    pub async fn list_at(&mut self, positions: &[Position]) -> Result<Vec<ThreadRow>> {
        let Some(last) = positions.last() else { return Ok(Vec::new()) };
        let at = (0..Self::AT_ONCE).map(|place| Value::from(positions.get(place).unwrap_or(last).0));
        let at: Vec<_> = at.collect();
        self.0.ask(AT, &at, read).await
    }

    /// The newest `limit` of a list that stand before a position.
    pub async fn list(
        &mut self,
        filter: Filter,
        before: Option<Position>,
        limit: i64,
    ) -> Result<Vec<ThreadRow>> {
        let before = before.map_or(i64::MAX, |position| position.0);
        let (texts, slug): (Texts, _) = match filter {
            Filter::New => (NEW.into(), None),
            Filter::Unanswered => (UNANSWERED.into(), None),
            Filter::Expert => (EXPERT.into(), None),
            Filter::Sector(sector) => (OF_SECTOR, Some(sector.slug())),
            Filter::Theme(theme) => (OF_THEME, Some(theme.slug())),
        };
        match slug {
            Some(slug) => self.0.ask(texts, values![before, limit, slug], read).await,
            None => self.0.ask(texts, values![before, limit], read).await,
        }
    }

    /// The newest `limit` about a theme that a named expert answered.
    pub async fn list_by_expert(&mut self, theme: ThemeId, limit: i64) -> Result<Vec<ThreadRow>> {
        self.0.ask(OF_THEME_BY_EXPERT, values![i64::MAX, limit, theme.slug()], read).await
    }

    /// Replaces the title; false when the thread is gone from the lists.
    pub async fn set_title(&mut self, thread: ThreadId, title: &str) -> Result<bool> {
        let changed = self.0.run(SET_TITLE, values![thread, title]).await? == 1;
        if changed {
            self.0.search().set_opening(thread).await?;
        }
        Ok(changed)
    }

    /// Lets the numbers of tips that lists show catch up, once a day (T21), for the `portion` threads after a position.
    /// Says at how many threads, and where to go on; nowhere when all are done.
    pub async fn refresh_shown(&mut self, after: Position, portion: i64) -> Result<(u64, Option<Position>)> {
        let last: Option<i64> = self.0.ask_row(LAST, &[], |row| row.get("position")).await?;
        let until = after.0.saturating_add(portion);
        let changed = self.0.run(SHOW_TIPS, values![after.0, until]).await?;
        Ok((changed, last.is_some_and(|last| last > until).then_some(Position(until))))
    }

    /// Counts them, listed or not.
    pub async fn count(&mut self) -> Result<i64> {
        self.0.ask_row(COUNT, &[], |row| row.get("many")).await
    }
}
