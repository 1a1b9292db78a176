//! What a browser may ask about further ways in.

use super::parts::{known, second_key};
use crate::kit::ctx::{Action, Ctx, Member};
use crate::kit::deed::DeedKind;
use crate::kit::error::AppError;
use crate::kit::forms::{Done, Fields, Form};
use crate::kit::paths;
use crate::kit::session::joining::Joining;
use crate::kit::session::proving::prove_it_is_you;
use crate::kit::session::{ending, gate, short};
use domain::codes::AccountCode;
use domain::entropy;
use domain::faults::{Fault, Faults};
use domain::passkey::{MOST_PASSKEYS, Made};
use domain::secrets::{PasskeyChallenge, Prf, WayIn, WayName};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Accounts, Tx, WayInRow};

/// The form of `ways_in/begin_passkey`.
pub const BEGIN_PASSKEY: Form = Form::new("ways_in/begin_passkey").on(paths::PASSKEY);
/// The form of `ways_in/add_passkey`, which a script fills in.
pub const ADD_PASSKEY: Form = Form::new("ways_in/add_passkey").on(paths::PASSKEY);
/// The form of `ways_in/make_second_key`.
pub const MAKE_SECOND_KEY: Form = Form::new("ways_in/make_second_key").on(paths::SECOND_KEY);
/// The form of `ways_in/confirm_second_key`.
pub const CONFIRM_SECOND_KEY: Form = Form::new("ways_in/confirm_second_key").on(paths::SECOND_KEY);
/// The form of `ways_in/remove`.
pub const REMOVE: Form = Form::new("ways_in/remove").on_one_of(paths::WAYS_IN, |fields: &Fields<'_>| {
    let way = fields.get("way").filter(|way| way.bytes().all(|c| c.is_ascii_hexdigit()))?;
    (!way.is_empty()).then(|| paths::remove_way_in(way))
});

/// The things that a browser needs to make a passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The page that goes on, for a browser without the script.
    pub at: String,
    /// The challenge that the passkey signs: good for five minutes and for this member.
    pub challenge: String,
}

/// The first half of adding a passkey: a key is shown, and the name and the room for one more are judged before the
/// authenticator makes anything. `public/passkeys.js` asks.
#[server(endpoint = "ways_in/begin_passkey")]
pub async fn begin_passkey(
    #[server(default)] name: String,
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Begun, AppError> {
    let ctx = Ctx::of_request()?;
    let me = owner(&ctx)?;
    let (mut faults, code) = (Faults::default(), AccountCode::parse(&password));
    faults.keep("name", WayName::parse(&name));
    faults.keep("password", code);
    if !faults.is_empty() {
        return Err(faults.into());
    }
    prove_it_is_you(&ctx, &me, &password, &proof).await?;
    room_for_passkey(&mut ctx.store.accounts.read().await?, &me).await?;
    let challenge = PasskeyChallenge::mint_for(&me.root, &*ctx.entropy, ctx.clock.now().timestamp());
    Ok(Begun { at: paths::PASSKEY.to_owned(), challenge })
}

/// The second half: what the passkey gives wraps the root. Nobody gets here without a challenge, so without having shown a key.
#[server(endpoint = "ways_in/add_passkey")]
pub async fn add_passkey(
    #[server(default)] name: String,
    #[server(default)] client_data: String,
    #[server(default)] authenticator_data: String,
    #[server(default)] prf: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = owner(&ctx)?;
    ctx.limit(Action::React)?;
    let name = WayName::parse(&name).map_err(|why| AppError::on("name", why))?;
    let made = Made { client_data: &client_data, authenticator_data: &authenticator_data };
    let unfit = || AppError::on("passkey", Fault::PasskeyUnfit);
    let challenge = made.challenge().ok_or_else(unfit)?;
    PasskeyChallenge::read_for(&me.root, &challenge, ctx.clock.now().timestamp())
        .ok_or(AppError::on("passkey", Fault::PasskeyTooLate))?;
    let (new, prf) = made.read(&ctx.site).zip(Prf::read(&prf)).ok_or_else(unfit)?;

    let lookup = ctx.keys.passkey_lookup(&new.id);
    let salt = entropy::bytes(&*ctx.entropy);
    let wrapped = ctx.keys.wrap_with_passkey(&prf, &me.root, me.account, salt, &*ctx.entropy);
    let row = row(&ctx, &me, lookup, (salt, wrapped), &WayIn::Passkey { name, key: new.key });
    let mut tx = ctx.store.accounts.begin().await?;
    gate::close(&mut tx, &me).await?;
    match tx.ways_in().find(&lookup).await? {
        // Sent twice.
        Some(there) if there.account == me.account => {}
        Some(_) => return Err(unfit()),
        None => {
            room_for_passkey(&mut tx, &me).await?;
            tx.ways_in().add(&row).await?;
            tx.commit().await?;
        }
    }
    Ok(Done::at(paths::WAYS_IN).did(DeedKind::AddedPasskey))
}

/// Makes a second key and shows it. It opens nothing before its last group is typed back.
#[server(endpoint = "ways_in/make_second_key")]
pub async fn make_second_key(
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    prove_it_is_you(&ctx, &me, &password, &proof).await?;
    Joining::begin_key(&ctx, &me, true).await?;
    Ok(Done::at(paths::SECOND_KEY))
}

/// The last group of the second key, typed back: from now on it opens the account, and the second key before it does not.
#[server(endpoint = "ways_in/confirm_second_key")]
pub async fn confirm_second_key(#[server(default)] group: String) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    ctx.limit(Action::React)?;
    let mut tx = ctx.store.accounts.begin().await?;
    let account = gate::close(&mut tx, &me).await?;
    let key = Joining::second_key_of(&ctx, &account).ok_or(AppError::Gone)?;
    key.judge_group(&group)?;
    let salt = entropy::bytes(&*ctx.entropy);
    let wrapped = ctx.keys.wrap(&key.code, &me.root, me.account, salt, &*ctx.entropy);
    let row = row(&ctx, &me, ctx.keys.lookup(&key.code), (salt, wrapped), &WayIn::SecondKey);
    let before = tx.ways_in().list(me.account).await?;
    let mut ended = Vec::new();
    if let Some(before) = second_key(&me, &before) {
        tx.ways_in().remove(&before.lookup).await?;
        ended = ending::end_others(&ctx, &mut tx, &me).await?;
    }
    tx.ways_in().add(&row).await?;
    tx.commit().await?;
    ctx.memory.forget(&ended);
    Joining::forget(&ctx);
    Ok(Done::at(paths::WAYS_IN).did(DeedKind::AddedSecondKey))
}

/// Removes one: it opens nothing from now on. The other sessions end with it: one of them may have come in by it, and begun to
/// change a key with what is gone now.
#[server(endpoint = "ways_in/remove")]
pub async fn remove(
    #[server(default)] way: String,
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<Done, AppError> {
    let ctx = Ctx::of_request()?;
    let me = ctx.confirmed_member()?;
    prove_it_is_you(&ctx, &me, &password, &proof).await?;
    let mut tx = ctx.store.accounts.begin().await?;
    gate::close(&mut tx, &me).await?;
    let own = tx.ways_in().list(me.account).await?;
    let gone = own.iter().find(|row| short(&row.lookup) == way).ok_or(AppError::Gone)?;
    tx.ways_in().remove(&gone.lookup).await?;
    let ended = ending::end_others(&ctx, &mut tx, &me).await?;
    tx.commit().await?;
    ctx.memory.forget(&ended);
    Ok(Done::at(paths::WAYS_IN).did(DeedKind::RemovedWayIn))
}

/// A member who kept the key, at a device of their own: on a shared computer a passkey would open the account to the next.
fn owner(ctx: &Ctx) -> Result<Arc<Member>, AppError> {
    let me = ctx.confirmed_member()?;
    if me.shared { Err(AppError::Forbidden) } else { Ok(me) }
}

async fn room_for_passkey(tx: &mut Tx<Accounts>, me: &Member) -> Result<(), AppError> {
    let rows = tx.ways_in().list(me.account).await?;
    let passkeys = known(me, &rows).filter(|(_, way)| matches!(way, WayIn::Passkey { .. })).count();
    if passkeys < MOST_PASSKEYS as usize {
        return Ok(());
    }
    Err(AppError::on("passkey", Fault::TooMany(MOST_PASSKEYS)))
}

fn row(
    ctx: &Ctx,
    me: &Member,
    lookup: [u8; 32],
    (salt, wrapped): ([u8; 16], Vec<u8>),
    way: &WayIn,
) -> WayInRow {
    WayInRow {
        lookup,
        account: me.account,
        key_version: ctx.keys.login_version(),
        salt,
        wrapped,
        about: me.root.seal_way_in(&lookup, way, &*ctx.entropy),
    }
}
