//! A table as a file for a spreadsheet: every row of the question, in its order.

use super::{Column, Listed, Shape};
use crate::kit::ctx::Ctx;
use crate::t;
use domain::people::Lang;
use http::HeaderValue;
use http::header::CONTENT_DISPOSITION;

/// The file while it is written.
pub struct TableFile {
    shape: &'static Shape,
    text: String,
}

impl TableFile {
    /// Begins the file of a table: the headings of its columns, of what its page says small, and of the ids.
    pub fn new(lang: Lang, shape: &'static Shape) -> Self {
        // Without this mark some spreadsheets read anything but English wrong.
        let mut file = Self { shape, text: "\u{feff}".to_owned() };
        let heads = columns(shape).map(|column| (column.words)(lang)).chain([t::staff::id(lang)]);
        file.add_line(&heads.collect::<Vec<_>>());
        file
    }

    /// The whole file of rows that were all read, as the answer of the form that asked for it.
    pub fn of<R: Listed>(ctx: &Ctx, rows: Vec<R>, shape: &'static Shape) -> String {
        let mut file = Self::new(ctx.lang, shape);
        rows.iter().for_each(|row| file.add(row));
        file.answer(ctx)
    }

    /// Adds a row.
    pub fn add(&mut self, row: &impl Listed) {
        let cells = columns(self.shape).map(|column| row.text(column.name)).chain([row.id()]);
        self.add_line(&cells.collect::<Vec<_>>());
    }

    fn add_line(&mut self, cells: &[impl AsRef<str>]) {
        let cells: Vec<_> = cells.iter().map(|text| cell(text.as_ref())).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }

    /// The answer of the form that asked for it, which a browser keeps as a file.
    pub fn answer(self, ctx: &Ctx) -> String {
        let said = format!("attachment; filename=\"health-thing-{}.csv\"", self.shape.name);
        if let Ok(said) = HeaderValue::from_str(&said) {
            ctx.response.insert_header(CONTENT_DISPOSITION, said);
        }
        self.text
    }
}

fn columns(shape: &'static Shape) -> impl Iterator<Item = &'static Column> {
    shape.columns.iter().chain(shape.small)
}

/// What some spreadsheet reads as the beginning of a formula, also in its wide form.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula, also one that parts cells by something else than a comma.
fn cell(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 3);
    let mut begins = true;
    for letter in text.chars() {
        if begins && FORMULA.contains(&letter) {
            safe.push('\'');
        }
        begins = [';', ',', '\t', '\n', '\r', '|'].contains(&letter) || begins && letter.is_whitespace();
        safe.push(letter);
    }
    format!("\"{}\"", safe.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::table::query::tests::SHAPE;

    struct Named(&'static str);

    impl Listed for Named {
        fn id(&self) -> String {
            "7".to_owned()
        }
        fn text(&self, column: &str) -> String {
            if column == "who" { self.0.to_owned() } else { column.to_owned() }
        }
    }

    #[test]
    fn a_name_is_a_text_in_every_spreadsheet() {
        for (name, written) in [
            ("Samira", "\"Samira\""),
            ("De \"Linde\", Noord", "\"De \"\"Linde\"\", Noord\""),
            ("=1+1", "\"'=1+1\""),
            ("@x", "\"'@x\""),
            ("-2", "\"'-2\""),
            ("x;=1+1", "\"x;'=1+1\""),
            ("x, @y", "\"x, '@y\""),
            (" =1", "\" '=1\""),
            ("\u{ff1d}1+1", "\"'\u{ff1d}1+1\""),
            ("Piet-Jan", "\"Piet-Jan\""),
        ] {
            let mut file = TableFile::new(Lang::Nl, &SHAPE);
            file.add(&Named(name));
            let lines: Vec<_> = file.text.split("\r\n").collect();
            let row = format!("\"when\",{written},\"what\",\"more\",\"7\"");
            assert_eq!(lines, ["\u{feff}\"Wanneer\",\"Wie\",\"Wat\",\"Meer\",\"Id\"", &row, ""]);
        }
    }
}
