//! The cards of the own page.

use super::api::{BEGIN_APP, BEGIN_PASSKEY, END_OTHERS, END_SESSION, MAKE_CODES, REMOVE_PASSKEY};
use crate::kit::ctx::Staff;
use crate::kit::forms::Form;
use crate::kit::session::short;
use crate::kit::staff::session::SIGN_OUT;
use crate::kit::ui::*;
use crate::t;
use domain::codes::RecoveryCode;
use domain::people::Lang;
use domain::time::{Day, minute_of_day, moment_of};
use leptos::prelude::*;
use store::{StaffPasskey, StaffSession};

/// Who somebody is here. Only an admin changes that.
pub(super) fn who_card(lang: Lang, me: &Staff) -> AnyView {
    let roles =
        me.roles.iter().map(|role| view! { <li class="tag">{role.label(lang)}</li> }).collect::<Vec<_>>();
    view! {
        <section class="card stack stack--s" aria-labelledby="who">
            <h2 id="who">{me.name.clone()}</h2>
            <p>{me.function.clone()}</p>
            <ul class="row row--wrap row--s" aria-label=t::staff_account::roles(lang)>{roles}</ul>
            <p class="sm muted">{t::staff_account::roles_text(lang)}</p>
        </section>
    }
    .into_any()
}

/// Says that a link stands open by which somebody can come in as this person, until when, and who made it.
pub(super) fn link_notice(lang: Lang, ends: i64, maker: Option<String>) -> AnyView {
    let maker = maker.unwrap_or_else(|| t::staff_account::link_command(lang).to_owned());
    let until = moment_of(ends).map(|end| {
        let minutes = minute_of_day(end);
        let day = day_words(lang, &Day::of(end).to_string());
        format!("{day}, {:02}.{:02}", minutes / 60, minutes % 60)
    });
    let until = until.unwrap_or_default();
    view! {
        <Notice kind=NoticeKind::Warning>
            <p><b>{t::staff_account::link_open(lang)}</b></p>
            <p>{t::staff_account::link_made(lang, t::staff_account::LinkMade { maker, until })}</p>
            <p>{t::staff_account::link_unasked(lang)}</p>
        </Notice>
    }
    .into_any()
}

/// The ways in.
pub(super) fn factors_card(lang: Lang, passkeys: &[StaffPasskey], has_app: bool, codes: i64) -> AnyView {
    let passkeys: Vec<_> = passkeys.iter().map(|row| passkey_row(lang, row)).collect();
    let (app, set) = match has_app {
        true => (t::staff_account::app_on(lang), t::staff_account::replace(lang)),
        false => (t::staff_account::app_off(lang), t::staff_account::set_up(lang)),
    };
    let left = t::staff_account::codes_left(
        lang,
        t::staff_account::CodesLeft { left: codes, of: RecoveryCode::COUNT },
    );
    view! {
        <section class="card stack" aria-labelledby="ways">
            <h2 id="ways">{t::staff_account::ways(lang)}</h2>
            <ul class="list">
                {passkeys}
                <li class="row">
                    <span class="step"><Icon glyph=Glyph::DeviceMobile/></span>
                    <span class="grow"><b>{t::staff_account::app(lang)}</b><small>{app}</small></span>
                    {button(&BEGIN_APP, set)}
                </li>
                <li class="row">
                    <span class="step"><Icon glyph=Glyph::Key/></span>
                    <span class="grow"><b>{t::staff_account::codes(lang)}</b><small>{left}</small></span>
                    {button(&MAKE_CODES, t::staff_account::make_codes(lang))}
                </li>
            </ul>
            <form method="post" action=BEGIN_PASSKEY.action()>
                <Submit look="btn--soft"><Icon glyph=Glyph::Plus/>{t::staff_account::add_passkey(lang)}</Submit>
            </form>
        </section>
    }
    .into_any()
}

fn button(form: &Form, word: &'static str) -> AnyView {
    view! { <form method="post" action=form.action()><Submit look="btn--soft btn--s">{word}</Submit></form> }
        .into_any()
}

fn passkey_row(lang: Lang, row: &StaffPasskey) -> AnyView {
    let since = t::staff_account::since(lang, day_words(lang, &row.added.to_string()));
    let said = t::staff_account::remove_named(lang, &row.name);
    view! {
        <li class="row">
            <span class="step"><Icon glyph=Glyph::Fingerprint/></span>
            <span class="grow"><b>{row.name.clone()}</b><small>{since}</small></span>
            <form method="post" action=REMOVE_PASSKEY.action()>
                <input type="hidden" name="passkey" value=short(&row.lookup)/>
                <button class="btn btn--soft btn--s" type="submit" aria-label=said>{t::staff::remove(lang)}</button>
            </form>
        </li>
    }
    .into_any()
}

/// Where somebody is signed in, and the way out.
pub(super) fn sessions_card(lang: Lang, me: &Staff, sessions: &[StaffSession], now: i64) -> AnyView {
    let others = (sessions.len() > 1).then(|| button(&END_OTHERS, t::staff_account::end_others(lang)));
    let rows: Vec<_> =
        sessions.iter().map(|row| session_row(lang, row, row.hash == me.session, now)).collect();
    view! {
        <section class="card stack" aria-labelledby="sessions">
            <h2 id="sessions">{t::staff_account::sessions(lang)}</h2>
            <p class="sm muted">{t::staff_account::sessions_text(lang)}</p>
            <ul class="list">{rows}</ul>
            <div class="row row--wrap">
                {others}
                <form method="post" action=SIGN_OUT.action()><Submit look="">{t::staff_account::sign_out(lang)}</Submit></form>
            </div>
        </section>
    }
    .into_any()
}

fn session_row(lang: Lang, row: &StaffSession, here: bool, now: i64) -> AnyView {
    let opened = t::staff_account::opened(lang, ago(lang, now - row.opened));
    let seen = t::staff_account::seen(lang, ago(lang, now - row.seen));
    let end = if here {
        view! { <span class="tag tag--ok">{t::staff_account::this_one(lang)}</span> }.into_any()
    } else {
        view! {
            <form method="post" action=END_SESSION.action()>
                <input type="hidden" name="session" value=short(&row.hash)/>
                <Submit look="btn--soft btn--s">{t::staff_account::end(lang)}</Submit>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="row">
            <span class="step"><Icon glyph=Glyph::Clock/></span>
            <span class="grow"><b>{opened}</b><small>{seen}</small></span>
            {end}
        </li>
    }
    .into_any()
}

/// How long ago something was, roughly.
fn ago(lang: Lang, seconds: i64) -> String {
    match seconds / 60 {
        ..=0 => t::staff_account::just_now(lang).to_owned(),
        minutes @ 1..120 => t::staff_account::minutes_ago(lang, minutes),
        minutes => t::staff_account::hours_ago(lang, minutes / 60),
    }
}
