//! Somebody who signed out or deleted the account is told that it worked, once, on the page they land on.
//!
//! Neither the address nor a row may say so: an address stays in the history, and `/api/account/remove` as the address of
//! an answer would say there that an account existed. So the plain form's answer is the same redirect as ever, with a cookie
//! that holds one digit; the next page says it and takes the cookie away, and after a minute it is gone by itself. Signing
//! out without a session gets the same cookie, so it says nothing about whether there was one. A script that ends the
//! session of a quiet shared computer gets none: nobody is there to be told, and the next person must not be (T19).

use crate::kit::cookies;
use crate::kit::ctx::Ctx;
use serde::{Deserialize, Serialize};

/// Seconds that the cookie lives when no page takes it away: a slow connection gets there, a next visitor does not.
const SECONDS: i64 = 60;

/// The way somebody went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parting {
    /// Signed out on this device.
    Out,
    /// Signed out on every device.
    Everywhere,
    /// The account is gone, what was written stays.
    Removed,
    /// The account is gone with everything that was written.
    RemovedAll,
}

impl Parting {
    const CODES: [(Self, &str); 4] =
        [(Self::Out, "1"), (Self::Everywhere, "2"), (Self::Removed, "3"), (Self::RemovedAll, "4")];

    /// The `Set-Cookie` line that tells the next page.
    pub fn line(self, secure: bool) -> String {
        let code = Self::CODES.iter().find(|(parting, _)| *parting == self).map_or("", |(_, code)| code);
        cookies::line(cookies::TOLD, code, Some(SECONDS), secure)
    }

    /// Takes what the page that is being made has to tell; it is told once. Nobody who is signed in is told to be out.
    pub fn take(ctx: &Ctx) -> Option<Self> {
        let code = ctx.cookie(cookies::TOLD)?;
        ctx.set_cookie(cookies::TOLD, "", Some(0));
        let told = Self::CODES.iter().find(|(_, known)| *known == code).map(|(parting, _)| *parting);
        told.filter(|_| !ctx.is_member())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parting_is_told_in_a_digit() {
        for (parting, code) in Parting::CODES {
            let line = format!("__Host-told={code}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
            assert_eq!(parting.line(true), line);
        }
    }
}
