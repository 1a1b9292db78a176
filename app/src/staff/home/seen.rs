//! "Wat jij ziet": per thing that staff see, which roles do and whether whoever reads it does; and what nobody sees. Who may what comes
//! from the one table of rights (`domain/src/staff/rights.rs`), so this page cannot say something else than the product does.

use crate::kit::ctx::Staff;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use domain::people::Lang;
use domain::staff::{Right, Roles, StaffRole};
use leptos::prelude::*;

/// What a right lets somebody see, and what it does not.
fn words(right: Right, lang: Lang) -> (&'static str, &'static str, &'static str) {
    match right {
        Right::BeHere => {
            (t::staff_home::own(lang), t::staff_home::own_sees(lang), t::staff_home::own_not(lang))
        }
        Right::Moderate => {
            (t::staff::held(lang), t::staff_home::held_sees(lang), t::staff_home::held_not(lang))
        }
        Right::ManageStaff => {
            (t::staff::team(lang), t::staff_home::team_sees(lang), t::staff_home::team_not(lang))
        }
        Right::ManageOrganisations => (
            t::staff::organisations(lang),
            t::staff_home::organisations_sees(lang),
            t::staff_home::organisations_not(lang),
        ),
        Right::ManageCohorts => {
            (t::staff::cohorts(lang), t::staff_home::cohorts_sees(lang), t::staff_home::cohorts_not(lang))
        }
        Right::ReadLog => (t::staff::log(lang), t::staff_home::log_sees(lang), t::staff_home::log_not(lang)),
        Right::ReadSystem => {
            (t::staff::system(lang), t::staff_home::system_sees(lang), t::staff_home::system_not(lang))
        }
    }
}

/// The roles from which a right follows: all of them for what everybody has.
fn roles_with(right: Right, lang: Lang) -> String {
    let with: Vec<_> =
        StaffRole::ALL.into_iter().filter(|role| Roles::NONE.with(*role).rights().has(right)).collect();
    match with.len() == StaffRole::ALL.len() {
        true => t::staff_home::everybody(lang).to_owned(),
        false => with.into_iter().map(|role| role.label(lang)).collect::<Vec<_>>().join(", "),
    }
}

/// The page.
pub fn drawn(me: &Staff, lang: Lang) -> AnyView {
    let rows: Vec<_> = Right::ALL
        .into_iter()
        .map(|right| {
            let (what, sees, not) = words(right, lang);
            let (class, glyph, word) = match me.may(right) {
                true => ("seeflag", Glyph::Eye, t::staff_home::you_see(lang)),
                false => ("seeflag seeflag--no", Glyph::EyeSlash, t::staff_home::you_see_not(lang)),
            };
            view! {
                <li>
                    <span class=class><Icon glyph/></span>
                    <div class="grow">
                        <h2>{what}" "<span class="tag">{word}</span></h2>
                        <p>{sees}</p>
                        <p class="muted">{not}</p>
                        <p class="xs muted">{t::staff_home::roles(lang)}" "{roles_with(right, lang)}</p>
                    </div>
                </li>
            }
        })
        .collect();
    let nobody = [
        t::staff_home::nobody_who(lang),
        t::staff_home::nobody_together(lang),
        t::staff_home::nobody_where(lang),
        t::staff_home::nobody_when(lang),
        t::staff_home::nobody_own(lang),
    ]
    .map(|words| view! { <li><Icon glyph=Glyph::EyeSlash/><span>{words}</span></li> });
    view! {
        <div class="work-page">
            <p class="lead">{t::staff_home::seen_lead(lang)}</p>
            <ul class="see card">{rows}</ul>
            <section class="card promise nobody">
                <h2 class="h3">{t::staff_home::nobody(lang)}</h2>
                <ul class="stack stack--s">{nobody.into_iter().collect::<Vec<_>>()}</ul>
                <p class="sm">{t::staff_home::nobody_limit(lang)}</p>
            </section>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;

    #[test]
    fn what_somebody_sees_follows_from_the_table_of_rights() {
        for role in StaffRole::ALL {
            let me = Desk::of(&[role], "Noor").me;
            for lang in [Lang::Nl, Lang::En] {
                let html = drawn(&me, lang).to_html();
                let sees = Right::ALL.into_iter().filter(|right| me.may(*right)).count();
                assert_eq!(html.matches(r#"class="seeflag""#).count(), sees, "{role:?}");
                assert_eq!(html.matches("seeflag--no").count(), Right::ALL.len() - sees, "{role:?}");
            }
        }
        assert_eq!(roles_with(Right::Moderate, Lang::Nl), "moderator");
        assert_eq!(roles_with(Right::BeHere, Lang::En), t::staff_home::everybody(Lang::En));
    }
}
