//! The doors for reading: connections that cannot write, each lent to one unit of work and put back where that ends.

use super::conn::Conn;
use crate::driver::{Error, Result, Row, Value};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::runtime::{Handle, RuntimeFlavor};
use tokio::task::block_in_place;

/// The time that a thread may stand still. Readers of a journalled file wait for nobody, except for a moment when it is recovered.
const BUSY: Duration = Duration::from_millis(50);
/// Statements between which all is read at one moment of the data.
const BEGIN: &str = "begin";
const END: &str = "rollback";

/// The connections of one file: as many as units of work ever read at the same moment. `None` once closed.
pub(crate) struct Readers {
    free: Mutex<Option<Vec<Conn>>>,
    file: PathBuf,
}

/// A connection on loan; goes back when dropped.
pub(crate) struct Reader {
    conn: Option<Conn>,
    home: Arc<Readers>,
    /// Its questions are long: the thread's other work goes elsewhere meanwhile.
    long: bool,
}

impl Readers {
    /// Connections to a file that is there, each opened when it is first needed.
    pub(super) fn new(file: &Path) -> Arc<Self> {
        Arc::new(Self { free: Mutex::new(Some(Vec::new())), file: file.to_owned() })
    }

    /// Lends a connection.
    ///
    /// # Errors
    /// [`Error::Offline`] once closed, and whatever opening one may answer.
    pub(crate) fn lend(self: &Arc<Self>, long: bool) -> Result<Reader> {
        let free = self.free().as_mut().ok_or(Error::Offline)?.pop();
        let mut conn = match free {
            Some(conn) => conn,
            None => open(&self.file)?,
        };
        conn.run(BEGIN, &[])?;
        Ok(Reader { conn: Some(conn), home: self.clone(), long })
    }

    /// Closes them all, and lends no more.
    pub(super) fn close(&self) {
        drop(self.free().take());
    }

    fn free(&self) -> MutexGuard<'_, Option<Vec<Conn>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    /// Asks, and reads each row.
    pub(crate) fn ask<T>(
        &mut self,
        text: &'static str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let conn = self.conn.as_mut().ok_or(Error::Aborted)?;
        let several =
            || Handle::try_current().is_ok_and(|it| it.runtime_flavor() == RuntimeFlavor::MultiThread);
        if self.long && several() {
            return block_in_place(|| conn.ask(text, values, read));
        }
        conn.ask(text, values, read)
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(mut conn) = self.conn.take() else { return };
        // One that cannot end what it began is not lent again.
        if conn.run(END, &[]).is_ok()
            && let Some(free) = self.home.free().as_mut()
        {
            free.push(conn);
        }
    }
}

/// Opens a connection that cannot write, whatever it is asked.
fn open(file: &Path) -> Result<Conn> {
    let conn = Conn::open(file, BUSY)?;
    for (setting, wanted) in [("query_only", "1"), ("trusted_schema", "0"), ("cell_size_check", "1")] {
        conn.set(setting, wanted)?;
        conn.expect(setting, wanted)?;
    }
    Ok(conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readers() -> (tempfile::TempDir, Arc<Readers>) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.sqlite");
        let conn = rusqlite::Connection::open(&file).expect("a new file");
        conn.execute_batch(
            "pragma journal_mode = wal; create table t (n integer); insert into t values (1), (2), (3)",
        )
        .expect("three rows");
        let readers = Readers::new(&file);
        (folder, readers)
    }

    fn all(readers: &Arc<Readers>) -> Vec<i64> {
        let mut reader = readers.lend(false).expect("a connection");
        reader.ask("select n from t order by n", &[], |row| row.get("n")).expect("an answer")
    }

    #[test]
    fn values_go_where_their_numbers_stand_and_columns_come_by_name() {
        let (_folder, readers) = readers();
        let values: &[Value<'_>] = values![10i64, "twee", 30i64];
        let read = |row: &Row<'_>| {
            Ok((row.get::<i64>("d")?, row.get::<i64>("a")?, row.get::<String>("b")?, row.get::<i64>("c")?))
        };
        let mut reader = readers.lend(false).expect("a connection");
        let rows = reader.ask("select $3 as a, $2 as b, $1 as c, $3 as d", values, read).expect("an answer");
        assert_eq!(rows, [(30, 30, "twee".to_owned(), 10)]);
        reader.ask("select $4 as a", values, |_| Ok(())).expect_err("there are three");
        reader.ask("select $1 as a", values, |row| row.get::<i64>("b")).expect_err("there is no b");
    }

    #[test]
    fn a_row_that_cannot_be_read_leaves_the_connection_usable() {
        let (_folder, readers) = readers();
        let mut reader = readers.lend(false).expect("a connection");
        let refused = reader.ask("select n from t", &[], |_| Err::<(), _>(Error::Unreadable("n")));
        assert!(matches!(refused, Err(Error::Unreadable("n"))));
        let wrong = reader.ask("select 'a' as n", &[], |row| row.get::<i64>("n"));
        assert!(matches!(wrong, Err(Error::Other(_))), "a text is not a number");
        drop(reader);
        assert_eq!(all(&readers), [1, 2, 3]);
        assert_eq!(readers.free().as_ref().map(Vec::len), Some(1), "one connection was enough");
    }

    /// The first row waits for somebody who has the same thread: there is one.
    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn who_shares_the_thread_of_a_long_question_goes_on() {
        let (_folder, readers) = readers();
        let (said, heard) = std::sync::mpsc::channel();
        let long = tokio::spawn(async move {
            tokio::spawn(async move { said.send(()) });
            let wait = |_: &Row<'_>| heard.recv_timeout(Duration::from_secs(10)).map_err(|_| Error::Busy);
            readers.lend(true)?.ask("select n from t limit 1", &[], wait)
        });
        long.await.expect("a task").expect("the other went on");
    }

    #[test]
    fn nothing_can_be_written() {
        let (_folder, readers) = readers();
        let mut reader = readers.lend(false).expect("a connection");
        reader.ask("insert into t values (4)", &[], |_| Ok(())).expect_err("a reader does not write");
        drop(reader);
        assert_eq!(all(&readers), [1, 2, 3]);
    }

    #[test]
    fn nothing_is_lent_after_closing() {
        let (_folder, readers) = readers();
        let out = readers.lend(false).expect("a connection");
        readers.close();
        drop(out);
        assert!(matches!(readers.lend(false), Err(Error::Offline)));
        assert!(readers.free().is_none());
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("b.sqlite");
        assert!(Readers::new(&file).lend(false).is_err(), "there is none");
        assert!(!file.exists());
    }
}
