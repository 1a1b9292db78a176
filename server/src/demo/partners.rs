//! Organisations and cohorts of the demo, with the joins of the months before.

use domain::codes::CohortCode;
use domain::entropy::Entropy;
use domain::ids::{CohortId, OrganisationId, StaffId};
use domain::people::{Region, Sector};
use domain::staff::StaffDeed;
use domain::time::{Clock, Day};
use store::{Accounts, CohortRow, Organisation, OrganisationKind, StaffLogLine, Store, Tx};

/// An organisation and the groups that it invites. None of them is anybody's.
struct Partner {
    name: &'static str,
    kind: OrganisationKind,
    region: Option<Region>,
    sector: Option<Sector>,
    groups: &'static [Group],
}

/// A group that an organisation invites.
struct Group {
    name: &'static str,
    seats: Option<i64>,
    /// Days from today to its last one.
    lasts: i64,
    /// The people who joined until the end of the month before last, in the last month, and in this one.
    joined: [i64; 3],
}

const PARTNERS: [Partner; 4] = [
    Partner {
        name: "Zorggroep De Linden",
        kind: OrganisationKind::Employer,
        region: Some(Region::Gelderland),
        sector: Some(Sector::ElderCare),
        groups: &[
            Group { name: "Starters najaar", seats: Some(60), lasts: 120, joined: [17, 14, 6] },
            Group { name: "Starters voorjaar", seats: Some(40), lasts: -40, joined: [38, 0, 0] },
        ],
    },
    Partner {
        name: "Hogeschool Vecht en Eem",
        kind: OrganisationKind::School,
        region: Some(Region::Utrecht),
        sector: None,
        groups: &[Group { name: "Hbo-v, stage jaar 3", seats: None, lasts: 210, joined: [46, 27, 11] }],
    },
    Partner {
        name: "Ziekenhuis De Waard",
        kind: OrganisationKind::Employer,
        region: Some(Region::Rotterdam),
        sector: Some(Sector::Hospital),
        groups: &[Group { name: "Nieuwe verpleegkundigen", seats: Some(25), lasts: 75, joined: [9, 8, 2] }],
    },
    Partner {
        name: "Mbo Noorderlicht",
        kind: OrganisationKind::School,
        region: Some(Region::North),
        sector: None,
        groups: &[],
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
    let (mut ids, mut groups) = (Vec::new(), Vec::new());
    for Partner { name, kind, region, sector, groups: invited } in PARTNERS {
        let id = OrganisationId::random(entropy);
        ids.push(id);
        tx.organisations().add(&Organisation { id, name: name.to_owned(), kind, region, sector }).await?;
        log(&mut tx, began, staff, StaffDeed::AddOrganisation, id).await?;
        for group in invited {
            let cohort = cohort(entropy, id, group, today);
            tx.cohorts().add(&cohort).await?;
            log(&mut tx, began, staff, StaffDeed::AddCohort, cohort.id).await?;
            groups.push((cohort.id, group.joined));
        }
    }
    for (month, over) in [(0, Some(earlier)), (1, Some(last)), (2, None)] {
        for (cohort, joined) in &groups {
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

fn cohort(entropy: &dyn Entropy, organisation: OrganisationId, group: &Group, today: Day) -> CohortRow {
    CohortRow {
        id: CohortId::random(entropy),
        organisation: Some(organisation),
        code: CohortCode::generate(entropy).as_str().to_owned(),
        seats: group.seats,
        used: 0,
        ends: today.plus(group.lasts),
        name: group.name.to_owned(),
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
