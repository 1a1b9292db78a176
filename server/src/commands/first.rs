//! The first organisation and cohort, so that a new installation has a way in: its join link is shown once to whoever sits at
//! a terminal.

use crate::config::{Settings, Wrong};
use crate::house::broken_store;
use domain::codes::CohortCode;
use domain::entropy::Entropy;
use domain::ids::{CohortId, OrganisationId};
use domain::time::Clock;
use std::io::IsTerminal;
use store::{CohortRow, Organisation, OrganisationKind, Store};

/// The number of days for which the first code works.
const DAYS: i64 = 365;

/// Makes both when there is no cohort, and prints the link, or how to see it.
pub async fn cohort(
    settings: &Settings,
    store: &Store,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<(), Wrong> {
    let Some(code) = add(store, clock, entropy).await.map_err(broken_store)? else { return Ok(()) };
    let which = if settings.is_local() { ", on this machine" } else { "" };
    if std::io::stdout().is_terminal() {
        println!(
            "\nJoin with this link{which}, and hand it to others (it works for a year):\n\n    {}\n",
            link(settings, &code)
        );
    } else {
        // What is written now may be kept, and whoever reads it could join: a journal is no place for a link.
        println!("\nThe first join link works for a year. Show it with:\n\n    {}\n", shows(settings));
    }
    Ok(())
}

/// The command that shows every join link of this installation.
fn shows(settings: &Settings) -> String {
    let from = match &settings.config {
        Some(file) => format!("--config {}", file.display()),
        None => format!("--data {} --origin {}", settings.data.display(), settings.origin),
    };
    format!("health-thing admin {from} cohort list")
}

async fn add(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> store::Result<Option<CohortCode>> {
    let mut tx = store.accounts.begin().await?;
    if !tx.cohorts().list().await?.is_empty() {
        return Ok(None);
    }
    let organisation = Organisation {
        id: OrganisationId::random(entropy),
        name: "Eerste organisatie".to_owned(),
        kind: OrganisationKind::Employer,
        region: None,
        sector: None,
    };
    tx.organisations().add(&organisation).await?;
    let code = CohortCode::generate(entropy);
    tx.cohorts()
        .add(&CohortRow {
            id: CohortId::random(entropy),
            organisation: Some(organisation.id),
            code: code.as_str().to_owned(),
            seats: None,
            used: 0,
            ends: clock.today().plus(DAYS),
            name: "Eerste cohort".to_owned(),
        })
        .await?;
    tx.commit().await?;
    Ok(Some(code))
}

/// The join link: the code stands behind `#`, so that no server and no log ever sees it (P7).
pub fn link(settings: &Settings, code: &CohortCode) -> String {
    format!("{}{}#{}", settings.origin, app::kit::paths::JOIN, code.grouped())
}
