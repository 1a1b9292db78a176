//! Reads a file of SQLite as it lies on the disk, without SQLite: rows with the page and the place where they lie, and
//! the frames of the journal in their order. Whoever steals a disk sees all of that; SQL shows none of it.

use super::loot::{Place, Row, Table, Value};
use std::collections::{HashMap, HashSet};

const JOURNAL_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The pages of a database, with the committed frames of its journal laid over them.
pub struct Database {
    pages: HashMap<u32, Vec<u8>>,
    usable: usize,
}

impl Database {
    pub fn read(file: &[u8], journal: &[u8]) -> Self {
        let head = if file.len() >= 100 { file } else { &journal[JOURNAL_HEADER + FRAME_HEADER..] };
        let size = match be(&head[16..18]) {
            1 => 65_536,
            size => size as usize,
        };
        let mut pages: HashMap<u32, Vec<u8>> =
            (1..).zip(file.chunks_exact(size).map(<[u8]>::to_vec)).collect();
        let mut open = Vec::new();
        for frame in frames(journal) {
            open.push((frame.page, frame.bytes.to_vec()));
            if frame.commits {
                pages.extend(open.drain(..));
            }
        }
        let reserved = usize::from(pages[&1][20]);
        Self { pages, usable: size - reserved }
    }

    /// Every table, as the schema on the first page lists them.
    pub fn tables(&self) -> Vec<Table> {
        let schema = self.rows(1);
        let wanted = schema.iter().filter(|row| row.values[0].text() == "table");
        let named = wanted.filter(|row| !row.values[1].text().starts_with("sqlite_"));
        named
            .map(|row| Table {
                name: row.values[1].text().to_owned(),
                columns: columns(row.values[4].text()),
                rows: self.rows(row.values[3].int() as u32),
            })
            .filter(|table| !table.name.starts_with('_'))
            .collect()
    }

    /// Every index, with the table that it is of. Which columns it holds stands in no row, so they are not named.
    pub fn indexes(&self) -> Vec<(String, Table)> {
        let schema = self.rows(1);
        let wanted = schema.iter().filter(|row| row.values[0].text() == "index");
        let index = |row: &Row| Table {
            name: row.values[1].text().to_owned(),
            columns: Vec::new(),
            rows: self.rows(row.values[3].int() as u32),
        };
        wanted.map(|row| (row.values[2].text().to_owned(), index(row))).collect()
    }

    /// The statements that made tables, views, triggers and indexes.
    pub fn schema(&self) -> Vec<String> {
        self.rows(1).iter().map(|row| row.values[4].text().to_owned()).collect()
    }

    fn rows(&self, root: u32) -> Vec<Row> {
        let mut rows = Vec::new();
        self.walk(root, &mut rows);
        rows
    }

    /// A tree of rows, in the order of its key.
    fn walk(&self, number: u32, rows: &mut Vec<Row>) {
        let page = &self.pages[&number];
        let base = if number == 1 { 100 } else { 0 };
        let kind = page[base];
        let is_leaf = matches!(kind, 0x0d | 0x0a);
        let first = base + if is_leaf { 8 } else { 12 };
        for cell in 0..be(&page[base + 3..base + 5]) as usize {
            let at = be(&page[first + 2 * cell..first + 2 * cell + 2]) as usize;
            let place = Place { page: number, offset: at as u32 };
            let mut at = at;
            if !is_leaf {
                self.walk(be(&page[at..at + 4]), rows);
                at += 4;
            }
            if kind != 0x05 {
                let length = varint(page, &mut at);
                let key = (kind == 0x0d).then(|| varint(page, &mut at));
                let payload = self.payload(page, at, length as usize, kind == 0x0d);
                rows.push(Row { place, values: record(&payload, key) });
            }
        }
        if !is_leaf {
            self.walk(be(&page[base + 8..base + 12]), rows);
        }
    }

    /// What a cell holds, with the pages on which it goes on.
    fn payload(&self, page: &[u8], at: usize, length: usize, of_table: bool) -> Vec<u8> {
        let usable = self.usable;
        let most = if of_table { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        if length <= most {
            return page[at..at + length].to_vec();
        }
        let least = (usable - 12) * 32 / 255 - 23;
        let fitting = least + (length - least) % (usable - 4);
        let here = if fitting <= most { fitting } else { least };
        let mut payload = page[at..at + here].to_vec();
        let mut next = be(&page[at + here..at + here + 4]);
        while payload.len() < length {
            let page = &self.pages[&next];
            let some = (length - payload.len()).min(usable - 4);
            payload.extend_from_slice(&page[4..4 + some]);
            next = be(&page[..4]);
        }
        payload
    }
}

/// One page in the journal.
pub struct Frame<'a> {
    pub page: u32,
    pub bytes: &'a [u8],
    commits: bool,
}

/// The valid frames of a journal, the oldest first.
pub fn frames(journal: &[u8]) -> Vec<Frame<'_>> {
    if journal.len() < JOURNAL_HEADER {
        return Vec::new();
    }
    let size = be(&journal[8..12]) as usize;
    let whole = journal[JOURNAL_HEADER..].chunks_exact(FRAME_HEADER + size);
    let valid = whole.take_while(|frame| frame[8..16] == journal[16..24]);
    valid
        .map(|frame| Frame {
            page: be(&frame[..4]),
            bytes: &frame[FRAME_HEADER..],
            commits: be(&frame[4..8]) != 0,
        })
        .collect()
}

fn be(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn varint(bytes: &[u8], at: &mut usize) -> i64 {
    let mut number: i64 = 0;
    for n in 0..9 {
        let byte = bytes[*at];
        *at += 1;
        if n == 8 {
            return number << 8 | i64::from(byte);
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    number
}

/// The values of a row. A column that is the row's own number is stored as nothing.
fn record(payload: &[u8], key: Option<i64>) -> Vec<Value> {
    let mut at = 0;
    let end = varint(payload, &mut at) as usize;
    let mut body = end;
    let mut values = Vec::new();
    while at < end {
        let kind = varint(payload, &mut at);
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind as usize,
            5 => 6,
            6 | 7 => 8,
            _ => (kind as usize - 12) / 2,
        };
        let bytes = &payload[body..body + length];
        body += length;
        values.push(match kind {
            0 => Value::Null,
            1..=6 => Value::Int(whole_number(bytes)),
            8 | 9 => Value::Int(kind - 8),
            _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
            _ => Value::Text(String::from_utf8_lossy(bytes).into_owned()),
        });
    }
    if let (Some(key), Some(first @ Value::Null)) = (key, values.first_mut()) {
        *first = Value::Int(key);
    }
    values
}

fn whole_number(bytes: &[u8]) -> i64 {
    let sign = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

/// The names of the columns in `create table`, in the order in which a row holds them: without a rowid, the key first.
fn columns(sql: &str) -> Vec<String> {
    let inside = &sql[sql.find('(').map_or(0, |at| at + 1)..sql.rfind(')').unwrap_or(sql.len())];
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (at, c) in inside.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[begin..]);
    let first = |part: &str| part.split_whitespace().next().unwrap_or_default().to_owned();
    let rules = ["check", "primary", "unique", "foreign", "constraint"];
    let keys = parts.iter().find(|part| part.contains("primary key")).map_or("", |part| *part);
    let keys: HashSet<&str> = keys.split(|c: char| !c.is_ascii_lowercase() && c != '_').collect();
    let named = parts.iter().map(|part| first(part)).filter(|word| !rules.contains(&&**word));
    let moves = sql.contains("without rowid");
    let (key, rest): (Vec<_>, Vec<_>) = named.partition(|name| moves && keys.contains(&**name));
    [key, rest].concat()
}
