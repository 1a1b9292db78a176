//! Adding and removing people who work here, as an admin and as the command line do it. Whoever does closed the gate of the zone first.

use crate::kit::staff::links;
use domain::entropy::Entropy;
use domain::ids::{OrganisationId, StaffId};
use domain::secrets::StaffLinkToken;
use domain::staff::{StaffDeed, StaffRole};
use domain::time::Clock;
use store::{StaffLogLine, StaffRow, Store, Tx};

/// Tells whether there is an organisation of which somebody is said to be; of none is fine.
///
/// # Errors
/// When the store refuses.
pub async fn organisation_is_there(
    store: &Store,
    organisation: Option<OrganisationId>,
) -> store::Result<bool> {
    let Some(organisation) = organisation else { return Ok(true) };
    Ok(store.accounts.read().await?.organisations().find(organisation).await?.is_some())
}

/// Adds somebody and makes the link with which they set up how they come in; `None` when somebody has this e-mail. `by` is the admin, or
/// nobody for the command line.
///
/// # Errors
/// When the store refuses.
pub async fn add(
    (clock, entropy): (&dyn Clock, &dyn Entropy),
    tx: &mut Tx<store::Staff>,
    by: Option<StaffId>,
    row: &StaffRow,
) -> store::Result<Option<StaffLinkToken>> {
    if !tx.staff().add(row).await? {
        return Ok(None);
    }
    let line = StaffLogLine::new(clock.now().timestamp(), by, StaffDeed::AddStaff);
    tx.staff_log().add(&line.about(row.id).saying(row.roles.slugs())).await?;
    links::make((clock, entropy), tx, by, row.id).await.map(Some)
}

/// Tells whether somebody is the last admin who can come in. The gate is closed, so that stays true.
///
/// # Errors
/// When the store refuses.
pub async fn is_last_admin(tx: &mut Tx<store::Staff>, row: &StaffRow) -> store::Result<bool> {
    Ok(row.roles.has(StaffRole::Admin) && tx.staff().admins().await?.iter().all(|admin| *admin == row.id))
}

/// Removes somebody with everything to come in by; their sessions end. False when nobody else could let people in then.
///
/// # Errors
/// When the store refuses.
pub async fn remove(
    clock: &dyn Clock,
    tx: &mut Tx<store::Staff>,
    by: Option<StaffId>,
    row: &StaffRow,
) -> store::Result<bool> {
    if is_last_admin(tx, row).await? {
        return Ok(false);
    }
    tx.staff().remove(row.id, clock.today()).await?;
    let line = StaffLogLine::new(clock.now().timestamp(), by, StaffDeed::RemoveStaff);
    tx.staff_log().add(&line.about(row.id)).await?;
    Ok(true)
}
