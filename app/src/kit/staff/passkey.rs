//! The form in which a passkey is made: by a personal link, or later on the own page.

use crate::kit::ctx::Ctx;
use crate::kit::forms::{Form, FormState};
use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::secrets::PasskeyChallenge;
use leptos::prelude::*;
use store::StaffRow;

/// A challenge for whoever makes or uses a passkey on this page.
pub fn challenge(ctx: &Ctx) -> String {
    PasskeyChallenge::mint(&ctx.keys, &*ctx.entropy, ctx.clock.now().timestamp())
}

/// The form `add`, which a script shows and fills in where the browser can make a passkey for this person; `above` stands at its beginning.
/// `form` is the state of the page.
pub fn passkey_form(
    ctx: &Ctx,
    add: &Form,
    person: &StaffRow,
    form: &FormState,
    above: Option<AnyView>,
) -> AnyView {
    let lang = ctx.lang;
    let name = FormState::of(ctx, add).value_or("name", t::staff_way_in::passkey_example(lang));
    view! {
        <p data-passkey-says="">{t::staff_way_in::passkey_needs_script(lang)}</p>
        <form class="stack" method="post" action=add.action() hidden=true data-script=ctx.assets.passkeys()
            data-plain="" data-adds=add.action() data-challenge=challenge(ctx) data-page=paths::STAFF_SIGN_IN
            data-email=person.email.clone() data-name=person.name.clone() data-unable=t::staff_way_in::passkey_unable(lang)
            data-failed=t::staff_way_in::passkey_failed(lang)>
            {above}
            <TextField name="name" label=t::staff_way_in::passkey_name(lang) hint=t::staff_way_in::passkey_name_hint(lang)
                value=name fault=form.fault("name")/>
            <Submit block=true><Icon glyph=Glyph::Fingerprint/>{t::staff_way_in::make_passkey(lang)}</Submit>
        </form>
    }
    .into_any()
}
