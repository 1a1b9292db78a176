//! The things that staff do and that are kept: a closed list, so that no line of the log can hold words of anybody.

/// Something that a staff person did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StaffDeed {
    /// Added a staff account.
    AddStaff,
    /// Changed the name, the function or the organisation of one.
    SetStaff,
    /// Changed the roles of one, perhaps with more about them; the detail names the new ones.
    SetRoles,
    /// Removed one.
    RemoveStaff,
    /// Made a personal link for one, to come in for the first time or after a lost factor.
    MakeLink,
    /// Used the own link.
    Activate,
    /// Added a passkey of their own.
    AddPasskey,
    /// Removed one.
    RemovePasskey,
    /// Set up codes of an app.
    SetTotp,
    /// Made ten new recovery codes.
    MakeRecoveryCodes,
    /// Used up a recovery code: came in with it, or showed it as a factor.
    UseRecoveryCode,
    /// Signed in.
    SignIn,
    /// Ended sessions of their own elsewhere.
    EndSessions,
    /// Set or removed the own photo.
    SetPhoto,
    /// Added an organisation.
    AddOrganisation,
    /// Changed one.
    SetOrganisation,
    /// Added a cohort.
    AddCohort,
    /// Ended one.
    EndCohort,
    /// Decided that a post that waited may be seen.
    ReleasePost,
    /// Asked its author to make it less recognisable.
    AskAuthor,
    /// Removed one; the detail names the reason.
    RemovePost,
    /// Took a decision back within its minute.
    UndoDecision,
    /// Took a list along as a file; the detail names it.
    Export,
}

impl StaffDeed {
    /// Every deed with its word in tables and exports.
    const WORDS: [(Self, &'static str); 23] = [
        (Self::AddStaff, "add_staff"),
        (Self::SetStaff, "set_staff"),
        (Self::SetRoles, "set_roles"),
        (Self::RemoveStaff, "remove_staff"),
        (Self::MakeLink, "make_link"),
        (Self::Activate, "activate"),
        (Self::AddPasskey, "add_passkey"),
        (Self::RemovePasskey, "remove_passkey"),
        (Self::SetTotp, "set_totp"),
        (Self::MakeRecoveryCodes, "make_recovery_codes"),
        (Self::UseRecoveryCode, "use_recovery_code"),
        (Self::SignIn, "sign_in"),
        (Self::EndSessions, "end_sessions"),
        (Self::SetPhoto, "set_photo"),
        (Self::AddOrganisation, "add_organisation"),
        (Self::SetOrganisation, "set_organisation"),
        (Self::AddCohort, "add_cohort"),
        (Self::EndCohort, "end_cohort"),
        (Self::ReleasePost, "release_post"),
        (Self::AskAuthor, "ask_author"),
        (Self::RemovePost, "remove_post"),
        (Self::UndoDecision, "undo_decision"),
        (Self::Export, "export"),
    ];

    /// Every deed.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.into_iter().map(|(deed, _)| deed)
    }

    /// The word in tables and exports.
    pub fn slug(self) -> &'static str {
        Self::WORDS.into_iter().find(|(deed, _)| *deed == self).map_or("", |(_, word)| word)
    }

    /// The deed with this word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::WORDS.into_iter().find(|(_, word)| *word == slug).map(|(deed, _)| deed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deed_has_a_word_of_its_own() {
        for deed in StaffDeed::all() {
            assert_eq!(StaffDeed::from_slug(deed.slug()), Some(deed));
        }
        assert_eq!(StaffDeed::from_slug(""), None);
    }
}
