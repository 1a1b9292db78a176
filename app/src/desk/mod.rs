//! What the pages of staff are made with: the frame with its rail, tables, and what the palette finds. Knows no feature.

mod api;
mod frame;
mod rail;
pub mod table;

pub use frame::{Pane, StaffFrame, pane_head};
pub use rail::{Admin, Item, colleague};
pub use table::Table;

use crate::kit::ctx::{Ctx, Staff};
use crate::kit::error::AppError;
use domain::ids::PhotoId;
use domain::staff::Right;
use std::sync::Arc;

/// Whose desk it is, and what waits there: what the frame of every page of staff says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The staff person who is there.
    pub me: Arc<Staff>,
    /// The number of posts that wait for a moderator; nothing for who does not decide about them.
    pub held: i64,
    /// Their photo.
    pub photo: Option<PhotoId>,
}

impl Desk {
    /// Opens the desk of the staff person who is asking, when they have this right. The first line of a page that
    /// has the frame of staff.
    ///
    /// # Errors
    /// Those of [`Ctx::staff`].
    pub async fn open(ctx: &Ctx, right: Right) -> Result<Self, AppError> {
        let me = ctx.staff(right)?;
        let held = match me.may(Right::Moderate) {
            true => ctx.store.community.read().await?.held().count().await?,
            false => 0,
        };
        let photo = ctx.store.staff.read().await?.photos().of(me.id).await?;
        Ok(Self { me, held, photo })
    }
}

#[cfg(test)]
impl Desk {
    /// The desk of somebody with these roles and this name, for whom four posts wait.
    pub fn of(roles: &[domain::staff::StaffRole], name: &str) -> Self {
        let me = Staff {
            id: domain::ids::StaffId::from_bytes([1; 16]),
            name: name.to_owned(),
            function: "moderator".to_owned(),
            roles: roles.iter().copied().collect(),
            organisation: None,
            session: [0; 32],
            proved: 0,
        };
        Self { me: Arc::new(me), held: 4, photo: None }
    }
}
