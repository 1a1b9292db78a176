//! The label of each derivation, so that no value made for one purpose ever serves another.
//!
//! Never change one: what was stored under it would be lost. A new recipe gets a new label.

/// S and a thread: the inner half of an author tag.
pub const THREAD: &[u8] = b"thread";
/// S and a post: the inner half of a reaction tag.
pub const REACT: &[u8] = b"react";
/// S and a post: the inner half of the tag of a tried mark.
pub const TRIED: &[u8] = b"tried";
/// `K_tag`: the outer half of all three.
pub const TAG: &[u8] = b"tag-v1";
/// `K_name`: the bytes behind a name and a face.
pub const NAME: &[u8] = b"name-v1";
/// `K_login`: where an account is found by its code.
pub const LOOKUP: &[u8] = b"lookup-v1";
/// The account code: the key around S.
pub const WRAP: &[u8] = b"wrap-v1";
/// The secret that a passkey gives: the key around S.
pub const WRAP_PASSKEY: &[u8] = b"passkey-wrap-v1";
/// `K_login`: where a passkey is found by its id.
pub const PASSKEY: &[u8] = b"passkey-id-v1";
/// S: the key around what its owner knows of a way in.
pub const WAY_IN: &[u8] = b"way-in-v1";
/// `K_login`, or S: the challenge that a passkey signs.
pub const CHALLENGE: &[u8] = b"challenge-v1";
/// The session token: the key around S while signed in.
pub const SESSION: &[u8] = b"session-v1";
/// `K_login`: the key around the last-seen minute in the session cookie.
pub const SEEN: &[u8] = b"seen-v1";
/// The session token and the last group of the account code: what its cookie keeps of that.
pub const CODE_END: &[u8] = b"code-end";
/// S: under which number a handover is kept.
pub const HANDOVER_ID: &[u8] = b"handover-id";
/// The hash by which a handover is found.
pub const HANDOVER_ROW: &[u8] = b"handover-row";
/// The token of a handover: the key around what is handed over.
pub const HANDOVER: &[u8] = b"handover-v1";
/// S: the key around phase, sector, region and organisation.
pub const COHORT: &[u8] = b"cohort-v1";
/// `K_login`: the cover around those, new each night.
pub const COHORT_COVER: &[u8] = b"cover-cohort";
/// `K_login`: the key around a half-finished joining.
pub const JOINING: &[u8] = b"joining-v1";
/// `K_login`: the key around a challenge that waits for a safe moment, and where it is found.
pub const WAITING: &[u8] = b"waiting-v1";
/// S: the key that signs a form so that it counts once.
pub const ONCE: &[u8] = b"once-v1";
/// S: the key around the drawer.
pub const DRAWER: &[u8] = b"drawer-v1";
/// S: under which number the drawer is kept.
pub const DRAWER_ID: &[u8] = b"drawer-id";
/// `K_login`: the cover around every drawer, new each night.
pub const COVER: &[u8] = b"cover-v1";
/// S: what a device that gets the daily message has in its cookie.
pub const PUSH_HANDLE: &[u8] = b"push-handle";
/// The number under which such a device is kept.
pub const PUSH_ROW: &[u8] = b"push-row";
/// `K_login`: the key around such a device.
pub const PUSH: &[u8] = b"push-v1";
/// `K_login`: at which step of a part of the day its message goes out.
pub const PUSH_TURN: &[u8] = b"push-step";
/// `K_login`: the signing key at push services.
pub const VAPID: &[u8] = b"vapid-v1";
/// The question of a search, sealed in the address that answers it.
pub const ASKED: &[u8] = b"asked-v1";
/// S: the name under which a device keeps what somebody writes.
pub const SHELF: &[u8] = b"shelf-v1";
/// The hash by which the personal link of a staff person is found.
pub const STAFF_LINK: &[u8] = b"staff-link";
/// The hash by which a staff session is found.
pub const STAFF_SESSION: &[u8] = b"staff-session";
/// `K_login`: where a passkey of staff is found by its id.
pub const STAFF_PASSKEY: &[u8] = b"staff-passkey-id";
/// `K_login`: the key around the secret behind the codes of an app.
pub const STAFF_TOTP: &[u8] = b"staff-totp";
/// `K_login`: where a recovery code is found.
pub const STAFF_RECOVERY: &[u8] = b"staff-recovery";
/// `K_login`: the key around recovery codes until their owner kept them.
pub const STAFF_CODES: &[u8] = b"staff-codes";
/// `K_login`: whose pages of staff these are.
pub const STAFF_SHELF: &[u8] = b"staff-shelf";
/// All three keys: the value in each database by which the keys of another installation are told.
pub const INSTALLATION: &[u8] = b"installation-v1";
/// The check line of the key file.
pub const KEY_FILE: &[u8] = b"key-file-v1";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_label_begins_another() {
        let all = [
            THREAD,
            REACT,
            TRIED,
            TAG,
            NAME,
            LOOKUP,
            WRAP,
            WRAP_PASSKEY,
            PASSKEY,
            WAY_IN,
            CHALLENGE,
            SESSION,
            SEEN,
            CODE_END,
            HANDOVER_ID,
            HANDOVER_ROW,
            HANDOVER,
            COHORT,
            COHORT_COVER,
            JOINING,
            WAITING,
            ONCE,
            ASKED,
            DRAWER,
            DRAWER_ID,
            COVER,
            PUSH_HANDLE,
            PUSH_ROW,
            PUSH,
            PUSH_TURN,
            VAPID,
            SHELF,
            STAFF_LINK,
            STAFF_SESSION,
            STAFF_PASSKEY,
            STAFF_TOTP,
            STAFF_RECOVERY,
            STAFF_CODES,
            STAFF_SHELF,
            INSTALLATION,
            KEY_FILE,
        ];
        for (n, one) in all.iter().enumerate() {
            for (m, other) in all.iter().enumerate() {
                assert!(n == m || !other.starts_with(one), "{n} begins {m}");
            }
        }
    }
}
