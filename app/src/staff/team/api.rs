//! Adding and removing people, changing their roles, making links for them, and taking the list of them along. Each is grave: it decides who
//! can come in, or says who could.

use super::handing::hand;
use super::list::{self, SHAPE};
use crate::desk::table::{TableAsked, TableFile};
use crate::kit::ctx::Ctx;
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Form};
use crate::kit::paths;
use crate::kit::staff::session::{close_gate, line};
use crate::kit::staff::{links, people};
use crate::t;
use domain::faults::{Fault, Faults};
use domain::ids::{OrganisationId, StaffId};
use domain::people::Lang;
use domain::staff::{Right, StaffAbout, StaffDeed, StaffDraft, StaffRole, read_email};
use leptos::prelude::*;
use store::StaffRow;

/// The form of `staff/team/add`.
pub const ADD: Form = Form::new("staff/team/add").on(paths::STAFF_NEW).is_grave(t::team::grave_add);
/// The form of `staff/team/set`.
pub const SET: Form = of_person("staff/team/set", t::team::grave_set);
/// The form of `staff/team/link`.
pub const LINK: Form = of_person("staff/team/link", t::team::grave_link);
/// The form of `staff/team/remove`.
pub const REMOVE: Form = of_person("staff/team/remove", t::team::grave_remove);
/// The form of `staff/team/export`.
pub const EXPORT: Form = Form::new("staff/team/export").on(paths::STAFF_TEAM).is_grave(t::team::grave_export);

/// A form on the page about somebody.
const fn of_person(endpoint: &'static str, words: fn(Lang) -> &'static str) -> Form {
    Form::new(endpoint)
        .on_one_of(paths::STAFF_TEAM, |fields| fields.parse("person").map(paths::staff_person))
        .is_grave(words)
}

/// Adds somebody, and makes the link with which they set up how they come in.
#[server(endpoint = "staff/team/add")]
pub async fn add_staff(
    #[server(default)] email: String,
    #[server(flatten)] draft: StaffDraft,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut faults = Faults::default();
    let email = faults.keep("email", read_email(&email));
    let (Some(email), Some(about)) = (email, draft.read(&mut faults)) else { return Err(faults.into()) };
    organisation_is_there(&ctx, about.organisation).await?;
    let id = StaffId::random(&*ctx.entropy);
    let StaffAbout { name, function, roles, organisation } = about;
    let added = ctx.clock.today();
    let row = StaffRow { id, name, function, email, roles, organisation, added, removed: None };
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    let token = people::add((&*ctx.clock, &*ctx.entropy), &mut tx, Some(me.id), &row).await?;
    let token = token.ok_or_else(|| AppError::on("email", Fault::EmailTaken))?;
    tx.commit().await?;
    hand(&ctx, id, &token);
    Ok(Done::at(paths::staff_person(id)).did(DeedKind::Added))
}

/// Changes what somebody is called and may do, from their next request on.
#[server(endpoint = "staff/team/set")]
pub async fn set_staff(person: StaffId, #[server(flatten)] draft: StaffDraft) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut faults = Faults::default();
    let about = draft.read(&mut faults).ok_or(faults)?;
    organisation_is_there(&ctx, about.organisation).await?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    let row = tx.staff().find(person).await?.ok_or(AppError::Gone)?;
    if !about.roles.has(StaffRole::Admin) && people::is_last_admin(&mut tx, &row).await? {
        return Err(AppError::on("roles", Fault::LastAdmin));
    }
    let StaffAbout { name, function, roles, organisation } = about;
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
pub async fn make_link(person: StaffId) -> Result<Done, AppError> {
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
pub async fn remove_staff(person: StaffId) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let mut tx = ctx.store.staff.begin().await?;
    close_gate(&mut tx, &me, Right::ManageStaff).await?;
    let row = tx.staff().find(person).await?.ok_or(AppError::Gone)?;
    if !people::remove(&*ctx.clock, &mut tx, Some(me.id), &row).await? {
        return Err(AppError::on("person", Fault::LastAdmin));
    }
    tx.commit().await?;
    Ok(Done::at(paths::STAFF_TEAM).did(DeedKind::RemovedColleague))
}

/// Takes the list along, as the page shows it. That somebody did is a line of the log.
#[server(endpoint = "staff/team/export")]
pub async fn export_team(#[server(flatten)] asked: TableAsked) -> Result<String, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ManageStaff)?;
    let query = asked.of(&SHAPE);
    let mut tx = ctx.store.staff.begin().await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::Export).saying(SHAPE.name)).await?;
    let people = list::load(&ctx, &mut tx).await?;
    tx.commit().await?;
    Ok(TableFile::of(&ctx, query.all(people, |colleague| colleague.fits(&query)), &SHAPE))
}

/// Refuses an organisation that is not there.
async fn organisation_is_there(ctx: &Ctx, organisation: Option<OrganisationId>) -> Result<(), AppError> {
    match people::organisation_is_there(&ctx.store, organisation).await? {
        true => Ok(()),
        false => Err(AppError::on("organisation", Fault::NotAChoice)),
    }
}
