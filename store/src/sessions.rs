//! Devices that are signed in. A row holds no token, no address and no device, only what lets a token in.

use crate::driver::{Accounts, Result, Row, Tx};
use domain::ids::AccountId;
use domain::time::Day;

const ADD: &str = "insert into sessions (hash, account_id, root_sealed, shared, code_known, opened, expires)
    values ($1, $2, $3, $4, $5, $6, $7)";
/// Those of a shared device go first, which end by themselves within minutes; then those of the earliest month, by lot.
const REMOVE_BEYOND: &str = "delete from sessions where account_id = $1 and hash in (
        select hash from sessions where account_id = $1 and hash <> $2
        order by shared, opened desc, hash limit $3 + 0 offset $4 + 0) returning hash";
const FIND: &str = "select hash, account_id, root_sealed, shared, code_known, opened, expires
    from sessions where hash = $1";
const FIND_WITH_COHORT: &str =
    "select s.hash, s.account_id, s.root_sealed, s.shared, s.code_known, s.opened, s.expires,
        a.cohort_sealed
    from sessions s join accounts a on a.id = s.account_id where s.hash = $1";
const LIST: &str = "select hash, account_id, root_sealed, shared, code_known, opened, expires
    from sessions where account_id = $1 order by opened desc, hash";
const SET_CODE_KNOWN: &str = "update sessions set code_known = $2 where hash = $1";
const REMOVE: &str = "delete from sessions where hash = $1";
const REMOVE_EXPIRED: &str = "delete from sessions where expires < $1";

#[cfg(test)]
pub(crate) const SQL: &[&str] =
    &[ADD, REMOVE_BEYOND, FIND, FIND_WITH_COHORT, LIST, SET_CODE_KNOWN, REMOVE, REMOVE_EXPIRED];

/// A session.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub hash: [u8; 32],
    /// Whose it is.
    pub account: AccountId,
    /// The root secret, sealed under the token.
    pub root_sealed: Vec<u8>,
    /// True on a shared device, so that idle time is short.
    pub shared: bool,
    /// True once the person showed to know the account code.
    pub code_known: bool,
    /// The first day of the month of signing in: a finer day beside the posts of that day would say who wrote them.
    pub opened: Day,
    /// The day after which the row may go, as coarse; when the session ends stands in the cookie.
    pub expires: Day,
}

/// Without the hash and the sealed secret.
impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("shared", &self.shared)
            .field("code_known", &self.code_known)
            .field("opened", &self.opened)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// Reads what all questions here select first.
fn read(row: &Row<'_>) -> Result<Session> {
    Ok(Session {
        hash: row.bytes("hash")?,
        account: row.id("account_id", AccountId::from_bytes)?,
        root_sealed: row.get("root_sealed")?,
        shared: row.get("shared")?,
        code_known: row.get("code_known")?,
        opened: row.day("opened")?,
        expires: row.day("expires")?,
    })
}

impl Tx<Accounts> {
    /// The devices that are signed in.
    pub fn sessions(&mut self) -> Sessions<'_> {
        Sessions(self)
    }
}

/// Sessions as rows.
pub struct Sessions<'a>(&'a mut Tx<Accounts>);

impl Sessions<'_> {
    /// Adds one.
    pub async fn add(&mut self, session: &Session) -> Result<()> {
        let Session { hash, account, root_sealed, shared, code_known, opened, expires } = session;
        let values = values![hash, *account, root_sealed, *shared, *code_known, *opened, *expires];
        self.0.run(ADD, values).await.map(drop)
    }

    /// Ends those of one account beyond `most`, but not the one that was added last, and says which.
    pub async fn end_beyond(
        &mut self,
        most: u32,
        account: AccountId,
        newest: &[u8; 32],
    ) -> Result<Vec<[u8; 32]>> {
        let (all, others) = (i64::from(u32::MAX), i64::from(most) - 1);
        let values = values![account, newest, all, others];
        self.0.ask(REMOVE_BEYOND, values, |row| row.bytes("hash")).await
    }

    /// The one of the token with this hash. Whether it has expired is the caller's to judge.
    pub async fn find(&mut self, hash: &[u8; 32]) -> Result<Option<Session>> {
        self.0.ask_one(FIND, values![hash], read).await
    }

    /// Finds it with what its account declared, sealed: what every request of a member asks for.
    pub async fn find_with_cohort(&mut self, hash: &[u8; 32]) -> Result<Option<(Session, Vec<u8>)>> {
        self.0
            .ask_one(FIND_WITH_COHORT, values![hash], |row| Ok((read(row)?, row.get("cohort_sealed")?)))
            .await
    }

    /// All of one account, the latest day first.
    pub async fn list(&mut self, account: AccountId) -> Result<Vec<Session>> {
        self.0.ask(LIST, values![account], read).await
    }

    /// Notes that the person showed to know the account code; false when the session is gone.
    pub async fn set_code_known(&mut self, hash: &[u8; 32]) -> Result<bool> {
        Ok(self.0.run(SET_CODE_KNOWN, values![hash, true]).await? == 1)
    }

    /// Ends one; false when it was gone.
    pub async fn remove(&mut self, hash: &[u8; 32]) -> Result<bool> {
        Ok(self.0.run(REMOVE, values![hash]).await? == 1)
    }

    /// Ends those whose last day was before `today`, and says how many.
    pub async fn remove_expired(&mut self, today: Day) -> Result<u64> {
        self.0.run(REMOVE_EXPIRED, values![today]).await
    }
}
