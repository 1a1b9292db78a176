//! Staff of the demo, one per role, with a link each that lets whoever tries this out come in as them. The links live as long as the
//! process and are there on the machine of whoever started it alone (`Settings::is_for_trying`).

use domain::entropy::Entropy;
use domain::ids::{OrganisationId, StaffId};
use domain::secrets::StaffToken;
use domain::staff::{Roles, StaffRole};
use domain::time::Clock;
use store::{Organisation, OrganisationKind, StaffRow, Store};

/// A link of the demo.
pub struct DemoLink {
    /// The role of the one as whom it lets in.
    pub role: StaffRole,
    /// The one as whom it lets in.
    pub staff: StaffId,
    /// Its secret.
    pub token: StaffToken,
}

const fn called(role: StaffRole) -> (&'static str, &'static str) {
    match role {
        StaffRole::Expert => ("Wouter Hendriks", "verpleegkundige, 22 jaar in de ggz"),
        StaffRole::Moderator => ("Noor van Dijk", "moderator, dinsdag en donderdag"),
        StaffRole::Researcher => ("Ilse Bakker", "onderzoeker, thema’s en inzichten"),
        StaffRole::Partner => ("Karim El Idrissi", "projectleider instroom"),
        StaffRole::Admin => ("Saskia de Wit", "beheerder"),
    }
}

fn email(role: StaffRole) -> String {
    format!("{}@demo.example", role.slug())
}

/// Adds one of each role beside demo content that was made just now, where nobody works yet: the data folder of others gets no
/// admin whom a link lets in.
///
/// # Errors
/// When the store fails.
pub async fn add(store: &Store, clock: &dyn Clock, entropy: &dyn Entropy) -> store::Result<()> {
    if !store.staff.read().await?.staff().list_all().await?.is_empty() {
        return Ok(());
    }
    let organisation = organisation(store, entropy).await?;
    let mut tx = store.staff.begin().await?;
    tx.close_gate().await?;
    for role in StaffRole::ALL {
        let (name, function) = called(role);
        let row = StaffRow {
            id: StaffId::random(entropy),
            name: name.to_owned(),
            function: function.to_owned(),
            email: email(role),
            roles: Roles::NONE.with(role),
            organisation: (role == StaffRole::Partner).then_some(organisation),
            added: clock.today(),
            removed: None,
        };
        tx.staff().add(&row).await?;
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
        if let Some(there) = tx.staff().find_by_email(&email(role)).await? {
            links.push(DemoLink { role, staff: there.id, token: StaffToken::generate(entropy) });
        }
    }
    Ok(links)
}

/// The organisation of the partner: the first that is there.
async fn organisation(store: &Store, entropy: &dyn Entropy) -> store::Result<OrganisationId> {
    let mut tx = store.accounts.begin().await?;
    if let Some(there) = tx.organisations().list().await?.first() {
        return Ok(there.id);
    }
    let id = OrganisationId::random(entropy);
    let (name, kind) = ("Zorggroep De Linden".to_owned(), OrganisationKind::Employer);
    tx.organisations().add(&Organisation { id, name, kind, region: None, sector: None }).await?;
    tx.commit().await?;
    Ok(id)
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
            assert_eq!(store.staff.read().await?.staff().list().await?.len(), 5);
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
