//! The browser's files: which ones a page asks for, by the names that the bundler gave them.

use std::collections::BTreeMap;

/// The hashed names of the browser's files, as the bundler wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Assets {
    /// The JavaScript that loads the WebAssembly.
    pub js: String,
    /// The WebAssembly of the islands.
    pub wasm: String,
    /// Each entry by its name: `app` is the two above, `privacy` the check where something is written, `staff` the islands of
    /// staff.
    pub entries: BTreeMap<String, Entry>,
    /// The style sheet.
    pub css: String,
    /// The drawings of all animals.
    pub faces: String,
    /// The small script that wakes the islands and makes `Snel weg` instant.
    pub start: String,
    /// The small script of shared computers.
    pub shared_computer: String,
    /// The small script of all other devices: service worker, outbox, home screen.
    pub phone: String,
    /// The small script that asks the browser for the message of the day; the settings alone load it.
    pub push: String,
    /// The small script that asks the browser for a passkey; the pages to sign in and to add one load it.
    pub passkeys: String,
    /// The small script that hears of news in an open thread.
    pub live: String,
}

/// One entry of the browser's code.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The JavaScript that loads the WebAssembly.
    pub js: String,
    /// The WebAssembly.
    pub wasm: String,
    /// The style sheet of its own, where it has one: pages of staff load that of theirs instead of that of members.
    pub css: String,
}

impl Assets {
    /// The entry that a page loads, with its style sheet: that of staff when it is one of theirs, else that of members.
    pub fn islands(&self, staff: bool) -> Entry {
        let entry = self.entries.get("staff").filter(|_| staff);
        let css = self.css.clone();
        entry.cloned().unwrap_or_else(|| Entry { js: self.js.clone(), wasm: self.wasm.clone(), css })
    }

    /// The address of the privacy check, for the forms in which something is written; nothing where it was not built.
    pub fn privacy(&self) -> Option<String> {
        self.entry("privacy")
    }

    /// The address of the script that asks the browser for a passkey; nothing where it was not built.
    pub fn passkeys(&self) -> Option<String> {
        Some(self.passkeys.clone()).filter(|path| !path.is_empty())
    }

    /// The address of an entry that few pages load; nothing where it was not built.
    pub(crate) fn entry(&self, name: &str) -> Option<String> {
        self.entries.get(name).map(|entry| entry.js.clone())
    }
}
