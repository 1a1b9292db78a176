//! Cohorts as rows of a table.

use super::parts::{about, by_month, until};
use crate::desk::table::{Choices, Column, Listed, Shape, TableQuery};
use crate::kit::ctx::Ctx;
use crate::kit::paths;
use crate::t;
use domain::codes::CohortCode;
use domain::people::Lang;
use domain::time::Day;
use leptos::prelude::*;
use std::collections::HashMap;
use store::{CohortRow, Tx};

pub(super) static SHAPE: Shape = Shape {
    name: "cohorts",
    path: paths::STAFF_COHORTS,
    columns: &[
        Column { name: "name", words: t::staff::name, sorts: true },
        Column { name: "organisation", words: t::staff::organisation, sorts: true },
        Column { name: "code", words: t::cohorts::code, sorts: false },
        Column { name: "ends", words: t::cohorts::ends, sorts: true },
        Column { name: "joined", words: t::cohorts::joined_last_month, sorts: true },
        Column { name: "all", words: t::cohorts::joined_all, sorts: true },
    ],
    small: &[],
    sorted: ("ends", true),
    filters: &["state"],
};

/// A cohort in the table.
pub(super) struct ListedCohort {
    lang: Lang,
    today: Day,
    row: CohortRow,
    organisation: String,
    /// The people who joined in the month before this one, in fives.
    joined: i64,
    /// All who joined until its end, in fives.
    all: i64,
}

/// All of them.
pub(super) async fn load(ctx: &Ctx, tx: &mut Tx<store::Accounts>) -> store::Result<Vec<ListedCohort>> {
    let (lang, today) = (ctx.lang, ctx.clock.today());
    let mut joins: HashMap<_, Vec<_>> = HashMap::new();
    for (cohort, month, so_far) in tx.cohorts().list_all_joins().await? {
        joins.entry(cohort).or_default().push((month, so_far));
    }
    let organisations: HashMap<_, _> =
        tx.organisations().list().await?.into_iter().map(|one| (one.id, one.name)).collect();
    let listed = |row: CohortRow| {
        let so_far = joins.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let last = by_month(so_far).into_iter().find(|(month, _)| *month == today.month().before());
        let joined = last.map_or(0, |(_, people)| people);
        let all = so_far.last().map_or(0, |(_, people)| *people);
        let organisation =
            row.organisation.and_then(|id| organisations.get(&id)).cloned().unwrap_or_default();
        ListedCohort { lang, today, row, organisation, joined, all }
    };
    Ok(tx.cohorts().list().await?.into_iter().map(listed).collect())
}

impl ListedCohort {
    /// Tells whether the table shows one in the state that was asked for.
    pub(super) fn fits(&self, query: &TableQuery) -> bool {
        match query.filter::<String>("state").as_deref() {
            Some("open") => self.row.ends >= self.today,
            Some("over") => self.row.ends < self.today,
            _ => true,
        }
    }
}

impl Listed for ListedCohort {
    fn id(&self) -> String {
        self.row.id.to_string()
    }

    fn text(&self, column: &str) -> String {
        match column {
            "name" => self.row.name.clone(),
            "organisation" => self.organisation.clone(),
            "code" => CohortCode::parse(&self.row.code).map(|code| code.grouped()).unwrap_or_default(),
            "ends" => self.row.ends.to_string(),
            "joined" => about(self.lang, self.joined),
            _ => about(self.lang, self.all),
        }
    }

    fn key(&self, column: &str) -> Option<String> {
        let people = match column {
            "joined" => self.joined,
            "all" => self.all,
            _ => return None,
        };
        Some(format!("{people:012}"))
    }

    fn cell(&self, column: &str) -> AnyView {
        match column {
            "code" => view! { <span class="code" translate="no">{self.text(column)}</span> }.into_any(),
            "ends" => until(self.lang, self.row.ends, self.today),
            _ => self.text(column).into_any(),
        }
    }

    fn href(&self) -> Option<String> {
        Some(paths::staff_cohort(self.row.id))
    }
}

/// The filters above the table.
pub(super) fn choices(lang: Lang) -> Vec<Choices> {
    let states = [("open", t::cohorts::open(lang)), ("over", t::cohorts::over(lang))];
    let words = states.map(|(word, read)| (word.to_owned(), read.to_owned())).to_vec();
    vec![Choices { name: "state", label: t::cohorts::state(lang), words }]
}
