//! Coming in with a passkey: what it gives opens the root, and its signature shows that it happened now, here, by its owner.
//!
//! Nothing is kept of whoever asks: the challenge stands on the page to sign in and shows by itself that it is ours and young
//! ([`domain::secrets::PasskeyChallenge`]). That it serves once is known in the memory of this process.

use crate::kit::ctx::{Action, Ctx};
use crate::kit::error::AppError;
use crate::kit::session::or_decoy;
use domain::faults::Fault;
use domain::ids::AccountId;
use domain::passkey::{Used, decode};
use domain::secrets::{PasskeyChallenge, Prf, Root, WayIn};
use store::{Accounts, Locked, Tx, WayInRow};

/// The answer of a browser whose passkey was used to sign in.
pub struct Assertion {
    challenge: PasskeyChallenge,
    id: Vec<u8>,
    prf: Prf,
    used: Used,
}

impl Assertion {
    /// Reads what was sent, and judges the age of its challenge. What cannot be read was no guess.
    ///
    /// # Errors
    /// [`Fault::PasskeyTooLate`] when the page stood open for too long, [`Fault::PasskeyUnknown`] for anything else.
    pub fn read(ctx: &Ctx, id: &str, prf: &str, used: Option<Used>) -> Result<Self, AppError> {
        let read = used.zip(decode(id)).zip(Prf::read(prf));
        let ((used, id), prf) = read.ok_or_else(unknown)?;
        let now = ctx.clock.now().timestamp();
        let challenge = PasskeyChallenge::read(&ctx.keys, used.challenge(), now).ok_or_else(too_late)?;
        Ok(Self { challenge, id, prf, used })
    }

    /// The account that it opens. A miss costs the same as a hit: it unwraps something too. What is done with it has to be done in
    /// the same unit of work, behind the gate.
    ///
    /// # Errors
    /// [`Fault::PasskeyUnknown`] when it opens none, and when the store refuses.
    pub async fn open(&self, ctx: &Ctx, tx: &mut Tx<Accounts>) -> Result<(AccountId, Root), AppError> {
        let lookup = ctx.keys.passkey_lookup(&self.id);
        let found = tx.ways_in().find(&lookup).await?;
        let Locked { account, salt, wrapped } = or_decoy(ctx, found.as_ref().map(WayInRow::locked));
        let root = ctx.keys.unwrap_with_passkey(&self.prf, &wrapped, account, salt);
        if let (Some(root), Some(way)) = (root, found)
            && let Some(WayIn::Passkey { key, .. }) = root.open_way_in(&lookup, &way.about)
            && self.used.fits(&ctx.site, &key)
        {
            return Ok((account, root));
        }
        ctx.failed(Action::SignIn);
        Err(unknown())
    }

    /// Takes the one time that its challenge counts, here: with several hosts it may count once at each, for its five minutes
    /// (`docs/THREATS.md`).
    ///
    /// # Errors
    /// [`Fault::PasskeyTooLate`] when it was taken.
    pub fn spend(&self, ctx: &Ctx) -> Result<(), AppError> {
        let first = ctx.memory.spend(self.challenge, ctx.clock.now().timestamp());
        if first { Ok(()) } else { Err(too_late()) }
    }
}

fn unknown() -> AppError {
    AppError::on("passkey", Fault::PasskeyUnknown)
}

fn too_late() -> AppError {
    AppError::on("passkey", Fault::PasskeyTooLate)
}
