//! A passkey on a device, as browsers and authenticators make and use it.

use super::{HOME, Page, Person};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};

/// Somebody was there, and was the owner of the device.
const OWNER: u8 = 0x05;

/// The fields of a form.
pub type Said = Vec<(&'static str, String)>;

/// One passkey.
#[derive(Clone)]
pub struct Passkey {
    /// The key with which it signs.
    pub key: SigningKey,
    /// The id by which it is found.
    pub id: Vec<u8>,
    /// The origin at which its browser says to be.
    pub origin: String,
    /// The host for which its authenticator signs.
    pub host: String,
    /// The flags by which its authenticator tells who was there.
    pub flags: u8,
    /// The secret that it gives for our site; empty when it cannot.
    pub prf: Vec<u8>,
}

impl Passkey {
    /// A passkey of its own for each number.
    pub fn new(number: u64) -> Self {
        let seed: [u8; 32] = Sha256::digest(number.to_be_bytes()).into();
        let mut prf = <Hmac<Sha256> as Mac>::new_from_slice(&seed).expect("a key of any length");
        prf.update(b"Health-Thing passkey v1");
        Self {
            key: SigningKey::from_slice(&seed).expect("a key"),
            id: seed.to_vec(),
            origin: HOME.to_owned(),
            host: HOME.trim_start_matches("https://").to_owned(),
            flags: OWNER,
            prf: prf.finalize().into_bytes().to_vec(),
        }
    }

    /// Says what a browser says after making it.
    pub fn made(&self, challenge: &str) -> Said {
        let point = self.key.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at(32);
        let cose =
            [&[0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20][..], x, &[0x22, 0x58, 0x20], y].concat();
        let length = (self.id.len() as u16).to_be_bytes();
        let data =
            [self.data(self.flags | 0x40), vec![0; 16], length.to_vec(), self.id.clone(), cose].concat();
        vec![
            ("client_data", text(self.client("webauthn.create", challenge).as_bytes())),
            ("authenticator_data", text(&data)),
            ("prf", text(&self.prf)),
        ]
    }

    /// Says what a browser says after using it.
    pub fn used(&self, challenge: &str) -> Said {
        let (client, data) = (self.client("webauthn.get", challenge), self.data(self.flags));
        let signed = [&data[..], &Sha256::digest(client.as_bytes())].concat();
        let signature: Signature = self.key.sign(&signed);
        vec![
            ("credential", text(&self.id)),
            ("client_data", text(client.as_bytes())),
            ("authenticator_data", text(&data)),
            ("signature", text(signature.to_der().as_bytes())),
            ("prf", text(&self.prf)),
        ]
    }

    fn client(&self, kind: &str, challenge: &str) -> String {
        let origin = &self.origin;
        format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#)
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        [&Sha256::digest(self.host.as_bytes())[..], &[flags, 0, 0, 0, 0]].concat()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Person<'_> {
    /// Shows the key, and is given the challenge for a new passkey.
    pub async fn begins_passkey(&mut self, name: &str) -> String {
        let code = self.code.clone();
        let answer = self.asks("/api/ways_in/begin_passkey", &[("name", name), ("password", &code)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["challenge"].as_str().unwrap_or_default().to_owned()
    }

    /// Adds a passkey under this name, as `public/passkeys.js` does it.
    pub async fn adds_passkey(&mut self, passkey: &Passkey, name: &str) -> Page {
        let challenge = self.begins_passkey(name).await;
        let mut form =
            self.sees("/account/ways-in/passkey").await.form("ways_in/begin_passkey").with("name", name);
        "/api/ways_in/add_passkey".clone_into(&mut form.action);
        for (field, value) in passkey.made(&challenge) {
            form = form.with(field, &value);
        }
        self.sends(&form.without("password")).await
    }

    /// The challenge that stands on the page to sign in.
    pub async fn challenge(&mut self) -> String {
        let page = self.sees("/sign-in").await;
        page.attributes("[data-challenge]", "data-challenge").into_iter().next().unwrap_or_default()
    }

    /// Signs in with a passkey, as `public/passkeys.js` does it.
    pub async fn signs_in_by(&mut self, passkey: &Passkey) -> Page {
        let challenge = self.challenge().await;
        let mut form = self.sees("/sign-in").await.form("people/sign_in");
        "/api/people/use_passkey".clone_into(&mut form.action);
        for (field, value) in passkey.used(&challenge) {
            form = form.with(field, &value);
        }
        self.sends(&form.without("password")).await
    }

    /// Makes a second key and types its last group back; gives the key.
    pub async fn makes_second_key(&mut self) -> String {
        let key = self.sees_second_key().await;
        let group = key.rsplit('-').next().unwrap_or_default().to_owned();
        let form = self.sees("/account/ways-in/second-key").await.form("ways_in/confirm_second_key");
        let page = self.sends(&form.with("group", &group)).await;
        assert_eq!(page.path, "/account/ways-in", "{}", page.words());
        key
    }

    /// Makes a second key, up to the page that shows it; gives the key.
    pub async fn sees_second_key(&mut self) -> String {
        let code = self.code.clone();
        let form = self.sees("/account/ways-in/second-key").await.form("ways_in/make_second_key");
        let page = self.sends(&form.with("password", &code)).await;
        page.all(".keys li:not(.art)").join("-")
    }
}
