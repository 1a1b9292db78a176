//! Finding pages that are not as they were written. SQLite keeps no check sums, so a page that a disk gave back wrong is
//! served, copied, and with the next `vacuum` the only one there is, unless somebody looks.

use super::Conn;
use crate::driver::{Error, Result};

/// The ways of looking at a file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum DamageLook {
    /// At the order inside each page: about a second for 200 MB that are in memory.
    Pages,
    /// Also whether each index says what its table says: three times as long. Rows that are gone without a trace in their page
    /// are missed there.
    Indexes,
}

impl DamageLook {
    /// The statement that is asked, and the column of its answer.
    const fn question(self) -> (&'static str, &'static str) {
        match self {
            Self::Pages => ("pragma quick_check(1)", "quick_check"),
            Self::Indexes => ("pragma integrity_check(1)", "integrity_check"),
        }
    }

    /// Looks, and refuses a file with damage.
    pub(crate) fn at(self, conn: &mut Conn) -> Result<()> {
        let (text, column) = self.question();
        let said: Vec<String> = conn.ask(text, &[], |row| row.get(column))?;
        if said == ["ok"] { Ok(()) } else { Err(Error::Damaged(said.join(" ").replace('\n', " "))) }
    }
}
