use super::*;
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use proptest::prelude::*;

const ORIGIN: &str = "https://health-thing.test";
const ID: [u8; 20] = [9; 20];

fn signing() -> SigningKey {
    SigningKey::from_slice(&[7; 32]).expect("a key")
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn said(kind: &str, origin: &str, more: &str) -> String {
    text(format!(r#"{{"type":"{kind}","challenge":"abc","origin":"{origin}"{more}}}"#).as_bytes())
}

/// Authenticator data for a host, with these flags and whatever follows them.
fn data(host: &str, flags: u8, rest: &[u8]) -> Vec<u8> {
    [&Sha256::digest(host.as_bytes())[..], &[flags, 0, 0, 0, 1], rest].concat()
}

fn credential(id: &[u8]) -> Vec<u8> {
    let point = signing().verifying_key().to_sec1_point(false);
    let (x, y) = point.as_bytes()[1..].split_at(32);
    let length = (id.len() as u16).to_be_bytes();
    let before = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    [&[0; 16], &length[..], id, &before, x, &[0x22, 0x58, 0x20], y].concat()
}

fn made(client_data: &str, authenticator_data: &[u8]) -> Option<NewPasskey> {
    Made { client_data, authenticator_data: &text(authenticator_data) }.read(&Site::of(ORIGIN))
}

fn key() -> PasskeyKey {
    made(&said("webauthn.create", ORIGIN, ""), &data("health-thing.test", 0x45, &credential(&ID)))
        .expect("a passkey")
        .key
}

fn signature(client_data: &str, authenticator_data: &[u8]) -> String {
    let said = decode(client_data).expect("bytes");
    let signed: Signature = signing().sign(&[authenticator_data, &Sha256::digest(said)].concat());
    text(signed.to_der().as_bytes())
}

fn fits(client_data: &str, authenticator_data: &[u8]) -> bool {
    let signature = signature(client_data, authenticator_data);
    let used = Used::read(client_data, &text(authenticator_data), &signature);
    used.is_some_and(|used| used.fits(&Site::of(ORIGIN), &key()))
}

#[test]
fn a_passkey_is_made_at_our_site_by_the_owner_of_the_device() {
    let good = said("webauthn.create", ORIGIN, "");
    let here = |flags, rest: &[u8]| data("health-thing.test", flags, rest);
    let whole = here(0x45, &credential(&ID));
    assert_eq!(made(&good, &whole).map(|new| new.id), Some(ID.to_vec()));
    let extended = here(0xC5, &[&credential(&ID)[..], &[0xA0]].concat());
    assert!(made(&good, &extended).is_some(), "answers of extensions may follow");
    let table: [(&str, &str, &[u8]); 14] = [
        ("another deed", &said("webauthn.get", ORIGIN, ""), &whole),
        ("another origin", &said("webauthn.create", "https://evil.example", ""), &whole),
        ("another port", &said("webauthn.create", "https://health-thing.test:8443", ""), &whole),
        ("in a frame", &said("webauthn.create", ORIGIN, r#","crossOrigin":true"#), &whole),
        ("on top", &said("webauthn.create", ORIGIN, r#","topOrigin":"https://evil.example""#), &whole),
        ("said twice", &said("webauthn.create", ORIGIN, r#","origin":"x""#), &whole),
        ("another host", &good, &data("evil.example", 0x45, &credential(&ID))),
        ("nobody there", &good, &here(0x44, &credential(&ID))),
        ("not the owner", &good, &here(0x41, &credential(&ID))),
        ("no credential", &good, &here(0x05, &[])),
        ("something behind", &good, &here(0x45, &[&credential(&ID)[..], &[0]].concat())),
        ("a short id", &good, &here(0x45, &credential(&[9; 15]))),
        ("a long id", &good, &here(0x45, &credential(&[9; 1_024]))),
        ("cut off", &good, &whole[..whole.len() - 1]),
    ];
    for (what, client_data, authenticator_data) in table {
        assert_eq!(made(client_data, authenticator_data), None, "{what}");
    }
    let browser =
        said("webauthn.create", ORIGIN, r#","crossOrigin":false,"other_keys_can_be_added_here":"x""#);
    assert!(made(&browser, &whole).is_some(), "what Chromium says");
    assert_eq!(Made { client_data: &good, authenticator_data: "" }.challenge().as_deref(), Some("abc"));
}

/// Every byte before the coordinates counts: RS256, another curve and a point beside the curve are no key.
#[test]
fn only_a_key_of_es256_is_one() {
    let good = said("webauthn.create", ORIGIN, "");
    let whole = data("health-thing.test", 0x45, &credential(&ID));
    let begins = 37 + 16 + 2 + ID.len();
    for at in begins..whole.len() {
        let mut other = whole.clone();
        other[at] ^= 1;
        assert_eq!(made(&good, &other), None, "byte {}", at - begins);
    }
}

#[test]
fn a_passkey_is_used_at_our_site_by_the_owner_of_the_device() {
    let good = said("webauthn.get", ORIGIN, "");
    let here = data("health-thing.test", 0x05, &[]);
    assert!(fits(&good, &here));
    assert!(
        fits(&good, &data("health-thing.test", 0x9D, &[0xA0])),
        "kept by the maker of the phone, with extensions"
    );
    for (what, client_data, authenticator_data) in [
        ("another deed", &said("webauthn.create", ORIGIN, ""), &here),
        ("another origin", &said("webauthn.get", "http://health-thing.test", ""), &here),
        ("in a frame", &said("webauthn.get", ORIGIN, r#","crossOrigin":true"#), &here),
        ("another host", &good, &data("evil.example", 0x05, &[])),
        ("nobody there", &good, &data("health-thing.test", 0x04, &[])),
        ("not the owner", &good, &data("health-thing.test", 0x01, &[])),
    ] {
        assert!(!fits(client_data, authenticator_data), "{what}");
    }
}

#[test]
fn only_its_own_signature_over_both_fits() {
    let (good, other) =
        (said("webauthn.get", ORIGIN, ""), said("webauthn.get", ORIGIN, r#","crossOrigin":false"#));
    let (here, later) = (data("health-thing.test", 0x05, &[]), data("health-thing.test", 0x0D, &[]));
    let (site, key) = (Site::of(ORIGIN), key());
    let fits = |client_data: &str, data: &[u8], signature: &str, key: &PasskeyKey| {
        let used = Used::read(client_data, &text(data), signature);
        used.is_some_and(|used| used.fits(&site, key))
    };
    let signed = signature(&good, &here);
    assert!(fits(&good, &here, &signed, &key));
    assert!(!fits(&other, &here, &signed, &key) && !fits(&good, &later, &signed, &key));
    let raw: Signature = signing().sign(b"something else");
    for wrong in [text(raw.to_der().as_bytes()), text(&raw.to_bytes()), String::new(), "?".to_owned()] {
        assert!(!fits(&good, &here, &wrong, &key), "{wrong}");
    }
    let stranger = SigningKey::from_slice(&[8; 32]).expect("a key").verifying_key().to_sec1_point(true);
    let stranger =
        PasskeyKey::from_bytes(stranger.as_bytes().try_into().expect("33 bytes")).expect("a point");
    assert!(!fits(&good, &here, &signed, &stranger));
    assert_eq!(PasskeyKey::from_bytes([0; 33]), None);
    assert_eq!(format!("{key:?}"), "PasskeyKey(hidden)");
    let used = Used::read(&good, &text(&here), &signed).expect("all three");
    assert_eq!((used.challenge(), format!("{used:?}")), ("abc", "Used(hidden)".to_owned()));
}

#[test]
fn a_site_is_its_origin_and_its_host() {
    for (origin, host) in [
        ("https://health-thing.test", "health-thing.test"),
        ("https://health-thing.test/", "health-thing.test"),
        ("http://localhost:8080", "localhost"),
    ] {
        let site = Site::of(origin);
        assert_eq!(site.party, <[u8; 32]>::from(Sha256::digest(host.as_bytes())), "{origin}");
        assert_eq!(site.origin, origin.trim_end_matches('/'));
    }
}

proptest! {
    #[test]
    fn no_bytes_break_it(said: Vec<u8>, data: Vec<u8>, signature: Vec<u8>) {
        let (said, data, signature) = (text(&said), text(&data), text(&signature));
        let site = Site::of(ORIGIN);
        let made = Made { client_data: &said, authenticator_data: &data };
        prop_assert!(made.read(&site).is_none());
        let _ = made.challenge();
        prop_assert!(Used::read(&said, &data, &signature).is_none());
    }

    #[test]
    fn no_bytes_behind_a_right_beginning_break_it(flags: u8, rest: Vec<u8>) {
        let good = said("webauthn.create", ORIGIN, "");
        let _ = made(&good, &data("health-thing.test", flags | 0x45, &rest));
        let _ = made(&good, &data("health-thing.test", flags | 0x45, &[&credential(&ID)[..], &rest].concat()));
    }

    #[test]
    fn no_text_breaks_it(said in ".{0,200}", data in ".{0,200}") {
        let made = Made { client_data: &said, authenticator_data: &data };
        prop_assert!(made.read(&Site::of(ORIGIN)).is_none());
    }
}
