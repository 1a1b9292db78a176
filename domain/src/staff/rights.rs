//! What follows from a role. The one table that says who may do what; pages, functions and streams ask it.

use super::{Roles, StaffRole};

/// Something that not everybody on the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Be here at all: the own page, "Wat jij ziet", the own ways in and sessions.
    BeHere,
    /// Decide about posts that wait.
    Moderate,
    /// Add staff, change their roles, make links for them, remove them.
    ManageStaff,
    /// Add and change organisations.
    ManageOrganisations,
    /// Add cohorts, show their codes, end them.
    ManageCohorts,
    /// Read what staff did, and take it along.
    ReadLog,
    /// See how the installation is.
    ReadSystem,
}

impl Right {
    /// Every right.
    pub const ALL: [Self; 7] = [
        Self::BeHere,
        Self::Moderate,
        Self::ManageStaff,
        Self::ManageOrganisations,
        Self::ManageCohorts,
        Self::ReadLog,
        Self::ReadSystem,
    ];

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// The table.
const fn of_role(role: StaffRole) -> &'static [Right] {
    match role {
        StaffRole::Expert | StaffRole::Researcher | StaffRole::Partner => &[Right::BeHere],
        StaffRole::Moderator => &[Right::BeHere, Right::Moderate],
        StaffRole::Admin => &[
            Right::BeHere,
            Right::ManageStaff,
            Right::ManageOrganisations,
            Right::ManageCohorts,
            Right::ReadLog,
            Right::ReadSystem,
        ],
    }
}

/// The rights of one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights(u16);

impl Rights {
    /// The rights that follow from these roles.
    pub fn of(roles: Roles) -> Self {
        let all = roles.iter().flat_map(|role| of_role(role).iter());
        Self(all.fold(0, |bits, right| bits | right.bit()))
    }

    /// Returns true when this right is among them.
    pub const fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// T8: the table as it is meant, role by role.
    #[test]
    fn rights_follow_from_roles_and_from_nothing_else() {
        let letters = |roles: Roles| -> String {
            Right::ALL.iter().map(|right| if roles.rights().has(*right) { 'x' } else { '.' }).collect()
        };
        for (role, rights) in [
            (StaffRole::Expert, "x......"),
            (StaffRole::Moderator, "xx....."),
            (StaffRole::Researcher, "x......"),
            (StaffRole::Partner, "x......"),
            (StaffRole::Admin, "x.xxxxx"),
        ] {
            assert_eq!(letters(Roles::NONE.with(role)), rights, "{role:?}");
        }
        assert_eq!(letters(Roles::NONE), ".......");
        assert_eq!(letters(StaffRole::ALL.into_iter().collect()), "xxxxxxx");
    }
}
