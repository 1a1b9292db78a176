//! SQLite's one writer: units of work go one by one, and those that wait for each other are kept together.
//!
//! A task owns the connection and lends it out in the order of asking. Each unit of work is a savepoint; when nobody
//! waits any more, one `commit` keeps all of them, and only then are they told. Statements that open and close
//! run in the task and never in the borrower's future, so a page that hangs up half-way cannot leave the
//! connection in an unknown state: its [`Lent`] falls back into the task, which undoes that unit alone.

use crate::quick_writer::Turn;
use crate::{Error, Result};
use domain::ids::ThreadId;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::time::Duration;
use tokio::sync::{broadcast, mpsc, oneshot};

// The last unit of a group needs no release: the commit releases it.
const BEGIN: &str = "begin immediate; savepoint unit";
const NEXT_UNIT: &str = "release unit; savepoint unit";
const UNDO_UNIT: &str = "rollback to unit";
const COMMIT: &str = "commit";
const GIVE_UP: &str = "rollback";
const FREE_PAGES: &str = "pragma incremental_vacuum";
const EMPTY_JOURNAL: &str = "pragma wal_checkpoint(truncate)";
const WAIT_SHORTLY: &str = "pragma busy_timeout = 20";
const WAIT_LONG: &str = "pragma busy_timeout = 5000";

/// How long after a reader held up the sweeping it is tried again.
const SWEEP_AGAIN: Duration = Duration::from_secs(1);

/// How many units of work one commit keeps at most, so that the first of them does not wait for ever.
const LARGEST_GROUP: usize = 256;

/// The door to the task.
pub(crate) struct Writer {
    requests: mpsc::UnboundedSender<Request>,
}

enum Request {
    Lend(oneshot::Sender<Result<Lent>>),
    Scrub(oneshot::Sender<Result<()>>),
    Close(oneshot::Sender<()>),
}

/// The connection, lent to one unit of work. Dropped, it goes back and the unit is undone.
pub(crate) struct Lent {
    conn: Option<SqliteConnection>,
    back: Option<oneshot::Sender<Returned>>,
    failed: Option<Error>,
}

enum Returned {
    Keep { conn: SqliteConnection, kept: Kept },
    Undo { conn: SqliteConnection, failed: Option<Error> },
}

/// A unit of work that is kept with the next commit.
struct Kept {
    told: oneshot::Sender<Result<()>>,
    live: Vec<ThreadId>,
    traces: bool,
}

impl Writer {
    /// Starts the task with an open connection.
    pub(crate) fn start(
        conn: SqliteConnection,
        options: SqliteConnectOptions,
        turn: Turn,
        live: broadcast::Sender<ThreadId>,
    ) -> Self {
        let (requests, waiting) = mpsc::unbounded_channel();
        tokio::spawn(
            Task { conn: Some(conn), options, waiting, left_over: None, unswept: false, turn, live }.run(),
        );
        Self { requests }
    }

    /// Waits for the connection, behind all who asked before.
    pub(crate) async fn lend(&self) -> Result<Lent> {
        self.ask(Request::Lend).await?
    }

    pub(crate) async fn scrub(&self) -> Result<()> {
        self.ask(Request::Scrub).await?
    }

    pub(crate) async fn close(&self) {
        // An error means that it is closed already.
        let _ = self.ask(Request::Close).await;
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Result<T> {
        let (to, answer) = oneshot::channel();
        self.requests.send(request(to)).map_err(|_| Error::Offline)?;
        answer.await.map_err(|_| Error::Offline)
    }
}

impl Lent {
    pub(crate) fn conn(&mut self) -> Result<&mut SqliteConnection> {
        self.conn.as_mut().ok_or(Error::Aborted)
    }

    /// Notes why a statement failed: SQLite may have rolled back more than this unit.
    pub(crate) fn failed(&mut self, error: Error) {
        self.failed = Some(error);
    }

    /// Gives the connection back and waits until the commit that keeps this unit.
    pub(crate) async fn keep(mut self, live: Vec<ThreadId>, traces: bool) -> Result<()> {
        let (told, answer) = oneshot::channel();
        let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) else {
            return Err(Error::Aborted);
        };
        let kept = Kept { told, live, traces };
        back.send(Returned::Keep { conn, kept }).map_err(|_| Error::Offline)?;
        answer.await.map_err(|_| Error::Offline)?
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            // The task is gone only when the program ends; the connection then closes and undoes all.
            let _ = back.send(Returned::Undo { conn, failed: self.failed.take() });
        }
    }
}

struct Task {
    /// `None` only while lent, or after the connection was lost.
    conn: Option<SqliteConnection>,
    options: SqliteConnectOptions,
    waiting: mpsc::UnboundedReceiver<Request>,
    left_over: Option<Request>,
    /// Whether bytes of removed rows may still stand in the journal.
    unswept: bool,
    /// Held while anything is written here.
    turn: Turn,
    live: broadcast::Sender<ThreadId>,
}

impl Task {
    async fn run(mut self) {
        while let Some(request) = self.next().await {
            match request {
                Request::Lend(to) => self.group(to).await,
                Request::Scrub(to) => drop(to.send(self.sweep().await)),
                Request::Close(done) => {
                    self.waiting.close();
                    self.close().await;
                    // Who asked may have gone.
                    let _ = done.send(());
                    return;
                }
            }
        }
        self.close().await;
    }

    async fn next(&mut self) -> Option<Request> {
        if self.left_over.is_some() {
            return self.left_over.take();
        }
        while self.unswept {
            match tokio::time::timeout(SWEEP_AGAIN, self.waiting.recv()).await {
                Ok(request) => return request,
                // Held up again: the next round tries again.
                Err(_) => drop(self.sweep().await),
            }
        }
        self.waiting.recv().await
    }

    /// One transaction: the first unit of work and all that wait by the time it is done.
    async fn group(&mut self, first: oneshot::Sender<Result<Lent>>) {
        let turn = self.turn.clone().lock_owned().await;
        if let Err(error) = self.begin().await {
            return drop(first.send(Err(error)));
        }
        let mut kept = Vec::new();
        let mut ended = self.units(first, &mut kept).await;
        if ended.is_ok() {
            ended = self.run_sql(if kept.is_empty() { GIVE_UP } else { COMMIT }).await;
        }
        if ended.is_err() {
            // Fails when SQLite has rolled back by itself, which is as good.
            let _ = self.run_sql(GIVE_UP).await;
        }
        drop(turn);
        self.tell(kept, ended).await;
    }

    /// Lends the connection to one unit of work after the other. An error means that the whole transaction is gone.
    async fn units(&mut self, first: oneshot::Sender<Result<Lent>>, kept: &mut Vec<Kept>) -> Result<()> {
        self.unit(first, kept).await?;
        for _ in 1..LARGEST_GROUP {
            let Some(next) = self.next_waiting() else { break };
            if let Err(error) = self.run_sql(NEXT_UNIT).await {
                let _ = next.send(Err(error.clone()));
                return Err(error);
            }
            self.unit(next, kept).await?;
        }
        Ok(())
    }

    fn next_waiting(&mut self) -> Option<oneshot::Sender<Result<Lent>>> {
        match self.waiting.try_recv().ok()? {
            Request::Lend(to) => Some(to),
            other => {
                self.left_over = Some(other);
                None
            }
        }
    }

    /// Begins, on a new connection when the old one was lost.
    async fn begin(&mut self) -> Result<()> {
        match self.run_sql(BEGIN).await {
            Err(Error::Offline) => {
                let mut conn = self.options.connect().await?;
                crate::sqlite::check(&mut conn).await?;
                self.conn = Some(conn);
                self.run_sql(BEGIN).await
            }
            answer => answer,
        }
    }

    async fn unit(&mut self, to: oneshot::Sender<Result<Lent>>, kept: &mut Vec<Kept>) -> Result<()> {
        let (back, returned) = oneshot::channel();
        // Nobody there any more: the refused `Lent` drops and comes back by itself.
        drop(to.send(Ok(Lent { conn: self.conn.take(), back: Some(back), failed: None })));
        match returned.await {
            Ok(Returned::Keep { conn, kept: unit }) => {
                self.conn = Some(conn);
                kept.push(unit);
                Ok(())
            }
            Ok(Returned::Undo { conn, failed }) => {
                self.conn = Some(conn);
                self.run_sql(UNDO_UNIT).await.map_err(|error| failed.unwrap_or(error))
            }
            Err(_) => Err(Error::Offline),
        }
    }

    async fn tell(&mut self, kept: Vec<Kept>, ended: Result<()>) {
        let traces = ended.is_ok() && kept.iter().any(|unit| unit.traces);
        for unit in kept {
            if ended.is_ok() {
                // Nobody listening is no error.
                unit.live.into_iter().for_each(|thread| drop(self.live.send(thread)));
            }
            // Who hung up meanwhile finds the unit kept all the same.
            let _ = unit.told.send(ended.clone());
        }
        if traces {
            // Held up by a reader: `next` tries again.
            let _ = self.sweep().await;
        }
    }

    /// Overwrites what removed rows left in free pages and in the journal. Waits for no reader longer than a moment.
    async fn sweep(&mut self) -> Result<()> {
        self.unswept = true;
        let _turn = self.turn.clone().lock_owned().await;
        self.run_sql(WAIT_SHORTLY).await?;
        let swept = self.empty_journal().await;
        self.run_sql(WAIT_LONG).await?;
        self.unswept = swept.is_err();
        swept
    }

    async fn empty_journal(&mut self) -> Result<()> {
        self.run_sql(FREE_PAGES).await?;
        let conn = self.conn.as_mut().ok_or(Error::Offline)?;
        let (held_up, _, _): (i64, i64, i64) = sqlx::query_as(EMPTY_JOURNAL).fetch_one(conn).await?;
        if held_up == 0 { Ok(()) } else { Err(Error::Busy) }
    }

    async fn run_sql(&mut self, sql: &'static str) -> Result<()> {
        let conn = self.conn.as_mut().ok_or(Error::Offline)?;
        sqlx::query(sql).execute(conn).await?;
        Ok(())
    }

    async fn close(&mut self) {
        if let Some(conn) = self.conn.take() {
            // There is nobody to tell; the file is whole either way.
            let _ = conn.close().await;
        }
    }
}
