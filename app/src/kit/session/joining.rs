//! The joining wizard's state: a sealed cookie for one hour, so that the wizard works without JavaScript, on every
//! host, and nothing about a half-finished joining is ever stored.

use crate::kit::cookies;
use crate::kit::ctx::{Ctx, Member};
use domain::codes::{AccountCode, CohortCode};
use store::{Accounts, Tx};

/// The time that joining may take.
const SECONDS: i64 = 3600;

/// The steps of joining that somebody took. The wire form is one line: `minute|cohort code|rules accepted|account code`.
pub struct Joining {
    /// The code of the group; none when an account gets a new code.
    pub cohort: Option<CohortCode>,
    /// True when the house rules were accepted.
    pub rules: bool,
    /// The account code, from when it was made until it was typed back.
    pub key: Option<AccountCode>,
}

impl Joining {
    /// The state of this request, if its cookie is there, untouched and younger than an hour.
    pub fn of(ctx: &Ctx) -> Option<Self> {
        let sealed = ctx.cookie(cookies::JOINING)?;
        let line = String::from_utf8(ctx.keys.open_joining(sealed)?).ok()?;
        let mut fields = line.split('|');
        let (since, cohort, rules, key) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
        let age = ctx.clock.now().timestamp() - since.parse::<i64>().ok()?;
        if !(0..=SECONDS).contains(&age) {
            return None;
        }
        Some(Self {
            cohort: CohortCode::parse(cohort).ok(),
            rules: rules == "1",
            key: AccountCode::parse(key).ok(),
        })
    }

    /// The account code in this request's cookie, if it is that of `me`: somebody else may have joined in this browser within the hour.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn key_of(
        ctx: &Ctx,
        tx: &mut Tx<Accounts>,
        me: &Member,
    ) -> Result<Option<AccountCode>, store::Error> {
        let Some(key) = Self::of(ctx).and_then(|joining| joining.key) else { return Ok(None) };
        let account = tx.accounts().find(me.account).await?;
        Ok(account.filter(|account| account.lookup == ctx.keys.lookup(&key)).map(|_| key))
    }

    /// Sets the cookie on the answer.
    pub fn keep(&self, ctx: &Ctx) {
        let key = self.key.as_ref().map(|code| code.grouped()).unwrap_or_default();
        let now = ctx.clock.now().timestamp();
        // Of one length whether or not there is a key, so that the size of the cookie says nothing.
        let cohort = self.cohort.as_ref().map(|code| code.grouped()).unwrap_or_default();
        let line = format!("{now}|{cohort}|{}|{key:<34}", u8::from(self.rules));
        let sealed = ctx.keys.seal_joining(line.as_bytes(), &*ctx.entropy);
        ctx.set_cookie(cookies::JOINING, &sealed, Some(SECONDS));
    }

    /// Takes the cookie away on the answer.
    pub fn forget(ctx: &Ctx) {
        ctx.set_cookie(cookies::JOINING, "", Some(0));
    }
}
