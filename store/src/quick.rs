//! Connections of SQLite that answer in the thread that asks, for questions so short that a trip to another thread costs as
//! much as the answer (docs/decisions/0007-reading-in-place.md).

use crate::ask::{Bound, Row};
use crate::{Error, Result};
use rusqlite::{CachedStatement, Connection, OpenFlags};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a thread may stand still. Readers of a journalled file wait for nobody, except for a moment when it is recovered.
const BUSY: Duration = Duration::from_millis(50);
/// Each of our questions is prepared once per connection.
const STATEMENTS: usize = 64;

/// The connections of one file: as many as threads ever asked at the same moment. `None` once closed.
pub(crate) struct Quick {
    free: Mutex<Option<Vec<Reader>>>,
    file: PathBuf,
}

impl Quick {
    /// Connections to a file that is there, each opened when it is first needed.
    pub(crate) fn new(file: &Path) -> Self {
        Self { free: Mutex::new(Some(Vec::new())), file: file.to_owned() }
    }

    /// Asks, and reads each row.
    ///
    /// # Errors
    /// [`Error::Offline`] once closed, whatever SQLite answers, and what `read` says of a row.
    pub(crate) fn ask<T>(
        &self,
        sql: &'static str,
        bound: &[Bound<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let free = self.free().as_mut().ok_or(Error::Offline)?.pop();
        let mut reader = match free {
            Some(reader) => reader,
            None => Reader { conn: open(&self.file)?, places: HashMap::new() },
        };
        let answer = reader.answer(sql, bound, read);
        if let Some(free) = self.free().as_mut() {
            free.push(reader);
        }
        answer
    }

    /// Closes them all, and asks nothing more.
    pub(crate) fn close(&self) {
        drop(self.free().take());
    }

    fn free(&self) -> MutexGuard<'_, Option<Vec<Reader>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection, and which of the bound values stands at each place of a question. `$2` is a name to SQLite, which numbers
/// names as it meets them; asking for the names again each time took as long as a short question.
struct Reader {
    conn: Connection,
    /// By address and length of the question, which are read faster than the question.
    places: HashMap<(usize, usize), Vec<usize>>,
}

impl Reader {
    fn answer<T>(
        &mut self,
        sql: &'static str,
        bound: &[Bound<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let places =
            self.places.entry((sql.as_ptr().addr(), sql.len())).or_insert_with(|| places(&statement));
        for (place, value) in (1..).zip(places) {
            let value =
                bound.get(*value).ok_or(rusqlite::Error::InvalidParameterCount(place, bound.len()))?;
            statement.raw_bind_parameter(place, value)?;
        }
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read(&Row::Quick(row))?);
        }
        Ok(out)
    }
}

/// The number of the value at each place; one that is no number leads to no value.
fn places(statement: &CachedStatement<'_>) -> Vec<usize> {
    let number =
        |place| statement.parameter_name(place)?.strip_prefix('$')?.parse::<usize>().ok()?.checked_sub(1);
    (1..=statement.parameter_count()).map(|place| number(place).unwrap_or(usize::MAX)).collect()
}

/// Opens a connection that cannot write, whatever it is asked.
fn open(file: &Path) -> Result<Connection> {
    // Not read-only: the index of a journal is shared memory that its readers write marks into.
    let conn = connect(file, BUSY, STATEMENTS)?;
    for (setting, wanted) in [("query_only", 1), ("trusted_schema", 0)] {
        conn.pragma_update(None, setting, wanted)?;
        let is: i64 = conn.pragma_query_value(None, setting, |row| row.get(0))?;
        if is != wanted {
            return Err(Error::Unsafe(format!("pragma {setting} is {is} and must be {wanted}")));
        }
    }
    Ok(conn)
}

/// Opens a connection to a file that is there, for one thread at a time, that keeps so many prepared statements.
pub(crate) fn connect(file: &Path, busy: Duration, statements: usize) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_EXRESCODE;
    let conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(busy)?;
    conn.set_prepared_statement_cache_capacity(statements);
    Ok(conn)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quick() -> (tempfile::TempDir, Quick) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.sqlite");
        let conn = Connection::open(&file).expect("a new file");
        conn.execute_batch(
            "pragma journal_mode = wal; create table t (n integer); insert into t values (1), (2), (3)",
        )
        .expect("a table");
        let quick = Quick::new(&file);
        (folder, quick)
    }

    #[test]
    fn what_was_asked_is_read_row_by_row() {
        let (_folder, quick) = quick();
        let above = |least| {
            quick.ask("select n from t where n > $1 order by n", &[Bound::Number(least)], |row| {
                row.get::<i64>(0)
            })
        };
        assert_eq!(above(1).expect("an answer"), [2, 3]);
        assert_eq!(above(3).expect("an answer"), [0; 0]);
    }

    #[test]
    fn values_go_where_their_numbers_stand() {
        let (_folder, quick) = quick();
        let bound = [Bound::Number(10), Bound::Word("twee"), Bound::Number(30)];
        let read = |row: &Row<'_>| {
            Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?, row.get::<i64>(3)?))
        };
        let rows = quick.ask("select $3, $2, $1, $3", &bound, read).expect("an answer");
        assert_eq!(rows, [(30, "twee".to_owned(), 10, 30)]);
        quick.ask("select $4", &bound, |_| Ok(())).expect_err("there are three");
    }

    #[test]
    fn a_row_that_cannot_be_read_leaves_the_connection_usable() {
        let (_folder, quick) = quick();
        let refused = quick.ask("select n from t", &[], |_| Err::<(), _>(Error::Unreadable("t.n")));
        assert!(matches!(refused, Err(Error::Unreadable("t.n"))));
        let wrong = quick.ask("select 'a'", &[], |row| row.get::<i64>(0));
        assert!(matches!(wrong, Err(Error::Other(_))), "a text is not a number");
        let all: Vec<i64> = quick.ask("select n from t", &[], |row| row.get(0)).expect("an answer");
        assert_eq!(all.len(), 3);
        assert_eq!(quick.free().as_ref().map(Vec::len), Some(1), "one connection was enough");
    }

    #[test]
    fn nothing_can_be_written() {
        let (_folder, quick) = quick();
        quick.ask("insert into t values (4)", &[], |_| Ok(())).expect_err("a reader does not write");
        let all: Vec<i64> = quick.ask("select n from t", &[], |row| row.get(0)).expect("an answer");
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn nothing_is_asked_after_closing() {
        let (_folder, quick) = quick();
        quick.ask("select n from t", &[], |_| Ok(())).expect("an answer");
        quick.close();
        assert!(matches!(quick.ask("select n from t", &[], |_| Ok(())), Err(Error::Offline)));
    }

    #[test]
    fn a_file_that_is_not_there_is_not_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("b.sqlite");
        Quick::new(&file).ask("select 1", &[], |_| Ok(())).expect_err("there is none");
        assert!(!file.exists());
    }
}
