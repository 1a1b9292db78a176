//! The loot as an attacker lays it out: accounts on one side, the people behind the posts on the other.

use super::loot::{Loot, Place, Row, Value};
use std::collections::HashMap;

/// One row of `accounts`, with everything that hangs on it.
pub struct Account {
    pub id: Vec<u8>,
    pub joined: String,
    pub place: Place,
    /// The values of the row, the id among them.
    pub values: Vec<Value>,
    /// The rows of its sessions.
    pub sessions: Vec<Row>,
}

/// Somebody in one thread: all posts with one tag.
pub struct Persona {
    pub tag: Vec<u8>,
    pub thread: Vec<u8>,
    /// The place of the thread in the order of all threads.
    pub position: i64,
    /// Where in the thread they wrote first; 0 is the opening.
    pub seq: i64,
    pub face: i64,
    pub days: Vec<String>,
    pub sector: String,
    /// How many characters they wrote.
    pub length: usize,
    /// The rows of their posts.
    pub rows: Vec<Vec<Value>>,
}

/// A guess: the accounts that one persona may be.
pub struct Shortlist {
    pub persona: usize,
    pub accounts: Vec<usize>,
}

pub struct View {
    pub accounts: Vec<Account>,
    pub personas: Vec<Persona>,
    by_id: HashMap<Vec<u8>, usize>,
    months: HashMap<String, Vec<usize>>,
}

impl View {
    pub fn of(loot: &Loot) -> Self {
        let accounts = accounts(loot);
        let by_id = accounts.iter().enumerate().map(|(n, account)| (account.id.clone(), n)).collect();
        let mut months: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, account) in accounts.iter().enumerate() {
            months.entry(account.joined.clone()).or_default().push(n);
        }
        Self { accounts, personas: personas(loot), by_id, months }
    }

    pub fn account_of(&self, id: &[u8]) -> usize {
        self.by_id[id]
    }

    /// The accounts that joined in the same month.
    pub fn joined_like(&self, account: usize) -> &[usize] {
        &self.months[&self.accounts[account].joined]
    }

    pub fn months(&self) -> impl Iterator<Item = &Vec<usize>> {
        self.months.values()
    }

    pub fn mask(&self, named: &[usize]) -> Vec<bool> {
        let mut mask = vec![false; self.accounts.len()];
        named.iter().for_each(|account| mask[*account] = true);
        mask
    }

    /// The personas who opened a thread, in the order of the threads.
    pub fn openers(&self) -> Vec<usize> {
        let mut openers: Vec<usize> =
            (0..self.personas.len()).filter(|n| self.personas[*n].seq == 0).collect();
        openers.sort_by_key(|n| self.personas[*n].position);
        openers
    }
}

fn accounts(loot: &Loot) -> Vec<Account> {
    let table = loot.accounts.table("accounts");
    let (id, joined) = (table.column("id"), table.column("joined"));
    let sessions = loot.accounts.table("sessions");
    let mut of: HashMap<&[u8], Vec<Row>> = HashMap::new();
    if !sessions.rows.is_empty() {
        let owner = sessions.column("account_id");
        for row in &sessions.rows {
            of.entry(row.values[owner].bytes()).or_default().push(row.clone());
        }
    }
    let account = |row: &Row| Account {
        id: row.values[id].bytes().to_vec(),
        joined: row.values[joined].text().to_owned(),
        place: row.place,
        values: row.values.clone(),
        sessions: of.get(row.values[id].bytes()).cloned().unwrap_or_default(),
    };
    table.rows.iter().map(account).collect()
}

fn personas(loot: &Loot) -> Vec<Persona> {
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
                thread: in_thread.clone(),
                position,
                seq: i64::MAX,
                face: value(face).int(),
                days: Vec::new(),
                sector: sector.to_owned(),
                length: 0,
                rows: Vec::new(),
            });
            found.len() - 1
        });
        let persona = &mut found[n];
        persona.seq = persona.seq.min(value(seq).int());
        persona.days.push(value(day).text().to_owned());
        persona.length += value(body).bytes().len();
        persona.rows.push(row.values.clone());
    }
    found
}
