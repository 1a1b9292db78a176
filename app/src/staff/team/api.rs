//! Adding and removing people, changing their roles, and making links for them. Each is grave: it decides who can come in.

use super::handing::hand;
use crate::kit::ctx::Ctx;
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::links;
use crate::kit::staff::session::{close_gate, line};
use crate::t;
use domain::chosen::Chosen;
use domain::faults::{Fault, Faults};
use domain::ids::{OrganisationId, StaffId};
use domain::staff::{Right, Roles, StaffDeed, StaffRole, read_email, read_name};
use leptos::prelude::*;
use store::{StaffRow, Tx};

/// The form of `staff/team/add`.
pub const ADD: Form = Form::new("staff/team/add").on(paths::STAFF_NEW).is_grave(t::team::grave_add);
/// The form of `staff/team/set`.
pub const SET: Form = Form::new("staff/team/set")
    .on_one_of(paths::STAFF_TEAM, |fields| fields.parse("person").map(paths::staff_person))
    .is_grave(t::team::grave_set);
/// The form of `staff/team/link`.
pub const LINK: Form = Form::new("staff/team/link")
    .on_one_of(paths::STAFF_TEAM, |fields| fields.parse("person").map(paths::staff_person))
    .is_grave(t::team::grave_link);
/// The form of `staff/team/remove`.
pub const REMOVE: Form = Form::new("staff/team/remove")
    .on_one_of(paths::STAFF_TEAM, |fields| fields.parse("person").map(paths::staff_person))
    .is_grave(t::team::grave_remove);

/// Adds somebody, and makes the link with which they set up how they come in.
#[server(endpoint = "staff/team/add")]
pub async fn add(
    #[server(default)] name: String,
    #[server(default)] function: String,
    #[server(default)] email: String,
    #[server(default)] roles: String,
    #[server(default)] organisation: Chosen<OrganisationId>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut faults = Faults::default();
    let email = faults.keep("email", read_email(&email));
    let about = read(&mut faults, &name, &function, &roles, organisation);
    let (Some(email), Some(about)) = (email, about) else { return Err(faults.into()) };
    about.organisation_is_there(&ctx).await?;
    let id = StaffId::random(&*ctx.entropy);
    let About { name, function, roles, organisation } = about;
    let added = ctx.clock.today();
    let row = StaffRow { id, name, function, email, roles, organisation, added, removed: None };
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    if !tx.staff().add(&row).await? {
        return Err(AppError::on("email", Fault::EmailTaken));
    }
    let line = line(&ctx, me.id, StaffDeed::AddStaff).about(id).saying(roles.slugs());
    tx.staff_log().add(&line).await?;
    let token = links::make((&*ctx.clock, &*ctx.entropy), &mut tx, Some(me.id), id).await?;
    tx.commit().await?;
    hand(&ctx, id, &token);
    Ok(Done::at(paths::staff_person(id)).did(DeedKind::Added))
}

/// Changes what somebody is called and may do, from their next request on.
#[server(endpoint = "staff/team/set")]
pub async fn set(
    person: StaffId,
    #[server(default)] name: String,
    #[server(default)] function: String,
    #[server(default)] roles: String,
    #[server(default)] organisation: Chosen<OrganisationId>,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut faults = Faults::default();
    let Some(about) = read(&mut faults, &name, &function, &roles, organisation) else {
        return Err(faults.into());
    };
    about.organisation_is_there(&ctx).await?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    let row = tx.staff().find(person).await?.ok_or(AppError::Gone)?;
    if !about.roles.has(StaffRole::Admin) {
        is_not_the_last(&mut tx, &row, "roles").await?;
    }
    let About { name, function, roles, organisation } = about;
    tx.staff().set(person, &name, &function, roles, organisation).await?;
    let line = match roles == row.roles {
        true => line(&ctx, me.id, StaffDeed::SetStaff).about(person),
        false => line(&ctx, me.id, StaffDeed::SetRoles).about(person).saying(roles.slugs()),
    };
    tx.staff_log().add(&line).await?;
    tx.commit().await?;
    Ok(Done::at(paths::staff_person(person)).did(DeedKind::Kept))
}

/// Makes a new link for somebody who lost what they come in with.
#[server(endpoint = "staff/team/link")]
pub async fn link(person: StaffId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    tx.staff().find(person).await?.ok_or(AppError::Gone)?;
    let token = links::make((&*ctx.clock, &*ctx.entropy), &mut tx, Some(me.id), person).await?;
    tx.commit().await?;
    hand(&ctx, person, &token);
    Ok(Done::at(paths::staff_person(person)))
}

/// Removes somebody with everything to come in by; their sessions end.
#[server(endpoint = "staff/team/remove")]
pub async fn remove(person: StaffId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    let row = tx.staff().find(person).await?.ok_or(AppError::Gone)?;
    is_not_the_last(&mut tx, &row, "person").await?;
    tx.staff_sessions().remove_of(person, None).await?;
    tx.staff().remove(person, ctx.clock.today()).await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::RemoveStaff).about(person)).await?;
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_TEAM).did(DeedKind::RemovedColleague))
}

/// Refuses to take an admin away unless another one stays who can come in. The gate is closed, so that stays true.
async fn is_not_the_last(
    tx: &mut Tx<store::Staff>,
    row: &StaffRow,
    field: &'static str,
) -> Result<(), AppError> {
    if row.roles.has(StaffRole::Admin) && tx.staff().admins().await?.iter().all(|admin| *admin == row.id) {
        return Err(AppError::on(field, Fault::LastAdmin));
    }
    Ok(())
}

/// What an admin says of somebody.
struct About {
    name: String,
    function: String,
    roles: Roles,
    organisation: Option<OrganisationId>,
}

impl About {
    /// Refuses an organisation that is not there.
    async fn organisation_is_there(&self, ctx: &Ctx) -> Result<(), AppError> {
        let Some(organisation) = self.organisation else { return Ok(()) };
        let found = ctx.store.accounts.read().await?.organisations().find(organisation).await?;
        found.map(drop).ok_or_else(|| AppError::on("organisation", Fault::NotAChoice))
    }
}

/// Reads it. A partner is of one organisation, and nobody else is of any.
fn read(
    faults: &mut Faults,
    name: &str,
    function: &str,
    roles: &str,
    organisation: Chosen<OrganisationId>,
) -> Option<About> {
    let name = faults.keep("name", read_name(name));
    let function = faults.keep("function", read_name(function));
    let roles = Roles::from_slugs(roles).ok_or(Fault::NotAChoice);
    let roles = roles.and_then(|roles| if roles.is_empty() { Err(Fault::NothingChosen) } else { Ok(roles) });
    let roles = faults.keep("roles", roles);
    let organisation = match roles.is_some_and(|roles| roles.has(StaffRole::Partner)) {
        true => faults.keep("organisation", organisation.read()).map(Some),
        false => Some(None),
    };
    faults.is_empty().then_some(())?;
    Some(About { name: name?, function: function?, roles: roles?, organisation: organisation? })
}
