//! Outcomes of challenges, in the words of their authors.

use crate::driver::{Community, Result, Row, Tx, Value};
use domain::ids::ThreadId;
use domain::outcomes::{Outcome, due_until};
use domain::time::Day;

/// Only of a challenge that still stands.
const SET: &str = "insert into outcomes (thread_id, value, day, closing)
    select id, $2, $3, $4 from threads where id = $1 and listed
    on conflict (thread_id) do update set value = excluded.value, day = excluded.day, closing = excluded.closing";
const FIND: &str = "select value, day, closing from outcomes where thread_id = $1";
/// The number of threads that are asked about in one go; a shorter list repeats its last one.
const MANY: usize = 16;
const DUE: &str = "select t.id from threads t where t.listed and t.day <= $1
    and not exists (select 1 from outcomes o where o.thread_id = t.id)
    and (t.id = $2 or t.id = $3 or t.id = $4 or t.id = $5 or t.id = $6 or t.id = $7 or t.id = $8 or t.id = $9
        or t.id = $10 or t.id = $11 or t.id = $12 or t.id = $13 or t.id = $14 or t.id = $15 or t.id = $16 or t.id = $17)";

#[cfg(test)]
pub(crate) const LISTS: &[&str] = &[DUE];
#[cfg(test)]
pub(crate) const SQL: &[&str] = &[SET, FIND, DUE];

/// The outcome of a challenge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeRow {
    /// The outcome itself.
    pub outcome: Outcome,
    /// The day on which the author told it last.
    pub day: Day,
    /// The closing words.
    pub closing: Option<String>,
}

fn read(row: &Row<'_>) -> Result<OutcomeRow> {
    Ok(OutcomeRow {
        outcome: row.word("value", Outcome::from_slug)?,
        day: row.day("day")?,
        closing: row.get("closing")?,
    })
}

impl Tx<Community> {
    /// The outcomes of challenges.
    pub fn outcomes(&mut self) -> Outcomes<'_> {
        Outcomes(self)
    }
}

/// Outcomes as rows.
pub struct Outcomes<'a>(&'a mut Tx<Community>);

impl Outcomes<'_> {
    /// Tells how a challenge ended, or tells it anew; false when the challenge is gone. The old words are kept nowhere.
    /// Whether the asker opened the thread is the caller's to judge.
    pub async fn set(&mut self, thread: ThreadId, row: &OutcomeRow) -> Result<bool> {
        self.0.leaves_traces();
        let values = values![thread, row.outcome.slug(), row.day, row.closing.as_deref()];
        let changed = self.0.run(SET, values).await? == 1;
        if changed {
            self.0.search().set_opening(thread).await?;
        }
        Ok(changed)
    }

    /// The one of a challenge; `None` when nobody told.
    pub async fn find(&mut self, thread: ThreadId) -> Result<Option<OutcomeRow>> {
        self.0.ask_one(FIND, values![thread], read).await
    }

    /// Those of these threads, all of them the asker's own, that wait for their author to tell how they ended: shared three
    /// weeks ago or more, and not told yet. In the order of the question.
    pub async fn list_due(&mut self, own: &[ThreadId], today: Day) -> Result<Vec<ThreadId>> {
        let mut found = Vec::new();
        for some in own.chunks(MANY) {
            let last = some[some.len() - 1];
            let own = (0..MANY).map(|place| Value::from(*some.get(place).unwrap_or(&last)));
            let values: Vec<_> = [Value::from(due_until(today))].into_iter().chain(own).collect();
            let due = self.0.ask(DUE, &values, |row| row.id("id", ThreadId::from_bytes)).await?;
            found.extend(some.iter().filter(|thread| due.contains(thread)));
        }
        Ok(found)
    }
}
