//! The names of what lines of the log are about.

use crate::kit::ctx::Ctx;
use domain::ids::{CohortId, OrganisationId, StaffId};
use std::collections::HashMap;

/// The names of people, organisations and cohorts, by id.
pub(super) struct Names {
    /// Everybody who works here or did, by id and name, in the order of names.
    pub people: Vec<(String, String)>,
    all: HashMap<String, String>,
}

impl Names {
    /// All of people, organisations and cohorts, also of who was removed.
    pub(super) async fn load(ctx: &Ctx) -> store::Result<Self> {
        let staff = ctx.store.staff.read().await?.staff().list_all().await?;
        let mut tx = ctx.store.accounts.read().await?;
        let organisations = tx.organisations().list().await?;
        let organisations =
            organisations.into_iter().map(|one| (OrganisationId::to_string(&one.id), one.name));
        let cohorts = tx.cohorts().list().await?;
        let cohorts = cohorts.into_iter().map(|one| (CohortId::to_string(&one.id), one.name));
        let people: Vec<_> = staff.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
        let all = people.iter().cloned().chain(organisations).chain(cohorts).collect();
        Ok(Self { people, all })
    }

    /// The name of whoever did it; `None` for the command line.
    pub(super) fn who(&self, staff: Option<StaffId>) -> Option<String> {
        let id = staff?.to_string();
        Some(self.all.get(&id).cloned().unwrap_or(id))
    }

    /// The name of the thing, or the beginning of its id.
    pub(super) fn thing(&self, object: &str) -> String {
        self.all.get(object).cloned().unwrap_or_else(|| object.chars().take(8).collect())
    }
}
