//! The joining wizard's state: a sealed cookie for one hour, so that the wizard works without JavaScript, on every
//! host, and nothing about a half-finished joining is ever stored.

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Member};
use crate::kit::error::AppError;
use domain::codes::{AccountCode, CohortCode};
use domain::faults::Fault;
use domain::ids::AccountId;
use store::Account;

/// The time that joining may take.
const SECONDS: i64 = 3600;

/// The steps of joining that somebody took. The wire form is 32 bytes of a lookup, zeros when there is no key, and a line:
/// `second|cohort code|rules accepted|account code|account|second key`.
#[derive(Default)]
pub struct Joining {
    /// The code of the group; none when an account gets a new code.
    pub cohort: Option<CohortCode>,
    /// The account that will be made, or was: one cookie makes one account. None when an account gets a new code.
    pub account: Option<AccountId>,
    /// True when the house rules were accepted.
    pub rules: bool,
    /// The account code, from when it was made until it was typed back.
    pub key: Option<NewKey>,
}

/// An account code that was made and not typed back yet. It belongs to the account with this `lookup` and to no other: somebody
/// else may have joined in this browser within the hour, and the account may have got another code meanwhile.
pub struct NewKey {
    /// The code.
    pub code: AccountCode,
    /// The lookup that the account had when it was made: that of this code, or of the one that this one is to replace.
    pub lookup: [u8; 32],
    /// True for a second key, which replaces nothing.
    pub is_second: bool,
}

impl NewKey {
    /// Tells whether the account has another code until this one is typed back.
    pub fn replaces(&self, ctx: &Ctx) -> bool {
        self.lookup != ctx.keys.lookup(&self.code)
    }

    /// Judges its last group as it was typed back.
    ///
    /// # Errors
    /// [`Fault::Missing`] and [`Fault::GroupDiffers`] on the field `group`.
    pub fn judge_group(&self, typed: &str) -> Result<(), AppError> {
        match typed.trim() {
            "" => Err(AppError::on("group", Fault::Missing)),
            typed if self.code.is_last_group(typed) => Ok(()),
            _ => Err(AppError::on("group", Fault::GroupDiffers)),
        }
    }
}

impl Joining {
    /// The state of this request, if its cookie is there, untouched and younger than an hour.
    pub fn of(ctx: &Ctx) -> Option<Self> {
        let sealed = ctx.cookie(cookies::JOINING)?;
        let opened = ctx.keys.open_joining(sealed)?;
        let (lookup, line) = opened.split_first_chunk::<32>()?;
        let mut fields = std::str::from_utf8(line).ok()?.split('|');
        let (since, cohort, rules, code) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let account = fields.next()?.parse().ok();
        let is_second = fields.next()? == "1";
        let age = ctx.clock.now().timestamp() - since.parse::<i64>().ok()?;
        if !(0..=SECONDS).contains(&age) {
            return None;
        }
        Some(Self {
            cohort: CohortCode::parse(cohort).ok(),
            account,
            rules: rules == "1",
            key: AccountCode::parse(code).ok().map(|code| NewKey { code, lookup: *lookup, is_second }),
        })
    }

    /// Makes a key for the account of `me`, and keeps it in the cookie to be shown and typed back. It opens nothing before that.
    ///
    /// # Errors
    /// [`AppError::SignIn`] when the account is gone, and when the store refuses.
    pub async fn begin_key(ctx: &Ctx, me: &Member, is_second: bool) -> Result<(), AppError> {
        let account = ctx.store.accounts.read().await?.accounts().find(me.account).await?;
        let lookup = account.ok_or(AppError::SignIn)?.lookup;
        let key = NewKey { code: AccountCode::generate(&*ctx.entropy), lookup, is_second };
        Self { rules: true, key: Some(key), ..Self::default() }.keep(ctx, me.shared);
        Ok(())
    }

    /// The new account code in this request's cookie, if it was made for this account, as it is now.
    pub fn key_of(ctx: &Ctx, account: &Account) -> Option<NewKey> {
        Self::of(ctx)?.key.filter(|key| key.lookup == account.lookup && !key.is_second)
    }

    /// Finds the second key that was made for this account and not typed back yet.
    pub fn second_key_of(ctx: &Ctx, account: &Account) -> Option<NewKey> {
        Self::of(ctx)?.key.filter(|key| key.lookup == account.lookup && key.is_second)
    }

    /// Sets the cookie on the answer. On a shared computer it goes with the browser's window, as the session does.
    pub fn keep(&self, ctx: &Ctx, shared: bool) {
        let code = self.key.as_ref().map(|key| key.code.grouped()).unwrap_or_default();
        let lookup = self.key.as_ref().map(|key| key.lookup).unwrap_or_default();
        let now = ctx.clock.now().timestamp();
        // Of one length whether or not there is a key, so that the size of the cookie says nothing.
        let cohort = self.cohort.as_ref().map(|code| code.grouped()).unwrap_or_default();
        let account = self.account.map(|account| account.to_string()).unwrap_or_default();
        let second = u8::from(self.key.as_ref().is_some_and(|key| key.is_second));
        let rules = u8::from(self.rules);
        let line = format!("{now}|{cohort}|{rules}|{code:<34}|{account:<32}|{second}");
        let sealed = ctx.keys.seal_joining(&[&lookup, line.as_bytes()].concat(), &*ctx.entropy);
        ctx.set_cookie(cookies::JOINING, &sealed, (!shared).then_some(SECONDS));
    }

    /// Takes the cookie away on the answer.
    pub fn forget(ctx: &Ctx) {
        ctx.set_cookie(cookies::JOINING, "", Some(0));
    }
}
