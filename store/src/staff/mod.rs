//! People who work here: who they are, how each comes in, and where each is signed in.
//!
//! Whoever changes who may do what closes the gate of this zone first (`Tx::close_gate`): the count of admins and the roles that
//! were looked at are then still true when something is done.

mod links;
mod passkeys;
mod photos;
mod recovery;
mod sessions;
mod totp;

pub use links::{StaffLink, StaffLinks};
pub use passkeys::{StaffPasskey, StaffPasskeys};
pub use photos::{Photos, StaffPhoto};
pub use recovery::StaffRecovery;
pub use sessions::{StaffSession, StaffSessions};
pub use totp::{StaffTotp, StaffTotps};

use crate::driver::{Result, Row, Staff, Tx};
use domain::ids::{OrganisationId, StaffId};
use domain::live::Topic;
use domain::staff::{Right, Roles};
use domain::time::Day;

const ADD: &str = "insert into staff (id, called, duty, email, roles, organisation_id, added)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (email) do nothing";
const FIND: &str = "select id, called, duty, email, roles, organisation_id, added, removed
    from staff where id = $1 and removed is null";
const FIND_BY_EMAIL: &str = "select id, called, duty, email, roles, organisation_id, added, removed
    from staff where email = $1";
const LIST: &str = "select id, called, duty, email, roles, organisation_id, added, removed
    from staff where removed is null order by called, id";
const LIST_ALL: &str = "select id, called, duty, email, roles, organisation_id, added, removed
    from staff order by called, id";
const SET: &str = "update staff set called = $2, duty = $3, roles = $4, organisation_id = $5
    where id = $1 and removed is null";
const REMOVE: &str =
    "update staff set email = null, roles = '', removed = $2 where id = $1 and removed is null";
/// An admin who never came in lets nobody in.
const ADMINS: &str = "select id from staff
    where removed is null and ' ' || roles || ' ' like '% admin %'
        and (exists (select 1 from staff_passkeys p where p.staff_id = staff.id)
            or exists (select 1 from staff_totp t where t.staff_id = staff.id))
    order by id";
/// The ways in of somebody, and the face that others know.
const REMOVE_OWN: [&str; 6] = [
    "delete from staff_links where staff_id = $1",
    "delete from staff_passkeys where staff_id = $1",
    "delete from staff_totp where staff_id = $1",
    "delete from staff_recovery where staff_id = $1",
    "delete from staff_sessions where staff_id = $1",
    "delete from photos where staff_id = $1",
];

#[cfg(test)]
pub(crate) const SQL: &[&[&str]] = &[
    &[ADD, FIND, FIND_BY_EMAIL, LIST, LIST_ALL, SET, REMOVE, ADMINS],
    &REMOVE_OWN,
    links::SQL,
    passkeys::SQL,
    photos::SQL,
    recovery::SQL,
    sessions::SQL,
    totp::SQL,
];

/// Somebody who works here, or did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffRow {
    /// The id, which says nothing outside of this zone.
    pub id: StaffId,
    /// The name.
    pub name: String,
    /// The work of this person, in words.
    pub function: String,
    /// The work e-mail by which the person signs in; empty once removed.
    pub email: String,
    /// The roles; none once removed.
    pub roles: Roles,
    /// The organisation of a partner.
    pub organisation: Option<OrganisationId>,
    /// The day on which the account was made.
    pub added: Day,
    /// The day on which it was removed.
    pub removed: Option<Day>,
}

/// Reads what all questions here select first.
fn read(row: &Row<'_>) -> Result<StaffRow> {
    Ok(StaffRow {
        id: row.id("id", StaffId::from_bytes)?,
        name: row.get("called")?,
        function: row.get("duty")?,
        email: row.get::<Option<String>>("email")?.unwrap_or_default(),
        roles: row.word("roles", Roles::from_slugs)?,
        organisation: row.id_if_any("organisation_id", OrganisationId::from_bytes)?,
        added: row.day("added")?,
        removed: row.get::<Option<_>>("removed")?.map(Day::from_date),
    })
}

impl Tx<Staff> {
    /// The people who work here.
    pub fn staff(&mut self) -> StaffBook<'_> {
        StaffBook(self)
    }
}

/// People who work here, as rows.
pub struct StaffBook<'a>(&'a mut Tx<Staff>);

impl StaffBook<'_> {
    /// Adds one; false when somebody else has this e-mail.
    pub async fn add(&mut self, staff: &StaffRow) -> Result<bool> {
        let StaffRow { id, name, function, email, roles, organisation, added, removed: _ } = staff;
        let values = values![*id, name, function, email, roles.slugs(), *organisation, *added];
        Ok(self.0.run(ADD, values).await? == 1)
    }

    /// The one with this id, unless removed.
    pub async fn find(&mut self, staff: StaffId) -> Result<Option<StaffRow>> {
        self.0.ask_one(FIND, values![staff], read).await
    }

    /// The one with this e-mail, in lower case.
    pub async fn find_by_email(&mut self, email: &str) -> Result<Option<StaffRow>> {
        self.0.ask_one(FIND_BY_EMAIL, values![email], read).await
    }

    /// All who work here, by name.
    pub async fn list(&mut self) -> Result<Vec<StaffRow>> {
        self.0.ask(LIST, &[], read).await
    }

    /// These and all who were removed, by name: the log names them too.
    pub async fn list_all(&mut self) -> Result<Vec<StaffRow>> {
        self.0.ask(LIST_ALL, &[], read).await
    }

    /// Changes what somebody is called and may do, and has their streams look again (S22); false when removed. The links for
    /// colleagues that they made go when they may make none any more.
    pub async fn set(
        &mut self,
        staff: StaffId,
        name: &str,
        function: &str,
        roles: Roles,
        organisation: Option<OrganisationId>,
    ) -> Result<bool> {
        let was_there =
            self.0.run(SET, values![staff, name, function, roles.slugs(), organisation]).await? == 1;
        if !roles.rights().has(Right::ManageStaff) {
            self.0.staff_links().remove_made_by(staff).await?;
        }
        self.0.live().notify(Topic::Staff(staff)).await?;
        Ok(was_there)
    }

    /// Removes somebody with everything to come in by and the links for colleagues that they made, ends their streams, and has its bytes
    /// overwritten (T32); the name stays for the log. False when removed before.
    pub async fn remove(&mut self, staff: StaffId, today: Day) -> Result<bool> {
        self.0.leaves_traces();
        let was_there = self.0.run(REMOVE, values![staff, today]).await? == 1;
        for sql in REMOVE_OWN {
            self.0.run(sql, values![staff]).await?;
        }
        self.0.staff_links().remove_made_by(staff).await?;
        self.0.live().notify(Topic::Staff(staff)).await?;
        Ok(was_there)
    }

    /// The admins who can come in: those with a passkey or an app.
    pub async fn admins(&mut self) -> Result<Vec<StaffId>> {
        self.0.ask(ADMINS, &[], |row| row.id("id", StaffId::from_bytes)).await
    }
}
