//! Rows. One SQL text and one Rust body for SQLite and PostgreSQL.
//!
//! There are three [`Zone`]s, and nothing spans two: [`Accounts`] knows who may come in, [`Community`] knows what was
//! said, [`Staff`] knows who works here. A unit of work is a [`Tx`] of one zone; its aggregates are methods (`tx.posts().add(..)`), and nothing is
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
pub mod held_decisions;
mod installation;
pub mod jobs;
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
pub mod staff;
mod staff_log;
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
pub use driver::{Accounts, Community, Error, Result, Staff, Tx, Zone};
pub use experts::Expert;
pub use held::Held;
pub use held_decisions::{Decided, HeldDecision, Undone};
pub use jobs::Job;
pub use mine::{ViewerActions, ViewerTags};
pub use organisations::{Organisation, OrganisationKind};
pub use outcomes::OutcomeRow;
pub use posts::{Added, Author, ExpertLine, Post, PostRow, PostSummary, Scanned, Since, Text};
pub use sessions::Session;
pub use staff::{StaffLink, StaffPasskey, StaffPhoto, StaffRow, StaffSession, StaffTotp};
pub use staff_log::{StaffLogFilter, StaffLogLine};
pub use threads::{Thread, ThreadRow};
pub use waiting::WaitingRow;
pub use ways_in::{Locked, WayInRow};

use domain::live::Topic;
use tokio::sync::broadcast;

/// The addresses of the zones: `sqlite:path/to/file.sqlite` (made when missing) or `postgres://…`. On PostgreSQL each zone is the
/// schema of its name, unless the address says otherwise with `options[search_path]=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urls {
    /// Of the zone of who may come in.
    pub accounts: String,
    /// Of the zone of what was said.
    pub community: String,
    /// Of the zone of who works here.
    pub staff: String,
}

impl Urls {
    /// Each of them.
    pub fn all(&self) -> [&str; 3] {
        [&self.accounts, &self.community, &self.staff]
    }
}

/// The zones of one installation. Cheap to clone; a clone is the same store.
#[derive(Clone)]
pub struct Store {
    /// The zone of who may come in.
    pub accounts: Zone<Accounts>,
    /// The zone of what was said.
    pub community: Zone<Community>,
    /// The zone of who works here.
    pub staff: Zone<Staff>,
    live: broadcast::Sender<Topic>,
}

/// The claim of this process on its files; ends when it is dropped, and with the process.
pub struct Claim(#[expect(dead_code, reason = "held for as long as it is open")] Vec<std::fs::File>);

impl Store {
    /// Opens the zones, brings their tables up to date, and reads back every setting that safety rests on; refuses
    /// to go on when one differs (G1). A zone that is not there yet is made.
    pub async fn open(urls: &Urls) -> Result<Self> {
        let live = driver::listen::channel();
        let accounts = Zone::open(&urls.accounts, &live).await?;
        let community = Zone::open(&urls.community, &live).await?;
        let staff = Zone::open(&urls.staff, &live).await?;
        Ok(Self { accounts, community, staff, live })
    }

    /// The number of migrations that [`Store::open`] would apply. Applies none: an older server may be using the tables.
    pub async fn waiting_migrations(urls: &Urls) -> Result<usize> {
        Ok(driver::zone::waiting::<Accounts>(&urls.accounts).await?
            + driver::zone::waiting::<Community>(&urls.community).await?
            + driver::zone::waiting::<Staff>(&urls.staff).await?)
    }

    /// The newest step of the tables of each zone that this program knows, and has applied when it opened them: accounts, community,
    /// staff.
    pub fn steps() -> [i64; 3] {
        driver::migrations::newest()
    }

    /// Claims the files of all zones: a second server, or a restore while one runs, gets [`Error::Claimed`]. PostgreSQL
    /// serves several hosts, and needs none.
    pub fn claim(urls: &Urls) -> Result<Claim> {
        let files = urls.all().into_iter().filter(|url| url.starts_with("sqlite:"));
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
        self.community.scrub().await?;
        self.staff.scrub().await
    }

    /// Waits for what is being kept, then closes all connections.
    pub async fn close(&self) {
        self.accounts.close().await;
        self.community.close().await;
        self.staff.close().await;
    }
}
