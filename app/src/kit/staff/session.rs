//! Sessions of staff (S8, S18, S19). A row knows the hash of the token and its times, so that its owner can look at it and end it; who it
//! is and what they may do is read anew with each request (S22).

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Staff, Who};
use crate::kit::error::AppError;
use crate::kit::forms::Form;
use crate::kit::paths;
use crate::kit::state::AppState;
use domain::ids::StaffId;
use domain::secrets::StaffToken;
use domain::staff::{Right, StaffDeed};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::sync::Arc;
use store::{StaffLogLine, StaffSession, Tx};

/// The form of `staff/account/sign_out`.
pub const SIGN_OUT: Form = Form::new("staff/account/sign_out").on(paths::STAFF_ACCOUNT);

/// The cookies of whoever works here.
const OURS: [&str; 3] = [cookies::STAFF, cookies::STAFF_CODES, cookies::STAFF_LINK];

/// Seconds after which a session ends, however busy: twelve hours.
pub const LONGEST: i64 = 12 * 60 * 60;
/// Seconds without a request after which it ends.
pub const IDLE: i64 = 60 * 60;
/// Seconds after which a request is noted again.
const SEE_EVERY: i64 = 60;

/// Tells whether a session is over by its own times.
pub fn is_over(session: &StaffSession, now: i64) -> bool {
    let (age, idle) = (now - session.opened, now - session.seen);
    !(0..=LONGEST).contains(&age) || idle > IDLE
}

/// The staff person who sent a request with these headers to a page of staff. An open page is not somebody who is there (`awake`).
///
/// # Errors
/// When the store cannot be reached: then nobody is signed out, the request fails.
pub async fn who(state: &AppState, headers: &HeaderMap, awake: bool) -> store::Result<Who> {
    let Some(token) =
        cookies::read(headers, cookies::STAFF, state.secure).and_then(|value| StaffToken::parse(value).ok())
    else {
        return Ok(Who::Visitor);
    };
    let hash = token.hash();
    let found = state.store.staff.read().await?.staff_sessions().find_with_staff(&hash).await?;
    let now = state.clock.now().timestamp();
    let Some((session, person)) = found.filter(|(session, _)| !is_over(session, now)) else {
        return Ok(Who::Visitor);
    };
    if awake && now - session.seen >= SEE_EVERY {
        let note = async {
            let mut tx = state.store.staff.begin().await?;
            tx.staff_sessions().see(&hash, now).await?;
            tx.commit().await
        };
        // Who is here stays, also while the disk is full: the next request notes it.
        if let Err(cause) = note.await {
            state.log_failure("staff session", &cause);
        }
    }
    Ok(Who::Staff(Arc::new(Staff {
        id: person.id,
        name: person.name,
        function: person.function,
        roles: person.roles,
        organisation: person.organisation,
        session: hash,
        proved: session.proved,
    })))
}

/// Opens a session, notes in the log by which deed, and sets the cookie; answers with the hash under which it is kept. What the unit of work
/// did before is kept with it: what made sure that somebody may come in stands there, behind the gate. The session whose
/// cookie came along ends, whoever's it was.
///
/// # Errors
/// [`AppError::StaffSignIn`] when the person is not here any more, and when the store refuses.
pub async fn open(
    ctx: &Ctx,
    mut tx: Tx<store::Staff>,
    staff: StaffId,
    deed: StaffDeed,
) -> Result<[u8; 32], AppError> {
    tx.staff().find(staff).await?.ok_or(AppError::StaffSignIn)?;
    let (token, now) = (StaffToken::generate(&*ctx.entropy), ctx.clock.now().timestamp());
    if let Some(before) = &here(ctx.headers(), ctx.secure) {
        tx.staff_sessions().remove(before).await?;
    }
    let hash = token.hash();
    tx.staff_sessions().add(&StaffSession { hash, staff, opened: now, seen: now, proved: now }).await?;
    tx.staff_log().add(&line(ctx, staff, deed)).await?;
    tx.commit().await?;
    ctx.set_cookie(cookies::STAFF, &token.text(), Some(LONGEST));
    Ok(hash)
}

/// Ends the session whose cookie came along, and takes the cookies and what the browser keeps of pages away, whatever the store says.
///
/// # Errors
/// When the store refuses: then the row is there until its time is over, and nobody has its token.
pub async fn end_here(ctx: &Ctx) -> Result<(), AppError> {
    OURS.into_iter().for_each(|name| ctx.set_cookie(name, "", Some(0)));
    let forget = HeaderName::from_static("clear-site-data");
    ctx.response.insert_header(forget, HeaderValue::from_static("\"cache\""));
    Ok(end(ctx, here(ctx.headers(), ctx.secure)).await?)
}

/// Ends the session whose cookie came along, by "Snel weg", as `Set-Cookie` lines: there is no door behind which it could stay.
pub async fn leave(state: &AppState, headers: &HeaderMap) -> Vec<String> {
    if let Err(cause) = end(state, here(headers, state.secure)).await {
        state.log_failure("leave", &cause);
    }
    // With one that did not come along, a stranger would keep a trace.
    let came = OURS.into_iter().filter(|name| cookies::read(headers, name, state.secure).is_some());
    came.map(|name| cookies::line(name, "", Some(0), state.secure)).collect()
}

async fn end(state: &AppState, session: Option<[u8; 32]>) -> store::Result<()> {
    let Some(hash) = session else { return Ok(()) };
    let mut tx = state.store.staff.begin().await?;
    tx.staff_sessions().remove(&hash).await?;
    tx.commit().await
}

/// Lets `me` change who comes in, how, and what they may do, alone: the first step of a unit of work that does. Their session is there
/// and they have this right, still.
///
/// # Errors
/// [`AppError::StaffSignIn`] and [`AppError::Forbidden`] when that ended meanwhile, and when the store refuses.
pub async fn close_gate(tx: &mut Tx<store::Staff>, me: &Staff, right: Right) -> Result<(), AppError> {
    tx.close_gate().await?;
    let here = tx.staff_sessions().find_with_staff(&me.session).await?;
    let (_, row) = here.ok_or(AppError::StaffSignIn)?;
    if row.roles.rights().has(right) { Ok(()) } else { Err(AppError::Forbidden) }
}

/// The line of the log for what this person does now. It is added in the unit of work that does it.
pub fn line(ctx: &Ctx, staff: StaffId, deed: StaffDeed) -> StaffLogLine {
    StaffLogLine::new(ctx.clock.now().timestamp(), Some(staff), deed)
}

fn here(headers: &HeaderMap, secure: bool) -> Option<[u8; 32]> {
    let value = cookies::read(headers, cookies::STAFF, secure)?;
    StaffToken::parse(value).ok().map(|token| token.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_after_twelve_hours_or_an_idle_one() {
        let session = |opened, seen| StaffSession {
            hash: [0; 32],
            staff: StaffId::from_bytes([1; 16]),
            opened,
            seen,
            proved: opened,
        };
        let now = 1_800_000_000;
        for (opened, seen, over) in [
            (0, 0, false),
            (LONGEST, 0, false),
            (LONGEST + 1, 0, true),
            (2 * IDLE, IDLE, false),
            (2 * IDLE, IDLE + 1, true),
            // A clock that was set back opens nothing.
            (-1, -1, true),
        ] {
            assert_eq!(is_over(&session(now - opened, now - seen), now), over, "{opened} {seen}");
        }
    }
}
