//! Who is asking.

use domain::ids::{AccountId, OrganisationId, StaffId};
use domain::people::Cohort;
use domain::secrets::Root;
use domain::staff::{Right, Roles};
use domain::time::Day;
use std::sync::Arc;

/// The number of own threads with something new in them: it stands in the menu.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Badge(pub u32);

/// The hashed network prefix of a request, made by the server's layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(pub [u8; 16]);

/// A computer that others use too, as its user said now or earlier in this browser session: then the product goes by a neutral
/// name and leaves nothing behind (T19).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharedComputer(pub bool);

/// The one who asks.
#[derive(Clone)]
pub enum Who {
    /// Nobody we know.
    Visitor,
    /// Somebody who is signed in.
    Member(Arc<Member>),
    /// A staff person, on pages of staff only: anywhere else they are nobody.
    Staff(Arc<Staff>),
}

/// A staff person who is signed in. Lives for one request, so what an admin changed counts from the next one (S22).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The id in the logs of all zones.
    pub id: StaffId,
    /// The name as colleagues read it.
    pub name: String,
    /// Their work, in words, for example "moderator, dinsdag en donderdag".
    pub function: String,
    /// Their roles.
    pub roles: Roles,
    /// The organisation of a partner.
    pub organisation: Option<OrganisationId>,
    /// The hash under which the session is stored.
    pub session: [u8; 32],
    /// The second since 1970 at which a factor was last shown.
    pub proved: i64,
}

impl Staff {
    /// Tells whether their roles give them this right.
    pub fn may(&self, right: Right) -> bool {
        self.roles.rights().has(right)
    }
}

/// Somebody who is signed in. Lives for one request; the root of authorship is forgotten with it.
pub struct Member {
    /// The account: used for the account's own pages only, never next to a post.
    pub account: AccountId,
    /// The root of authorship, open only while this person is signed in.
    pub root: Root,
    /// The hash under which the session is stored.
    pub session: [u8; 32],
    /// True on a shared computer (10 idle minutes).
    pub shared: bool,
    /// True once the account code was typed back or used to sign in.
    pub code_known: bool,
    /// The cohort that the member declared, if it can be opened.
    pub cohort: Option<Cohort>,
}

impl Member {
    /// Tells whether marks of this member count on the day `today`: so many days after the key was kept. Of who kept it before
    /// that was noted, no day is known.
    pub fn may_mark(&self, today: Day, after_days: i64) -> bool {
        let confirmed = self.cohort.and_then(|cohort| cohort.confirmed);
        self.code_known && confirmed.is_none_or(|day| today.since(day) >= after_days)
    }
}
