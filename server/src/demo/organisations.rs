//! Organisations and cohorts of the demo, with the joins of the months before.

use domain::codes::CohortCode;
use domain::entropy::Entropy;
use domain::ids::{CohortId, OrganisationId, StaffId};
use domain::people::{Region, Sector};
use domain::staff::StaffDeed;
use domain::time::{Clock, Day};
use store::{Accounts, CohortRow, Organisation, OrganisationKind, StaffLogLine, Store, Tx};

/// An organisation and the cohorts that it invites. None of them is anybody's.
struct DemoOrganisation {
    name: &'static str,
    kind: OrganisationKind,
    region: Option<Region>,
    sector: Option<Sector>,
    cohorts: &'static [DemoCohort],
}

/// A cohort that an organisation invites.
struct DemoCohort {
    name: &'static str,
    seats: Option<i64>,
    /// Days from today to its last one.
    lasts: i64,
    /// The people who joined until the end of the month before last, in the last month, and in this one.
    joined: [i64; 3],
}

const ORGANISATIONS: [DemoOrganisation; 4] = [
    DemoOrganisation {
        name: "Zorggroep De Linden",
        kind: OrganisationKind::Employer,
        region: Some(Region::Gelderland),
        sector: Some(Sector::ElderCare),
        cohorts: &[
            DemoCohort { name: "Starters najaar", seats: Some(60), lasts: 120, joined: [17, 14, 6] },
            DemoCohort { name: "Starters voorjaar", seats: Some(40), lasts: -40, joined: [38, 0, 0] },
        ],
    },
    DemoOrganisation {
        name: "Hogeschool Vecht en Eem",
        kind: OrganisationKind::School,
        region: Some(Region::Utrecht),
        sector: None,
        cohorts: &[DemoCohort { name: "Hbo-v, stage jaar 3", seats: None, lasts: 210, joined: [46, 27, 11] }],
    },
    DemoOrganisation {
        name: "Ziekenhuis De Waard",
        kind: OrganisationKind::Employer,
        region: Some(Region::Rotterdam),
        sector: Some(Sector::Hospital),
        cohorts: &[DemoCohort {
            name: "Nieuwe verpleegkundigen",
            seats: Some(25),
            lasts: 75,
            joined: [9, 8, 2],
        }],
    },
    DemoOrganisation {
        name: "Mbo Noorderlicht",
        kind: OrganisationKind::School,
        region: Some(Region::North),
        sector: None,
        cohorts: &[],
    },
];

/// Adds them all, in the name of `staff`, as if that was done some months ago; says which organisation is the first.
pub(super) async fn add(
    store: &Store,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
    staff: StaffId,
) -> store::Result<OrganisationId> {
    let today = clock.today();
    let (last, earlier) = (today.month().before(), today.month().before().before());
    let began = earlier.first().seconds() + 10 * 3_600;
    let mut tx = store.accounts.begin().await?;
    let (mut ids, mut cohorts) = (Vec::new(), Vec::new());
    for DemoOrganisation { name, kind, region, sector, cohorts: invited } in ORGANISATIONS {
        let id = OrganisationId::random(entropy);
        ids.push(id);
        tx.organisations().add(&Organisation { id, name: name.to_owned(), kind, region, sector }).await?;
        log(&mut tx, began, staff, StaffDeed::AddOrganisation, id).await?;
        for demo in invited {
            let cohort = cohort(entropy, id, demo, today);
            tx.cohorts().add(&cohort).await?;
            log(&mut tx, began, staff, StaffDeed::AddCohort, cohort.id).await?;
            cohorts.push((cohort.id, demo.joined));
        }
    }
    for (month, over) in [(0, Some(earlier)), (1, Some(last)), (2, None)] {
        for (cohort, joined) in &cohorts {
            for _ in 0..joined[month] {
                tx.cohorts().use_one(*cohort, earlier.first()).await?;
            }
        }
        if let Some(over) = over {
            tx.cohorts().count_month(over).await?;
        }
    }
    tx.commit().await?;
    Ok(ids[0])
}

fn cohort(entropy: &dyn Entropy, organisation: OrganisationId, demo: &DemoCohort, today: Day) -> CohortRow {
    CohortRow {
        id: CohortId::random(entropy),
        organisation: Some(organisation),
        code: CohortCode::generate(entropy).as_str().to_owned(),
        seats: demo.seats,
        used: 0,
        ends: today.plus(demo.lasts),
        name: demo.name.to_owned(),
    }
}

async fn log(
    tx: &mut Tx<Accounts>,
    at: i64,
    staff: StaffId,
    deed: StaffDeed,
    object: impl std::fmt::Display,
) -> store::Result<()> {
    tx.staff_log().add(&StaffLogLine::new(at, Some(staff), deed).about(object)).await
}
