//! Staff of the demo, one per role, with a link each that lets whoever tries this out come in as them. The links live as long as the
//! process and are there on the machine of whoever started it alone (`Settings::is_for_trying`).

use super::organisations;
use domain::entropy::Entropy;
use domain::ids::StaffId;
use domain::secrets::{StaffLinkToken, StaffToken};
use domain::staff::{Roles, StaffDeed, StaffRole};
use domain::time::Clock;
use store::{StaffLink, StaffLogLine, StaffRow, Store};

/// A day in seconds.
const DAY: i64 = 24 * 60 * 60;

/// A link of the demo.
pub struct DemoLink {
    /// The role of the one as whom it lets in.
    pub role: StaffRole,
    /// The one as whom it lets in.
    pub staff: StaffId,
    /// Its secret.
    pub token: StaffToken,
}

/// The one of each role.
const fn called(role: StaffRole) -> (&'static str, &'static str) {
    match role {
        StaffRole::Expert => ("Wouter Hendriks", "verpleegkundige, 22 jaar in de ggz"),
        StaffRole::Moderator => ("Noor van Dijk", "moderator, dinsdag en donderdag"),
        StaffRole::Researcher => ("Ilse Bakker", "onderzoeker, thema’s en inzichten"),
        StaffRole::Partner => ("Karim El Idrissi", "projectleider instroom"),
        StaffRole::Admin => ("Saskia de Wit", "beheerder"),
    }
}

/// Their colleagues, who do several things at once.
const OTHERS: [(&str, &str, &str, Roles); 2] = [
    (
        "Bas Willemse",
        "moderator, avonden en weekend",
        "bas",
        Roles::NONE.with(StaffRole::Moderator).with(StaffRole::Expert),
    ),
    ("Fatima Aydin", "docent verpleegkunde", "fatima", Roles::NONE.with(StaffRole::Expert)),
];

fn email(name: &str) -> String {
    format!("{name}@demo.example")
}

/// Adds one of each role, colleagues who did not use their link yet, organisations and cohorts, beside demo content that was made just
/// now, where nobody works yet: the data folder of others gets no admin whom a link lets in.
///
/// # Errors
/// When the store fails.
pub async fn add(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> store::Result<()> {
    if !store.staff.read().await?.staff().list_all().await?.is_empty() {
        return Ok(());
    }
    let admin = StaffId::random(entropy);
    let organisation = organisations::add(store, clock, entropy, admin).await?;
    let now = clock.now().timestamp();
    let mut tx = store.staff.begin().await?;
    tx.close_gate().await?;
    for (number, role) in (0..).zip(StaffRole::ALL) {
        let (name, function) = called(role);
        let row = StaffRow {
            id: if role == StaffRole::Admin { admin } else { StaffId::random(entropy) },
            name: name.to_owned(),
            function: function.to_owned(),
            email: email(role.slug()),
            roles: Roles::NONE.with(role),
            organisation: (role == StaffRole::Partner).then_some(organisation),
            added: clock.today().plus(-40),
            removed: None,
        };
        tx.staff().add(&row).await?;
        let at = now - 40 * DAY + number * 60;
        let by = (role != StaffRole::Admin).then_some(admin);
        tx.staff_log().add(&StaffLogLine::new(at, by, StaffDeed::AddStaff).about(row.id)).await?;
    }
    for (number, (name, function, called, roles)) in (0..).zip(OTHERS) {
        let staff = StaffId::random(entropy);
        let row = StaffRow {
            id: staff,
            name: name.to_owned(),
            function: function.to_owned(),
            email: email(called),
            roles,
            organisation: None,
            added: clock.today(),
            removed: None,
        };
        tx.staff().add(&row).await?;
        let hash = StaffLinkToken::generate(entropy).hash();
        let ends = now + StaffLinkToken::LASTS;
        tx.staff_links().add(&StaffLink { hash, staff, ends, made_by: Some(admin) }).await?;
        for (second, deed) in [(0, StaffDeed::AddStaff), (20, StaffDeed::MakeLink)] {
            let at = now - 1_200 + number * 60 + second;
            tx.staff_log().add(&StaffLogLine::new(at, Some(admin), deed).about(staff)).await?;
        }
    }
    tx.commit().await
}

/// Makes a link for each of them who is there.
///
/// # Errors
/// When the store fails.
pub async fn links(store: &Store, entropy: &dyn Entropy) -> store::Result<Vec<DemoLink>> {
    let mut tx = store.staff.read().await?;
    let mut links = Vec::new();
    for role in StaffRole::ALL {
        if let Some(there) = tx.staff().find_by_email(&email(role.slug())).await? {
            links.push(DemoLink { role, staff: there.id, token: StaffToken::generate(entropy) });
        }
    }
    Ok(links)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy::Seeded;
    use domain::time::FixedClock;

    store::both! {
        async fn there_is_one_of_each_role_however_often_it_starts(store) {
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time"));
            let chance = Seeded::new(7);
            add(store, &clock, &chance).await?;
            let first = links(store, &chance).await?;
            add(store, &clock, &chance).await?;
            let second = links(store, &chance).await?;
            assert_eq!(first.len(), StaffRole::ALL.len());
            for (one, other) in first.iter().zip(&second) {
                assert_eq!((one.role, one.staff), (other.role, other.staff));
                assert_ne!(one.token, other.token, "a link ends with its process");
            }
            assert_eq!(store.staff.read().await?.staff().list().await?.len(), StaffRole::ALL.len() + OTHERS.len());
        }

        async fn where_people_work_nobody_of_the_demo_is_added(store) {
            let clock = FixedClock::at("2026-11-21T12:00:00Z".parse().expect("a time"));
            let chance = Seeded::new(7);
            let mut tx = store.staff.begin().await?;
            let real = StaffRow {
                id: StaffId::random(&chance),
                name: "Noor".to_owned(),
                function: "beheerder".to_owned(),
                email: "noor@health-thing.example".to_owned(),
                roles: Roles::NONE.with(StaffRole::Admin),
                organisation: None,
                added: clock.today(),
                removed: None,
            };
            assert!(tx.staff().add(&real).await?);
            tx.commit().await?;
            add(store, &clock, &chance).await?;
            assert_eq!(store.staff.read().await?.staff().list().await?, [real]);
            assert!(links(store, &chance).await?.is_empty());
        }
    }
}
