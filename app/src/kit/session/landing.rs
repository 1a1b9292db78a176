//! The page that a visitor asked for, to land there after signing in, be it as a member or as staff. It stands in a cookie for some minutes and in no address:
//! an address would stay in the history.

use crate::kit::cookies;
use crate::kit::ctx::Ctx;
use crate::kit::paths::{self, Ours};
use http::Method;

/// Seconds in which somebody finds the key and signs in.
const SECONDS: i64 = 900;

/// Remembers the page of this request, which is for members or for staff.
pub fn remember(ctx: &Ctx) {
    let path = ctx.request.uri.path();
    let ours = String::from(Ours::from(path.to_owned()));
    if ctx.request.method != Method::GET || ours != path {
        return;
    }
    // Everybody lands there anyway, and not at what was asked for before.
    if !matches!(path, paths::HOME | paths::THREADS | paths::STAFF) {
        ctx.set_cookie(cookies::LANDING, path, Some(SECONDS));
    } else if ctx.cookie(cookies::LANDING).is_some() {
        ctx.set_cookie(cookies::LANDING, "", Some(0));
    }
}

/// Takes the page where a member who signed in lands: the one that was asked for, else the stories.
pub fn take(ctx: &Ctx) -> String {
    taken(ctx, |path| path != paths::HOME && !paths::is_staff(path))
        .unwrap_or_else(|| paths::THREADS.to_owned())
}

/// Takes the page where a staff person who signed in lands: the one that was asked for, else where all begin.
pub fn take_of_staff(ctx: &Ctx) -> String {
    taken(ctx, paths::is_staff).unwrap_or_else(|| paths::STAFF.to_owned())
}

fn taken(ctx: &Ctx, fits: impl Fn(&str) -> bool) -> Option<String> {
    let asked = ctx.cookie(cookies::LANDING)?;
    ctx.set_cookie(cookies::LANDING, "", Some(0));
    let path = String::from(Ours::from(asked.to_owned()));
    fits(&path).then_some(path)
}
