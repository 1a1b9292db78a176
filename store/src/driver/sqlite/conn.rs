//! A connection to a file, used in the thread that asks (docs/decisions/0007-reading-in-place.md).

use crate::driver::{Error, Result, Row, Value};
use rusqlite::{CachedStatement, Connection, OpenFlags, Statement};
use std::cell::Cell;
use std::collections::HashMap;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

/// Each of our statements is prepared once per connection.
const STATEMENTS: usize = 160;

/// A connection, and what is known of the statements that were prepared on it.
pub(crate) struct Conn {
    pub(super) conn: Connection,
    /// By address and length of the text, which are read faster than the text.
    known: HashMap<(usize, usize), Layout>,
}

/// The number of the value at each place of a statement, and the names of its columns. `$2` is a name to SQLite, which
/// numbers names as it meets them; asking for names again each time took as long as a short question.
struct Layout {
    places: Vec<usize>,
    columns: Columns,
}

/// The names of the columns of an answer.
pub(crate) struct Columns {
    names: Vec<String>,
    /// The place at which the next column that is asked for probably is: they are read in the order of the select list.
    next: Cell<usize>,
}

impl Conn {
    /// Opens a file that is there, for one thread at a time.
    pub(crate) fn open(file: &Path, busy: Duration) -> Result<Self> {
        // Not read-only, also to read: the index of a journal is shared memory that its readers write marks into.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_EXRESCODE;
        let conn = Connection::open_with_flags(file, flags)?;
        conn.busy_timeout(busy)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(Self { conn, known: HashMap::new() })
    }

    /// Opens a file, and makes it when it is missing.
    pub(crate) fn make(file: &Path, busy: Duration) -> Result<Self> {
        make_closed(file)?;
        Self::open(file, busy)
    }

    /// Opens a database that is nowhere, and gone with the connection.
    pub(super) fn in_memory() -> Result<Self> {
        Ok(Self { conn: Connection::open_in_memory()?, known: HashMap::new() })
    }

    /// Asks for rows and reads each.
    pub(crate) fn ask<T>(
        &mut self,
        text: &'static str,
        values: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(text)?;
        let known = known(&mut self.known, text, &statement);
        bind(&mut statement, known, values)?;
        let mut rows = statement.raw_query();
        let mut out = Vec::new();
        while let Some(row) = rows.next()? {
            out.push(read(&Row::Sqlite { row, columns: &known.columns })?);
        }
        Ok(out)
    }

    /// Changes rows, and says how many.
    pub(crate) fn run(&mut self, text: &'static str, values: &[Value<'_>]) -> Result<u64> {
        let mut statement = self.conn.prepare_cached(text)?;
        let known = known(&mut self.known, text, &statement);
        bind(&mut statement, known, values)?;
        // Some settings answer with a row, and some work only as long as they are asked.
        let mut rows = statement.raw_query();
        while rows.next()?.is_some() {}
        drop(rows);
        drop(statement);
        Ok(self.conn.changes())
    }

    /// Waits from now on so long for another process that writes.
    pub(super) fn wait(&self, busy: Duration) -> Result<()> {
        Ok(self.conn.busy_timeout(busy)?)
    }

    /// Sets what SQLite calls a pragma.
    pub(crate) fn set(&self, setting: &str, value: &str) -> Result<()> {
        Ok(self.conn.pragma_update(None, setting, value)?)
    }

    /// Reads a setting back, and refuses to go on when it is not as wanted (G1).
    pub(super) fn expect(&self, setting: &str, wanted: &str) -> Result<()> {
        let is = self.conn.pragma_query_value(None, setting, |row| {
            Ok(match row.get_ref(0)? {
                rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                other => other.as_str()?.to_owned(),
            })
        })?;
        if is == wanted {
            return Ok(());
        }
        Err(Error::Unsafe(format!("pragma {setting} is {is} and must be {wanted}")))
    }
}

/// Makes an empty file that its owner alone can read, unless there is one. What SQLite keeps beside it becomes as closed.
pub(crate) fn make_closed(file: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(why) if why.kind() == ErrorKind::StorageFull => Err(Error::Full),
        Err(why) if why.kind() != ErrorKind::AlreadyExists => Err(Error::Offline),
        _ => Ok(()),
    }
}

fn known<'a>(
    all: &'a mut HashMap<(usize, usize), Layout>,
    text: &'static str,
    statement: &CachedStatement<'_>,
) -> &'a Layout {
    all.entry((text.as_ptr().addr(), text.len())).or_insert_with(|| Layout::of(statement))
}

fn bind(statement: &mut Statement<'_>, known: &Layout, values: &[Value<'_>]) -> Result<()> {
    for (place, value) in (1..).zip(&known.places) {
        let value = values.get(*value).ok_or(rusqlite::Error::InvalidParameterCount(place, values.len()))?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}

impl Layout {
    fn of(statement: &Statement<'_>) -> Self {
        let number =
            |place| statement.parameter_name(place)?.strip_prefix('$')?.parse::<usize>().ok()?.checked_sub(1);
        // One that is no number leads to no value.
        let places = (1..=statement.parameter_count()).map(|place| number(place).unwrap_or(usize::MAX));
        let names = statement.column_names().into_iter().map(str::to_owned);
        Self { places: places.collect(), columns: Columns { names: names.collect(), next: Cell::new(0) } }
    }
}

impl Columns {
    /// The place of a column.
    pub(crate) fn place(&self, name: &'static str) -> Result<usize> {
        let next = self.next.get();
        let is_next = self.names.get(next).is_some_and(|column| column == name);
        let place = if is_next { Some(next) } else { self.names.iter().position(|column| column == name) };
        let place = place.ok_or_else(|| rusqlite::Error::InvalidColumnName(name.to_owned()))?;
        self.next.set(place + 1);
        Ok(place)
    }
}
