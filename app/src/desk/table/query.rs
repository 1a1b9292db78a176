//! What an address, or the form that takes a table along, asks of it.

use super::Shape;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str::FromStr;

/// The longest word for the place of a row.
const LONGEST_AFTER: usize = 120;

/// What was asked of a table, as it came. [`TableAsked::of`] reads it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TableAsked(BTreeMap<String, String>);

impl TableAsked {
    /// Reads it as asked of a table of this shape. What that does not know counts as not asked for.
    pub fn of(self, shape: &'static Shape) -> TableQuery {
        let Self(mut asked) = self;
        let known = |name: &str| shape.columns.iter().find(|column| column.sorts && column.name == name);
        let named = asked.get("sort").and_then(|name| known(name));
        let down = asked.get("down").is_some_and(|down| down == "yes");
        let filters = shape.filters.iter().filter_map(|name| {
            let word = asked.remove(*name)?;
            let plain =
                word.len() <= 60 && word.bytes().all(|c| c.is_ascii_alphanumeric() || b"_-".contains(&c));
            (plain && !word.is_empty()).then_some((*name, word))
        });
        let filters = filters.collect();
        let after = asked.remove("after").filter(|after| (1..=LONGEST_AFTER).contains(&after.len()));
        let (sort, down) = named.map_or(shape.sorted, |column| (column.name, down));
        TableQuery { shape, sort, down, filters, after }
    }
}

/// What is asked of a table.
#[derive(Clone)]
pub struct TableQuery {
    /// The shape of the table.
    pub shape: &'static Shape,
    /// The column by which the rows are sorted: one of the shape.
    pub sort: &'static str,
    /// True for the last one first.
    pub down: bool,
    pub(super) filters: BTreeMap<&'static str, String>,
    after: Option<String>,
}

impl TableQuery {
    /// The word that was chosen in a filter, when it is one that can be read as `T`.
    pub fn filter<T: FromStr>(&self, name: &str) -> Option<T> {
        self.filters.get(name)?.parse().ok()
    }

    /// The place after which the portion begins, when it can be read as `T`.
    pub fn after<T: FromStr>(&self) -> Option<T> {
        self.after.as_deref()?.parse().ok()
    }

    /// Returns true when some filter is set.
    pub fn is_filtered(&self) -> bool {
        !self.filters.is_empty()
    }

    /// Returns true when it does not begin at the first row.
    pub(super) fn is_later(&self) -> bool {
        self.after.is_some()
    }

    /// The fields in which it asks for another order than the usual one.
    pub(super) fn order(&self) -> Vec<(&'static str, &'static str)> {
        order(self.shape, self.sort, self.down)
    }

    /// The address that asks the same from the beginning.
    pub(super) fn first(&self) -> String {
        self.address(self.sort, self.down, None)
    }

    /// The address of the next portion, which begins after this place.
    pub(super) fn next(&self, after: &str) -> String {
        self.address(self.sort, self.down, Some(after))
    }

    /// The address that sorts by this column: the other way round when that is what it does already.
    pub(super) fn by(&self, column: &'static str) -> String {
        self.address(column, column == self.sort && !self.down, None)
    }

    fn address(&self, sort: &'static str, down: bool, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.filters).extend_pairs(order(self.shape, sort, down));
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        let (path, query) = (self.shape.path, query.finish());
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

fn order(shape: &Shape, sort: &'static str, down: bool) -> Vec<(&'static str, &'static str)> {
    if (sort, down) == shape.sorted {
        return Vec::new();
    }
    [("sort", Some(sort)), ("down", down.then_some("yes"))]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::desk::table::Column;

    pub static SHAPE: Shape = Shape {
        name: "log",
        path: "/staff/log",
        columns: &[
            Column { name: "when", words: |_| "Wanneer", sorts: true },
            Column { name: "who", words: |_| "Wie", sorts: true },
            Column { name: "what", words: |_| "Wat", sorts: false },
        ],
        small: &[Column { name: "more", words: |_| "Meer", sorts: false }],
        sorted: ("when", true),
        filters: &["kind", "zone"],
    };

    pub fn asked(query: &str) -> TableQuery {
        let uri = format!("/staff/log?{query}").parse().expect("an address");
        let asked =
            axum::extract::Query::<TableAsked>::try_from_uri(&uri).map(|axum::extract::Query(asked)| asked);
        asked.unwrap_or_default().of(&SHAPE)
    }

    #[test]
    fn an_address_asks_what_the_shape_knows_and_nothing_else() {
        for (query, sort, down, address) in [
            ("", "when", true, "/staff/log"),
            ("sort=who", "who", false, "/staff/log?sort=who"),
            ("sort=who&down=yes", "who", true, "/staff/log?sort=who&down=yes"),
            ("sort=when", "when", false, "/staff/log?sort=when"),
            ("sort=when&down=yes", "when", true, "/staff/log"),
            ("sort=what", "when", true, "/staff/log"),
            ("sort=tag%27--", "when", true, "/staff/log"),
            ("kind=set_roles&other=1", "when", true, "/staff/log?kind=set_roles"),
            ("kind=%22%3E%3Cscript%3E", "when", true, "/staff/log"),
            ("kind=", "when", true, "/staff/log"),
            ("kind=a&kind=b", "when", true, "/staff/log?kind=b"),
            ("after=9-x&zone=staff", "when", true, "/staff/log?zone=staff"),
        ] {
            let query_of = asked(query);
            assert_eq!((query_of.sort, query_of.down), (sort, down), "{query}");
            assert_eq!(query_of.first(), address, "{query}");
        }
    }

    #[test]
    fn what_is_asked_is_kept_from_portion_to_portion() {
        let query = asked("sort=who&kind=set_roles&after=12");
        assert_eq!(query.after::<u32>(), Some(12));
        assert_eq!(query.filter::<String>("kind").as_deref(), Some("set_roles"));
        assert_eq!(query.next("a&b"), "/staff/log?kind=set_roles&sort=who&after=a%26b");
        assert_eq!(query.by("who"), "/staff/log?kind=set_roles&sort=who&down=yes");
        assert_eq!(query.by("when"), "/staff/log?kind=set_roles&sort=when");
        assert_eq!(asked("after=").after::<u32>(), None);
        assert_eq!(asked(&format!("after={}", "9".repeat(200))).after::<String>(), None);
    }
}
