//! Passkeys (WebAuthn): what a browser and its authenticator say, read strictly and judged.
//!
//! Only what this product asks for is understood: ES256, no attestation, a person who was there and showed to be the owner of
//! the device. Whatever else comes is refused, without a word about what it was. The bytes of the authenticator are read by
//! their fixed places: CTAP2 demands one way of writing a key, so there is nothing to search in.
//!
//! The root of authorship is opened by what the extension PRF gives ([`crate::secrets::Prf`]); the signature that is checked here
//! shows besides that it happened now, at our site, with the owner of the device.

mod authenticator;
mod said;

pub use authenticator::PasskeyKey;

use authenticator::AuthenticatorData;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::Signature;
use said::{Ceremony, ClientData};
use sha2::{Digest, Sha256};

/// The passkeys that one account may have.
pub const MOST_PASSKEYS: u32 = 5;

/// The longest value that a browser sends in one field; no more of it is looked at.
const LONGEST: usize = 8_192;

/// The site at which passkeys are made and used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    origin: String,
    /// The hash of its host: what authenticators call the relying party.
    party: [u8; 32],
}

impl Site {
    /// The site at this origin, `https://host` with or without a port.
    pub fn of(origin: &str) -> Self {
        let origin = origin.trim_end_matches('/');
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host);
        Self { origin: origin.to_owned(), party: Sha256::digest(host.as_bytes()).into() }
    }
}

/// A passkey that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    /// The id of the credential, by which it is found again.
    pub id: Vec<u8>,
    /// Its public key.
    pub key: PasskeyKey,
}

/// The answer of a browser that made a passkey: two fields in base64url.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The client data: making or using, which challenge, which origin.
    pub client_data: &'a str,
    /// The authenticator data, with the new credential in it.
    pub authenticator_data: &'a str,
}

impl Made<'_> {
    /// The challenge that was answered; not judged yet.
    pub fn challenge(&self) -> Option<String> {
        Some(ClientData::read(&decode(self.client_data)?)?.challenge)
    }

    /// Judges it. The challenge is the caller's to judge.
    pub fn read(&self, site: &Site) -> Option<NewPasskey> {
        ClientData::read(&decode(self.client_data)?)?.judge(Ceremony::Create, &site.origin)?;
        let data = decode(self.authenticator_data)?;
        AuthenticatorData::read(&data)?.judge(&site.party)?.credential
    }
}

/// The answer of a browser whose passkey was used.
pub struct Used {
    client_data: Vec<u8>,
    said: ClientData,
    authenticator_data: Vec<u8>,
    signature: Signature,
}

/// It tells one device from all others, so it is shown in no log.
impl std::fmt::Debug for Used {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Used(hidden)")
    }
}

impl Used {
    /// Reads three fields in base64url: the client data, the authenticator data, and the signature over both, written as
    /// authenticators do (ASN.1 DER).
    pub fn read(client_data: &str, authenticator_data: &str, signature: &str) -> Option<Self> {
        let (client_data, authenticator_data) = (decode(client_data)?, decode(authenticator_data)?);
        let said = ClientData::read(&client_data)?;
        AuthenticatorData::read(&authenticator_data)?;
        let signature = Signature::from_der(&decode(signature)?).ok()?;
        Some(Self { client_data, said, authenticator_data, signature })
    }

    /// The challenge that was answered; not judged yet.
    pub fn challenge(&self) -> &str {
        &self.said.challenge
    }

    /// Tells whether the owner of this key did it at our site. The challenge is the caller's to judge.
    pub fn fits(&self, site: &Site, key: &PasskeyKey) -> bool {
        self.judge(site, key).is_some()
    }

    fn judge(&self, site: &Site, key: &PasskeyKey) -> Option<()> {
        self.said.judge(Ceremony::Get, &site.origin)?;
        AuthenticatorData::read(&self.authenticator_data)?.judge(&site.party)?;
        let signed = [&self.authenticator_data[..], &Sha256::digest(&self.client_data)].concat();
        key.signed(&signed, &self.signature).then_some(())
    }
}

/// Reads bytes that a browser sent as text.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests;
