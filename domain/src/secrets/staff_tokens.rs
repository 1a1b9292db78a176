//! What a staff person holds: the token behind the `#` of a personal link, and the token of a session. Of both the database has the
//! hash alone.

use super::{labels, tokens};

tokens! {
    /// The secret of a personal link: 256 random bits behind the `#`, where no server sees them before somebody presses the button. It is
    /// used once.
    pub struct StaffLinkToken(labels::STAFF_LINK);
    /// The secret of a staff session: 256 random bits in a cookie, drawn anew at each sign-in (S18).
    pub struct StaffToken(labels::STAFF_SESSION);
}

impl StaffLinkToken {
    /// Seconds for which a link can be used: 72 hours.
    pub const LASTS: i64 = 72 * 60 * 60;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use proptest::prelude::*;

    #[test]
    fn a_link_opens_no_session_and_a_session_uses_no_link() {
        let link = StaffLinkToken::generate(&Seeded::new(1));
        let session = StaffToken::parse(&link.text()).expect("the same bytes");
        assert_ne!(link.hash(), session.hash());
        assert_eq!(format!("{link:?} {session:?}"), "StaffLinkToken(hidden) StaffToken(hidden)");
    }

    proptest! {
        #[test]
        fn a_token_reads_back_from_its_link(seed: u64) {
            let token = StaffLinkToken::generate(&Seeded::new(seed));
            let link = format!("https://health-thing.example/staff/activate#{}", token.text());
            prop_assert_eq!(StaffLinkToken::parse(&link), Ok(token));
        }

        #[test]
        fn any_other_text_is_no_token(text in ".{0,200}") {
            prop_assert!(StaffToken::parse(&text).is_err());
        }
    }
}
