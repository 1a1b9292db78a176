//! Putting a text into the index, and taking it out.

use super::{Each, Search, as_json, line_of};
use crate::Result;
use crate::columns::{id, word};
use crate::posts::Text;
use domain::ids::{PostId, ThreadId};
use domain::outcomes::Outcome;
use domain::people::{Phase, Sector};
use domain::posts::PostKind;
use domain::search::{Document, Field, Mark, PostPlace, Posting};
use domain::themes::ThemeId;
use domain::threads::Position;
use uuid::Uuid;

/// A text and whether everybody may read it. Whoever adds a reason why a post is not shown adds it to `visible`.
macro_rules! find {
    ($lock:literal) => {
        concat!(
            "select t.position, t.title, t.theme, t.sector, t.phase, p.seq, p.kind, p.body, p.tried, p.question,
                p.expert_id is not null as by_expert, o.value as outcome, o.closing, t.listed and p.body is not null as visible
            from posts p join threads t on t.id = p.thread_id
                left join outcomes o on o.thread_id = t.id and p.seq = 0
            where p.id = $1",
            $lock
        )
    };
}

/// On PostgreSQL nobody changes or removes the text until its terms are kept; SQLite has one writer.
const FIND: Each = Each { sqlite: find!(""), postgres: find!(" for share of p, t") };
const POSTS_OF: &str = "select id from posts where thread_id = $1 order by seq";
const TERMS_OF: &str = "select terms from search_docs where place = $1";
const REMOVE_DOC: &str = "delete from search_docs where place = $1";
/// A text's row and its postings in one call: others wait behind a unit of work, and each call is a trip to the database.
const SET_DOC: Each = Each {
    sqlite: "insert into search_docs (place, terms) values ($1, $2)
            on conflict (place) do update set terms = excluded.terms;
        insert into search_postings (term, place, weight) select key, $1, value from json_each($3) where true
            on conflict (term, place) do update set weight = excluded.weight",
    postgres: "with doc as (insert into search_docs (place, terms) values ($1, $2)
            on conflict (place) do update set terms = excluded.terms)
        insert into search_postings (term, place, weight)
            select one.term, $1, one.weight from unnest($3::text[], $4::bigint[]) as one (term, weight)
            on conflict (term, place) do update set weight = excluded.weight",
};
const REMOVE_POSTINGS: Each = Each {
    sqlite: "delete from search_postings where place = $1 and term in (select value from json_each($2))",
    postgres: "delete from search_postings where place = $1 and term = any($2::text[])",
};

#[cfg(test)]
pub(crate) const SQL: &[&str] = &[POSTS_OF, TERMS_OF, REMOVE_DOC];
#[cfg(test)]
pub(crate) const EACH: &[Each] = &[FIND, SET_DOC, REMOVE_POSTINGS];

#[derive(sqlx::FromRow)]
struct Row {
    position: i64,
    title: String,
    theme: String,
    sector: Option<String>,
    phase: Option<String>,
    seq: i64,
    kind: String,
    body: Option<String>,
    tried: Option<String>,
    question: Option<String>,
    by_expert: bool,
    outcome: Option<String>,
    closing: Option<String>,
    visible: bool,
}

impl Row {
    fn postings(&self) -> Result<Vec<Posting>> {
        let kind = word("posts.kind", &self.kind, PostKind::from_slug)?;
        let mut document = Document::default();
        if kind == PostKind::Opening {
            document.fields.push((Field::Title, &self.title));
            document.marks.push(Mark::Theme(word("threads.theme", &self.theme, ThemeId::from_slug)?));
            document.marks.extend(self.sector.as_deref().and_then(Sector::from_slug).map(Mark::Sector));
            document.marks.extend(self.phase.as_deref().and_then(Phase::from_slug).map(Mark::Phase));
        }
        document.marks.extend(self.outcome.as_deref().and_then(Outcome::from_slug).map(Mark::Outcome));
        document.marks.extend(self.by_expert.then_some(Mark::Expert));
        add_texts(&mut document, kind, [&self.body, &self.tried, &self.question].map(Option::as_deref));
        document.fields.extend(self.closing.as_deref().map(|closing| (Field::Story, closing)));
        Ok(document.postings())
    }
}

fn add_texts<'a>(document: &mut Document<'a>, kind: PostKind, [body, tried, question]: [Option<&'a str>; 3]) {
    let words = match kind {
        PostKind::Opening => Field::Story,
        PostKind::Tip => Field::Tip,
        PostKind::Support => Field::Support,
    };
    let texts = [(words, body), (Field::Story, tried), (Field::Question, question)];
    document.fields.extend(texts.into_iter().filter_map(|(field, text)| Some((field, text?))));
}

/// What a reply is found by. Reading a text takes as long as keeping it, so it is done before the unit of work that others
/// wait behind.
#[derive(Clone)]
pub struct Terms(pub(crate) Vec<Posting>);

impl Terms {
    /// Those of a reply; an opening is found by what stands in the row of its thread, too.
    pub fn of_reply(kind: PostKind, text: &Text, by_expert: bool) -> Self {
        let mut document = Document::default();
        document.marks.extend(by_expert.then_some(Mark::Expert));
        add_texts(&mut document, kind, [Some(&*text.body), text.tried.as_deref(), text.question.as_deref()]);
        Self(document.postings())
    }

    /// As they stand in the row of the text.
    pub(crate) fn lines(&self) -> String {
        lines(&self.0)
    }
}

impl Search<'_> {
    /// Makes the index say of a post what its rows say now: its terms when everybody may read it, nothing otherwise. To
    /// be called in the unit of work that adds or changes it, or changes who may read it; twice is once.
    pub async fn set_post(&mut self, post: PostId) -> Result<()> {
        let row: Option<Row> = on!(self.0,
            sqlite conn => sqlx::query_as(FIND.sqlite).bind(id(post.bytes())).fetch_optional(conn).await,
            postgres conn => sqlx::query_as(FIND.postgres).bind(id(post.bytes())).fetch_optional(conn).await)?;
        let Some(row) = row else { return Ok(()) };
        let Some(place) = PostPlace::of(Position(row.position), row.seq) else { return Ok(()) };
        let postings = if row.visible { row.postings()? } else { Vec::new() };
        self.set_place(place, &postings).await
    }

    /// The same for every post of a thread: after the thread came into the lists or left them.
    pub async fn set_thread(&mut self, thread: ThreadId) -> Result<()> {
        let posts: Vec<Uuid> = on!(self.0, conn => sqlx::query_scalar(POSTS_OF)
            .bind(id(thread.bytes())).fetch_all(conn).await)?;
        for post in posts {
            self.set_post(PostId::from_bytes(post.into_bytes())).await?;
        }
        Ok(())
    }

    async fn set_place(&mut self, place: PostPlace, postings: &[Posting]) -> Result<()> {
        // Some of its words may stand in the index already.
        let recent = self.take_recent(place).await?;
        let known: Option<String> = on!(self.0, conn => sqlx::query_scalar(TERMS_OF)
            .bind(place.0).fetch_optional(conn).await)?;
        let terms = lines(postings);
        let is_known = recent.is_none() && known.as_ref() == Some(&terms);
        if is_known || (known.is_none() && recent.is_none() && postings.is_empty()) {
            return Ok(());
        }
        for known in known.iter().chain(&recent) {
            self.0.leaves_traces();
            let terms = known.lines().filter_map(line_of).map(|(term, _)| term);
            self.remove_postings(place, terms.collect()).await?;
        }
        if postings.is_empty() {
            return on!(self.0, conn => sqlx::query(REMOVE_DOC).bind(place.0).execute(conn).await.map(drop));
        }
        self.set_doc(place, &terms, postings).await
    }

    /// The terms of a reply at a place that was taken in this unit of work, so that nothing can stand there yet. A reply
    /// that nobody may read is not to be given.
    pub(crate) async fn add_reply(&mut self, thread: Position, seq: i64, terms: &Terms) -> Result<()> {
        match PostPlace::of(thread, seq) {
            Some(place) if !terms.0.is_empty() => self.set_doc(place, &lines(&terms.0), &terms.0).await,
            _ => Ok(()),
        }
    }

    async fn set_doc(&mut self, place: PostPlace, terms: &str, postings: &[Posting]) -> Result<()> {
        on!(self.0,
        sqlite conn => {
            let weights = as_json(&Weights(postings));
            sqlx::query(SET_DOC.sqlite).bind(place.0).bind(terms).bind(weights).execute(conn).await.map(drop)
        },
        postgres conn => {
            let (words, weights): (Vec<&str>, Vec<i64>) =
                postings.iter().map(|(term, weight)| (&**term, *weight)).unzip();
            sqlx::query(SET_DOC.postgres).bind(place.0).bind(terms).bind(words).bind(weights)
                .execute(conn).await.map(drop)
        })
    }

    async fn remove_postings(&mut self, place: PostPlace, terms: Vec<&str>) -> Result<()> {
        on!(self.0,
            sqlite conn => sqlx::query(REMOVE_POSTINGS.sqlite).bind(place.0).bind(as_json(&terms))
                .execute(conn).await.map(drop),
            postgres conn => sqlx::query(REMOVE_POSTINGS.postgres).bind(place.0).bind(terms)
                .execute(conn).await.map(drop))
    }
}

/// Postings as an object for `json_each`.
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
