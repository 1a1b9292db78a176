//! What the palette finds beside pages: people of the staff, for who manages them.

use crate::islands::staff::{Found, fitting};
use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::paths;
use domain::staff::Right;
use leptos::prelude::*;

/// The endpoint that finds people.
pub(super) const FIND: &str = "staff/palette/find";

/// The number of people at most.
const MOST: usize = 6;

/// Finds colleagues by what somebody types of their name or what they do. Asked by the palette alone; only who manages them.
#[server(endpoint = "staff/palette/find")]
pub async fn find_colleagues(#[server(default)] q: String) -> Result<Vec<Found>, AppError> {
    let ctx = Ctx::of_request()?;
    ctx.staff(Right::ManageStaff)?;
    ctx.limit(Action::Suggest)?;
    if q.trim().is_empty() || q.chars().count() > 100 {
        return Ok(Vec::new());
    }
    let people = ctx.store.staff.read().await?.staff().list().await?;
    let texts: Vec<_> = people.iter().map(|one| format!("{} {}", one.name, one.function)).collect();
    let found = fitting(texts.iter().map(String::as_str), &q);
    let person = |number: usize| {
        let one = people.get(number)?;
        let (name, function) = (one.name.clone(), one.function.clone());
        Some(Found { name, function, href: paths::staff_person(one.id) })
    };
    Ok(found.into_iter().take(MOST).filter_map(person).collect())
}
