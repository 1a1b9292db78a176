//! A unit of work: nothing is kept until `commit` has answered.

use crate::ask::{Bound, Row, Texts};
use crate::readers::Reader;
use crate::writer::Lent;
use crate::{Accounts, Community, Error, Result};
use crate::{
    accounts, cohorts, drawers, experts, held, live, mine, organisations, outcomes, posts, push, reactions,
    search, sessions, sqlite, themes, threads, tried, waiting,
};
use domain::ids::ThreadId;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use std::marker::PhantomData;
use std::sync::Arc;

/// Writes one body and compiles it for both databases. Exceptions are named, so they can be counted.
///
/// After one statement failed, the unit of work answers [`Error::Aborted`]: PostgreSQL has given it up by then, and
/// SQLite may have rolled it back by itself, after which further statements would be kept one by one.
macro_rules! on {
    ($tx:expr, $conn:ident => $body:expr) => {
        on!($tx, sqlite $conn => $body, postgres $conn => $body)
    };
    ($tx:expr, sqlite $a:ident => $one:expr, postgres $b:ident => $two:expr) => {{
        match $tx.side().await {
            Ok(side) => {
                let answer = match side {
                    $crate::tx::Side::Sqlite($a) => $one,
                    $crate::tx::Side::Postgres($b) => $two,
                };
                answer.map_err(|error| $tx.failed(error))
            }
            Err(error) => Err(error),
        }
    }};
}

/// A unit of work in one zone. Dropped without [`Tx::commit`], it leaves nothing.
pub struct Tx<Z> {
    unit: Unit,
    failed: Option<Error>,
    live: Vec<ThreadId>,
    traces: bool,
    zone: PhantomData<fn() -> Z>,
}

pub(crate) enum Unit {
    Write(Lent),
    Look(Transaction<'static, Sqlite>),
    /// The connection is lent when something is asked that [`Tx::ask`] does not ask.
    Glance {
        base: Arc<sqlite::Base>,
        reader: Option<Reader>,
    },
    Postgres {
        tx: Transaction<'static, Postgres>,
        writes: bool,
    },
}

/// The connection of a unit of work.
pub(crate) enum Side<'a> {
    Sqlite(&'a mut SqliteConnection),
    Postgres(&'a mut PgConnection),
}

impl<Z> Tx<Z> {
    pub(crate) fn new(unit: Unit) -> Self {
        Self { unit, failed: None, live: Vec::new(), traces: false, zone: PhantomData }
    }

    pub(crate) async fn side(&mut self) -> Result<Side<'_>> {
        if self.failed.is_some() {
            return Err(Error::Aborted);
        }
        Ok(match &mut self.unit {
            Unit::Write(lent) => Side::Sqlite(lent.conn()?),
            Unit::Look(tx) => Side::Sqlite(tx),
            Unit::Glance { base, reader } => {
                let reader = match reader.take() {
                    Some(lent) => reader.insert(lent),
                    None => reader.insert(base.glances.lend().await?),
                };
                Side::Sqlite(reader)
            }
            Unit::Postgres { tx, .. } => Side::Postgres(tx),
        })
    }

    pub(crate) fn failed(&mut self, error: sqlx::Error) -> Error {
        let error = Error::from(error);
        if let Unit::Write(lent) = &mut self.unit {
            lent.failed(error.clone());
        }
        self.failed = Some(error.clone());
        error
    }

    /// Asks for rows and reads each. In a glance on SQLite they are read right here, in this thread
    /// (docs/decisions/0007-reading-in-place.md); everywhere else as by `on!`.
    pub(crate) async fn ask<T>(
        &mut self,
        texts: impl Into<Texts>,
        bound: &[Bound<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let texts = texts.into();
        if let Unit::Glance { base, .. } = &self.unit {
            return base.quick.ask(texts.sqlite, bound, read);
        }
        on!(self,
            sqlite conn => texts.ask_sqlite(bound).fetch_all(conn).await
                .map(|rows| rows.iter().map(|row| read(&Row::Sqlite(row))).collect()),
            postgres conn => texts.ask_postgres(bound).fetch_all(conn).await
                .map(|rows| rows.iter().map(|row| read(&Row::Postgres(row))).collect()))?
    }

    /// The same for a question that has one row at most.
    pub(crate) async fn ask_one<T>(
        &mut self,
        texts: impl Into<Texts>,
        bound: &[Bound<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.ask(texts, bound, read).await?.pop())
    }

    /// Whether this unit of work may change something.
    pub(crate) fn writes(&self) -> bool {
        matches!(self.unit, Unit::Write(_) | Unit::Postgres { writes: true, .. })
    }

    /// Has the bytes of what was deleted overwritten after the commit (T32).
    pub(crate) fn leaves_traces(&mut self) {
        self.traces = true;
    }

    /// Keeps everything, and answers when it would survive a power failure.
    pub async fn commit(self) -> Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.unit {
            Unit::Write(lent) => lent.keep(self.live, self.traces).await,
            Unit::Look(tx) => Ok(tx.rollback().await?),
            Unit::Glance { .. } => Ok(()),
            Unit::Postgres { tx, .. } => Ok(tx.commit().await?),
        }
    }

    pub(crate) fn tell_after_commit(&mut self, thread: ThreadId) {
        self.live.push(thread);
    }
}

impl Tx<Accounts> {
    /// Employers and schools that invite members.
    pub fn organisations(&mut self) -> organisations::Organisations<'_> {
        organisations::Organisations(self)
    }
    /// Groups of people who share one join code.
    pub fn cohorts(&mut self) -> cohorts::Cohorts<'_> {
        cohorts::Cohorts(self)
    }
    /// Accounts: what opens with a code, and never what was said with it.
    pub fn accounts(&mut self) -> accounts::AccountBook<'_> {
        accounts::AccountBook(self)
    }
    /// What members keep for themselves, sealed.
    pub fn drawers(&mut self) -> drawers::Drawers<'_> {
        drawers::Drawers(self)
    }
    /// Devices that get the message of the day, sealed.
    pub fn push(&mut self) -> push::Push<'_> {
        push::Push(self)
    }
    /// Devices that are signed in.
    pub fn sessions(&mut self) -> sessions::Sessions<'_> {
        sessions::Sessions(self)
    }
}

impl Tx<Community> {
    /// Conversations and the lists they stand in.
    pub fn threads(&mut self) -> threads::Threads<'_> {
        threads::Threads(self)
    }
    /// What was said inside a thread.
    pub fn posts(&mut self) -> posts::Posts<'_> {
        posts::Posts(self)
    }
    /// "Herken ik" and "Sterkte".
    pub fn reactions(&mut self) -> reactions::Reactions<'_> {
        reactions::Reactions(self)
    }
    /// What one person did.
    pub fn mine(&mut self) -> mine::Mine<'_> {
        mine::Mine(self)
    }
    /// What became of tips.
    pub fn tried(&mut self) -> tried::Tries<'_> {
        tried::Tries(self)
    }
    /// How challenges ended.
    pub fn outcomes(&mut self) -> outcomes::Outcomes<'_> {
        outcomes::Outcomes(self)
    }
    /// What stands on the page of a theme.
    pub fn themes(&mut self) -> themes::Themes<'_> {
        themes::Themes(self)
    }
    /// Which texts have which words.
    pub fn search(&mut self) -> search::Search<'_> {
        search::Search(self)
    }
    /// What waits for a safe moment.
    pub fn waiting(&mut self) -> waiting::WaitingRoom<'_> {
        waiting::WaitingRoom(self)
    }
    /// Named experts.
    pub fn experts(&mut self) -> experts::Experts<'_> {
        experts::Experts(self)
    }
    /// Posts that wait for a moderator.
    pub fn held(&mut self) -> held::HeldPosts<'_> {
        held::HeldPosts(self)
    }
    /// What open pages are told after the commit.
    pub fn live(&mut self) -> live::Live<'_> {
        live::Live(self)
    }
}
