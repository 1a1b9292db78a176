//! Looking for damage: before anything is served, once a day, before a file is written anew, and when an operator asks.
//!
//! PostgreSQL does so by itself, with its `data_checksums`.

use crate::Store;
use crate::driver::sqlite::{DamageLook, Doors};
use crate::driver::zone::Base;
use crate::driver::{Result, postgres};

/// Files of so many bytes are looked through in a tenth of a second, so that nobody is served before.
const SMALL: u64 = 16 * 1024 * 1024;

impl Store {
    /// Looks at the pages of files that are small enough for it to take no time, before anything is served from them.
    pub async fn look_at_small_files(&self) -> Result<()> {
        for file in self.files() {
            if file.bytes() <= SMALL {
                file.look(DamageLook::Pages).await?;
            }
        }
        Ok(())
    }

    /// Looks at every page. Once damage was found, nothing is written to its file any more: each page that is written may
    /// make it worse, and all of it would be missing from the backup that is put back.
    pub async fn look_at_pages(&self) -> Result<()> {
        self.look(DamageLook::Pages).await
    }

    /// Looks at every page, and whether the indexes say what the tables say.
    pub async fn look_at_everything(&self) -> Result<()> {
        self.look(DamageLook::Indexes).await
    }

    /// True where a page that the disk gives back wrong is noticed when it is read: not on PostgreSQL without `data_checksums`.
    pub async fn notices_damage(&self) -> Result<bool> {
        match &self.community.base {
            Base::Sqlite(_) => Ok(true),
            Base::Postgres(pool) => postgres::has_checksums(pool).await,
        }
    }

    async fn look(&self, look: DamageLook) -> Result<()> {
        for file in self.files() {
            file.look(look).await?;
        }
        Ok(())
    }

    fn files(&self) -> impl Iterator<Item = &Doors> {
        [&self.accounts.base, &self.community.base, &self.staff.base].into_iter().filter_map(
            |base| match base {
                Base::Sqlite(file) => Some(&**file),
                Base::Postgres(_) => None,
            },
        )
    }

    /// The bytes of the journals: what was written and not carried over into the files of SQLite yet. Grows while
    /// somebody reads for long.
    pub fn journal_bytes(&self) -> u64 {
        self.files().map(Doors::journal_bytes).sum()
    }
}
