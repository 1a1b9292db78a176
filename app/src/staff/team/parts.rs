//! Pieces of the pages about people.

use super::list::OfColleague;
use crate::kit::forms::FormState;
use crate::kit::ui::*;
use crate::t;
use domain::faults::Fault;
use domain::people::Lang;
use domain::staff::StaffRole;
use leptos::prelude::*;
use store::{Organisation, StaffRow};

/// Something by which somebody comes in, or will.
pub(super) struct Way {
    look: &'static str,
    glyph: Option<Glyph>,
    pub words: String,
}

/// How somebody comes in, in a few words each.
pub(super) fn ways(lang: Lang, of: &OfColleague) -> Vec<Way> {
    let mut all = Vec::new();
    if of.passkeys > 0 {
        let words = t::team::passkeys(lang, of.passkeys);
        all.push(Way { look: "auth", glyph: Some(Glyph::Fingerprint), words });
    }
    if of.has_app {
        let words = t::team::app(lang).to_owned();
        all.push(Way { look: "auth", glyph: Some(Glyph::DeviceMobile), words });
    }
    if let Some(seconds) = of.link_ends {
        let hours = (seconds + 3_599) / 3_600;
        let (glyph, words) = match seconds {
            ..=0 => (None, t::team::link_over(lang).to_owned()),
            _ if hours < 48 => (Some(Glyph::HourglassMedium), t::team::link_hours(lang, hours)),
            _ => (Some(Glyph::HourglassMedium), t::team::link_days(lang, hours / 24)),
        };
        all.push(Way { look: "tag tag--warn", glyph, words });
    }
    if all.is_empty() {
        all.push(Way { look: "muted", glyph: None, words: t::team::no_way_in(lang).to_owned() });
    }
    all
}

/// How somebody comes in, as it is drawn.
pub(super) fn ways_drawn(lang: Lang, of: &OfColleague) -> AnyView {
    let ways: Vec<_> = ways(lang, of)
        .into_iter()
        .map(|Way { look, glyph, words }| {
            view! { <span class=look>{glyph.map(|glyph| view! { <Icon glyph/> })}{words}</span> }
        })
        .collect();
    view! { <span class="row row--s row--wrap">{ways}</span> }.into_any()
}

/// The words for the fields of [`about_fields`].
pub(super) fn labels(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("name", t::staff::name(lang).to_owned()),
        ("function", t::team::function(lang).to_owned()),
        ("email", t::staff::email(lang).to_owned()),
        ("roles", t::team::roles(lang).to_owned()),
        ("organisation", t::staff::organisation(lang).to_owned()),
    ]
}

/// Name, function, roles and organisation of somebody.
pub(super) fn about_fields(
    lang: Lang,
    form: &FormState,
    is: Option<&StaffRow>,
    organisations: Vec<Organisation>,
) -> AnyView {
    let name = form.value_or("name", is.map_or("", |row| &row.name));
    let function = form.value_or("function", is.map_or("", |row| &row.function));
    let chosen = match form.was_sent() {
        true => form.value("roles"),
        false => is.map(|row| row.roles.slugs()).unwrap_or_default(),
    };
    let organisation = is.and_then(|row| row.organisation).map(|id| id.to_string()).unwrap_or_default();
    let organisation = form.value_or("organisation", &organisation);
    let options = organisations.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)).collect();
    view! {
        <TextField name="name" label=t::staff::name(lang) value=name fault=form.fault("name")/>
        <TextField name="function" label=t::team::function(lang) hint=t::team::function_hint(lang) value=function fault=form.fault("function")/>
        {role_boxes(lang, &chosen, form.fault("roles"))}
        <SelectField name="organisation" label=t::staff::organisation(lang) groups=vec![(String::new(), options)] chosen=organisation
            hint=t::team::organisation_hint(lang) fault=form.fault("organisation")/>
    }
    .into_any()
}

/// A box for each role. What each may do stands beside it.
fn role_boxes(lang: Lang, chosen: &str, fault: Option<Fault>) -> AnyView {
    let id = field_id("roles");
    let fault_id = format!("{id}-fault");
    let described = fault.map(|_| fault_id.clone());
    let boxes: Vec<_> = StaffRole::ALL
        .into_iter()
        .enumerate()
        .map(|(at, role)| {
            let checked = chosen.split_whitespace().any(|word| word == role.slug());
            let may = match role {
                StaffRole::Expert => t::team::may_expert(lang),
                StaffRole::Moderator => t::team::may_moderator(lang),
                StaffRole::Researcher => t::team::may_researcher(lang),
                StaffRole::Partner => t::team::may_partner(lang),
                StaffRole::Admin => t::team::may_admin(lang),
            };
            view! {
                <label class="check">
                    <input type="checkbox" name="roles" value=role.slug() checked=checked id=(at == 0).then(|| id.clone())/>
                    <span><b>{role.label(lang)}</b><small class="hint">{may}</small></span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="field" aria-describedby=described data-invalid=fault.map(|_| "true")>
            <legend class="label">{t::team::roles(lang)}</legend>
            <div class="stack stack--0">{boxes}</div>
            {fault.map(|fault| view! { <FaultOf id=fault_id fault/> })}
        </fieldset>
    }
    .into_any()
}
