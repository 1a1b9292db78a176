//! Guessing the recipe: values of an account, put in the place of the secret S, through every derivation of the domain
//! and its plausible mistakes, with and without the server's keys.

use super::attacker::Attack;
use super::kinds::Kind;
use super::loot::Loot;
use super::view::{Account, Shortlist, View};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The labels of `domain::secrets`, and none.
const LABELS: [&[u8]; 19] = [
    b"",
    b"thread",
    b"react",
    b"tried",
    b"tag-v1",
    b"name-v1",
    b"lookup-v1",
    b"wrap-v1",
    b"session-v1",
    b"seen-v1",
    b"cohort-v1",
    b"joining-v1",
    b"once-v1",
    b"drawer-v1",
    b"drawer-id",
    b"push-handle",
    b"push-v1",
    b"waiting-v1",
    b"person",
];
/// Threads on which recipes are tried, those with the most people: a recipe that fits one fits all. Fewer people may
/// have made a mark in a thread, so there are more to try, and more hits to be sure.
const TRIED: usize = 1;
const TRIED_WITHIN: usize = 60;
const SURE: usize = 8;
const SURE_WITHIN: usize = 60;
/// Accounts whose seals are tried to be opened.
const SEALS: usize = 8;

pub fn attacks<'a>(loot: &'a Loot, view: &'a View) -> Vec<Attack<'a>> {
    let keys = loot.keys.as_ref().map_or(&[][..], |keys| &keys[..]);
    vec![
        Attack::new("tags made from what an account shows", move || tags(view, keys)),
        Attack::new("lookups made from what a post shows", move || lookups(view, keys)),
        Attack::new("seals opened with what is at hand", move || seals(view, keys)),
        Attack::new("what an account shows opens it", move || insides(view)),
    ]
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("any key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// What may stand where S should: every value of the row, and their pieces of 16 and 32 bytes.
fn stand_ins(account: &Account) -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    for value in &account.values {
        let bytes = value.bytes();
        if bytes.len() >= 16 {
            all.push(bytes.to_vec());
        }
        if bytes.len() > 32 {
            all.push(bytes[bytes.len() - 32..].to_vec());
            all.push(bytes[25..57.min(bytes.len())].to_vec());
        }
    }
    all
}

/// Every tag that a stand-in for S could give in a thread.
fn recipes(secret: &[u8], thread: &[u8], keys: &[[u8; 32]]) -> Vec<[u8; 32]> {
    let mut made = vec![
        Sha256::digest([secret, thread].concat()).into(),
        Sha256::digest([thread, secret].concat()).into(),
        mac(thread, &[secret]),
    ];
    for label in LABELS {
        let inner = mac(secret, &[label, thread]);
        made.push(inner);
        for key in keys {
            made.push(mac(key, &[b"tag-v1", &inner]));
            made.push(mac(key, &[label, secret, thread]));
        }
    }
    made.extend(keys.iter().map(|key| mac(key, &[thread, secret])));
    let handle = mac(secret, &[b"push-handle", &[0]]);
    made.push(Sha256::digest([&b"push-row"[..], &handle].concat()).into());
    made
}

fn tags(view: &View, keys: &[[u8; 32]]) -> Vec<Shortlist> {
    let mut personas: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (n, persona) in view.personas.iter().enumerate() {
        personas.entry(&persona.subject).or_default().push(n);
    }
    let within = view.personas.first().is_some_and(|persona| persona.within.is_some());
    let (most, sure) = if within { (TRIED_WITHIN, SURE_WITHIN) } else { (TRIED, SURE) };
    let mut threads: Vec<(&[u8], Vec<usize>)> = personas.into_iter().collect();
    threads.sort_by_key(|(thread, personas)| (std::cmp::Reverse(personas.len()), *thread));
    let mut named = Vec::new();
    for (tried, (thread, personas)) in threads.iter().enumerate() {
        // A recipe that fits is tried on more threads, until there are enough to be sure.
        if tried >= most && (named.is_empty() || named.len() > sure) {
            break;
        }
        let tags: HashMap<&[u8], usize> =
            personas.iter().map(|persona| (&view.personas[*persona].tag[..16], *persona)).collect();
        let here = view.accounts.iter().enumerate().filter(|(account, _)| view.may_be(personas[0], *account));
        for (account, someone) in here {
            let made = stand_ins(someone).into_iter().flat_map(|secret| recipes(&secret, thread, keys));
            let hits = made.filter_map(|tag| tags.get(&tag[..16]).copied());
            named.extend(hits.map(|persona| Shortlist { persona, accounts: vec![account] }));
        }
    }
    named
}

/// The other way round: a tag or an id of a thread in the place of the account code.
fn lookups(view: &View, keys: &[[u8; 32]]) -> Vec<Shortlist> {
    let mut accounts: HashMap<&[u8], usize> = HashMap::new();
    for (n, account) in view.accounts.iter().enumerate() {
        accounts.extend(account.values.iter().map(|value| (value.bytes(), n)));
    }
    let mut named = Vec::new();
    for (persona, someone) in view.personas.iter().enumerate() {
        let mut made: Vec<[u8; 32]> = vec![Sha256::digest(&someone.tag).into()];
        for key in keys {
            made.push(mac(key, &[b"lookup-v1", &someone.tag]));
            made.push(mac(key, &[&someone.tag]));
        }
        let hits = made.iter().filter_map(|lookup| accounts.get(&lookup[..]));
        named.extend(hits.map(|account| Shortlist { persona, accounts: vec![*account] }));
    }
    named
}

/// Opens a seal with every key that follows from what was stolen. What opens is S, and with it every tag is known, so
/// trying it once, for posts, is enough.
fn seals(view: &View, keys: &[[u8; 32]]) -> Vec<Shortlist> {
    let mut named = Vec::new();
    if view.kind != Kind::Posts {
        return named;
    }
    for (n, account) in view.accounts.iter().enumerate().take(SEALS) {
        let rows = account.sessions.iter().chain(&account.ways_in).flat_map(|row| &row.values);
        let sealed = account.values.iter().chain(rows).map(super::loot::Value::bytes);
        let secrets: Vec<Vec<u8>> =
            stand_ins(account).into_iter().chain(keys.iter().map(|key| key.to_vec())).collect();
        for seal in sealed.filter(|bytes| bytes.len() > 41) {
            for secret in &secrets {
                for root in LABELS.iter().filter_map(|label| open(secret, label, &account.id, seal)) {
                    let all = view.personas.iter().enumerate();
                    let own = all.filter(|(_, someone)| {
                        recipes(&root, &someone.subject, keys)
                            .iter()
                            .any(|tag| tag[..16] == someone.tag[..16])
                    });
                    named.extend(own.map(|(persona, _)| Shortlist { persona, accounts: vec![n] }));
                }
            }
        }
    }
    named
}

/// What somebody made opens with what an account shows.
fn insides(view: &View) -> Vec<Shortlist> {
    let mut named = Vec::new();
    for (account, someone) in view.accounts.iter().enumerate().take(SEALS) {
        for secret in stand_ins(someone) {
            for (persona, unknown) in view.personas.iter().enumerate() {
                let seals = unknown.rows.iter().flatten().map(super::loot::Value::bytes);
                let mut seals = seals.filter(|bytes| bytes.len() > 1_024);
                if seals.any(|seal| open(&secret, b"drawer-v1", &unknown.tag, seal).is_some()) {
                    named.push(Shortlist { persona, accounts: vec![account] });
                }
            }
        }
    }
    named
}

/// One byte of version, 24 of nonce, then what is sealed, bound to the version, the label and the account.
pub fn open(secret: &[u8], label: &[u8], account: &[u8], seal: &[u8]) -> Option<Vec<u8>> {
    let salts: [Option<&[u8]>; 2] = [None, Some(account)];
    salts.into_iter().find_map(|salt| {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(salt, secret).expand(label, &mut key).ok()?;
        let cipher = XChaCha20Poly1305::new(Key::from_slice(&key));
        [[&seal[..1], label].concat(), [&seal[..1], label, account].concat()].iter().find_map(|aad| {
            cipher.decrypt(XNonce::from_slice(&seal[1..25]), Payload { msg: &seal[25..], aad }).ok()
        })
    })
}

/// The same, shut. The nonce follows from what is sealed: nobody has to keep this a secret.
pub fn seal(secret: &[u8], label: &[u8], bound: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(None, secret).expand(label, &mut key).expect("32 bytes");
    let nonce = &Sha256::digest(plain)[..24];
    let payload = Payload { msg: plain, aad: &[&[1], label, bound].concat() };
    let sealed = XChaCha20Poly1305::new(Key::from_slice(&key)).encrypt(XNonce::from_slice(nonce), payload);
    [&[1], nonce, &sealed.expect("a seal")].concat()
}
