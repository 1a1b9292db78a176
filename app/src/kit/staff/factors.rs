//! What a staff person shows to come in, and again before something grave: a passkey, a code of an app, or a recovery code.

use crate::kit::cookies;
use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use domain::codes::RecoveryCode;
use domain::faults::Fault;
use domain::ids::StaffId;
use domain::passkey::{Made, NewPasskey, PasskeyKey, Used, decode};
use domain::secrets::PasskeyChallenge;
use domain::staff::TotpCode;
use store::{StaffPasskey, Tx};

/// The passkeys that one person may have.
pub const MOST_PASSKEYS: usize = 10;
/// Seconds for which new recovery codes are shown, until their owner says that they are kept.
const SHOWN_SECONDS: i64 = 60 * 60;

/// The answer of a browser whose passkey was used.
pub struct UsedPasskey {
    challenge: PasskeyChallenge,
    lookup: [u8; 32],
    used: Used,
}

impl UsedPasskey {
    /// Reads what was sent, and judges the age of its challenge. What cannot be read was no guess.
    ///
    /// # Errors
    /// [`Fault::PasskeyTooLate`] when the page stood open for too long, [`Fault::StaffPasskeyUnknown`] for anything else.
    pub fn read(ctx: &Ctx, id: &str, used: Option<Used>) -> Result<Self, Fault> {
        let (used, id) = used.zip(decode(id)).ok_or(Fault::StaffPasskeyUnknown)?;
        let now = ctx.clock.now().timestamp();
        let challenge = PasskeyChallenge::read(&ctx.keys, used.challenge(), now);
        let challenge = challenge.ok_or(Fault::PasskeyTooLate)?;
        Ok(Self { challenge, lookup: ctx.keys.staff_passkey_lookup(&id), used })
    }

    /// Finds whose it is. What is done with it has to be done in the same unit of work.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn owner(&self, ctx: &Ctx, tx: &mut Tx<store::Staff>) -> store::Result<Option<StaffId>> {
        let found = tx.staff_passkeys().find(&self.lookup).await?;
        Ok(found.filter(|row| self.fits(ctx, row)).map(|row| row.staff))
    }

    fn fits(&self, ctx: &Ctx, row: &StaffPasskey) -> bool {
        let key = row.key.as_slice().try_into().ok().and_then(PasskeyKey::from_bytes);
        key.is_some_and(|key| self.used.fits(&ctx.site, &key))
    }

    /// Takes the one time that its challenge counts, here.
    ///
    /// # Errors
    /// [`Fault::PasskeyTooLate`] when it was taken.
    pub fn spend(&self, ctx: &Ctx) -> Result<(), Fault> {
        let first = ctx.memory.spend(self.challenge, ctx.clock.now().timestamp());
        if first { Ok(()) } else { Err(Fault::PasskeyTooLate) }
    }
}

/// Reads a passkey that was made just now, at a challenge of ours.
///
/// # Errors
/// [`Fault::PasskeyTooLate`] or [`Fault::StaffPasskeyUnfit`] on the field `passkey`.
pub fn made_passkey(ctx: &Ctx, made: Made<'_>) -> Result<NewPasskey, AppError> {
    let unfit = || AppError::on("passkey", Fault::StaffPasskeyUnfit);
    let challenge = made.challenge().ok_or_else(unfit)?;
    PasskeyChallenge::read(&ctx.keys, &challenge, ctx.clock.now().timestamp())
        .ok_or(AppError::on("passkey", Fault::PasskeyTooLate))?;
    made.read(&ctx.site).ok_or_else(unfit)
}

/// The row of a passkey.
pub fn passkey_row(ctx: &Ctx, staff: StaffId, name: String, new: &NewPasskey) -> StaffPasskey {
    let lookup = ctx.keys.staff_passkey_lookup(&new.id);
    StaffPasskey { lookup, staff, name, key: new.key.bytes().to_vec(), added: ctx.clock.today() }
}

/// A code that was typed: six digits of an app, or a recovery code.
pub enum Code {
    /// Of an app.
    Totp(TotpCode),
    /// One of ten.
    Recovery(RecoveryCode),
}

impl Code {
    /// Reads whichever of both was typed: the longer one is the recovery code.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        match text.chars().filter(|c| c.is_alphanumeric()).count() > 8 {
            true => RecoveryCode::parse(text).map(Self::Recovery),
            false => TotpCode::parse(text).map(Self::Totp),
        }
    }

    /// Lets it count, once, in this unit of work; false when it is none of this person's.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn spend(&self, ctx: &Ctx, tx: &mut Tx<store::Staff>, staff: StaffId) -> store::Result<bool> {
        match self {
            Self::Totp(code) => {
                let Some(row) = tx.staff_totp().find(staff).await? else { return Ok(false) };
                let secret = ctx.keys.open_totp(staff, &row.secret_sealed);
                let now = ctx.clock.now().timestamp();
                match secret.and_then(|secret| secret.step_of(code, now, row.last_step)) {
                    Some(step) => tx.staff_totp().use_step(staff, step).await,
                    None => Ok(false),
                }
            }
            Self::Recovery(code) => {
                tx.staff_recovery().take(staff, &ctx.keys.recovery_lookup(staff, code)).await
            }
        }
    }
}

/// Gives this person ten new recovery codes in place of all others. They are shown after the unit of work is kept ([`show_codes`]).
///
/// # Errors
/// When the store refuses.
pub async fn new_codes(
    ctx: &Ctx,
    tx: &mut Tx<store::Staff>,
    staff: StaffId,
) -> store::Result<Vec<RecoveryCode>> {
    let codes: Vec<_> = (0..RecoveryCode::COUNT).map(|_| RecoveryCode::generate(&*ctx.entropy)).collect();
    let hashes: Vec<_> = codes.iter().map(|code| ctx.keys.recovery_lookup(staff, code)).collect();
    tx.staff_recovery().replace(staff, &hashes).await?;
    Ok(codes)
}

/// Has the next page show new recovery codes: they stand, sealed, in a cookie of this session until their owner kept them, and
/// nowhere else.
pub fn show_codes(ctx: &Ctx, session: &[u8; 32], codes: &[RecoveryCode]) {
    let sealed = ctx.keys.seal_recovery_codes(session, codes, &*ctx.entropy);
    ctx.set_cookie(cookies::STAFF_CODES, &sealed, Some(SHOWN_SECONDS));
}

/// The recovery codes that this session was given and did not keep yet.
pub fn shown_codes(ctx: &Ctx, session: &[u8; 32]) -> Option<Vec<RecoveryCode>> {
    ctx.keys.open_recovery_codes(session, ctx.cookie(cookies::STAFF_CODES)?)
}

/// Shows them no more.
pub fn forget_codes(ctx: &Ctx) {
    ctx.set_cookie(cookies::STAFF_CODES, "", Some(0));
}
