//! Where staff are signed in. A row holds no token, no address and no device.

use super::StaffRow;
use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::StaffId;
use domain::live::Topic;

const ADD: &str =
    "insert into staff_sessions (hash, staff_id, opened, seen, proved) values ($1, $2, $3, $4, $5)";
const FIND_WITH_STAFF: &str = "select s.hash, s.staff_id, s.opened, s.seen, s.proved,
        p.id, p.called, p.duty, p.email, p.roles, p.organisation_id, p.added, p.removed
    from staff_sessions s join staff p on p.id = s.staff_id where s.hash = $1 and p.removed is null";
const SEE: &str = "update staff_sessions set seen = $2 where hash = $1 and seen < $2";
const PROVE: &str =
    "update staff_sessions set proved = case when proved < $2 then $2 else proved end where hash = $1";
const LIST: &str = "select hash, staff_id, opened, seen, proved from staff_sessions
    where staff_id = $1 order by opened desc, hash";
const SEEN_EACH: &str = "select staff_id, max(seen) as seen from staff_sessions group by staff_id";
const REMOVE: &str = "delete from staff_sessions where hash = $1 returning staff_id";
const REMOVE_OF: &str = "delete from staff_sessions where staff_id = $1 and hash <> $2 returning hash";
const REMOVE_EXPIRED: &str = "delete from staff_sessions where opened < $1 or seen < $2";

#[cfg(test)]
pub(super) const SQL: &[&str] =
    &[ADD, FIND_WITH_STAFF, SEE, PROVE, LIST, SEEN_EACH, REMOVE, REMOVE_OF, REMOVE_EXPIRED];

/// A session of somebody on the staff. Moments are seconds.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffSession {
    /// The hash of its token.
    pub hash: [u8; 32],
    /// Whose it is.
    pub staff: StaffId,
    /// The moment of signing in.
    pub opened: i64,
    /// The moment of the last request that was noted.
    pub seen: i64,
    /// The moment at which a factor was shown last.
    pub proved: i64,
}

/// Without the hash.
impl std::fmt::Debug for StaffSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { hash: _, staff, opened, seen, proved } = self;
        f.debug_struct("StaffSession")
            .field("staff", staff)
            .field("opened", opened)
            .field("seen", seen)
            .field("proved", proved)
            .finish_non_exhaustive()
    }
}

fn read(row: &Row<'_>) -> Result<StaffSession> {
    Ok(StaffSession {
        hash: row.bytes("hash")?,
        staff: row.id("staff_id", StaffId::from_bytes)?,
        opened: row.get("opened")?,
        seen: row.get("seen")?,
        proved: row.get("proved")?,
    })
}

impl Tx<Staff> {
    /// The places where staff are signed in.
    pub fn staff_sessions(&mut self) -> StaffSessions<'_> {
        StaffSessions(self)
    }
}

/// Sessions of staff as rows.
pub struct StaffSessions<'a>(&'a mut Tx<Staff>);

impl StaffSessions<'_> {
    /// Adds one.
    pub async fn add(&mut self, session: &StaffSession) -> Result<()> {
        let StaffSession { hash, staff, opened, seen, proved } = session;
        self.0.run(ADD, values![hash, *staff, *opened, *seen, *proved]).await.map(drop)
    }

    /// The one of the token with this hash, and whose it is. Whether it is over is the caller's to judge; somebody who was
    /// removed has none.
    pub async fn find_with_staff(&mut self, hash: &[u8; 32]) -> Result<Option<(StaffSession, StaffRow)>> {
        let read = |row: &Row<'_>| Ok((read(row)?, super::read(row)?));
        self.0.ask_one(FIND_WITH_STAFF, values![hash], read).await
    }

    /// Notes a request.
    pub async fn see(&mut self, hash: &[u8; 32], now: i64) -> Result<()> {
        self.0.run(SEE, values![hash, now]).await.map(drop)
    }

    /// Notes that a factor was shown; false when the session is gone.
    pub async fn prove(&mut self, hash: &[u8; 32], now: i64) -> Result<bool> {
        Ok(self.0.run(PROVE, values![hash, now]).await? == 1)
    }

    /// All of one person, the latest first.
    pub async fn list(&mut self, staff: StaffId) -> Result<Vec<StaffSession>> {
        self.0.ask(LIST, values![staff], read).await
    }

    /// The last moment at which each person with a session was seen.
    pub async fn seen_each(&mut self) -> Result<Vec<(StaffId, i64)>> {
        let read = |row: &Row<'_>| Ok((row.id("staff_id", StaffId::from_bytes)?, row.get("seen")?));
        self.0.ask(SEEN_EACH, &[], read).await
    }

    /// Ends one, and has its streams look again; false when it was gone.
    pub async fn remove(&mut self, hash: &[u8; 32]) -> Result<bool> {
        let of = |row: &Row<'_>| row.id("staff_id", StaffId::from_bytes);
        let Some(staff) = self.0.ask_one(REMOVE, values![hash], of).await? else { return Ok(false) };
        self.0.live().notify(Topic::Staff(staff)).await?;
        Ok(true)
    }

    /// Ends all of one person but perhaps one, has their streams look again, and says which.
    pub async fn remove_of(&mut self, staff: StaffId, except: Option<&[u8; 32]>) -> Result<Vec<[u8; 32]>> {
        // No token has the hash of zeros.
        let except = except.unwrap_or(&[0; 32]);
        let ended = self.0.ask(REMOVE_OF, values![staff, except], |row| row.bytes("hash")).await?;
        if !ended.is_empty() {
            self.0.live().notify(Topic::Staff(staff)).await?;
        }
        Ok(ended)
    }

    /// Ends those that were opened, or seen last, before these moments, and says how many.
    pub async fn remove_expired(&mut self, opened_before: i64, seen_before: i64) -> Result<u64> {
        self.0.run(REMOVE_EXPIRED, values![opened_before, seen_before]).await
    }
}
