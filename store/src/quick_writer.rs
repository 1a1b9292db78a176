//! Short changes of SQLite that are known whole before they begin, made by one thread with a connection of its own
//! (docs/decisions/0008-replies-in-one-go.md). A unit of work of sqlx travels between three threads for each of its
//! statements, while everybody else who writes waits behind it.
//!
//! Changes that wait for each other are kept by one commit, and only then are they told. Whoever writes in another way
//! holds the [`Turn`] meanwhile, so neither waits inside SQLite.

use crate::ask::Bound;
use crate::quick;
use crate::sqlite::{self, BUSY};
use crate::{Error, Result};
use domain::ids::ThreadId;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use tokio::sync::{Mutex, broadcast, oneshot};

/// Whose turn it is to write into a file: units of work that wait for each other, or changes that do.
pub(crate) type Turn = Arc<Mutex<()>>;

const BEGIN: &str = "begin immediate";
const COMMIT: &str = "commit";
const UNDO: &str = "rollback";

/// How many changes one commit keeps at most, so that the first of them does not wait for ever.
const LARGEST_GROUP: usize = 256;
/// Each of our statements is prepared once.
const STATEMENTS: usize = 16;

/// A change as it is made. It answers whether it did anything; when it did nothing, it leaves nothing.
pub(crate) trait Change: Send {
    /// Makes it. After an error nothing of it is kept.
    fn make(&self, conn: &Connection) -> rusqlite::Result<bool>;
    /// In which thread something is new for its readers then.
    fn thread(&self) -> Option<ThreadId> {
        None
    }
}

/// The door to the thread.
pub(crate) struct QuickWriter {
    requests: mpsc::Sender<Request>,
}

enum Request {
    Make(Box<dyn Change>, oneshot::Sender<Result<bool>>),
    Close(oneshot::Sender<()>),
}

impl QuickWriter {
    /// Starts the thread; its connection is opened when it is first needed.
    pub(crate) fn start(
        file: &Path,
        journal_pages: &'static str,
        turn: Turn,
        live: broadcast::Sender<ThreadId>,
    ) -> Result<Self> {
        let (requests, waiting) = mpsc::channel();
        let task = Task { conn: None, file: file.to_owned(), journal_pages, waiting, turn, live };
        std::thread::Builder::new().name("quick-writer".to_owned()).spawn(move || task.run())?;
        Ok(Self { requests })
    }

    /// Makes a change, and answers when it would survive a power failure: whether it did anything.
    pub(crate) async fn make(&self, change: Box<dyn Change>) -> Result<bool> {
        let (to, answer) = oneshot::channel();
        self.requests.send(Request::Make(change, to)).map_err(|_| Error::Offline)?;
        answer.await.map_err(|_| Error::Offline)?
    }

    /// Waits for what was asked before, and closes the connection.
    pub(crate) async fn close(&self) {
        let (to, answer) = oneshot::channel();
        if self.requests.send(Request::Close(to)).is_ok() {
            // An error means that it is closed already.
            let _ = answer.await;
        }
    }
}

struct Task {
    /// `None` before the first change, and after the connection was lost.
    conn: Option<Connection>,
    file: PathBuf,
    journal_pages: &'static str,
    waiting: mpsc::Receiver<Request>,
    turn: Turn,
    live: broadcast::Sender<ThreadId>,
}

/// A change that was made and is told after the commit.
struct Made {
    told: oneshot::Sender<Result<bool>>,
    /// Whether it did anything.
    did: bool,
    thread: Option<ThreadId>,
}

/// Why nothing of a group was kept.
enum Failed {
    /// The last change could not be made.
    Last(Error),
    /// The file could not be written.
    All(Error),
}

type Ended = std::result::Result<(), Failed>;

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::All(error)
    }
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::All(error.into())
    }
}

impl Task {
    fn run(mut self) {
        while let Ok(request) = self.waiting.recv() {
            let next = match request {
                Request::Make(change, told) => self.group(change, told),
                close => Some(close),
            };
            if let Some(Request::Close(done)) = next {
                drop(self.conn.take());
                // Who asked may have gone.
                let _ = done.send(());
                return;
            }
        }
    }

    /// One transaction: the first change and all that wait by the time it is made. Answers a request of another kind that
    /// came in between.
    fn group(&mut self, first: Box<dyn Change>, told: oneshot::Sender<Result<bool>>) -> Option<Request> {
        let turn = self.turn.clone();
        let turn = turn.blocking_lock();
        let mut made = Vec::new();
        let mut other = None;
        let ended = self.changes(first, told, &mut made, &mut other);
        if ended.is_err()
            && let Some(conn) = self.conn.take()
        {
            // Fails when SQLite has rolled back by itself, which is as good.
            let undone = execute(&conn, UNDO, &[]).is_ok() || conn.is_autocommit();
            self.conn = undone.then_some(conn);
        }
        drop(turn);
        self.tell(made, &ended);
        other
    }

    fn tell(&self, made: Vec<Made>, ended: &Ended) {
        let last = made.len();
        for (n, one) in made.into_iter().enumerate() {
            let answer = match ended {
                Ok(()) => Ok(one.did),
                // Somebody else's change failed: this one is as if it had not been made, and is made in another way.
                Err(Failed::Last(_)) if n + 1 < last => Ok(false),
                Err(Failed::Last(error) | Failed::All(error)) => Err(error.clone()),
            };
            if let (Ok(true), Some(thread)) = (&answer, one.thread) {
                // Nobody listening is no error.
                let _ = self.live.send(thread);
            }
            // Who hung up meanwhile finds it kept all the same.
            let _ = one.told.send(answer);
        }
    }

    fn changes(
        &mut self,
        first: Box<dyn Change>,
        told: oneshot::Sender<Result<bool>>,
        made: &mut Vec<Made>,
        other: &mut Option<Request>,
    ) -> Ended {
        let mut next = Some((first, told));
        while let Some((change, told)) = next.take() {
            // Noted before anything may fail: everybody in the group is told how it ended.
            made.push(Made { told, did: false, thread: None });
            let conn = self.conn()?;
            if made.len() == 1 {
                execute(conn, BEGIN, &[])?;
            }
            if change.make(conn).map_err(|error| Failed::Last(error.into()))?
                && let Some(last) = made.last_mut()
            {
                (last.did, last.thread) = (true, change.thread());
            }
            if made.len() < LARGEST_GROUP {
                match self.waiting.try_recv() {
                    Ok(Request::Make(change, told)) => next = Some((change, told)),
                    Ok(close) => *other = Some(close),
                    Err(_) => {}
                }
            }
        }
        execute(self.conn()?, COMMIT, &[])?;
        Ok(())
    }

    fn conn(&mut self) -> Result<&Connection> {
        Ok(match self.conn.take() {
            Some(conn) => self.conn.insert(conn),
            None => self.conn.insert(open(&self.file, self.journal_pages)?),
        })
    }
}

/// Does something, and says how many rows it changed. The values of its text come in their order, which saves asking for their
/// names.
pub(crate) fn execute(conn: &Connection, sql: &'static str, bound: &[Bound<'_>]) -> rusqlite::Result<usize> {
    let mut statement = conn.prepare_cached(sql)?;
    for (place, value) in (1..).zip(bound) {
        debug_assert_eq!(statement.parameter_name(place), Some(&*format!("${place}")), "{sql}");
        statement.raw_bind_parameter(place, value)?;
    }
    debug_assert_eq!(statement.parameter_count(), bound.len(), "{sql}");
    statement.raw_execute()
}

/// Opens a connection with the settings of all that write, and reads them back.
fn open(file: &Path, journal_pages: &str) -> Result<Connection> {
    let conn = quick::connect(file, BUSY, STATEMENTS)?;
    let settings = [
        ("secure_delete", "on"),
        ("trusted_schema", "off"),
        ("synchronous", "full"),
        ("foreign_keys", "on"),
        ("journal_size_limit", sqlite::JOURNAL_LIMIT),
        ("wal_autocheckpoint", journal_pages),
    ];
    for (setting, value) in settings {
        conn.pragma_update(None, setting, value)?;
    }
    sqlite::check_with(|ask| {
        conn.query_row(ask, [], |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str()?.to_owned(),
            })
        })
    })?;
    Ok(conn)
}
