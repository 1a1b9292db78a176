//! Rows. One SQL text and one Rust body for SQLite and PostgreSQL.
//!
//! There are two [`Zone`]s, and nothing spans both: [`Accounts`] knows who may come in, [`Community`] knows what was
//! said. A unit of work is a [`Tx`] of one zone; its aggregates are methods (`tx.posts().add(..)`), and nothing is
//! kept until [`Tx::commit`] has answered. "Not found" is `None`, a refusal is a value ([`Added::Refused`]), and only
//! broken things are an [`Error`]. The rules for SQL that both databases understand stand in `store/README.md`.

#[macro_use]
mod driver;

pub mod accounts;
mod backup;
pub mod cohorts;
mod damage;
pub mod drawers;
pub mod experts;
mod gate;
pub mod handovers;
pub mod held;
mod installation;
mod live;
mod mine;
mod order;
pub mod organisations;
pub mod outcomes;
pub mod posts;
pub mod push;
pub mod reactions;
mod sealed;
pub mod search;
pub mod sessions;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
pub mod themes;
pub mod threads;
pub mod tried;
pub mod waiting;
pub mod ways_in;

pub use accounts::Account;
pub use cohorts::CohortRow;
pub use driver::{Accounts, Community, Error, Result, Tx, Zone};
pub use experts::Expert;
pub use held::Held;
pub use mine::{ViewerActions, ViewerTags};
pub use organisations::{Organisation, OrganisationKind};
pub use outcomes::OutcomeRow;
pub use posts::{Added, Author, ExpertLine, Post, PostRow, PostSummary, Scanned, Since, Text};
pub use sessions::Session;
pub use threads::{Thread, ThreadRow};
pub use waiting::WaitingRow;
pub use ways_in::{Locked, WayInRow};

use domain::live::Topic;
use tokio::sync::broadcast;

/// Both zones of one installation. Cheap to clone; a clone is the same store.
#[derive(Clone)]
pub struct Store {
    /// The zone of who may come in.
    pub accounts: Zone<Accounts>,
    /// The zone of what was said.
    pub community: Zone<Community>,
    live: broadcast::Sender<Topic>,
}

/// The claim of this process on its files; ends when it is dropped, and with the process.
pub struct Claim(#[expect(dead_code, reason = "held for as long as it is open")] Vec<std::fs::File>);

impl Store {
    /// Opens both zones, brings their tables up to date, and reads back every setting that safety rests on; refuses
    /// to go on when one differs (G1).
    ///
    /// An address is `sqlite:path/to/file.sqlite` (made when missing) or `postgres://…`. On PostgreSQL each zone is the schema
    /// of its name, unless the address says otherwise with `options[search_path]=…`.
    pub async fn open(accounts_url: &str, community_url: &str) -> Result<Self> {
        let live = driver::listen::channel();
        let accounts = Zone::open(accounts_url, &live).await?;
        let community = Zone::open(community_url, &live).await?;
        Ok(Self { accounts, community, live })
    }

    /// The number of migrations that [`Store::open`] would apply. Applies none: an older server may be using the tables.
    pub async fn waiting_migrations(accounts_url: &str, community_url: &str) -> Result<usize> {
        Ok(driver::zone::waiting::<Accounts>(accounts_url).await?
            + driver::zone::waiting::<Community>(community_url).await?)
    }

    /// Claims the files of both zones: a second server, or a restore while one runs, gets [`Error::Claimed`]. PostgreSQL
    /// serves several hosts, and needs none.
    pub fn claim(accounts_url: &str, community_url: &str) -> Result<Claim> {
        let files = [accounts_url, community_url].into_iter().filter(|url| url.starts_with("sqlite:"));
        Ok(Claim(files.map(driver::sqlite::claim).collect::<Result<_>>()?))
    }

    /// Tells, from now on, each topic about which something new was kept; also by other hosts on PostgreSQL.
    pub fn live(&self) -> broadcast::Receiver<Topic> {
        self.live.subscribe()
    }

    /// Overwrites what deleted rows left behind in journal and free pages (T32). Runs by itself after an account or
    /// a text was removed, and again when a reader held it up; asked for, it answers `Busy` then.
    pub async fn scrub(&self) -> Result<()> {
        self.accounts.scrub().await?;
        self.community.scrub().await
    }

    /// Waits for what is being kept, then closes all connections.
    pub async fn close(&self) {
        self.accounts.close().await;
        self.community.close().await;
    }
}
