//! Setting up an app that shows codes, and the passphrase that goes with it: by a personal link, or later on the own page.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::ui::*;
use crate::t;
use domain::faults::{Fault, Faults};
use domain::ids::StaffId;
use domain::people::Lang;
use domain::staff::{Passphrase, TotpCode, TotpSecret};
use leptos::prelude::*;
use store::{StaffTotp, Tx};

/// An app that showed a right code, and the passphrase that goes with it.
pub struct NewApp {
    secret: TotpSecret,
    passphrase: String,
    step: i64,
}

impl NewApp {
    /// Judges what was typed when this person set it up: `secret` is what the page offered ([`app_fields`]).
    ///
    /// # Errors
    /// What is wrong with it.
    pub async fn read(
        ctx: &Ctx,
        staff: StaffId,
        secret: &str,
        password: String,
        totp: &str,
    ) -> Result<Self, AppError> {
        let mut faults = Faults::default();
        let passphrase = faults.keep("password", Passphrase::parse(password));
        let code = faults.keep("totp", TotpCode::parse(totp));
        let secret = ctx.keys.open_offered_totp(staff, secret);
        let now = ctx.clock.now().timestamp();
        let step = code.zip(secret.as_ref()).and_then(|(code, secret)| secret.step_of(&code, now, 0));
        if step.is_none() {
            faults.add("totp", Fault::FactorDiffers);
        }
        let (Some(passphrase), Some(secret), Some(step)) = (passphrase, secret, step) else {
            return Err(faults.into());
        };
        Ok(Self { secret, passphrase: ctx.passphrases.hash(passphrase).await, step })
    }

    /// Lets this person come in by it from now on, in this unit of work. The code that was typed counted.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn keep(self, ctx: &Ctx, tx: &mut Tx<store::Staff>, staff: StaffId) -> store::Result<()> {
        let secret_sealed = ctx.keys.seal_totp(staff, &self.secret, &*ctx.entropy);
        let row = StaffTotp { staff, secret_sealed, passphrase: self.passphrase, last_step: self.step };
        tx.staff_totp().set(&row).await
    }
}

/// The fields with which somebody sets up an app: its secret as a picture and as text, a passphrase, and a code of it. The secret is the
/// same until it is kept: it goes back and forth in the form, sealed.
pub fn app_fields(ctx: &Ctx, (staff, email): (StaffId, &str), form: &FormState) -> AnyView {
    let lang = ctx.lang;
    let offered = form.value("secret");
    let known = ctx.keys.open_offered_totp(staff, &offered);
    let secret = known.unwrap_or_else(|| TotpSecret::generate(&*ctx.entropy));
    let sealed = ctx.keys.seal_offered_totp(staff, &secret, &*ctx.entropy);
    let letters = secret.text();
    let letters = letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    view! {
        <input type="hidden" name="secret" value=sealed/>
        <input class="vh" type="text" name="username" value=email.to_owned() autocomplete="username" readonly=true
            tabindex="-1" aria-hidden="true"/>
        <p>{t::staff_way_in::app_scan(lang)}</p>
        <QrCode text=secret.uri(email) label=t::staff_way_in::app_picture(lang)/>
        <p>{t::staff_way_in::app_by_hand(lang)}" "<b class="link-text" translate="no">{letters}</b></p>
        <PasswordField name="password" label=t::staff_way_in::passphrase(lang) hint=t::staff_way_in::passphrase_new(lang)
            shows=true autocomplete="new-password" fault=form.fault("password")/>
        {code_field(lang, "totp", t::staff_way_in::app_code_hint(lang), form.fault("totp"))}
    }
    .into_any()
}

/// The field for a code of an app. The line below is for the island `CodeTimer`.
pub fn code_field(lang: Lang, name: &'static str, hint: &'static str, fault: Option<Fault>) -> AnyView {
    view! {
        <div class="stack stack--s">
            <TextField name=name label=t::staff_way_in::code(lang) hint=hint autocomplete="one-time-code" code=true fault/>
            <p class="code-left" id="code-left" hidden=true><Icon glyph=Glyph::Timer/><span></span></p>
        </div>
    }
    .into_any()
}

/// The words for the fields of [`app_fields`], for the list of what is wrong.
pub fn app_labels(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("password", t::staff_way_in::passphrase(lang).to_owned()),
        ("totp", t::staff_way_in::code(lang).to_owned()),
    ]
}
