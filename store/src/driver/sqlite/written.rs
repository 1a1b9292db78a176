//! Which pages of a file were written since they were last laid down, as its journal says.

use std::collections::BTreeSet;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// The numbers of pages, and how far the journal has been read for them.
pub(super) struct Written {
    journal: PathBuf,
    salt: [u8; 8],
    frames: u64,
    pages: BTreeSet<u32>,
}

impl Written {
    /// Nothing yet of what will be written to this file.
    pub(super) fn to(file: &Path) -> Self {
        let mut journal = file.as_os_str().to_owned();
        journal.push("-wal");
        Self { journal: journal.into(), salt: [0; 8], frames: 0, pages: BTreeSet::new() }
    }

    /// Notes the pages that came into the journal since the last time. Has to be called before it begins anew: after each
    /// commit, and before it is emptied. No lock hangs on the journal itself, so it may be opened and closed beside SQLite.
    pub(super) fn note(&mut self) {
        // None: nothing was written.
        let Ok(journal) = File::open(&self.journal) else { return };
        let mut head = [0; HEAD];
        if journal.read_exact_at(&mut head, 0).is_err() {
            return;
        }
        if head[16..24] != self.salt {
            self.salt.copy_from_slice(&head[16..24]);
            self.frames = 0;
        }
        let frame_size = (FRAME_HEAD as u64) + u64::from(number(&head[8..12]));
        let (mut frame, mut at, mut under_way) = ([0; FRAME_HEAD], self.frames, Vec::new());
        while journal.read_exact_at(&mut frame, HEAD as u64 + at * frame_size).is_ok()
            && frame[8..16] == self.salt
        {
            under_way.push(number(&frame[..4]));
            at += 1;
            // The last frame of a commit says how large the file is then. What comes after the last one of them was not kept:
            // it was too much for memory and taken back, and the next commit begins in its place.
            if number(&frame[4..8]) != 0 {
                self.pages.extend(under_way.drain(..));
                self.frames = at;
            }
        }
    }

    pub(super) fn add(&mut self, pages: impl Iterator<Item = u32>) {
        self.pages.extend(pages);
    }

    pub(super) fn take(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.pages).into_iter().collect()
    }

    pub(super) fn forget(&mut self, pages: &[u32]) {
        for page in pages {
            self.pages.remove(page);
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;
    use std::error::Error;

    /// A unit of work that did not fit into memory is taken back after it wrote to the journal: what is kept next begins in the place
    /// of its frames, and is seen.
    #[test]
    fn what_was_taken_back_hides_nothing_that_is_kept_after_it() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("zone.sqlite");
        let conn = Connection::open(&file)?;
        conn.execute_batch(
            "pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma cache_size = 4; pragma cache_spill = 4;
            create table small (id integer primary key, body text);
            create table large (id integer primary key, body blob);
            insert into small values (1, 'first');",
        )?;
        let mut written = Written::to(&file);
        written.note();
        written.take();
        conn.execute_batch("begin")?;
        for _ in 0..200 {
            conn.execute("insert into large (body) values (zeroblob(3000))", [])?;
        }
        let journal = std::fs::metadata(folder.path().join("zone.sqlite-wal"))?.len();
        assert!(journal > 200_000, "some of it is in the journal: {journal}");
        conn.execute_batch("rollback")?;
        written.note();
        assert!(written.take().is_empty(), "nothing was kept");
        conn.execute_batch("update small set body = 'second' where id = 1")?;
        written.note();
        let root: u32 =
            conn.query_row("select rootpage from sqlite_schema where name = 'small'", [], |row| row.get(0))?;
        assert!(written.take().contains(&root), "the page that was written is known");
        Ok(())
    }
}
