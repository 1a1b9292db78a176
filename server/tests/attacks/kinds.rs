//! What an attacker would like to have a name for: rows that somebody made, of every kind, laid out alike.

use super::attacker::hex;
use super::hashes;
use super::loot::{Loot, Row, Table, Value};
use super::view::{Account, Persona};
use std::collections::HashMap;

/// One kind of rows. Whose they are is asked of all; the last two ask which author in the same thread it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Posts,
    Held,
    Decisions,
    Waiting,
    Reactions,
    Tried,
    Drawers,
    Devices,
    Handovers,
    ReactionsOfAuthors,
    TriedOfAuthors,
}

impl Kind {
    pub const ALL: [Self; 11] = [
        Self::Posts,
        Self::Held,
        Self::Decisions,
        Self::Waiting,
        Self::Reactions,
        Self::Tried,
        Self::Drawers,
        Self::Devices,
        Self::Handovers,
        Self::ReactionsOfAuthors,
        Self::TriedOfAuthors,
    ];

    /// Whether its rows are lined up with the authors of the same thread instead of with accounts.
    pub fn is_within_threads(self) -> bool {
        matches!(self, Self::ReactionsOfAuthors | Self::TriedOfAuthors)
    }
}

pub fn personas(loot: &Loot, kind: Kind) -> Vec<Persona> {
    let community = &loot.community;
    match kind {
        Kind::Posts => writers(loot),
        Kind::Held => each(community.table("held_posts"), |at, row| Persona {
            tag: row.values[at("tag")].bytes().to_vec(),
            subject: row.values[at("thread_id")].bytes().to_vec(),
            face: Some(row.values[at("face")].int()),
            days: vec![row.values[at("day")].text().to_owned()],
            length: row.values[at("body")].bytes().len(),
            ..Persona::default()
        }),
        // Whoever decided is no trace of whoever wrote.
        Kind::Decisions => each(community.table("held_decisions"), |at, row| Persona {
            tag: row.values[at("tag")].bytes().to_vec(),
            subject: row.values[at("thread_id")].bytes().to_vec(),
            days: vec![row.values[at("day")].text().to_owned()],
            ..Persona::default()
        }),
        Kind::Waiting => each(community.table("waiting"), |at, row| {
            let (handle, sealed) = (row.values[at("handle")].bytes(), row.values[at("sealed")].bytes());
            let bound = [handle, &row.values[at("batch")].int().to_be_bytes()].concat();
            sealed_row(loot, handle, sealed, b"waiting-v1", &bound)
        }),
        Kind::Reactions => marks(loot, "reactions", false),
        Kind::Tried => marks(loot, "tried", false),
        Kind::ReactionsOfAuthors => marks(loot, "reactions", true),
        Kind::TriedOfAuthors => marks(loot, "tried", true),
        Kind::Drawers => each(loot.accounts.table("drawers"), |at, row| {
            let id = row.values[at("id")].bytes();
            sealed_row(loot, id, row.values[at("sealed")].bytes(), b"cover-v1", id)
        }),
        Kind::Devices => each(loot.accounts.table("push"), |at, row| {
            let id = row.values[at("id")].bytes();
            sealed_row(loot, id, row.values[at("sealed")].bytes(), b"push-v1", id)
        }),
        Kind::Handovers => each(loot.accounts.table("handovers"), |at, row| {
            let id = row.values[at("id")].bytes();
            sealed_row(loot, id, row.values[at("sealed")].bytes(), b"handover-v1", id)
        }),
    }
}

/// A persona for each row, with its values and its place.
fn each(table: &Table, persona: impl Fn(&dyn Fn(&str) -> usize, &Row) -> Persona) -> Vec<Persona> {
    let at = |name: &str| table.column(name);
    let all = table.rows.iter().map(|row| {
        let mut made = persona(&at, row);
        let known = std::mem::take(&mut made.rows);
        made.rows = [vec![row.values.clone()], known].concat();
        made.places = vec![row.place];
        made
    });
    all.collect()
}

/// A row that is a number and a seal; with the server's keys, also what that seal holds.
fn sealed_row(loot: &Loot, id: &[u8], sealed: &[u8], label: &[u8], bound: &[u8]) -> Persona {
    let login = loot.keys.as_ref().map(|[login, ..]| login);
    let inside = login.and_then(|key| hashes::open(key, label, bound, sealed));
    Persona {
        tag: id.to_vec(),
        length: sealed.len(),
        rows: inside.map(|inside| vec![Value::Blob(inside)]).into_iter().collect(),
        ..Persona::default()
    }
}

/// Marks at posts. What they are about is no trace of who made them, so it is left out of the values.
fn marks(loot: &Loot, table: &str, within: bool) -> Vec<Persona> {
    let posts = loot.community.table("posts");
    let (id, thread_id) = (posts.column("id"), posts.column("thread_id"));
    let thread: HashMap<&[u8], &[u8]> =
        posts.rows.iter().map(|row| (row.values[id].bytes(), row.values[thread_id].bytes())).collect();
    let mut marks = each(loot.community.table(table), |at, row| {
        let post = row.values[at("post_id")].bytes();
        Persona {
            tag: row.values[at("tag")].bytes().to_vec(),
            subject: post.to_vec(),
            within: within.then(|| hex(thread[post])),
            ..Persona::default()
        }
    });
    for mark in &mut marks {
        mark.rows[0].retain(|value| value.bytes() != mark.subject);
    }
    marks
}

/// Whoever answered in a thread, as somebody who may also have made a mark there.
pub fn authors(loot: &Loot) -> Vec<Account> {
    let answered = writers(loot).into_iter().filter(|persona| persona.seq > 0);
    let account = |persona: Persona| Account {
        id: persona.tag,
        joined: hex(&persona.subject),
        place: persona.places[0],
        values: persona.rows.concat(),
        sessions: Vec::new(),
        ways_in: Vec::new(),
    };
    answered.map(account).collect()
}

/// Everybody who wrote in a thread, with how they said it ended.
fn writers(loot: &Loot) -> Vec<Persona> {
    let threads = loot.community.table("threads");
    let at = |name: &str| threads.column(name);
    let (id, position, sector) = (at("id"), at("position"), at("sector"));
    let thread: HashMap<&[u8], (i64, &str)> = threads
        .rows
        .iter()
        .map(|row| {
            let values = &row.values;
            (values[id].bytes(), (values[position].int(), values[sector].text()))
        })
        .collect();
    let posts = loot.community.table("posts");
    let at = |name: &str| posts.column(name);
    let (of, seq, tag, face, day, body) =
        (at("thread_id"), at("seq"), at("tag"), at("face"), at("day"), at("body"));
    let mut found: Vec<Persona> = Vec::new();
    let mut known: HashMap<(Vec<u8>, Vec<u8>), usize> = HashMap::new();
    for row in posts.rows.iter().filter(|row| !row.values[tag].bytes().is_empty()) {
        let value = |column: usize| &row.values[column];
        let key = (value(of).bytes().to_vec(), value(tag).bytes().to_vec());
        let n = *known.entry(key).or_insert_with_key(|(in_thread, tag)| {
            let (position, sector) = thread[&**in_thread];
            found.push(Persona {
                tag: tag.clone(),
                subject: in_thread.clone(),
                position,
                seq: i64::MAX,
                face: Some(value(face).int()),
                sector: sector.to_owned(),
                ..Persona::default()
            });
            found.len() - 1
        });
        let persona = &mut found[n];
        persona.seq = persona.seq.min(value(seq).int());
        persona.days.push(value(day).text().to_owned());
        persona.length += value(body).bytes().len();
        persona.rows.push(row.values.clone());
        persona.places.push(row.place);
    }
    let outcomes = loot.community.table("outcomes");
    let at = |name: &str| outcomes.column(name);
    let mut told: HashMap<&[u8], &Row> = HashMap::new();
    for row in &outcomes.rows {
        told.insert(row.values[at("thread_id")].bytes(), row);
    }
    for persona in found.iter_mut().filter(|persona| persona.seq == 0) {
        if let Some(row) = told.get(&*persona.subject) {
            persona.days.push(row.values[at("day")].text().to_owned());
            persona.length += row.values[at("closing")].bytes().len();
            persona.rows.push(row.values.clone());
        }
    }
    found
}
