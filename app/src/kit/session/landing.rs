//! The page that a visitor asked for, to land there after signing in. It stands in a cookie for some minutes and in no address:
//! an address would stay in the history.

use crate::kit::cookies;
use crate::kit::ctx::Ctx;
use crate::kit::paths::{self, Ours};
use http::Method;

/// Seconds in which somebody finds the key and signs in.
const SECONDS: i64 = 900;

/// Remembers the page of this request, which is for members.
pub fn remember(ctx: &Ctx) {
    let path = ctx.request.uri.path();
    let ours = String::from(Ours::from(path.to_owned()));
    if ctx.request.method != Method::GET || ours != path {
        return;
    }
    // Everybody lands at the stories anyway, and not at what was asked for before them.
    if !matches!(path, paths::HOME | paths::THREADS) {
        ctx.set_cookie(cookies::LANDING, path, Some(SECONDS));
    } else if ctx.cookie(cookies::LANDING).is_some() {
        ctx.set_cookie(cookies::LANDING, "", Some(0));
    }
}

/// Takes the page where somebody who signed in lands: the one that was asked for, else the stories.
pub fn take(ctx: &Ctx) -> String {
    let Some(asked) = ctx.cookie(cookies::LANDING) else { return paths::THREADS.to_owned() };
    ctx.set_cookie(cookies::LANDING, "", Some(0));
    match Ours::from(asked.to_owned()) {
        ours if ours == Ours::default() => paths::THREADS.to_owned(),
        ours => ours.into(),
    }
}
