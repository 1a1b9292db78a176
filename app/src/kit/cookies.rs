//! The cookies of the product, all functional: `session`, `joining`, `handover`, `landing`, `language`, `shared`,
//! `left`, `push`, `told`; `staff`, `staff_codes` and `staff_link` for who works here (S8).

use crate::kit::headers::items;
use http::header::COOKIE;

/// The session of a member.
pub const SESSION: &str = "session";
/// The sealed state of the joining wizard.
pub const JOINING: &str = "joining";
/// The token of what a member is handing over to another device, on the device that shows it. Lives two minutes, so that its page
/// can say that the one is over.
pub const HANDOVER: &str = "handover";
/// The page where somebody lands who signs in ([`crate::kit::session::landing`]). No secret; goes with signing in.
pub const LANDING: &str = "landing";
/// The chosen language: `nl` or `en`.
pub const LANGUAGE: &str = "language";
/// Said to be a shared computer. No secret; goes when the browser closes.
pub const SHARED: &str = "shared";
/// Left by "Snel weg". No secret; goes when somebody comes back.
pub const LEFT: &str = "left";
/// The thing that somebody did, or the way they went, which the next page tells ([`crate::kit::deed`], [`crate::kit::session::parting`]). No
/// secret; goes with that page.
pub const TOLD: &str = "told";
/// The way to the row of a device that gets the message of the day; only on devices that asked for it.
pub const PUSH: &str = "push";

/// The session of a staff person: looked at on pages of staff only.
pub const STAFF: &str = "staff";
/// Recovery codes that a staff person was given and did not keep yet, sealed.
pub const STAFF_CODES: &str = "staff_codes";
/// A personal link that an admin made just now, on its way to the page that shows it once.
pub const STAFF_LINK: &str = "staff_link";

/// The full name of a cookie: `__Host-` makes the browser insist on Secure, Path=/ and no Domain.
pub fn full_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// The value of a cookie in these request headers.
pub fn read<'h>(headers: &'h http::HeaderMap, name: &str, secure: bool) -> Option<&'h str> {
    let full = full_name(name, secure);
    items(headers, COOKIE, ';')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, _)| *key == full)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` line. `seconds`: how long the browser keeps it; `None` until it closes; `Some(0)` deletes.
pub fn line(name: &str, value: &str, seconds: Option<i64>, secure: bool) -> String {
    let full = full_name(name, secure);
    let secure = if secure { "; Secure" } else { "" };
    let age = seconds.map(|s| format!("; Max-Age={s}")).unwrap_or_default();
    format!("{full}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    #[test]
    fn a_cookie_is_found_by_its_full_name_only() {
        let mut headers = http::HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("session=plain; __Host-session=right"));
        headers.append(COOKIE, HeaderValue::from_static("language=en"));
        assert_eq!(read(&headers, SESSION, true), Some("right"));
        assert_eq!(read(&headers, SESSION, false), Some("plain"));
        assert_eq!(read(&headers, LANGUAGE, false), Some("en"));
        assert_eq!(read(&headers, JOINING, true), None);
    }

    /// A cookie that a portal on the same host sets goes along with every request.
    #[test]
    fn a_foreign_cookie_hides_none_of_ours() {
        for foreign in [&b"portaal=zo\xc3\xab"[..], b"portaal=zo\xeb", b"\xff", b"=;;= ", b"portaal=\"a, b\""]
        {
            for line in [[foreign, b"; session=right"].concat(), [b"session=right;", foreign].concat()] {
                let line = HeaderValue::from_bytes(&line).expect("a value");
                let headers = http::HeaderMap::from_iter([(COOKIE, line)]);
                assert_eq!(read(&headers, SESSION, false), Some("right"), "{foreign:?}");
            }
        }
    }

    #[test]
    fn a_secure_cookie_carries_every_flag() {
        assert_eq!(
            line(SESSION, "v", Some(60), true),
            "__Host-session=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"
        );
    }
}
