//! The order of a table whose rows are all read, and its portions.
//!
//! Of people, organisations and cohorts there are as many as an organisation that runs this place has: some thousands at the most. So they
//! are sorted here, by the words that people read in their language, which no database knows.

use super::{Listed, PORTION, TableQuery};
use domain::search::folded;
use domain::text::edition;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// What a row is sorted by: what stands in the column, then what the row is about, then its id.
struct Place {
    key: String,
    name: String,
    id: String,
}

impl Place {
    fn of(row: &impl Listed, query: &TableQuery) -> Self {
        let key = |column| row.key(column).unwrap_or_else(|| folded(&row.text(column)));
        let name = query.shape.columns.first().map(|first| key(first.name)).unwrap_or_default();
        Self { key: key(query.sort), name, id: row.id() }
    }

    fn order(&self, other: &Self, down: bool) -> Ordering {
        let by_key = self.key.cmp(&other.key);
        let by_key = if down { by_key.reverse() } else { by_key };
        by_key.then_with(|| (&self.name, &self.id).cmp(&(&other.name, &other.id)))
    }

    fn edge(&self) -> Edge {
        let edition = edition(&[&self.key, &self.name]);
        Edge { id: self.id.clone(), edition: edition.chars().take(16).collect() }
    }
}

/// A row by its id, with the edition of what it was sorted by: so nothing that somebody typed stands in an address (S29), and whether the
/// row still stands where it stood is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edge {
    id: String,
    edition: String,
}

/// The place between two portions. It holds while one of them stands where it stood, whatever became of the other and of the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cut {
    /// The last row of a portion.
    last: Edge,
    /// The first row of the next one.
    next: Edge,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.last.id, self.last.edition, self.next.id, self.next.edition)
    }
}

impl FromStr for Cut {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Vec<_> = text.split('.').map(str::to_owned).collect();
        let [last, of_last, next, of_next] = <[String; 4]>::try_from(parts).map_err(drop)?;
        let edge = |id, edition| Edge { id, edition };
        Ok(Self { last: edge(last, of_last), next: edge(next, of_next) })
    }
}

impl Cut {
    /// The number of rows before it. Zero when both rows are gone: then the table is read from the beginning.
    fn find<R>(&self, rows: &[(Place, R)]) -> usize {
        let at = |edge: &Edge| {
            rows.iter().position(|(place, _)| place.id == edge.id).filter(|at| rows[*at].0.edge() == *edge)
        };
        at(&self.last).map(|at| at + 1).or_else(|| at(&self.next)).unwrap_or_default()
    }
}

impl TableQuery {
    /// All rows of the question in its order.
    pub fn all<R: Listed>(&self, rows: Vec<R>, fits: impl Fn(&R) -> bool) -> Vec<R> {
        self.sorted(rows).into_iter().map(|(_, row)| row).filter(fits).collect()
    }

    /// The rows of this portion, and the cut after it when more follow. What does not fit has a place in the order all the same: it did fit
    /// when the portion before was read.
    pub fn portion<R: Listed>(&self, rows: Vec<R>, fits: impl Fn(&R) -> bool) -> (Vec<R>, Option<String>) {
        self.cut(rows, fits, PORTION)
    }

    fn cut<R: Listed>(
        &self,
        rows: Vec<R>,
        fits: impl Fn(&R) -> bool,
        size: usize,
    ) -> (Vec<R>, Option<String>) {
        let rows = self.sorted(rows);
        let begin = self.after::<Cut>().map_or(0, |cut| cut.find(&rows));
        let mut rest = rows.into_iter().skip(begin).filter(|(_, row)| fits(row));
        let portion: Vec<_> = rest.by_ref().take(size).collect();
        let rows = portion.last().zip(rest.next());
        let next =
            rows.map(|((last, _), (next, _))| Cut { last: last.edge(), next: next.edge() }.to_string());
        (portion.into_iter().map(|(_, row)| row).collect(), next)
    }

    fn sorted<R: Listed>(&self, rows: Vec<R>) -> Vec<(Place, R)> {
        let mut rows: Vec<_> = rows.into_iter().map(|row| (Place::of(&row, self), row)).collect();
        rows.sort_by(|(one, _), (other, _)| one.order(other, self.down));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::table::query::tests::asked;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Person {
        id: u8,
        name: String,
        seen: u8,
        is_here: bool,
    }

    impl Listed for Person {
        fn id(&self) -> String {
            format!("{:032x}", self.id)
        }
        fn text(&self, column: &str) -> String {
            if column == "when" { self.name.clone() } else { self.seen.to_string() }
        }
    }

    fn people(most: usize) -> impl Strategy<Value = BTreeMap<u8, Person>> {
        let one = ("[abÀ]{1,2}", 0..3_u8, prop::bool::weighted(0.8));
        prop::collection::btree_map(any::<u8>(), one, 0..most).prop_map(|all| {
            let person = |(id, (name, seen, is_here))| (id, Person { id, name, seen, is_here });
            all.into_iter().map(person).collect()
        })
    }

    fn portion(
        order: &str,
        after: Option<&str>,
        rows: &BTreeMap<u8, Person>,
    ) -> (Vec<Person>, Option<String>) {
        let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
        let rows = rows.values().cloned().collect();
        asked(&format!("{order}{after}")).cut(rows, |person: &Person| person.is_here, 3)
    }

    const ORDERS: [&str; 4] = ["sort=when", "sort=when&down=yes", "sort=who", "sort=who&down=yes"];

    proptest! {
        #[test]
        fn the_portions_are_all_rows_in_order(rows in people(20), order in prop::sample::select(&ORDERS[..])) {
            let all = asked(order).all(rows.values().cloned().collect(), |person: &Person| person.is_here);
            let (mut read, mut after) = (Vec::new(), None);
            loop {
                let (mut some, next) = portion(order, after.as_deref(), &rows);
                prop_assert!(some.len() == 3 || next.is_none());
                read.append(&mut some);
                let Some(next) = next else { break };
                prop_assert!(next.len() <= 120);
                after = Some(next);
            }
            prop_assert_eq!(&read, &all);
            let key = |person: &Person| folded_key(order, person);
            for pair in all.windows(2) {
                let (one, other) = (key(&pair[0]), key(&pair[1]));
                let by_key = if order.ends_with("yes") { other.0.cmp(&one.0) } else { one.0.cmp(&other.0) };
                prop_assert!(by_key.then(one.1.cmp(&other.1)) == Ordering::Less, "{:?}", pair);
            }
        }

        /// While somebody reads, others are added, changed and removed: who did not change is read once, unless both rows at the place changed.
        #[test]
        fn what_did_not_change_is_read_once_whatever_changed_meanwhile(
            before in people(20),
            others in people(20),
            gone in any::<u8>(),
            order in prop::sample::select(&ORDERS[..]),
        ) {
            let (first, next) = portion(order, None, &before);
            let Some(next) = next else { return Ok(()) };
            let mut now = before.clone();
            now.retain(|id, _| id & 7 != gone & 7);
            now.extend(others);
            let cut: Cut = next.parse().expect("a cut");
            let stands = |edge: &Edge| now.values().any(|one| Place::of(one, &asked(order)).edge() == *edge);
            prop_assume!(stands(&cut.last) || stands(&cut.next));
            let (mut read, mut after) = (first, Some(next));
            while let Some(cut) = after {
                let (mut some, next) = portion(order, Some(&cut), &now);
                read.append(&mut some);
                after = next;
            }
            for (id, person) in before.iter().filter(|(_, person)| person.is_here) {
                if now.get(id) == Some(person) {
                    let times = read.iter().filter(|one| one == &person).count();
                    prop_assert_eq!(times, 1, "{:?} in {:?}", person, read);
                }
            }
        }

        #[test]
        fn any_other_text_is_the_beginning(text in "[0-9a-f.]{0,100}", rows in people(20)) {
            prop_assert_eq!(portion("", Some(&text), &rows), portion("", None, &rows));
        }
    }

    fn folded_key(order: &str, person: &Person) -> (String, (String, String)) {
        let column = if order.contains("who") { "who" } else { "when" };
        (folded(&person.text(column)), (folded(&person.name), person.id()))
    }
}
