//! A personal link that was made just now, on its way to the page that shows it: once, to the browser that asked for it. It stands in a
//! cookie for as long as a page takes to come, and in no address and no row.

use crate::kit::cookies;
use crate::kit::ctx::Ctx;
use crate::kit::staff::links;
use domain::ids::StaffId;
use domain::secrets::StaffLinkToken;

/// Seconds that the cookie lives when no page takes it away.
const SECONDS: i64 = 60;
/// The characters of an id.
const ID: usize = 32;

/// Has the page about this person show their link.
pub(super) fn hand(ctx: &Ctx, staff: StaffId, token: &StaffLinkToken) {
    let line = format!("{staff}{}", token.text());
    ctx.set_cookie(cookies::STAFF_LINK, &line, Some(SECONDS));
}

/// The link of this person that was made just now. It is shown once.
pub(super) fn take(ctx: &Ctx, staff: StaffId) -> Option<String> {
    let line = ctx.cookie(cookies::STAFF_LINK)?;
    ctx.set_cookie(cookies::STAFF_LINK, "", Some(0));
    let (whose, token) = line.split_at_checked(ID)?;
    let token = StaffLinkToken::parse(token).ok()?;
    (whose == staff.to_string()).then(|| links::address(&ctx.origin, &token))
}
