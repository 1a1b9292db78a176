//! A disk that gives a page back wrong.

use std::fs::OpenOptions;
use std::io::Result;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// The size of our pages, and the kinds of pages with rows: of a table by number, and of an index or a table by key.
const PAGE: usize = 4096;
const WITH_ROWS: [u8; 2] = [13, 10];

/// A page as it was before it was damaged.
pub struct Damage {
    at: u64,
    was: Vec<u8>,
}

impl Damage {
    /// Loses half of the rows of the first page that holds these bytes, in a file whose journal is empty: each row that is left
    /// can be read, and nothing that is asked fails.
    ///
    /// # Errors
    /// When the file cannot be read or no such page is there.
    pub fn to(file: &Path, holds: &[u8]) -> Result<Self> {
        let bytes = std::fs::read(file)?;
        let found = bytes.chunks(PAGE).enumerate().skip(1).find(|(_, page)| {
            WITH_ROWS.contains(&page[0])
                && rows(page) > 1
                && page.windows(holds.len()).any(|some| some == holds)
        });
        let (number, page) = found.ok_or(std::io::ErrorKind::NotFound)?;
        let (at, mut wrong) = ((number * PAGE) as u64, page.to_vec());
        wrong[3..5].copy_from_slice(&(rows(page) / 2).to_be_bytes());
        OpenOptions::new().write(true).open(file)?.write_all_at(&wrong, at)?;
        Ok(Self { at, was: page.to_vec() })
    }

    /// Puts the page back.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn mend(&self, file: &Path) -> Result<()> {
        OpenOptions::new().write(true).open(file)?.write_all_at(&self.was, self.at)
    }
}

fn rows(page: &[u8]) -> u16 {
    u16::from_be_bytes([page[3], page[4]])
}
