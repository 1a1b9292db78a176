//! The loot as an attacker lays it out: accounts on one side, on the other whatever somebody made without a name on it.

use super::kinds::{self, Kind};
use super::loot::{Loot, Place, Row, Value};
use super::orders;
use std::collections::HashMap;

/// One row of `accounts`, with everything that hangs on it; or, where marks are lined up with authors, one author.
pub struct Account {
    pub id: Vec<u8>,
    /// The month of joining, or the thread in which an author wrote: what an attacker knows without trying.
    pub joined: String,
    pub place: Place,
    /// The values of the row, the id among them.
    pub values: Vec<Value>,
    /// The rows of its sessions.
    pub sessions: Vec<Row>,
    /// The rows of its further ways in.
    pub ways_in: Vec<Row>,
}

/// Somebody in one thread: all posts with one tag. Or somebody behind a mark, a drawer, a device, or what waits.
#[derive(Default)]
pub struct Persona {
    /// The tag, or the number under which the row stands.
    pub tag: Vec<u8>,
    /// What the tag is made for: a thread or a post; nothing for a drawer.
    pub subject: Vec<u8>,
    /// The place of the thread in the order of all threads.
    pub position: i64,
    /// Where in the thread they wrote first; 0 is the opening.
    pub seq: i64,
    pub face: Option<i64>,
    pub days: Vec<String>,
    pub sector: String,
    /// How many characters they wrote.
    pub length: usize,
    /// The rows of their posts.
    pub rows: Vec<Vec<Value>>,
    /// Where the rows lie.
    pub places: Vec<Place>,
    /// Where an attacker need not look further: as [`Account::joined`] says it.
    pub within: Option<String>,
}

/// A guess: the accounts that one persona may be.
pub struct Shortlist {
    pub persona: usize,
    pub accounts: Vec<usize>,
}

pub struct View {
    pub kind: Kind,
    pub accounts: Vec<Account>,
    pub personas: Vec<Persona>,
    by_id: HashMap<Vec<u8>, usize>,
    months: HashMap<String, Vec<usize>>,
}

impl View {
    pub fn of(loot: &Loot, kind: Kind) -> Self {
        let accounts = if kind.is_within_threads() { kinds::authors(loot) } else { accounts(loot) };
        let by_id = accounts.iter().enumerate().map(|(n, account)| (account.id.clone(), n)).collect();
        let mut months: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, account) in accounts.iter().enumerate() {
            months.entry(account.joined.clone()).or_default().push(n);
        }
        Self { kind, accounts, personas: kinds::personas(loot, kind), by_id, months }
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

    /// Whether an attacker need look at this account at all.
    pub fn may_be(&self, persona: usize, account: usize) -> bool {
        self.personas[persona].within.as_ref().is_none_or(|within| *within == self.accounts[account].joined)
    }

    /// Orders in which the personas may have come: those who opened a thread in the order of the threads, and all as
    /// their rows lie and filled their pages.
    pub fn orders(&self) -> [(&'static str, Vec<usize>); 3] {
        let mut openers: Vec<usize> =
            (0..self.personas.len()).filter(|n| self.personas[*n].seq == 0).collect();
        openers.sort_by_key(|n| self.personas[*n].position);
        let places = || self.personas.iter().enumerate().map(|(n, persona)| (n, persona.places[0]));
        [
            ("the order of threads", openers),
            ("rows as they lie", orders::lying(places())),
            ("rows as they filled their pages", orders::filling(places())),
        ]
    }
}

fn accounts(loot: &Loot) -> Vec<Account> {
    let table = loot.accounts.table("accounts");
    let (id, joined) = (table.column("id"), table.column("joined"));
    let (sessions, ways_in) = (by_account(loot, "sessions"), by_account(loot, "ways_in"));
    let account = |row: &Row| Account {
        id: row.values[id].bytes().to_vec(),
        joined: row.values[joined].text().to_owned(),
        place: row.place,
        values: row.values.clone(),
        sessions: sessions.get(row.values[id].bytes()).cloned().unwrap_or_default(),
        ways_in: ways_in.get(row.values[id].bytes()).cloned().unwrap_or_default(),
    };
    table.rows.iter().map(account).collect()
}

/// The rows of a table that say whose they are, by account.
fn by_account<'a>(loot: &'a Loot, table: &str) -> HashMap<&'a [u8], Vec<Row>> {
    let table = loot.accounts.table(table);
    let mut of: HashMap<&[u8], Vec<Row>> = HashMap::new();
    if !table.rows.is_empty() {
        let owner = table.column("account_id");
        for row in &table.rows {
            of.entry(row.values[owner].bytes()).or_default().push(row.clone());
        }
    }
    of
}
