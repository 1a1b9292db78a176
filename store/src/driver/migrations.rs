//! The tables and how they come to be: the same numbers and names for both databases.

use sqlx::migrate::Migrator;

/// The migrations of one zone.
pub(crate) struct Both {
    pub sqlite: Migrator,
    pub postgres: Migrator,
}

pub(crate) static ACCOUNTS: Both = Both {
    sqlite: sqlx::migrate!("../migrations/sqlite/accounts"),
    postgres: sqlx::migrate!("../migrations/postgres/accounts"),
};

pub(crate) static COMMUNITY: Both = Both {
    sqlite: sqlx::migrate!("../migrations/sqlite/community"),
    postgres: sqlx::migrate!("../migrations/postgres/community"),
};

pub(crate) static STAFF: Both = Both {
    sqlite: sqlx::migrate!("../migrations/sqlite/staff"),
    postgres: sqlx::migrate!("../migrations/postgres/staff"),
};

/// The newest migration of each zone.
pub(crate) fn newest() -> [i64; 3] {
    [&ACCOUNTS, &COMMUNITY, &STAFF]
        .map(|both| both.sqlite.iter().map(|step| step.version).max().unwrap_or_default())
}
