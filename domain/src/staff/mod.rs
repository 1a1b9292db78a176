//! Staff: named people who work here, what they may do, and the words in which what they did is kept.
//!
//! A member is never staff and a staff account never a member: nothing joins the two (docs/ARCHITECTURE.md, "Three zones").

mod deeds;
mod draft;
#[cfg(feature = "server")]
mod passphrase;
mod rights;
#[cfg(feature = "server")]
mod totp;

pub use deeds::StaffDeed;
pub use draft::{StaffAbout, StaffDraft};
#[cfg(feature = "server")]
pub use passphrase::Passphrase;
pub use rights::{Right, Rights};
#[cfg(feature = "server")]
pub use totp::{TotpCode, TotpSecret};

use crate::faults::Fault;
use crate::people::Lang;
use serde::{Deserialize, Serialize};

/// Something that a person is here. One person may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Answers and coaches.
    Expert,
    /// Keeps the place safe.
    Moderator,
    /// Finds themes in what is said.
    Researcher,
    /// Hears, for one organisation, what is found.
    Partner,
    /// Runs the place: people, organisations, cohorts, the system.
    Admin,
}

impl StaffRole {
    /// Every role, in the order in which it is offered.
    pub const ALL: [Self; 5] = [Self::Expert, Self::Moderator, Self::Researcher, Self::Partner, Self::Admin];

    /// The word in forms and tables.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Expert => "expert",
            Self::Moderator => "moderator",
            Self::Researcher => "researcher",
            Self::Partner => "partner",
            Self::Admin => "admin",
        }
    }

    /// The role with this word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// The word that people read.
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Expert, _) => "expert",
            (Self::Moderator, _) => "moderator",
            (Self::Researcher, Lang::Nl) => "onderzoeker",
            (Self::Researcher, Lang::En) => "researcher",
            (Self::Partner, _) => "partner",
            (Self::Admin, Lang::Nl) => "beheerder",
            (Self::Admin, Lang::En) => "admin",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The roles of one person: any number of them, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Roles(u8);

impl Roles {
    /// No role: such a person may do nothing but end their own session.
    pub const NONE: Self = Self(0);

    /// These and this one.
    #[must_use]
    pub const fn with(self, role: StaffRole) -> Self {
        Self(self.0 | role.bit())
    }

    /// Returns true when this role is among them.
    pub const fn has(self, role: StaffRole) -> bool {
        self.0 & role.bit() != 0
    }

    /// Returns true when there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them, in the order of [`StaffRole::ALL`].
    pub fn iter(self) -> impl Iterator<Item = StaffRole> {
        StaffRole::ALL.into_iter().filter(move |role| self.has(*role))
    }

    /// Their words, a space between them, as forms and tables have them.
    pub fn slugs(self) -> String {
        self.iter().map(StaffRole::slug).collect::<Vec<_>>().join(" ")
    }

    /// The roles that these words name; `None` when one of them is no role.
    pub fn from_slugs(slugs: &str) -> Option<Self> {
        slugs
            .split_whitespace()
            .map(StaffRole::from_slug)
            .try_fold(Self::NONE, |all, role| Some(all.with(role?)))
    }

    /// The things that somebody with these roles may do.
    pub fn rights(self) -> Rights {
        Rights::of(self)
    }
}

impl FromIterator<StaffRole> for Roles {
    fn from_iter<I: IntoIterator<Item = StaffRole>>(roles: I) -> Self {
        roles.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Reads the work e-mail by which a staff person signs in, in lower case. It is a name to sign in with: nothing is ever sent to it.
///
/// # Errors
/// [`Fault::NotAnEmail`].
pub fn read_email(text: &str) -> Result<String, Fault> {
    let text = text.trim().to_lowercase();
    let is_good = text.len() <= 254
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty()
                && host.contains('.')
                && !host.starts_with('.')
                && !host.ends_with('.')
                && !host.contains('@')
        })
        && text.chars().all(|c| c.is_ascii_graphic());
    if is_good { Ok(text) } else { Err(Fault::NotAnEmail) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn roles_read_back_as_they_were_written(bits in 0..32u8) {
            let roles = Roles(bits);
            prop_assert_eq!(Roles::from_slugs(&roles.slugs()), Some(roles));
            prop_assert_eq!(roles.iter().collect::<Roles>(), roles);
        }

        #[test]
        fn any_other_word_is_no_role(word in "[a-z]{1,12}") {
            prop_assume!(StaffRole::from_slug(&word).is_none());
            let words = format!("admin {word}");
            prop_assert_eq!(Roles::from_slugs(&words), None);
        }
    }

    #[test]
    fn a_work_email_is_one_word_with_a_host() {
        for (typed, read) in [
            ("Samira@Health-Thing.example ", Ok("samira@health-thing.example")),
            ("a@b", Err(Fault::NotAnEmail)),
            ("@b.nl", Err(Fault::NotAnEmail)),
            ("a@.nl", Err(Fault::NotAnEmail)),
            ("a@b@c.nl", Err(Fault::NotAnEmail)),
            ("a b@c.nl", Err(Fault::NotAnEmail)),
            ("é@c.nl", Err(Fault::NotAnEmail)),
            ("", Err(Fault::NotAnEmail)),
        ] {
            assert_eq!(read_email(typed), read.map(str::to_owned), "{typed}");
        }
    }
}
