//! Leaks beside the posts: in marks, drawers, devices, and in what waits.

use super::hashes;
use super::judge::Truth;
use super::kinds::Kind;
use super::loot::{Loot, Place, Table, Value, Zone};
use super::plants::{BESIDE, Plant, mac};
use std::collections::HashMap;

/// Nothing is planted: these are the rows of this minute, before they were laid down.
pub const OF_THIS_MINUTE: Plant = Plant {
    what: "one person's posts and marks of one visit still lie beside each other",
    attack: BESIDE,
    needs_keys: false,
    kind: Kind::Posts,
    grow: |_, _, _| {},
};

pub const ALL: &[Plant] = &[
    Plant {
        what: "the tag of a mark is the author's in that thread",
        attack: "equal value",
        needs_keys: false,
        kind: Kind::TriedOfAuthors,
        grow: |loot, _, truth| retag(loot.community.table_mut("tried"), truth, |author, _| author.to_vec()),
    },
    Plant {
        what: "the tag of a mark is made from the author's in that thread",
        attack: "tags made from",
        needs_keys: true,
        kind: Kind::TriedOfAuthors,
        grow: |loot, _, truth| {
            let [_, key, _] = loot.keys.expect("keys");
            let made = |author: &[u8], post: &[u8]| mac(&key, &[b"tried", author, post])[..16].to_vec();
            retag(loot.community.table_mut("tried"), truth, made);
        },
    },
    Plant {
        what: "a reaction is made from the author's tag, without a key",
        attack: "tags made from",
        needs_keys: false,
        kind: Kind::ReactionsOfAuthors,
        grow: |loot, _, truth| {
            let made = |author: &[u8], post: &[u8]| mac(author, &[b"react", post])[..16].to_vec();
            retag(loot.community.table_mut("reactions"), truth, made);
        },
    },
    Plant {
        what: "the tag of a mark is made from the account id",
        attack: "tags made from",
        needs_keys: true,
        kind: Kind::Tried,
        grow: |loot, _, truth| {
            let [_, key, _] = loot.keys.expect("keys");
            let made = |account: &[u8], post: &[u8]| mac(&key, &[account, post])[..16].to_vec();
            retag(loot.community.table_mut("tried"), truth, made);
        },
    },
    Plant {
        what: "the tag of a reaction begins with bytes of the account",
        attack: "bytes of one",
        needs_keys: false,
        kind: Kind::Reactions,
        grow: |loot, _, truth| {
            let made = |account: &[u8], post: &[u8]| [&account[4..12], &post[..8]].concat();
            retag(loot.community.table_mut("reactions"), truth, made);
        },
    },
    Plant {
        what: "marks lie in the order in which people came",
        attack: BESIDE,
        needs_keys: false,
        kind: Kind::Tried,
        grow: by_person,
    },
    Plant {
        what: "a held post with the account in its id",
        attack: "bytes of one",
        needs_keys: false,
        kind: Kind::Held,
        grow: |loot, _, truth| with_account(loot.community.table_mut("held_posts"), "tag", "id", truth),
    },
    Plant {
        what: "the account inside the seal of what waits",
        attack: "bytes of one",
        needs_keys: true,
        kind: Kind::Waiting,
        grow: |loot, _, truth| {
            account_inside(loot, truth, |loot| &mut loot.community, "waiting", b"waiting-v1")
        },
    },
    Plant {
        what: "the account inside the seal of a device",
        attack: "bytes of one",
        needs_keys: true,
        kind: Kind::Devices,
        grow: |loot, _, truth| account_inside(loot, truth, |loot| &mut loot.accounts, "push", b"push-v1"),
    },
    Plant {
        what: "devices in the order in which their owners joined, and so do accounts lie",
        attack: "order in which accounts lie, beside rows as they lie",
        needs_keys: false,
        kind: Kind::Devices,
        grow: |loot, joined, truth| as_joined(&mut loot.accounts, "push", joined, truth),
    },
    Plant {
        what: "the account inside the seal of a handover, which a key of the server opens",
        attack: "bytes of one",
        needs_keys: true,
        kind: Kind::Handovers,
        grow: |loot, _, truth| {
            account_inside(loot, truth, |loot| &mut loot.accounts, "handovers", b"handover-v1")
        },
    },
    Plant {
        what: "drawers in the order in which their owners joined, and so do accounts lie",
        attack: "order in which accounts lie, beside rows as they lie",
        needs_keys: false,
        kind: Kind::Drawers,
        grow: |loot, joined, truth| as_joined(&mut loot.accounts, "drawers", joined, truth),
    },
    Plant {
        what: "the number of a drawer is made from the salt of the account",
        attack: "tags made from",
        needs_keys: false,
        kind: Kind::Drawers,
        grow: drawers_from_salts,
    },
    Plant {
        what: "a drawer as large as its owner's seals",
        attack: "long seals",
        needs_keys: false,
        kind: Kind::Drawers,
        grow: seals_like_drawers,
    },
    Plant {
        what: "an outcome with the session that told it",
        attack: "equal value",
        needs_keys: false,
        kind: Kind::Posts,
        grow: outcomes_with_sessions,
    },
];

/// Gives marks that somebody is known to have made new tags, made from the owner and the post; the truth follows.
fn retag(table: &mut Table, truth: &mut Truth, make: impl Fn(&[u8], &[u8]) -> Vec<u8>) {
    let (post, tag) = (table.column("post_id"), table.column("tag"));
    for row in &mut table.rows {
        if let Some(owner) = truth.get(row.values[tag].bytes()).cloned() {
            let made = make(&owner, row.values[post].bytes());
            truth.insert(made.clone(), owner);
            row.values[tag] = Value::Blob(made);
        }
    }
}

/// As a dump of PostgreSQL lists rows that were added one after another, with several by one person at each visit.
fn by_person(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let table = loot.community.table_mut("tried");
    let tag = table.column("tag");
    table.rows.sort_by_key(|row| truth[row.values[tag].bytes()].clone());
    for (n, row) in table.rows.iter_mut().enumerate() {
        row.place = Place { page: 0, offset: n as u32 };
    }
}

fn with_account(table: &mut Table, number: &str, column: &str, truth: &Truth) {
    let (number, column) = (table.column(number), table.column(column));
    for row in &mut table.rows {
        let mut made = row.values[column].bytes().to_vec();
        made[..8].copy_from_slice(&truth[row.values[number].bytes()][4..12]);
        row.values[column] = Value::Blob(made);
    }
}

/// What stands behind a server key's seal names the account, at its very end.
fn account_inside(
    loot: &mut Loot,
    truth: &Truth,
    zone: fn(&mut Loot) -> &mut Zone,
    name: &str,
    label: &[u8],
) {
    let [login, ..] = loot.keys.expect("keys");
    let table = zone(loot).table_mut(name);
    let sealed = table.column("sealed");
    let (id, batch) = match name {
        "waiting" => (table.column("handle"), Some(table.column("batch"))),
        _ => (table.column("id"), None),
    };
    for row in &mut table.rows {
        let number = row.values[id].bytes().to_vec();
        let batch = batch.map(|batch| row.values[batch].int().to_be_bytes().to_vec()).unwrap_or_default();
        let bound = [&number[..], &batch].concat();
        // What is handed over opens with its token alone, so that the planted seal takes its place.
        let mut inside = match name {
            "handovers" => Vec::new(),
            _ => hashes::open(&login, label, &bound, row.values[sealed].bytes()).expect("a seal"),
        };
        inside.extend(&truth[&number]);
        row.values[sealed] = Value::Blob(hashes::seal(&login, label, &bound, &inside));
    }
}

fn as_joined(zone: &mut Zone, name: &str, joined: &[Vec<u8>], truth: &Truth) {
    let rank: HashMap<&[u8], u32> = joined.iter().map(Vec::as_slice).zip(0..).collect();
    for (name, whose) in [("accounts", None), (name, Some(truth))] {
        let table = zone.table_mut(name);
        let id = table.column("id");
        for (n, row) in table.rows.iter_mut().enumerate() {
            let id = row.values[id].bytes();
            let account = whose.map_or(id, |truth| &truth[id]);
            row.place = Place { page: 0, offset: rank[account] * 1_000 + n as u32 % 1_000 };
        }
    }
}

fn drawers_from_salts(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let accounts = loot.accounts.table("accounts");
    let (id, salt) = (accounts.column("id"), accounts.column("salt"));
    let salts: HashMap<Vec<u8>, Vec<u8>> = accounts
        .rows
        .iter()
        .map(|row| (row.values[id].bytes().to_vec(), row.values[salt].bytes().to_vec()))
        .collect();
    let drawers = loot.accounts.table_mut("drawers");
    let id = drawers.column("id");
    for row in &mut drawers.rows {
        let account = truth[row.values[id].bytes()].clone();
        let made = mac(&salts[&account], &[b"drawer-id"]);
        truth.insert(made.clone(), account);
        row.values[id] = Value::Blob(made);
    }
}

/// Accounts whose seal grows with what lies in the drawer, byte by byte.
fn seals_like_drawers(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let drawers = loot.accounts.table_mut("drawers");
    let (id, sealed) = (drawers.column("id"), drawers.column("sealed"));
    let mut lengths: HashMap<Vec<u8>, usize> = HashMap::new();
    for (n, row) in drawers.rows.iter_mut().enumerate() {
        let length = 2_000 + 40 * n;
        lengths.insert(truth[row.values[id].bytes()].clone(), length);
        row.values[sealed] = Value::Blob(vec![7; length]);
    }
    let accounts = loot.accounts.table_mut("accounts");
    let (id, wrapped) = (accounts.column("id"), accounts.column("wrapped"));
    accounts.rows.retain(|row| lengths.contains_key(row.values[id].bytes()));
    for row in &mut accounts.rows {
        row.values[wrapped] = Value::Blob(vec![9; lengths[row.values[id].bytes()]]);
    }
}

fn outcomes_with_sessions(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let sessions = loot.accounts.table("sessions");
    let (hash, account) = (sessions.column("hash"), sessions.column("account_id"));
    let session: HashMap<Vec<u8>, Value> = sessions
        .rows
        .iter()
        .map(|row| (row.values[account].bytes().to_vec(), row.values[hash].clone()))
        .collect();
    let posts = loot.community.table("posts");
    let (thread, seq, tag) = (posts.column("thread_id"), posts.column("seq"), posts.column("tag"));
    let openings = posts.rows.iter().filter(|row| row.values[seq].int() == 0);
    let opener: HashMap<Vec<u8>, Vec<u8>> = openings
        .map(|row| (row.values[thread].bytes().to_vec(), truth[row.values[tag].bytes()].clone()))
        .collect();
    let outcomes = loot.community.table_mut("outcomes");
    let (thread, closing) = (outcomes.column("thread_id"), outcomes.column("closing"));
    for row in &mut outcomes.rows {
        row.values[closing] = session[&opener[row.values[thread].bytes()]].clone();
    }
}
