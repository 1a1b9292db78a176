//! Pages of trees, laid down by their keys.
//!
//! SQLite keeps the list of a page's rows in the order of their keys, but puts the rows themselves in as they come, each in front
//! of the one before, and leaves copies behind where it moves rows to another page. So whoever reads the bytes of a page learns
//! which rows came together. Laid down, a page holds the same rows as SQLite itself puts them when it divides a page: by key,
//! from the end, with nothing in between. SQLite reads and writes it as before; no row and no list changes.

use super::Conn;
use crate::driver::Result;

const PAGE: &str = "select data from sqlite_dbpage where pgno = $1";
const SET_PAGE: &str = "update sqlite_dbpage set data = $2 where pgno = $1";

/// The kinds of pages of trees, as their first byte says.
const INNER_INDEX: u8 = 0x02;
const INNER_TABLE: u8 = 0x05;
const LEAF_INDEX: u8 = 0x0a;
const LEAF_TABLE: u8 = 0x0d;

/// Lays these pages of a file down, and says whether any changed. The first page of a file begins with its settings, and
/// holds no row of anybody.
pub(super) fn lay_down(conn: &mut Conn, pages: &[u32]) -> Result<bool> {
    let first = page(conn, 1)?;
    let reserved = first.get(20).map_or(0, |reserved| usize::from(*reserved));
    let mut changed = false;
    for number in pages.iter().filter(|number| **number > 1) {
        let page = page(conn, *number)?;
        if let Some(laid) = laid_down(&page, page.len().saturating_sub(reserved)) {
            conn.run(SET_PAGE, values![i64::from(*number), &laid])?;
            changed = true;
        }
    }
    Ok(changed)
}

/// The bytes of a page; none when the file is shorter by now.
fn page(conn: &mut Conn, number: u32) -> Result<Vec<u8>> {
    Ok(conn.ask(PAGE, values![i64::from(number)], |row| row.get("data"))?.pop().unwrap_or_default())
}

/// The page as it lies by key; `None` when it lies so already, and when it is no page of a tree that we understand to the
/// last byte. `usable` is the part of a page that SQLite fills.
pub(crate) fn laid_down(page: &[u8], usable: usize) -> Option<Vec<u8>> {
    let kind = *page.first()?;
    let head = match kind {
        LEAF_INDEX | LEAF_TABLE => 8,
        INNER_INDEX | INNER_TABLE => 12,
        _ => return None,
    };
    let count = two(page, 3)?;
    let list = head + 2 * count;
    let mut cells = Vec::with_capacity(count);
    for n in 0..count {
        let at = two(page, head + 2 * n)?;
        let cell = page.get(at..at + size(page.get(..usable)?, at, kind)?)?;
        if at < list || at + cell.len() > usable {
            return None;
        }
        cells.push((at, cell));
    }
    if !is_whole(page, list, usable, &cells) {
        return None;
    }
    let mut laid = vec![0; page.len()];
    laid[..head].copy_from_slice(&page[..head]);
    laid[usable..].copy_from_slice(&page[usable..]);
    let mut begin = usable;
    for (n, (_, cell)) in cells.iter().enumerate() {
        begin -= cell.len();
        laid[begin..begin + cell.len()].copy_from_slice(cell);
        put_two(&mut laid, head + 2 * n, begin);
    }
    put_two(&mut laid, 1, 0);
    put_two(&mut laid, 5, begin);
    laid[7] = 0;
    (laid != page).then_some(laid)
}

/// Tells whether rows, list, holes and the free middle fill the page exactly, each byte once. Then it is what we take it for.
fn is_whole(page: &[u8], list: usize, usable: usize, cells: &[(usize, &[u8])]) -> bool {
    let Some((mut hole, begin)) = two(page, 1).zip(two(page, 5)) else { return false };
    // 65536 does not fit into two bytes.
    let begin = if begin == 0 { 65_536 } else { begin };
    let mut parts: Vec<(usize, usize)> = cells.iter().map(|(at, cell)| (*at, cell.len())).collect();
    while hole != 0 {
        let Some((next, length)) = two(page, hole).zip(two(page, hole + 2)) else { return false };
        if next != 0 && next <= hole {
            return false;
        }
        parts.push((hole, length));
        hole = next;
    }
    parts.sort_unstable();
    let apart = parts.windows(2).all(|two| two[0].0 + two[0].1 <= two[1].0);
    let inside = parts.iter().all(|(at, length)| *at >= begin && at + length <= usable);
    let filled: usize = parts.iter().map(|(_, length)| length).sum();
    let crumbs = page.get(7).map_or(0, |crumbs| usize::from(*crumbs));
    list <= begin && begin <= usable && apart && inside && filled + crumbs == usable - begin
}

/// The bytes that the row at this place takes in its page; the rest of a long one stands elsewhere.
fn size(page: &[u8], at: usize, kind: u8) -> Option<usize> {
    let mut end = at;
    if kind == INNER_INDEX || kind == INNER_TABLE {
        end += 4;
    }
    let length = usize::try_from(varint(page, &mut end)?).ok()?;
    if kind == INNER_TABLE {
        return Some(end - at);
    }
    let usable = page.len();
    let share = |part: usize| (usable.saturating_sub(12) * part / 255).checked_sub(23);
    let (mut most, least) = (share(64)?, share(32)?);
    if kind == LEAF_TABLE {
        varint(page, &mut end)?;
        most = usable.checked_sub(35)?;
    }
    let here = if length <= most {
        length
    } else {
        let fitting = least + (length - least) % (usable - 4);
        // Four bytes say where the rest begins.
        4 + if fitting <= most { fitting } else { least }
    };
    Some((end - at + here).max(4))
}

fn two(page: &[u8], at: usize) -> Option<usize> {
    let bytes: [u8; 2] = page.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(bytes)))
}

/// Writes a place; 65536, which does not fit, is written as nothing.
fn put_two(page: &mut [u8], at: usize, number: usize) {
    page[at] = (number >> 8) as u8;
    page[at + 1] = number as u8;
}

/// Reads a number of one to nine bytes.
fn varint(page: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for n in 0..9 {
        let byte = *page.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some(number << 8 | u64::from(byte));
        }
        number = number << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}
