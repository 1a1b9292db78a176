//! What an admin says of a staff person, in a form that adds one or changes one.

use super::{Roles, StaffRole};
use crate::chosen::Chosen;
use crate::faults::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::text::read_name;
use serde::{Deserialize, Serialize};

/// Name, work, roles and organisation of somebody, as they were typed. Field names are the form's names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StaffDraft {
    /// The name.
    pub name: String,
    /// The work, in words.
    pub function: String,
    /// The words of the roles, a space between them.
    pub roles: String,
    /// The organisation of a partner.
    pub organisation: Chosen<OrganisationId>,
}

/// Name, work, roles and organisation of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffAbout {
    /// The name.
    pub name: String,
    /// The work, in words.
    pub function: String,
    /// The roles: at least one.
    pub roles: Roles,
    /// The organisation of a partner; of nobody else.
    pub organisation: Option<OrganisationId>,
}

impl StaffDraft {
    /// Reads it, or notes what is wrong with which field. A partner is of one organisation, and nobody else is of any.
    pub fn read(&self, faults: &mut Faults) -> Option<StaffAbout> {
        let name = faults.keep("name", read_name(&self.name));
        let function = faults.keep("function", read_name(&self.function));
        let roles = Roles::from_slugs(&self.roles).ok_or(Fault::NotAChoice);
        let roles =
            roles.and_then(|roles| if roles.is_empty() { Err(Fault::NothingChosen) } else { Ok(roles) });
        let roles = faults.keep("roles", roles);
        let organisation = match roles.is_some_and(|roles| roles.has(StaffRole::Partner)) {
            true => faults.keep("organisation", self.organisation.read()).map(Some),
            false => Some(None),
        };
        Some(StaffAbout { name: name?, function: function?, roles: roles?, organisation: organisation? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_of_one_organisation_and_nobody_else_is_of_any() {
        let linde = OrganisationId::from_bytes([7; 16]);
        let one = Chosen::One(linde);
        for (name, roles, organisation, read) in [
            ("Bas", "moderator admin", Chosen::Nothing, Ok(None)),
            ("Bas", "moderator", one, Ok(None)),
            ("Bas", "partner expert", one, Ok(Some(linde))),
            ("Bas", "partner", Chosen::Nothing, Err(("organisation", Fault::NothingChosen))),
            ("Bas", "partner", Chosen::Unknown, Err(("organisation", Fault::NotAChoice))),
            ("Bas", " ", one, Err(("roles", Fault::NothingChosen))),
            ("Bas", "root", one, Err(("roles", Fault::NotAChoice))),
            ("B", "admin", one, Err(("name", Fault::TooShort(2)))),
        ] {
            let mut faults = Faults::default();
            let (name, function) = (name.to_owned(), "reserve".to_owned());
            let draft = StaffDraft { name, function, roles: roles.to_owned(), organisation };
            let found = draft.read(&mut faults);
            match read {
                Ok(organisation) => {
                    assert_eq!(found.map(|about| about.organisation), Some(organisation), "{roles}")
                }
                Err((field, why)) => {
                    assert_eq!((found, faults), (None, Faults::on(field, why)), "{roles}");
                }
            }
        }
    }
}
