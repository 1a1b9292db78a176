//! Orders in which accounts lie on the disk or came into it. Each gives accounts by their number.

use super::loot::{Loot, Place};
use super::sqlite_file;
use super::view::{Account, View};
use std::collections::HashMap;

type Order = fn(&Loot, &View) -> Vec<usize>;

/// Orders in which accounts lie, and may have come.
pub const ORDERS: [(&str, Order); 9] = [
    ("accounts lie", |_, view| sorted(view, |account| account.place)),
    ("accounts filled their pages", |_, view| filling(all(view).map(|(n, account)| (n, account.place)))),
    ("sessions lie", |_, view| lying(sessions(view))),
    ("sessions filled their pages", |_, view| filling(sessions(view))),
    ("further ways in lie", |_, view| lying(ways_in(view))),
    ("further ways in filled their pages", |_, view| filling(ways_in(view))),
    ("ids stand in the file", |loot, view| first_seen(&loot.accounts.file, view)),
    ("ids came into the journal", |loot, view| first_seen(&journal(&loot.accounts.journal), view)),
    ("ids would be sorted", |_, view| sorted(view, |account| account.id.clone())),
];

pub fn sorted<K: Ord>(view: &View, key: impl Fn(&Account) -> K) -> Vec<usize> {
    let mut order: Vec<usize> = (0..view.accounts.len()).collect();
    order.sort_by_key(|n| key(&view.accounts[*n]));
    order
}

fn all(view: &View) -> impl Iterator<Item = (usize, &Account)> {
    view.accounts.iter().enumerate()
}

fn sessions(view: &View) -> impl Iterator<Item = (usize, Place)> {
    all(view).flat_map(|(n, account)| account.sessions.iter().map(move |row| (n, row.place)))
}

fn ways_in(view: &View) -> impl Iterator<Item = (usize, Place)> {
    all(view).flat_map(|(n, account)| account.ways_in.iter().map(move |row| (n, row.place)))
}

/// From the first page to the last.
pub fn lying(places: impl Iterator<Item = (usize, Place)>) -> Vec<usize> {
    let mut lying: Vec<(Place, usize)> = places.map(|(n, place)| (place, n)).collect();
    lying.sort_unstable();
    lying.into_iter().map(|(_, n)| n).collect()
}

/// SQLite fills a page from its end: within a page, what lies in front came last.
pub fn filling(places: impl Iterator<Item = (usize, Place)>) -> Vec<usize> {
    let mut pages: HashMap<u32, Vec<(u32, usize)>> = HashMap::new();
    places.for_each(|(n, place)| pages.entry(place.page).or_default().push((place.offset, n)));
    let mut ranks: Vec<(usize, usize)> = Vec::new();
    for rows in pages.values_mut() {
        rows.sort_unstable_by(|a, b| b.cmp(a));
        let count = rows.len();
        ranks.extend(rows.iter().enumerate().map(|(n, (_, who))| (n * 10_000 / count, *who)));
    }
    ranks.sort_unstable();
    ranks.into_iter().map(|(_, n)| n).collect()
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
