//! Pieces of the pages about people.

use crate::kit::forms::FormState;
use crate::kit::ui::*;
use crate::t;
use domain::faults::Fault;
use domain::ids::PhotoId;
use domain::people::Lang;
use domain::staff::{Roles, StaffRole};
use domain::time::{Day, moment_of};
use leptos::prelude::*;
use store::{Organisation, StaffRow};

/// What is known of somebody beside their row: how they come in, and their photo.
#[derive(Default)]
pub(super) struct OfColleague {
    pub photo: Option<PhotoId>,
    pub passkeys: i64,
    pub has_app: bool,
    /// Seconds until the end of a link that waits.
    pub link_ends: Option<i64>,
    /// The moment at which they were seen last, as far as a session says.
    pub seen: Option<i64>,
}

/// How somebody comes in, in a few words.
pub(super) fn factors(lang: Lang, factors: &OfColleague) -> AnyView {
    let passkeys = (factors.passkeys > 0).then(|| {
        view! { <span class="auth"><Icon glyph=Glyph::Fingerprint/>{t::team::passkeys(lang, factors.passkeys)}</span> }
    });
    let app = factors
        .has_app
        .then(|| view! { <span class="auth"><Icon glyph=Glyph::DeviceMobile/>{t::team::app(lang)}</span> });
    let link = match factors.link_ends {
        Some(seconds) if seconds > 0 => {
            let hours = (seconds + 3_599) / 3_600;
            let words = match hours {
                ..48 => t::team::link_hours(lang, hours),
                _ => t::team::link_days(lang, hours / 24),
            };
            Some(
                view! { <span class="tag tag--warn"><Icon glyph=Glyph::HourglassMedium/>{words}</span> }
                    .into_any(),
            )
        }
        Some(_) => Some(view! { <span class="tag tag--warn">{t::team::link_over(lang)}</span> }.into_any()),
        None => None,
    };
    let nothing = (factors.passkeys == 0 && !factors.has_app && link.is_none())
        .then(|| view! { <span class="muted">{t::team::no_way_in(lang)}</span> });
    view! { <span class="row row--s row--wrap">{passkeys}{app}{link}{nothing}</span> }.into_any()
}

/// The roles of somebody.
pub(super) fn roles(lang: Lang, roles: Roles) -> AnyView {
    let tags: Vec<_> =
        roles.iter().map(|role| view! { <span class="tag">{role.label(lang)}</span> }).collect();
    view! { <span class="row row--s row--wrap">{tags}</span> }.into_any()
}

/// The day on which somebody was seen last.
pub(super) fn seen(lang: Lang, seen: Option<i64>, today: Day) -> AnyView {
    let Some(moment) = seen.and_then(moment_of) else {
        return view! { <span class="muted">{t::team::not_signed_in(lang)}</span> }.into_any();
    };
    let day = Day::of(moment);
    match day == today {
        true => t::ui::today(lang).into_any(),
        false => day_words(lang, &day.to_string()).into_any(),
    }
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
