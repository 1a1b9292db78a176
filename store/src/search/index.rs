//! Putting a text into the index, and taking it out.

use super::{Search, line_of};
use crate::driver::{Result, Row, Texts, as_json};
use domain::ids::{PostId, ThreadId};
use domain::outcomes::Outcome;
use domain::people::{Phase, Sector};
use domain::posts::PostKind;
use domain::search::{Document, Field, Mark, PostPlace, Posting};
use domain::themes::ThreadThemes;
use domain::threads::Position;

/// A text and whether everybody may read it. Whoever adds a reason why a post is not shown adds it to `visible`.
macro_rules! find {
    ($lock:literal) => {
        concat!(
            "select t.position, t.title, t.themes, t.sector, t.phase, p.seq, p.kind, p.body, p.tried, p.question,
                p.expert_id is not null as by_expert, o.value as outcome, o.closing, t.listed and p.body is not null as visible
            from posts p join threads t on t.id = p.thread_id
                left join outcomes o on o.thread_id = t.id and p.seq = 0
            where p.id = $1",
            $lock
        )
    };
}

/// On PostgreSQL nobody changes or removes the text until its terms are kept; SQLite has one writer.
const FIND: Texts = Texts { sqlite: find!(""), postgres: find!(" for share of p, t") };
const POSTS_OF: &str = "select id from posts where thread_id = $1 order by seq";
const OPENING_OF: &str = "select id from posts where thread_id = $1 and seq = 0";
const TERMS_OF: &str = "select terms from search_docs where place = $1";
const SET_DOC: &str = "insert into search_docs (place, terms) values ($1, $2)
    on conflict (place) do update set terms = excluded.terms";
const REMOVE_DOC: &str = "delete from search_docs where place = $1";
const ADD_POSTINGS: Texts = Texts {
    sqlite: "insert into search_postings (term, place, weight)
        select key, $1, value from json_each($2) where true
        on conflict (term, place) do update set weight = excluded.weight",
    postgres: "insert into search_postings (term, place, weight)
        select key, $1, value::bigint from json_each_text($2::text::json)
        on conflict (term, place) do update set weight = excluded.weight",
};
const REMOVE_POSTINGS: Texts = Texts {
    sqlite: "delete from search_postings where place = $1 and term in (select value from json_each($2))",
    postgres: "delete from search_postings where place = $1 and term = any($2::text[])",
};

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[POSTS_OF, OPENING_OF, TERMS_OF, SET_DOC, REMOVE_DOC];
#[cfg(test)]
pub(crate) const TEXTS: &[Texts] = &[FIND, ADD_POSTINGS, REMOVE_POSTINGS];

/// A text, and what it is found by beside its words.
struct IndexedText {
    position: i64,
    title: String,
    themes: ThreadThemes,
    sector: Option<Sector>,
    phase: Option<Phase>,
    seq: i64,
    kind: PostKind,
    body: Option<String>,
    tried: Option<String>,
    question: Option<String>,
    by_expert: bool,
    outcome: Option<Outcome>,
    closing: Option<String>,
    visible: bool,
}

fn read(row: &Row<'_>) -> Result<IndexedText> {
    Ok(IndexedText {
        position: row.get("position")?,
        title: row.get("title")?,
        themes: row.word("themes", ThreadThemes::from_slugs)?,
        sector: row.word_if_any("sector", Sector::from_slug)?,
        phase: row.word_if_any("phase", Phase::from_slug)?,
        seq: row.get("seq")?,
        kind: row.word("kind", PostKind::from_slug)?,
        body: row.get("body")?,
        tried: row.get("tried")?,
        question: row.get("question")?,
        by_expert: row.get("by_expert")?,
        outcome: row.word_if_any("outcome", Outcome::from_slug)?,
        closing: row.get("closing")?,
        visible: row.get("visible")?,
    })
}

impl IndexedText {
    fn postings(&self) -> Vec<Posting> {
        if !self.visible {
            return Vec::new();
        }
        let mut document = Document::default();
        if self.kind == PostKind::Opening {
            document.fields.push((Field::Title, &self.title));
            document.marks.extend(self.themes.all().map(Mark::Theme));
            document.marks.extend(self.sector.map(Mark::Sector));
            document.marks.extend(self.phase.map(Mark::Phase));
        }
        document.marks.extend(self.outcome.map(Mark::Outcome));
        document.marks.extend(self.by_expert.then_some(Mark::Expert));
        let words = match self.kind {
            PostKind::Opening => Field::Story,
            PostKind::Tip => Field::Tip,
            PostKind::Support => Field::Support,
        };
        let texts = [
            (words, &self.body),
            (Field::Story, &self.tried),
            (Field::Question, &self.question),
            (Field::Story, &self.closing),
        ];
        let texts = texts.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?)));
        document.fields.extend(texts);
        document.postings()
    }
}

impl Search<'_> {
    /// Makes the index say of a post what its rows say now: its terms when everybody may read it, nothing otherwise. To
    /// be called in the unit of work that adds or changes it, or changes who may read it; twice is once.
    pub async fn set_post(&mut self, post: PostId) -> Result<()> {
        let Some(source) = self.0.ask_one(FIND, values![post], read).await? else { return Ok(()) };
        match PostPlace::of(Position(source.position), source.seq) {
            Some(place) => self.set_place(place, &source.postings()).await,
            None => Ok(()),
        }
    }

    /// Does so for the opening of a thread: after its title or its outcome changed.
    pub async fn set_opening(&mut self, thread: ThreadId) -> Result<()> {
        self.set_posts(OPENING_OF, thread).await
    }

    /// Does so for every post of a thread: after the thread came into the lists or left them.
    pub async fn set_thread(&mut self, thread: ThreadId) -> Result<()> {
        self.set_posts(POSTS_OF, thread).await
    }

    async fn set_posts(&mut self, of: &'static str, thread: ThreadId) -> Result<()> {
        for post in self.0.ask(of, values![thread], |row| row.id("id", PostId::from_bytes)).await? {
            self.set_post(post).await?;
        }
        Ok(())
    }

    async fn set_place(&mut self, place: PostPlace, postings: &[Posting]) -> Result<()> {
        let known = self.0.ask_one(TERMS_OF, values![place.0], |row| row.get::<String>("terms")).await?;
        let terms = lines(postings);
        if known.as_ref() == Some(&terms) || (known.is_none() && postings.is_empty()) {
            return Ok(());
        }
        if let Some(known) = known {
            self.0.leaves_traces();
            let terms: Vec<&str> = known.lines().filter_map(line_of).map(|(term, _)| term).collect();
            self.0.run(REMOVE_POSTINGS, values![place.0, &*terms]).await?;
        }
        if postings.is_empty() {
            return self.0.run(REMOVE_DOC, values![place.0]).await.map(drop);
        }
        self.0.run(SET_DOC, values![place.0, &terms]).await?;
        self.0.run(ADD_POSTINGS, values![place.0, as_json(&Weights(postings))]).await.map(drop)
    }
}

/// Postings as an object of JSON.
struct Weights<'a>(&'a [Posting]);

impl serde::Serialize for Weights<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(term, weight)| (term, weight)))
    }
}

/// The postings of one text as they stand in its row: a line each, the weight behind the last space.
fn lines(postings: &[Posting]) -> String {
    postings.iter().map(|(term, weight)| format!("{term} {weight}")).collect::<Vec<_>>().join("\n")
}
