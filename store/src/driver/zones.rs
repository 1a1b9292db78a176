//! The three zones, and what is different between them.

use super::migrations;

/// The zone that knows who may come in.
#[derive(Clone, Copy, Debug)]
pub struct Accounts;

/// The zone that knows what was said.
#[derive(Clone, Copy, Debug)]
pub struct Community;

/// The zone that knows who works here.
#[derive(Clone, Copy, Debug)]
pub struct Staff;

/// Its name, its tables, and how many may use it at once.
pub(crate) trait ZoneSpec: Send + Sync + 'static {
    const NAME: &'static str;
    /// Connections to PostgreSQL.
    const CONNECTIONS: u32;
    /// The pages of journal after which they are carried over into the file of SQLite.
    const JOURNAL_PAGES: &'static str;
    const MIGRATIONS: &'static migrations::Both;
    /// The channel on which hosts that share PostgreSQL tell each other what is new; `None` where nothing is told.
    const LIVE: Option<&'static str>;
}

impl ZoneSpec for Accounts {
    const NAME: &'static str = "accounts";
    const CONNECTIONS: u32 = 6;
    const JOURNAL_PAGES: &'static str = "1000";
    const MIGRATIONS: &'static migrations::Both = &migrations::ACCOUNTS;
    const LIVE: Option<&'static str> = None;
}

impl ZoneSpec for Community {
    const NAME: &'static str = "community";
    const CONNECTIONS: u32 = 12;
    // A post touches some thirty pages, most of them those of other posts too: carried over less often, they are written
    // once for many posts. With more of them, whoever posts meanwhile waits longer for it.
    const JOURNAL_PAGES: &'static str = "2000";
    const MIGRATIONS: &'static migrations::Both = &migrations::COMMUNITY;
    const LIVE: Option<&'static str> = Some("live");
}

impl ZoneSpec for Staff {
    const NAME: &'static str = "staff";
    // One of them listens.
    const CONNECTIONS: u32 = 4;
    const JOURNAL_PAGES: &'static str = "1000";
    const MIGRATIONS: &'static migrations::Both = &migrations::STAFF;
    const LIVE: Option<&'static str> = Some("live_staff");
}
