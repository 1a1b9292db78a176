//! What somebody holds who stole everything at rest: the rows of all zones with the places where they lie, the bytes
//! of the files, the log, and perhaps the server's keys.

use super::sqlite_file::Database;
use server::testing::TestApp;
use std::path::Path;

/// Where a row lies. On PostgreSQL the page is 0 and the offset the number of the row in the dump.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub page: u32,
    pub offset: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Value {
    pub fn text(&self) -> &str {
        if let Self::Text(text) = self { text } else { "" }
    }

    pub fn int(&self) -> i64 {
        if let Self::Int(number) = self { *number } else { 0 }
    }

    /// The bytes of a blob or a text; of nothing else.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Blob(bytes) => bytes,
            Self::Text(text) => text.as_bytes(),
            _ => &[],
        }
    }
}

#[derive(Clone, Debug)]
pub struct Row {
    pub place: Place,
    pub values: Vec<Value>,
}

#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    pub fn column(&self, name: &str) -> usize {
        let at = self.columns.iter().position(|column| column == name);
        at.unwrap_or_else(|| panic!("{} has no column {name}: {:?}", self.name, self.columns))
    }
}

/// One zone.
#[derive(Clone, Default)]
pub struct Zone {
    pub tables: Vec<Table>,
    /// Other orders in which rows lie, with the table that each is of: its indexes, and on PostgreSQL the order of its
    /// transactions.
    pub indexes: Vec<(String, Table)>,
    /// The main file and the journal; empty for PostgreSQL.
    pub file: Vec<u8>,
    pub journal: Vec<u8>,
    pub schema: Vec<String>,
}

impl Zone {
    pub fn table(&self, name: &str) -> &Table {
        self.tables.iter().find(|table| table.name == name).unwrap_or_else(|| panic!("no table {name}"))
    }

    pub fn table_mut(&mut self, name: &str) -> &mut Table {
        let found = self.tables.iter_mut().find(|table| table.name == name);
        found.unwrap_or_else(|| panic!("no table {name}"))
    }

    /// A zone of SQLite: `<folder>/<name>.sqlite` and its journal.
    pub fn of_files(folder: &Path, name: &str) -> Self {
        let read =
            |ending: &str| std::fs::read(folder.join([name, ".sqlite", ending].concat())).unwrap_or_default();
        let (file, journal) = (read(""), read("-wal"));
        let database = Database::read(&file, &journal);
        let (tables, indexes) = (database.tables(), database.indexes());
        Self { tables, indexes, schema: database.schema(), file, journal }
    }

    /// The same rows, whatever their order and place.
    pub fn rows_in_order(&self) -> Vec<(String, Vec<Vec<Value>>)> {
        let sorted = |table: &Table| {
            let mut rows: Vec<_> = table.rows.iter().map(|row| row.values.clone()).collect();
            rows.sort();
            (table.name.clone(), rows)
        };
        self.tables.iter().map(sorted).collect()
    }
}

/// Everything.
#[derive(Clone, Default)]
pub struct Loot {
    pub accounts: Zone,
    pub community: Zone,
    pub staff: Zone,
    pub log: String,
    /// `K_login`, `K_tag`, `K_name`.
    pub keys: Option<[[u8; 32]; 3]>,
}

impl Loot {
    /// What lies on the disk now, while the server runs.
    pub async fn of(app: &TestApp) -> Self {
        let [accounts, community, staff] = match app.place().folder() {
            Some(folder) => ["accounts", "community", "staff"].map(|zone| Zone::of_files(folder, zone)),
            None => {
                let dump = app.place().dump().await.expect("a dump");
                let mut community = dumped(&dump, "community");
                let lying = app.place().lying().await.expect("the bytes of pages");
                community.indexes =
                    lying.iter().map(|(of, name, rows)| (of.clone(), listed(name, rows))).collect();
                [dumped(&dump, "accounts"), community, dumped(&dump, "staff")]
            }
        };
        Self { accounts, community, staff, log: String::new(), keys: None }
    }

    #[must_use]
    pub fn with_keys_of(mut self, app: &TestApp) -> Self {
        let text = app.state.keys.to_file_text();
        let key = |name: &str| {
            let line = text.lines().find(|line| line.starts_with(name)).expect("a key");
            let digits = line.split(' ').nth(2).expect("digits");
            bytes_of(digits).try_into().expect("32 bytes")
        };
        self.keys = Some([key("login"), key("tag"), key("name")]);
        self
    }
}

/// The tables of one zone from lines of JSON, in the order in which the rows lie.
fn dumped(dump: &[(String, String, Vec<String>)], zone: &str) -> Zone {
    let of_zone = dump.iter().filter(|(schema, ..)| schema == zone);
    let table = |(_, name, lines): &(String, String, Vec<String>)| {
        let places = (0..).map(|offset| Place { page: 0, offset });
        parsed(name, places.zip(lines))
    };
    Zone { tables: of_zone.map(table).collect(), ..Zone::default() }
}

/// Rows as they lie in an index: their pages, and their places there.
fn listed(name: &str, rows: &[(u32, u32, String)]) -> Table {
    parsed(name, rows.iter().map(|(page, offset, line)| (Place { page: *page, offset: *offset }, line)))
}

fn parsed<'a>(name: &str, lines: impl Iterator<Item = (Place, &'a String)>) -> Table {
    let object = |line: &str| -> serde_json::Map<String, serde_json::Value> {
        serde_json::from_str(line).expect("an object")
    };
    let objects: Vec<_> = lines.map(|(place, line)| (place, object(line))).collect();
    let columns = objects.first().map(|(_, row)| row.keys().cloned().collect()).unwrap_or_default();
    let row = |(place, object): &(Place, serde_json::Map<String, serde_json::Value>)| Row {
        place: *place,
        values: object.values().map(value).collect(),
    };
    Table { name: name.to_owned(), columns, rows: objects.iter().map(row).collect() }
}

fn value(json: &serde_json::Value) -> Value {
    use serde_json::Value as J;
    match json {
        J::String(text) => match text.strip_prefix("\\x") {
            Some(digits) => Value::Blob(bytes_of(digits)),
            None if text.len() == 36 && text.matches('-').count() == 4 => {
                Value::Blob(bytes_of(&text.replace('-', "")))
            }
            None => Value::Text(text.clone()),
        },
        J::Number(number) => Value::Int(number.as_i64().unwrap_or_default()),
        J::Bool(yes) => Value::Int(i64::from(*yes)),
        _ => Value::Null,
    }
}

pub fn bytes_of(digits: &str) -> Vec<u8> {
    let pair = |n: usize| u8::from_str_radix(&digits[n..n + 2], 16).expect("hexadecimal");
    (0..digits.len()).step_by(2).map(pair).collect()
}
