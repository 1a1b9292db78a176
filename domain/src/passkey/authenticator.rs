//! What the authenticator says: for which site, that somebody was there and showed to be its owner, and the new credential.

use super::NewPasskey;
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature, VerifyingKey};

/// Somebody was there.
const PRESENT: u8 = 0x01;
/// It was the owner of the device, by finger, face or code.
const VERIFIED: u8 = 0x04;
/// A new credential is in it.
const CREDENTIAL: u8 = 0x40;
/// Answers of extensions are in it.
const EXTENSIONS: u8 = 0x80;

/// The lengths of ids that authenticators give.
const ID: std::ops::RangeInclusive<usize> = 16..=1_023;

/// The one way in which CTAP2 writes an ES256 key: a map of five, type EC2, algorithm -7, curve P-256, then both coordinates. No
/// other way is allowed.
const BEFORE_X: [u8; 10] = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
const BEFORE_Y: [u8; 3] = [0x22, 0x58, 0x20];

/// The public key of a passkey: a point of P-256, compressed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PasskeyKey([u8; Self::LENGTH]);

/// It tells one device from all others, so it is shown in no log.
impl std::fmt::Debug for PasskeyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasskeyKey(hidden)")
    }
}

impl PasskeyKey {
    /// The number of its bytes.
    pub const LENGTH: usize = 33;

    /// The key that these bytes are; `None` when they are no point of the curve.
    pub fn from_bytes(bytes: [u8; Self::LENGTH]) -> Option<Self> {
        VerifyingKey::from_sec1_bytes(&bytes).ok().map(|_| Self(bytes))
    }

    /// The bytes, to be sealed.
    pub const fn bytes(&self) -> [u8; Self::LENGTH] {
        self.0
    }

    /// Tells whether this is its signature of `text`.
    pub(super) fn signed(&self, text: &[u8], signature: &Signature) -> bool {
        VerifyingKey::from_sec1_bytes(&self.0).is_ok_and(|key| key.verify(text, signature).is_ok())
    }
}

/// The authenticator data, taken apart. The counter is not read: passkeys that a phone and its owner's other devices share have none.
pub(super) struct AuthenticatorData<'a> {
    party: &'a [u8; 32],
    flags: u8,
    pub credential: Option<NewPasskey>,
}

impl<'a> AuthenticatorData<'a> {
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (party, rest) = bytes.split_first_chunk::<32>()?;
        let ([flags, ..], mut rest) = rest.split_first_chunk::<5>()?;
        let mut credential = None;
        if flags & CREDENTIAL != 0 {
            let (found, behind) = read_credential(rest)?;
            (credential, rest) = (Some(found), behind);
        }
        // Nothing stands behind but answers of extensions, which are for the browser.
        (rest.is_empty() == (flags & EXTENSIONS == 0)).then_some(Self { party, flags: *flags, credential })
    }

    pub fn judge(self, party: &[u8; 32]) -> Option<Self> {
        let both = PRESENT | VERIFIED;
        (self.party == party && self.flags & both == both).then_some(self)
    }
}

/// Reads the make of the device, which counts for nothing here, the id and the key.
fn read_credential(bytes: &[u8]) -> Option<(NewPasskey, &[u8])> {
    let (_make, rest) = bytes.split_first_chunk::<16>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (id, rest) = rest.split_at_checked(length).filter(|_| ID.contains(&length))?;
    let rest = rest.strip_prefix(&BEFORE_X)?;
    let (x, rest) = rest.split_first_chunk::<32>()?;
    let (y, rest) = rest.strip_prefix(&BEFORE_Y)?.split_first_chunk::<32>()?;
    let whole = [&[0x04], &x[..], &y[..]].concat();
    let point = VerifyingKey::from_sec1_bytes(&whole).ok()?;
    let key = point.to_sec1_point(true).as_bytes().try_into().ok()?;
    Some((NewPasskey { id: id.to_vec(), key: PasskeyKey(key) }, rest))
}
