//! What the browser says: making or using, which challenge, at which origin.

use serde::Deserialize;

/// The thing that the authenticator was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// Make a passkey.
    Create,
    /// Use one.
    Get,
}

impl Ceremony {
    const fn word(self) -> &'static str {
        match self {
            Self::Create => "webauthn.create",
            Self::Get => "webauthn.get",
        }
    }
}

/// The client data, as far as it counts. Browsers may add to it, and do.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    pub challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

impl ClientData {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// Lets through what was done at our own pages, which stand in no frame.
    pub fn judge(&self, asked: Ceremony, origin: &str) -> Option<()> {
        let ours = self.kind == asked.word() && self.origin == origin;
        (ours && !self.cross_origin && self.top_origin.is_none()).then_some(())
    }
}
