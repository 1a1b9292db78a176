//! Pieces of the pages about joining, which the account's own pages show too.

use crate::kit::forms::FormState;
use crate::kit::ui::*;
use crate::t;
use domain::people::{Lang, Phase, Region, Sector};
use leptos::prelude::*;

/// The names of the fields of [`AboutFields`], for the summary of faults.
pub fn about_labels(lang: Lang) -> Vec<(&'static str, String)> {
    vec![
        ("phase", t::people::phase(lang).to_owned()),
        ("sector", t::people::sector(lang).to_owned()),
        ("region", t::people::region(lang).to_owned()),
    ]
}

/// Phase, sector and region: coarse, and changeable.
#[component]
pub fn AboutFields(
    /// The language.
    lang: Lang,
    /// The form, with what was typed or what is known.
    form: FormState,
    /// Facts that are known already: slugs of phase, sector and region.
    #[prop(optional)]
    known: Option<[&'static str; 3]>,
) -> impl IntoView {
    let known = known.unwrap_or_default();
    let phases = Phase::ALL.iter().map(|phase| Choice::new(phase.slug(), phase.label(lang))).collect();
    let sectors = Sector::ALL.iter().map(|sector| Choice::new(sector.slug(), sector.label(lang))).collect();
    let regions = Region::ALL.iter().map(|region| Choice::new(region.slug(), region.label(lang))).collect();
    view! {
        <ChoiceGroup name="phase" legend=t::people::phase(lang) options=phases
            chosen=form.value_or("phase", known[0]) fault=form.fault("phase")/>
        <SelectField name="sector" label=t::people::sector(lang) groups=vec![(String::new(), sectors)]
            chosen=form.value_or("sector", known[1]) fault=form.fault("sector")/>
        <SelectField name="region" label=t::people::region(lang) groups=vec![(String::new(), regions)]
            chosen=form.value_or("region", known[2]) fault=form.fault("region")/>
    }
}
