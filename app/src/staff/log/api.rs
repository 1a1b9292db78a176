//! Taking the log along.

use super::list::{self, SHAPE};
use super::names::Names;
use crate::desk::table::{TableAsked, TableFile};
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::staff::session::line;
use crate::t;
use domain::staff::{Right, StaffDeed};
use leptos::prelude::*;

/// The form of `staff/log/export`.
pub const EXPORT: Form =
    Form::new("staff/log/export").on(paths::STAFF_LOG).is_grave(t::staff_log::grave_export);

/// Lines that are read at a time.
const AT_ONCE: usize = 1_000;

/// Takes the log along, as the page shows it. That somebody did is a line of it.
#[server(endpoint = "staff/log/export")]
pub async fn export_log(#[server(flatten)] asked: TableAsked) -> Result<String, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.proved_staff(Right::ReadLog)?;
    let query = asked.of(&SHAPE);
    let mut tx = ctx.store.staff.begin().await?;
    tx.staff_log().add(&line(&ctx, me.id, StaffDeed::Export).saying(SHAPE.name)).await?;
    tx.commit().await?;
    let names = Names::load(&ctx).await?;
    let mut file = TableFile::new(ctx.lang, &SHAPE);
    let mut after = None;
    loop {
        let rows = list::load(&ctx, &query, &names, after, AT_ONCE).await?;
        rows.iter().for_each(|row| file.add(row));
        match rows.last() {
            Some(row) if rows.len() == AT_ONCE => after = Some(row.place),
            _ => return Ok(file.answer(&ctx)),
        }
    }
}
