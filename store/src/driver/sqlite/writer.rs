//! The door for writing: units of work go one by one, and those that wait for each other are kept together.
//!
//! A thread owns the connection and lends it out in the order of asking. Each unit of work is a savepoint; when nobody
//! waits any more, one `commit` keeps all of them, and only then are they told. What opens and closes a unit runs in this
//! thread and never in the borrower's future, so a page that hangs up half-way cannot leave the connection in an unknown
//! state: its [`Lent`] falls back into the thread, which undoes that unit alone.

use super::written::Written;
use super::{BUSY, Conn, DatabaseFile, leaves};
use crate::driver::{Error, Result};
use domain::live::Topic;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::{broadcast, oneshot};

const BEGIN: &str = "begin immediate";
const UNIT: &str = "savepoint unit";
const UNIT_DONE: &str = "release unit";
const UNDO_UNIT: &str = "rollback to unit";
const COMMIT: &str = "commit";
const GIVE_UP: &str = "rollback";
const FREE_PAGES: &str = "pragma incremental_vacuum";
const EMPTY_JOURNAL: &str = "pragma wal_checkpoint(truncate)";
const LAST_PAGE: &str = "pragma page_count";

/// The time that the sweeping waits for a reader, and after how long it is tried again.
const SWEEP_BUSY: Duration = Duration::from_millis(20);
const SWEEP_AGAIN: Duration = Duration::from_secs(1);

/// The most units of work that one commit keeps, so that the first of them does not wait for ever.
const LARGEST_GROUP: usize = 256;

/// The number of pages that one commit lays down: whoever wants to write meanwhile waits some milliseconds.
const PORTION: usize = 128;

/// The way to the thread.
pub(crate) struct Writer {
    requests: mpsc::Sender<Request>,
}

enum Request {
    Lend(oneshot::Sender<Result<Lent>>),
    Scrub(oneshot::Sender<Result<()>>),
    Written(oneshot::Sender<Result<Vec<u32>>>),
    LayDown(Vec<u32>, oneshot::Sender<Result<()>>),
    Close(oneshot::Sender<()>),
}

/// The connection, lent to one unit of work. Dropped, it goes back and the unit is undone.
pub(crate) struct Lent {
    conn: Option<Conn>,
    back: Option<oneshot::Sender<Returned>>,
    failed: Option<Error>,
}

enum Returned {
    Keep { conn: Conn, unit: Uncommitted },
    Undo { conn: Conn, failed: Option<Error> },
}

/// A unit of work that is kept with the next commit.
struct Uncommitted {
    told: oneshot::Sender<Result<()>>,
    live: Vec<Topic>,
    traces: bool,
}

impl Writer {
    /// Starts the thread with an open connection.
    pub(super) fn start(conn: Conn, file: DatabaseFile, live: broadcast::Sender<Topic>) -> Result<Self> {
        let (requests, waiting) = mpsc::channel();
        let written = Written::to(&file.path);
        let task = Task {
            conn: Some(conn),
            file,
            waiting,
            left_over: None,
            unswept: false,
            live,
            written,
            all: true,
        };
        std::thread::Builder::new().name("writer".to_owned()).spawn(move || task.run())?;
        Ok(Self { requests })
    }

    /// Waits for the connection, behind all who asked before.
    pub(crate) async fn lend(&self) -> Result<Lent> {
        self.ask(Request::Lend).await?
    }

    pub(crate) async fn scrub(&self) -> Result<()> {
        self.ask(Request::Scrub).await?
    }

    /// Lays the pages that were written since the last time down by their keys, and at the first time all pages: a few at a
    /// time, between what others write.
    pub(crate) async fn lay_down(&self) -> Result<()> {
        let mut done = Ok(());
        for some in self.ask(Request::Written).await??.chunks(PORTION) {
            done = self.ask(|to| Request::LayDown(some.to_vec(), to)).await?.and(done);
        }
        done
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
    pub(crate) fn conn(&mut self) -> Result<&mut Conn> {
        self.conn.as_mut().ok_or(Error::Aborted)
    }

    /// Notes why a statement failed: SQLite may have rolled back more than this unit.
    pub(crate) fn failed(&mut self, error: Error) {
        self.failed = Some(error);
    }

    /// Gives the connection back and waits until the commit that keeps this unit.
    pub(crate) async fn keep(mut self, live: Vec<Topic>, traces: bool) -> Result<()> {
        let (told, answer) = oneshot::channel();
        let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) else {
            return Err(Error::Aborted);
        };
        let unit = Uncommitted { told, live, traces };
        back.send(Returned::Keep { conn, unit }).map_err(|_| Error::Offline)?;
        answer.await.map_err(|_| Error::Offline)?
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(conn), Some(back)) = (self.conn.take(), self.back.take()) {
            // The thread is gone only when the program ends; the connection then closes and undoes all.
            let _ = back.send(Returned::Undo { conn, failed: self.failed.take() });
        }
    }
}

struct Task {
    /// `None` only while lent, or when it did not come back.
    conn: Option<Conn>,
    file: DatabaseFile,
    waiting: mpsc::Receiver<Request>,
    left_over: Option<Request>,
    /// Bytes of removed rows may still stand in the journal.
    unswept: bool,
    live: broadcast::Sender<Topic>,
    /// Pages that do not lie by key, perhaps.
    written: Written,
    /// True until it was asked for the first time: what was written before this program began is not known.
    all: bool,
}

impl Task {
    fn run(mut self) {
        while let Some(request) = self.next() {
            match request {
                Request::Lend(to) => self.group(to),
                Request::Scrub(to) => drop(to.send(self.sweep())),
                Request::Written(to) => drop(to.send(self.take_written())),
                Request::LayDown(pages, to) => drop(to.send(self.lay_down(&pages))),
                Request::Close(done) => {
                    drop(self);
                    // Who asked may have gone.
                    let _ = done.send(());
                    return;
                }
            }
        }
    }

    /// The next request; `None` when nobody can ask any more.
    fn next(&mut self) -> Option<Request> {
        if self.left_over.is_some() {
            return self.left_over.take();
        }
        while self.unswept {
            match self.waiting.recv_timeout(SWEEP_AGAIN) {
                Ok(request) => return Some(request),
                Err(mpsc::RecvTimeoutError::Disconnected) => return None,
                // Held up again: the next round tries again.
                Err(mpsc::RecvTimeoutError::Timeout) => drop(self.sweep()),
            }
        }
        self.waiting.recv().ok()
    }

    /// One transaction: the first unit of work and all that wait by the time it is done.
    fn group(&mut self, first: oneshot::Sender<Result<Lent>>) {
        if let Err(error) = self.run_sql(BEGIN) {
            return drop(first.send(Err(error)));
        }
        let mut kept = Vec::new();
        let mut ended = self.units(first, &mut kept);
        if ended.is_ok() {
            ended = self.run_sql(if kept.is_empty() { GIVE_UP } else { COMMIT });
            self.written.note();
        }
        if ended.is_err() {
            // Fails when SQLite has rolled back by itself, which is as good.
            let _ = self.run_sql(GIVE_UP);
        }
        self.tell(kept, &ended);
    }

    /// Lends the connection to one unit of work after the other. An error means that the whole transaction is gone.
    fn units(&mut self, first: oneshot::Sender<Result<Lent>>, kept: &mut Vec<Uncommitted>) -> Result<()> {
        let mut next = Some(first);
        for _ in 0..LARGEST_GROUP {
            let Some(to) = next.take() else { break };
            if let Err(error) = self.run_sql(UNIT) {
                let _ = to.send(Err(error.clone()));
                return Err(error);
            }
            self.unit(to, kept)?;
            self.run_sql(UNIT_DONE)?;
            next = self.next_waiting();
        }
        // Too many for one commit: this one is the first of the next.
        self.left_over = self.left_over.take().or(next.map(Request::Lend));
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

    fn unit(&mut self, to: oneshot::Sender<Result<Lent>>, kept: &mut Vec<Uncommitted>) -> Result<()> {
        let (back, returned) = oneshot::channel();
        // Nobody there any more: the refused `Lent` drops and comes back by itself.
        drop(to.send(Ok(Lent { conn: self.conn.take(), back: Some(back), failed: None })));
        match returned.blocking_recv() {
            Ok(Returned::Keep { conn, unit }) => {
                self.conn = Some(conn);
                kept.push(unit);
                Ok(())
            }
            Ok(Returned::Undo { conn, failed }) => {
                self.conn = Some(conn);
                self.run_sql(UNDO_UNIT).map_err(|error| failed.unwrap_or(error))
            }
            Err(_) => Err(Error::Offline),
        }
    }

    fn tell(&mut self, kept: Vec<Uncommitted>, ended: &Result<()>) {
        let traces = ended.is_ok() && kept.iter().any(|unit| unit.traces);
        for unit in kept {
            if ended.is_ok() {
                // Nobody listening is no error.
                unit.live.into_iter().for_each(|topic| drop(self.live.send(topic)));
            }
            // Who hung up meanwhile finds the unit kept all the same.
            let _ = unit.told.send(ended.clone());
        }
        if traces {
            // Held up by a reader: `next` tries again.
            let _ = self.sweep();
        }
    }

    /// Overwrites what removed rows left in free pages and in the journal. Waits for no reader longer than a moment.
    fn sweep(&mut self) -> Result<()> {
        self.unswept = true;
        self.conn()?.wait(SWEEP_BUSY)?;
        let swept = self.empty_journal();
        self.conn()?.wait(BUSY)?;
        self.unswept = swept.is_err();
        swept
    }

    fn empty_journal(&mut self) -> Result<()> {
        self.run_sql(FREE_PAGES)?;
        self.written.note();
        let held_up: Vec<i64> = self.conn()?.ask(EMPTY_JOURNAL, &[], |row| row.get("busy"))?;
        if held_up == [0] { Ok(()) } else { Err(Error::Busy) }
    }

    /// The pages that have to be looked at. Whoever takes them has them laid down.
    fn take_written(&mut self) -> Result<Vec<u32>> {
        self.written.note();
        if self.all {
            let last: Vec<u32> = self.conn()?.ask(LAST_PAGE, &[], |row| row.number("page_count"))?;
            self.written.add(last.into_iter().flat_map(|last| 1..=last));
            self.all = false;
        }
        Ok(self.written.take())
    }

    fn lay_down(&mut self, pages: &[u32]) -> Result<()> {
        let mut laid = self.run_sql(BEGIN);
        if laid.is_ok() {
            let changed = self.conn().and_then(|conn| leaves::lay_down(conn, pages));
            laid = changed.and_then(|changed| self.run_sql(if changed { COMMIT } else { GIVE_UP }));
        }
        if laid.is_err() {
            let _ = self.run_sql(GIVE_UP);
            self.written.add(pages.iter().copied());
            return laid;
        }
        // Into the journal came only what was laid down here.
        self.written.note();
        self.written.forget(pages);
        Ok(())
    }

    fn run_sql(&mut self, sql: &'static str) -> Result<()> {
        self.conn()?.run(sql, &[]).map(drop)
    }

    /// The connection; a new one when the old one did not come back.
    fn conn(&mut self) -> Result<&mut Conn> {
        Ok(match self.conn.take() {
            Some(conn) => self.conn.insert(conn),
            None => self.conn.insert(self.file.open()?),
        })
    }
}
