//! Somebody who signed out or deleted the account is told that it worked, once, on the page they land on.
//!
//! Neither the address nor a row may say so: an address stays in the history, and `/api/people/remove` as the address of
//! an answer would say there that an account existed. So the plain form's answer is the same redirect as ever, with a cookie
//! that holds one digit; the next page says it and takes the cookie away, and after a minute it is gone by itself. Signing
//! out without a session gets the same cookie, so it says nothing about whether there was one. A script that ends the
//! session of a quiet shared computer gets none: nobody is there to be told, and the next person must not be (T19).

use super::cookies;
use crate::ctx::Ctx;

/// Seconds that the cookie lives when no page takes it away: a slow connection gets there, a next visitor does not.
const SECONDS: i64 = 60;

/// How somebody went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// What a form of `endpoint` that succeeded has to tell, if anything.
    pub fn of(endpoint: &str, field: impl Fn(&str) -> Option<String>) -> Option<Self> {
        match endpoint {
            "people/sign_out" => Some(Self::Out),
            "people/sign_out_everywhere" => Some(Self::Everywhere),
            "people/remove" if field("posts").as_deref() == Some("remove") => Some(Self::RemovedAll),
            "people/remove" => Some(Self::Removed),
            _ => None,
        }
    }

    /// The `Set-Cookie` line that tells the next page.
    pub fn line(self, secure: bool) -> String {
        let code = Self::CODES.iter().find(|(parting, _)| *parting == self).map_or("", |(_, code)| code);
        cookies::line(cookies::TOLD, code, Some(SECONDS), secure)
    }

    /// What the page that is being made has to tell; it is told once. Nobody who is signed in is told to be out.
    pub fn take(ctx: &Ctx) -> Option<Self> {
        let code = cookies::read(ctx.headers(), cookies::TOLD, ctx.secure)?;
        cookies::set(ctx, cookies::TOLD, "", Some(0));
        let told = Self::CODES.iter().find(|(_, known)| *known == code).map(|(parting, _)| *parting);
        told.filter(|_| !ctx.is_member())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_forms_that_lead_out_tell_something_and_only_in_a_digit() {
        let posts = |value: &'static str| move |name: &str| (name == "posts").then(|| value.to_owned());
        for (endpoint, chosen, told) in [
            ("people/sign_out", "", Some((Parting::Out, "1"))),
            ("people/sign_out_everywhere", "", Some((Parting::Everywhere, "2"))),
            ("people/remove", "keep", Some((Parting::Removed, "3"))),
            ("people/remove", "remove", Some((Parting::RemovedAll, "4"))),
            ("people/end_session", "", None),
            ("people/sign_in", "", None),
            ("posts/remove", "remove", None),
        ] {
            let found = Parting::of(endpoint, posts(chosen));
            assert_eq!(found, told.map(|(parting, _)| parting), "{endpoint} {chosen}");
            if let Some((parting, code)) = told {
                let line = format!("__Host-told={code}; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
                assert_eq!(parting.line(true), line);
            }
        }
    }
}
