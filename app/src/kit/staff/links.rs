//! Personal links: the one way for staff to get a way in, for the first time and after a lost factor.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::paths;
use domain::entropy::Entropy;
use domain::faults::Fault;
use domain::ids::StaffId;
use domain::secrets::StaffLinkToken;
use domain::staff::StaffDeed;
use domain::time::Clock;
use store::{StaffLink, StaffLogLine, StaffRow, Tx};

/// Makes a link for somebody, in place of one that was not used, and notes who made it; `None` is the command line.
///
/// # Errors
/// When the store refuses.
pub async fn make(
    (clock, entropy): (&dyn Clock, &dyn Entropy),
    tx: &mut Tx<store::Staff>,
    by: Option<StaffId>,
    staff: StaffId,
) -> store::Result<StaffLinkToken> {
    let (token, now) = (StaffLinkToken::generate(entropy), clock.now().timestamp());
    tx.staff_links()
        .add(&StaffLink { hash: token.hash(), staff, ends: now + StaffLinkToken::LASTS, made_by: by })
        .await?;
    tx.staff_log().add(&StaffLogLine::new(now, by, StaffDeed::MakeLink).about(staff)).await?;
    Ok(token)
}

/// The link as it is handed over. Its secret stands behind the `#`, where no server sees it.
pub fn address(origin: &str, token: &StaffLinkToken) -> String {
    format!("{origin}{}#{}", paths::STAFF_ACTIVATE, token.text())
}

/// Finds the person of a link that can still be used.
///
/// # Errors
/// [`Fault::StaffLinkOver`] on the field `code`, and when the store refuses.
pub async fn find(
    ctx: &Ctx,
    tx: &mut Tx<store::Staff>,
    token: &StaffLinkToken,
) -> Result<StaffRow, AppError> {
    let link = tx.staff_links().find(&token.hash()).await?;
    let link = link.filter(|link| link.ends > ctx.clock.now().timestamp()).ok_or_else(|| over(ctx))?;
    tx.staff().find(link.staff).await?.ok_or_else(|| over(ctx))
}

/// Uses a link up: of two who do so at the same moment one does.
///
/// # Errors
/// As [`find`].
pub async fn take(
    ctx: &Ctx,
    tx: &mut Tx<store::Staff>,
    token: &StaffLinkToken,
) -> Result<StaffRow, AppError> {
    let link = tx.staff_links().take(&token.hash(), ctx.clock.now().timestamp()).await?;
    let link = link.ok_or_else(|| over(ctx))?;
    tx.staff().find(link.staff).await?.ok_or_else(|| over(ctx))
}

fn over(ctx: &Ctx) -> AppError {
    ctx.failed(Action::StaffLink);
    AppError::on("code", Fault::StaffLinkOver)
}
