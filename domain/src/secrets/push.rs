//! The daily message (P10): where a device is kept so that nobody can say whose it is, and the signature by which
//! push services know this server.
//!
//! A device's row stands under a number that follows from S, so its owner finds it and nobody else can tie it to an
//! account. What it holds is sealed under a key of the server, because the messages go out while nobody is signed in.

use super::keys::Keys;
use super::primitives::{self, Secret};
use super::root::Root;
use super::{equal_in_constant_time, hex, hidden, labels};
use crate::entropy::Entropy;
use crate::push::{DayPart, ENDPOINT_MAX, Endpoint, MOST, Subscription, TURNS};
use crate::time::{Day, Month};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The number of bytes of a device's row before sealing: always the same.
const PLAIN: usize = 8 + ENDPOINT_MAX;

/// The value in a device's cookie by which its row can be removed, also when nobody is signed in. Follows from S.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct PushHandle([u8; 32]);

hidden!(PushHandle);
equal_in_constant_time!(PushHandle);

/// The number under which a device is kept; the handle cannot be found from it.
#[derive(Clone, Copy, PartialOrd, Ord)]
pub struct PushId([u8; 32]);

hidden!(PushId);
equal_in_constant_time!(PushId);

impl Root {
    /// The handles of the devices that this person may have.
    pub fn push_handles(&self) -> [PushHandle; MOST as usize] {
        std::array::from_fn(|n| PushHandle(primitives::mac(&self.0, labels::PUSH_HANDLE, &[&[n as u8]])))
    }
}

impl PushHandle {
    /// Writes it as it stands in the cookie.
    pub fn cookie_value(&self) -> String {
        hex::write(&self.0)
    }

    /// Reads a cookie.
    pub fn from_cookie(value: &str) -> Option<Self> {
        hex::read(value)?.try_into().ok().map(Self)
    }

    /// Makes the number under which the row is kept.
    pub fn id(&self) -> PushId {
        let digest = Sha256::new().chain_update(labels::PUSH_ROW).chain_update(self.0);
        PushId(digest.finalize().into())
    }
}

impl PushId {
    /// The number that was stored as these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to be stored.
    pub const fn bytes(&self) -> [u8; 32] {
        self.0
    }
}

impl Keys {
    /// Seals a device for its row. Every row is as long as every other.
    pub fn seal_push(&self, id: &PushId, device: &Subscription, entropy: &dyn Entropy) -> Vec<u8> {
        primitives::seal(&self.push_key(), labels::PUSH, &id.0, &write(device), entropy)
    }

    /// Opens what [`Keys::seal_push`] sealed; `None` with other keys, in another row, or when a bit was changed.
    pub fn open_push(&self, id: &PushId, sealed: &[u8]) -> Option<Subscription> {
        read(&primitives::open(&self.push_key(), labels::PUSH, &id.0, sealed)?)
    }

    /// Draws the turn of its part of the day in which a device gets its message: another one each day, as good as drawn, and the same
    /// on every host.
    pub fn push_turn(&self, day: Day, endpoint: &Endpoint) -> u32 {
        let day = day.to_string();
        let drawn = primitives::mac(
            &self.server_key(labels::PUSH_TURN),
            labels::PUSH_TURN,
            &[day.as_bytes(), endpoint.as_str().as_bytes()],
        );
        (u64::from_be_bytes(std::array::from_fn(|n| drawn[n])) % u64::from(TURNS)) as u32
    }

    fn push_key(&self) -> Secret {
        self.server_key(labels::PUSH)
    }

    /// The signing key of this server at push services (VAPID, RFC 8292). It follows from the key file, so there is one
    /// file to keep and every host has the same one.
    pub fn vapid(&self) -> Vapid {
        let secret = self.server_key(labels::VAPID);
        // One number in four thousand million is none of the curve's; then the next one.
        let key = (0_u8..).find_map(|n| {
            let scalar = primitives::derive(&*secret, Some(&[n]), labels::VAPID);
            SigningKey::from_slice(&*scalar).ok()
        });
        Vapid(key.expect("one of 256 draws is a number of the curve"))
    }
}

/// Version, part, year, month, two bytes of length, the address, zeroes.
fn write(device: &Subscription) -> [u8; PLAIN] {
    let mut out = [0; PLAIN];
    let address = device.endpoint.as_str().as_bytes();
    out[0] = 1;
    out[1] = device.part.number();
    out[2..4].copy_from_slice(&(device.since.year as u16).to_be_bytes());
    out[4] = device.since.month as u8;
    out[6..8].copy_from_slice(&(address.len() as u16).to_be_bytes());
    out[8..8 + address.len()].copy_from_slice(address);
    out
}

fn read(plain: &[u8]) -> Option<Subscription> {
    let (head, rest) = plain.split_first_chunk::<8>()?;
    let [1, part, y1, y2, month @ 1..=12, _, l1, l2] = *head else { return None };
    let address = rest.get(..usize::from(u16::from_be_bytes([l1, l2])))?;
    Some(Subscription {
        endpoint: Endpoint::read(std::str::from_utf8(address).ok()?)?,
        part: *DayPart::ALL.get(usize::from(part))?,
        since: Month { year: i32::from(u16::from_be_bytes([y1, y2])), month: u32::from(month) },
    })
}

/// The signing key of this server at push services.
pub struct Vapid(SigningKey);

hidden!(Vapid);

impl Vapid {
    /// The public half, as browsers and push services want it.
    pub fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.verifying_key().to_sec1_point(false).as_bytes())
    }

    /// The header `Authorization` for everything sent to `origin` before `expires` (seconds since 1970, at most a day
    /// ahead). `contact` is where the service finds the operator. The same words give the same header: the signature has
    /// no chance in it (RFC 6979), so it tells no message from another.
    pub fn authorization(&self, origin: &str, expires: i64, contact: &str) -> String {
        let claims = serde_json::json!({ "aud": origin, "exp": expires, "sub": contact }).to_string();
        let signed = [
            URL_SAFE_NO_PAD.encode(br#"{"typ":"JWT","alg":"ES256"}"#),
            URL_SAFE_NO_PAD.encode(claims.as_bytes()),
        ]
        .join(".");
        let signature: Signature = self.0.sign(signed.as_bytes());
        format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature.to_bytes()), self.public())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::Seeded;
    use p256::ecdsa::VerifyingKey;
    use p256::ecdsa::signature::Verifier;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn device(path: &str) -> Subscription {
        let endpoint = Endpoint::read(&format!("https://fcm.googleapis.com/{path}")).expect("an address");
        Subscription { endpoint, part: DayPart::Evening, since: Month { year: 2026, month: 11 } }
    }

    #[test]
    fn a_row_says_nothing_and_opens_for_this_server_alone() {
        let source = Seeded::new(1);
        let (keys, others) = (Keys::generate(&source), Keys::generate(&source));
        let root = Root::generate(&source);
        let [one, two, ..] = root.push_handles().map(|handle| handle.id());
        let sealed = keys.seal_push(&one, &device("short"), &source);
        assert_eq!(sealed.len(), keys.seal_push(&one, &device(&"l".repeat(400)), &source).len());
        assert_eq!(keys.open_push(&one, &sealed), Some(device("short")));
        assert_eq!(keys.open_push(&two, &sealed), None, "another row");
        assert_eq!(others.open_push(&one, &sealed), None, "another server");
    }

    #[test]
    fn handles_are_found_again_and_belong_to_one_person() {
        let source = Seeded::new(1);
        let (anna, bram) = (Root::generate(&source), Root::generate(&source));
        let all: BTreeSet<_> =
            anna.push_handles().iter().chain(&bram.push_handles()).map(|handle| handle.id()).collect();
        assert_eq!(all.len(), 2 * MOST as usize);
        let first = &anna.push_handles()[0];
        assert!(PushHandle::from_cookie(&first.cookie_value()).as_ref() == Some(first));
        for wrong in ["", "0", "zz", &"0".repeat(63), &"0".repeat(66)] {
            assert!(PushHandle::from_cookie(wrong).is_none(), "{wrong}");
        }
    }

    /// RFC 8292: a token of three parts for this audience, signed by the key that stands beside it.
    #[test]
    fn a_push_service_can_check_the_signature() {
        let keys = Keys::generate(&Seeded::new(1));
        let header = keys.vapid().authorization("https://push.example", 1_800_000_000, "mailto:a@b.example");
        let (token, key) =
            header.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("two parts");
        let key = URL_SAFE_NO_PAD.decode(key).expect("a key");
        assert_eq!((key.len(), key[0]), (65, 4), "an uncompressed point");
        let key = VerifyingKey::from_sec1_bytes(&key).expect("a point of the curve");
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let signature =
            Signature::from_slice(&URL_SAFE_NO_PAD.decode(signature).expect("bytes")).expect("a signature");
        key.verify(signed.as_bytes(), &signature).expect("it fits");
        let claims = URL_SAFE_NO_PAD.decode(signed.split_once('.').expect("claims").1).expect("bytes");
        let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_800_000_000);
        assert_eq!(claims["sub"], "mailto:a@b.example");
    }

    #[test]
    fn the_key_follows_from_the_key_file() {
        let keys = Keys::generate(&Seeded::new(1));
        let again = Keys::from_file_text(&keys.to_file_text()).expect("keys");
        assert_eq!(keys.vapid().public(), again.vapid().public());
        assert_ne!(keys.vapid().public(), Keys::generate(&Seeded::new(2)).vapid().public());
        assert_eq!(format!("{:?}", keys.vapid()), "Vapid(hidden)");
        let twice = || keys.vapid().authorization("https://push.example", 1, "https://x.example");
        assert_eq!(twice(), twice());
    }

    /// T25: over many days every device meets every turn about equally often, and two devices never together for long.
    #[test]
    fn turns_are_as_good_as_drawn() {
        let keys = Keys::generate(&Seeded::new(1));
        let (one, other) = (device("one").endpoint, device("other").endpoint);
        let days: Vec<Day> = (0..2400).map(|n| Day::BEGIN.plus(n)).collect();
        let mut met = [0_u32; TURNS as usize];
        let mut together = 0;
        for day in days {
            met[keys.push_turn(day, &one) as usize] += 1;
            together += u32::from(keys.push_turn(day, &one) == keys.push_turn(day, &other));
        }
        // A hundred each expected; chi-square with 23 degrees of freedom passes 49.7 once in a thousand times.
        let chi: f64 = met.iter().map(|n| (f64::from(*n) - 100.0).powi(2) / 100.0).sum();
        assert!(chi < 49.7, "{chi}: {met:?}");
        assert!((60..150).contains(&together), "{together}");
    }

    proptest! {
        #[test]
        fn what_was_changed_opens_nothing(seed: u64, bit in 0..(PLAIN + primitives::OVERHEAD) * 8) {
            let source = Seeded::new(seed);
            let keys = Keys::generate(&source);
            let id = Root::generate(&source).push_handles()[0].id();
            let mut sealed = keys.seal_push(&id, &device("x"), &source);
            sealed[bit / 8] ^= 1 << (bit % 8);
            prop_assert_eq!(keys.open_push(&id, &sealed), None);
        }

        #[test]
        fn any_other_bytes_are_no_device(bytes: Vec<u8>) {
            let _ = read(&bytes);
        }
    }
}
