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
        let mut frame = [0; FRAME_HEAD];
        while journal.read_exact_at(&mut frame, HEAD as u64 + self.frames * frame_size).is_ok()
            && frame[8..16] == self.salt
        {
            self.pages.insert(number(&frame[..4]));
            self.frames += 1;
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
