//! Orders in which accounts lie on the disk or came into it. Each gives accounts by their number.

use super::loot::{Loot, Place};
use super::sqlite_file;
use super::view::{Account, View};
use std::collections::HashMap;

type Order = fn(&Loot, &View) -> Vec<usize>;

/// Orders in which accounts lie, and may have come.
pub const ORDERS: [(&str, Order); 7] = [
    ("accounts lie", |_, view| sorted(view, |account| account.place)),
    ("accounts filled their pages", |_, view| filling(view, &|account| vec![account.place])),
    ("sessions lie", |_, view| sessions_as_they_lie(view)),
    ("sessions filled their pages", |_, view| filling(view, &|account| places(account))),
    ("ids stand in the file", |loot, view| first_seen(&loot.accounts.file, view)),
    ("ids came into the journal", |loot, view| first_seen(&journal(&loot.accounts.journal), view)),
    ("ids would be sorted", |_, view| sorted(view, |account| account.id.clone())),
];

pub fn sorted<K: Ord>(view: &View, key: impl Fn(&Account) -> K) -> Vec<usize> {
    let mut order: Vec<usize> = (0..view.accounts.len()).collect();
    order.sort_by_key(|n| key(&view.accounts[*n]));
    order
}

fn sessions_as_they_lie(view: &View) -> Vec<usize> {
    let all = view.accounts.iter().enumerate();
    let mut sessions: Vec<(Place, usize)> =
        all.flat_map(|(n, account)| places(account).into_iter().map(move |place| (place, n))).collect();
    sessions.sort_unstable();
    sessions.into_iter().map(|(_, account)| account).collect()
}

fn places(account: &Account) -> Vec<Place> {
    account.sessions.iter().map(|row| row.place).collect()
}

/// SQLite fills a page from its end: within a page, what lies in front came last.
fn filling(view: &View, places: &dyn Fn(&Account) -> Vec<Place>) -> Vec<usize> {
    let mut pages: HashMap<u32, Vec<(u32, usize)>> = HashMap::new();
    for (n, account) in view.accounts.iter().enumerate() {
        places(account).iter().for_each(|place| pages.entry(place.page).or_default().push((place.offset, n)));
    }
    let mut ranks: Vec<(usize, usize)> = Vec::new();
    for rows in pages.values_mut() {
        rows.sort_unstable_by(|a, b| b.cmp(a));
        let count = rows.len();
        ranks.extend(rows.iter().enumerate().map(|(n, (_, account))| (n * 10_000 / count, *account)));
    }
    ranks.sort_unstable();
    ranks.into_iter().map(|(_, account)| account).collect()
}

fn journal(bytes: &[u8]) -> Vec<u8> {
    sqlite_file::frames(bytes).iter().flat_map(|frame| frame.bytes.to_vec()).collect()
}

/// Accounts in the order in which their ids first stand in some bytes.
fn first_seen(bytes: &[u8], view: &View) -> Vec<usize> {
    let mut left: HashMap<&[u8], usize> =
        view.accounts.iter().enumerate().map(|(n, account)| (&*account.id, n)).collect();
    bytes.windows(16).filter_map(|window| left.remove(window)).collect()
}
