//! What the server keeps of the factors of staff: none of it serves whoever has the database without the server's keys.

use super::keys::Keys;
use super::{hex, labels, primitives};
use crate::codes::RecoveryCode;
use crate::entropy::Entropy;
use crate::ids::StaffId;
use crate::staff::TotpSecret;
use zeroize::Zeroizing;

/// A longer cookie is not ours.
const LONGEST: usize = 2_048;

impl Keys {
    /// Makes the value under which the passkey of a staff person with this id is found. A passkey of a member is found under another
    /// one, so one device says nothing about the two.
    pub fn staff_passkey_lookup(&self, id: &[u8]) -> [u8; 32] {
        primitives::mac(&self.server_key(labels::STAFF_PASSKEY), labels::STAFF_PASSKEY, &[id])
    }

    /// Makes the value under which a recovery code of this person is found.
    pub fn recovery_lookup(&self, staff: StaffId, code: &RecoveryCode) -> [u8; 32] {
        let key = self.server_key(labels::STAFF_RECOVERY);
        primitives::mac(&key, labels::STAFF_RECOVERY, &[&staff.bytes(), code.normalised()])
    }

    /// Seals the secret behind the codes of this person's app.
    pub fn seal_totp(&self, staff: StaffId, secret: &TotpSecret, entropy: &dyn Entropy) -> Vec<u8> {
        let key = self.server_key(labels::STAFF_TOTP);
        primitives::seal(&key, labels::STAFF_TOTP, &staff.bytes(), secret.bytes(), entropy)
    }

    /// Opens what [`Keys::seal_totp`] sealed; `None` for another person, or when a bit was changed.
    pub fn open_totp(&self, staff: StaffId, sealed: &[u8]) -> Option<TotpSecret> {
        let key = self.server_key(labels::STAFF_TOTP);
        let plain = primitives::open_exactly(&key, labels::STAFF_TOTP, &staff.bytes(), sealed)?;
        Some(TotpSecret::from_bytes(*plain))
    }

    /// Seals a secret that this person's app is to know, for the form that goes back and forth until a code of it was typed.
    pub fn seal_offered_totp(&self, staff: StaffId, secret: &TotpSecret, entropy: &dyn Entropy) -> String {
        hex::write(&self.seal_totp(staff, secret, entropy))
    }

    /// Opens what [`Keys::seal_offered_totp`] sealed.
    pub fn open_offered_totp(&self, staff: StaffId, text: &str) -> Option<TotpSecret> {
        if text.len() > LONGEST {
            return None;
        }
        self.open_totp(staff, &hex::read(text)?)
    }

    /// Seals recovery codes for the cookie of the session that shows them, until their owner kept them.
    pub fn seal_recovery_codes(
        &self,
        session: &[u8; 32],
        codes: &[RecoveryCode],
        entropy: &dyn Entropy,
    ) -> String {
        let plain = Zeroizing::new(codes.iter().map(|code| code.grouped()).collect::<Vec<_>>().join(" "));
        let key = self.server_key(labels::STAFF_CODES);
        hex::write(&primitives::seal(&key, labels::STAFF_CODES, session, plain.as_bytes(), entropy))
    }

    /// Opens what [`Keys::seal_recovery_codes`] sealed; `None` in another session.
    pub fn open_recovery_codes(&self, session: &[u8; 32], text: &str) -> Option<Vec<RecoveryCode>> {
        if text.len() > LONGEST {
            return None;
        }
        let key = self.server_key(labels::STAFF_CODES);
        let plain = primitives::open(&key, labels::STAFF_CODES, session, &hex::read(text)?)?;
        std::str::from_utf8(&plain).ok()?.split(' ').map(|code| RecoveryCode::parse(code).ok()).collect()
    }

    /// The value by which a form says on whose page it stands, so that a page that one colleague left open does nothing in the name
    /// of the next.
    pub fn staff_shelf(&self, staff: StaffId) -> String {
        let key = self.server_key(labels::STAFF_SHELF);
        hex::write(&primitives::mac(&key, labels::STAFF_SHELF, &[&staff.bytes()])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;

    #[test]
    fn what_is_kept_of_one_person_is_of_no_use_to_another() {
        let source = Seeded::new(1);
        let (keys, others) = (Keys::generate(&source), Keys::generate(&source));
        let (mine, yours) = (StaffId::random(&source), StaffId::random(&source));
        let secret = TotpSecret::generate(&source);
        let sealed = keys.seal_totp(mine, &secret, &source);
        assert_eq!(keys.open_totp(mine, &sealed).map(|open| open.text()), Some(secret.text()));
        assert!(keys.open_totp(yours, &sealed).is_none() && others.open_totp(mine, &sealed).is_none());
        let offered = keys.seal_offered_totp(mine, &secret, &source);
        assert!(keys.open_offered_totp(mine, &offered).is_some());
        assert!(keys.open_offered_totp(yours, &offered).is_none());
        assert!(keys.open_offered_totp(mine, &"0".repeat(LONGEST + 2)).is_none());

        let code = RecoveryCode::generate(&source);
        let typed = RecoveryCode::parse(&code.grouped().to_lowercase()).expect("a code");
        assert_eq!(keys.recovery_lookup(mine, &code), keys.recovery_lookup(mine, &typed));
        assert_ne!(keys.recovery_lookup(mine, &code), keys.recovery_lookup(yours, &code));
        assert_ne!(keys.recovery_lookup(mine, &code), others.recovery_lookup(mine, &code));
        assert_ne!(keys.staff_passkey_lookup(&[9; 20]), keys.passkey_lookup(&[9; 20]));
        assert_ne!(keys.staff_shelf(mine), keys.staff_shelf(yours));
    }

    #[test]
    fn recovery_codes_are_shown_to_the_session_that_made_them() {
        let source = Seeded::new(1);
        let keys = Keys::generate(&source);
        let codes: Vec<_> = (0..RecoveryCode::COUNT).map(|_| RecoveryCode::generate(&source)).collect();
        let cookie = keys.seal_recovery_codes(&[1; 32], &codes, &source);
        assert_eq!(keys.open_recovery_codes(&[1; 32], &cookie), Some(codes));
        assert_eq!(keys.open_recovery_codes(&[2; 32], &cookie), None);
        assert_eq!(keys.open_recovery_codes(&[1; 32], ""), None);
    }
}
