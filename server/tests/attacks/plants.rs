//! Leaks that somebody could build in by mistake, put into a copy of what was stolen.

use super::attacker::hex;
use super::judge::Truth;
use super::kinds::Kind;
use super::loot::{Loot, Value};
use super::view::View;
use domain::people::Sector;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::HashMap;

/// Instead of the name of an attack: what lies beside what.
pub const BESIDE: &str = "beside";

/// One leak.
pub struct Plant {
    pub what: &'static str,
    /// A part of the name of the attack that has to find it.
    pub attack: &'static str,
    pub needs_keys: bool,
    /// Whose rows it gives away.
    pub kind: Kind,
    /// Changes the loot, and the truth of that kind where tags change.
    /// The accounts come in the order of joining.
    pub grow: fn(&mut Loot, &[Vec<u8>], &mut Truth),
}

/// Nothing is planted: these are the files of the first weeks before the order was forgotten.
pub const UNSWEPT: Plant = Plant {
    what: "rows still lie in the order of joining",
    attack: "the order in which",
    needs_keys: false,
    kind: Kind::Posts,
    grow: |_, _, _| {},
};

pub const ALL: &[Plant] = &[
    Plant {
        what: "tag = HMAC(K_tag, account id, thread id)",
        attack: "tags made from",
        needs_keys: true,
        kind: Kind::Posts,
        grow: tags_from_account_ids,
    },
    Plant {
        what: "the label of tags, with the sealed cohort instead of S",
        attack: "tags made from",
        needs_keys: true,
        kind: Kind::Posts,
        grow: tags_from_cohorts,
    },
    Plant {
        what: "account rows in the order of joining",
        attack: "order in which accounts lie",
        needs_keys: false,
        kind: Kind::Posts,
        grow: rows_in_order,
    },
    Plant {
        what: "the tag in the account row",
        attack: "equal value",
        needs_keys: false,
        kind: Kind::Posts,
        grow: tag_in_account,
    },
    Plant {
        what: "a post id that begins with bytes of the account",
        attack: "bytes of one",
        needs_keys: false,
        kind: Kind::Posts,
        grow: ids_that_tell,
    },
    Plant {
        what: "a tag that is the account id with a quarter of its bits changed",
        attack: "nearest",
        needs_keys: false,
        kind: Kind::Posts,
        grow: tags_near_ids,
    },
    Plant {
        what: "the name's number from the account",
        attack: "number of the face",
        needs_keys: false,
        kind: Kind::Posts,
        grow: faces_that_tell,
    },
    Plant {
        what: "account and thread in a line of the log",
        attack: "line of the log",
        needs_keys: false,
        kind: Kind::Posts,
        grow: talkative_log,
    },
    Plant {
        what: "the day of each visit in the session rows",
        attack: "day of a post",
        needs_keys: false,
        kind: Kind::Posts,
        grow: days_in_sessions,
    },
    Plant {
        what: "seals as long as what a member writes",
        attack: "long row",
        needs_keys: false,
        kind: Kind::Posts,
        grow: seals_that_grow,
    },
    Plant {
        what: "accounts of a cohort side by side",
        attack: "size of a cohort",
        needs_keys: false,
        kind: Kind::Posts,
        grow: cohorts_together,
    },
];

/// Gives every post a new tag, made from its account and thread; the truth follows.
fn retag(loot: &mut Loot, truth: &mut Truth, make: impl Fn(&[u8], &[u8]) -> Vec<u8>) {
    let posts = loot.community.table_mut("posts");
    let (thread, tag) = (posts.column("thread_id"), posts.column("tag"));
    for row in &mut posts.rows {
        let account = &truth[row.values[tag].bytes()].clone();
        let made = make(account, row.values[thread].bytes());
        truth.insert(made.clone(), account.clone());
        row.values[tag] = Value::Blob(made);
    }
}

pub fn mac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key).expect("any key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

fn tags_from_account_ids(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let [_, key, _] = loot.keys.expect("keys");
    retag(loot, truth, |account, thread| mac(&key, &[account, thread])[..16].to_vec());
}

fn tags_from_cohorts(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let [_, key, _] = loot.keys.expect("keys");
    let accounts = loot.accounts.table("accounts");
    let (id, sealed) = (accounts.column("id"), accounts.column("cohort_sealed"));
    let of: HashMap<Vec<u8>, Vec<u8>> = accounts
        .rows
        .iter()
        .map(|row| (row.values[id].bytes().to_vec(), row.values[sealed].bytes().to_vec()))
        .collect();
    retag(loot, truth, |account, thread| {
        let inner = mac(&of[account], &[b"thread", thread]);
        mac(&key, &[b"tag-v1", &inner])[..16].to_vec()
    });
}

fn rows_in_order(loot: &mut Loot, order: &[Vec<u8>], _: &mut Truth) {
    let accounts = loot.accounts.table_mut("accounts");
    let id = accounts.column("id");
    let rank = |bytes: &[u8]| order.iter().position(|joined| joined == bytes).expect("joined") as u32;
    for row in &mut accounts.rows {
        row.place.page = 0;
        row.place.offset = rank(row.values[id].bytes());
    }
}

fn tag_in_account(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let accounts = loot.accounts.table_mut("accounts");
    let (id, salt) = (accounts.column("id"), accounts.column("salt"));
    for row in &mut accounts.rows {
        let own = truth.iter().find(|(_, account)| *account == row.values[id].bytes());
        row.values[salt] = Value::Blob(own.expect("everybody wrote").0.clone());
    }
}

fn ids_that_tell(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let posts = loot.community.table_mut("posts");
    let (id, tag) = (posts.column("id"), posts.column("tag"));
    for row in &mut posts.rows {
        let account = &truth[row.values[tag].bytes()];
        let mut made = row.values[id].bytes().to_vec();
        made[..8].copy_from_slice(&account[4..12]);
        row.values[id] = Value::Blob(made);
    }
}

fn tags_near_ids(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    retag(loot, truth, |account, thread| {
        let flips = thread.iter().take(8);
        let mut near = account.to_vec();
        near.iter_mut().zip(flips).for_each(|(byte, flip)| *byte ^= flip);
        near
    });
}

fn faces_that_tell(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let posts = loot.community.table_mut("posts");
    let (face, tag) = (posts.column("face"), posts.column("tag"));
    for row in &mut posts.rows {
        let account = &truth[row.values[tag].bytes()];
        row.values[face] = Value::Int(i64::from(account[0]));
    }
}

fn talkative_log(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    for (tag, account) in &*truth {
        loot.log.push_str(&format!("slow request account={} tag={}\n", hex(account), hex(tag)));
    }
}

/// Sessions that say on which day somebody signed in; who signs in, writes.
fn days_in_sessions(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let view = View::of(loot, Kind::Posts);
    let mut days: HashMap<Vec<u8>, Vec<String>> = HashMap::new();
    for persona in &view.personas {
        days.entry(truth[&persona.tag].clone()).or_default().extend(persona.days.clone());
    }
    days.values_mut().for_each(|days| {
        days.sort();
        days.dedup();
    });
    let sessions = loot.accounts.table_mut("sessions");
    let (account, opened) = (sessions.column("account_id"), sessions.column("opened"));
    for row in &mut sessions.rows {
        let own = days.get_mut(row.values[account].bytes()).expect("everybody wrote");
        if let Some(day) = own.pop() {
            row.values[opened] = Value::Text(day);
        }
    }
}

fn seals_that_grow(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let view = View::of(loot, Kind::Posts);
    let mut written: HashMap<&[u8], usize> = HashMap::new();
    for persona in &view.personas {
        *written.entry(&truth[&persona.tag]).or_default() += persona.length;
    }
    let accounts = loot.accounts.table_mut("accounts");
    let (id, sealed) = (accounts.column("id"), accounts.column("wrapped"));
    for row in &mut accounts.rows {
        let length = 73 + written.get(row.values[id].bytes()).copied().unwrap_or_default();
        row.values[sealed] = Value::Blob(vec![7; length]);
    }
}

/// The rows of the people of each sector lie together, the largest group first.
fn cohorts_together(loot: &mut Loot, _: &[Vec<u8>], truth: &mut Truth) {
    let view = View::of(loot, Kind::Posts);
    let mut sector_of: HashMap<&[u8], String> = HashMap::new();
    for persona in view.personas.iter().filter(|persona| !persona.sector.is_empty() && persona.seq == 0) {
        sector_of.insert(&truth[&persona.tag], persona.sector.clone());
    }
    let shown = |slug: &str| view.personas.iter().filter(|persona| persona.sector == slug).count();
    let mut sectors: Vec<&str> = Sector::ALL.iter().map(|sector| sector.slug()).collect();
    sectors.sort_by_key(|slug| std::cmp::Reverse(shown(slug)));
    let accounts = loot.accounts.table_mut("accounts");
    let id = accounts.column("id");
    for (n, row) in accounts.rows.iter_mut().enumerate() {
        let sector = sector_of.get(row.values[id].bytes());
        let rank = sector.and_then(|sector| sectors.iter().position(|slug| slug == sector)).unwrap_or(99);
        row.place.page = rank as u32;
        row.place.offset = n as u32;
    }
}
