//! A unit of work: nothing is kept until `commit` has answered.

use super::sqlite::{Lent, Reader};
use super::{Error, Result, Row, Texts, Value, postgres};
use domain::live::Topic;
use sqlx::{Postgres, Transaction};
use std::marker::PhantomData;

/// A unit of work in one zone. Dropped without [`Tx::commit`], it leaves nothing. Each
/// aggregate writes its door on it in its own file.
pub struct Tx<Z> {
    unit: Unit,
    failed: Option<Error>,
    live: Vec<Topic>,
    traces: bool,
    zone: PhantomData<fn() -> Z>,
}

/// The connection of a unit of work.
pub(super) enum Unit {
    Write(Lent),
    Read(Reader),
    Postgres { tx: Transaction<'static, Postgres>, writes: bool },
}

impl<Z> Tx<Z> {
    pub(super) fn new(unit: Unit) -> Self {
        Self { unit, failed: None, live: Vec::new(), traces: false, zone: PhantomData }
    }

    /// Asks for rows and reads each.
    ///
    /// After one statement failed, the unit of work answers [`Error::Aborted`]: PostgreSQL has given it up by then, and
    /// SQLite may have rolled it back by itself, after which further statements would be kept one by one.
    pub(crate) async fn ask<T>(
        &mut self,
        texts: impl Into<Texts>,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let texts = texts.into();
        let answer = match self.unit()? {
            Unit::Write(lent) => lent.conn().and_then(|conn| conn.ask(texts.sqlite, values, read)),
            Unit::Read(reader) => reader.ask(texts.sqlite, values, read),
            Unit::Postgres { tx, .. } => postgres::ask(tx, texts.postgres, values, read).await,
        };
        answer.map_err(|error| self.failed(error))
    }

    /// Asks for a row that may not be there.
    pub(crate) async fn ask_one<T>(
        &mut self,
        texts: impl Into<Texts>,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.ask(texts, values, read).await?.pop())
    }

    /// Asks for a row that is always there, as that of a count.
    pub(crate) async fn ask_row<T>(
        &mut self,
        texts: impl Into<Texts>,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<T> {
        self.ask_one(texts, values, read).await?.ok_or_else(|| sqlx::Error::RowNotFound.into())
    }

    /// Changes rows, and says how many.
    pub(crate) async fn run(&mut self, texts: impl Into<Texts>, values: &[Value<'_>]) -> Result<u64> {
        let texts = texts.into();
        let done = match self.unit()? {
            Unit::Write(lent) => lent.conn().and_then(|conn| conn.run(texts.sqlite, values)),
            Unit::Read(reader) => reader.ask(texts.sqlite, values, |_| Ok(())).map(|_| 0),
            Unit::Postgres { tx, .. } => postgres::run(tx, texts.postgres, values).await,
        };
        done.map_err(|error| self.failed(error))
    }

    /// Runs what only PostgreSQL needs, such as a lock; SQLite has one writer.
    pub(crate) async fn run_on_postgres(&mut self, text: &'static str, values: &[Value<'_>]) -> Result<()> {
        let done = match self.unit()? {
            Unit::Postgres { tx, .. } => postgres::run(tx, text, values).await.map(drop),
            Unit::Write(_) | Unit::Read(_) => Ok(()),
        };
        done.map_err(|error| self.failed(error))
    }

    /// True when this unit of work may change something.
    pub(crate) fn writes(&self) -> bool {
        matches!(self.unit, Unit::Write(_) | Unit::Postgres { writes: true, .. })
    }

    /// Has the bytes of what was deleted overwritten after the commit (T32).
    pub(crate) fn leaves_traces(&mut self) {
        self.traces = true;
    }

    /// Tells open pages after the commit that there is something new about a topic.
    pub(crate) fn tell_after_commit(&mut self, topic: Topic) {
        self.live.push(topic);
    }

    /// Keeps everything, and answers when it would survive a power failure.
    pub async fn commit(self) -> Result<()> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        match self.unit {
            Unit::Write(lent) => lent.keep(self.live, self.traces).await,
            Unit::Read(_) => Ok(()),
            Unit::Postgres { tx, .. } => Ok(tx.commit().await?),
        }
    }

    fn unit(&mut self) -> Result<&mut Unit> {
        if self.failed.is_some() { Err(Error::Aborted) } else { Ok(&mut self.unit) }
    }

    fn failed(&mut self, error: Error) -> Error {
        if let Unit::Write(lent) = &mut self.unit {
            lent.failed(error.clone());
        }
        self.failed = Some(error.clone());
        error
    }
}
