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
use said::{ClientData, Deed};
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

/// What a browser says about a passkey that it made: two fields in base64url.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The client data: which deed, which challenge, which origin.
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
        ClientData::read(&decode(self.client_data)?)?.judge(Deed::Create, &site.origin)?;
        let data = decode(self.authenticator_data)?;
        AuthenticatorData::read(&data)?.judge(&site.party)?.credential
    }
}

/// What a browser says about a passkey that was used: fields in base64url.
#[derive(Clone, Copy, Debug)]
pub struct Used<'a> {
    /// The client data: which deed, which challenge, which origin.
    pub client_data: &'a str,
    /// The authenticator data.
    pub authenticator_data: &'a str,
    /// The signature over both.
    pub signature: &'a str,
}

impl Used<'_> {
    /// The challenge that was answered; not judged yet.
    pub fn challenge(&self) -> Option<String> {
        Some(ClientData::read(&decode(self.client_data)?)?.challenge)
    }

    /// Tells whether the owner of this key did it at our site. The challenge is the caller's to judge.
    pub fn fits(&self, site: &Site, key: &PasskeyKey) -> bool {
        self.judge(site, key).is_some()
    }

    fn judge(&self, site: &Site, key: &PasskeyKey) -> Option<()> {
        let said = decode(self.client_data)?;
        ClientData::read(&said)?.judge(Deed::Get, &site.origin)?;
        let mut signed = decode(self.authenticator_data)?;
        AuthenticatorData::read(&signed)?.judge(&site.party)?;
        signed.extend_from_slice(&Sha256::digest(&said));
        key.signed(&signed, &decode(self.signature)?).then_some(())
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
