//! The themes of a challenge: boxes in the groups of the codebook, which open one by one.

use crate::kit::drawing::use_lang;
use crate::kit::ui::*;
use crate::story::draft;
use crate::t;
use domain::faults::Fault;
use domain::themes::{Cluster, ThemeId, ThreadThemes, clusters};
use leptos::prelude::*;

/// The field: up to three themes, and the one to which the words point as a chip. Nothing is chosen by itself.
#[component]
pub fn ThemeField(
    /// The slugs of those that are chosen, with spaces between.
    chosen: String,
    /// The theme to which what was typed points, if it is not chosen yet ([`crate::story::alike::suggested`]).
    suggested: Option<ThemeId>,
    /// Its fault.
    fault: Option<Fault>,
) -> impl IntoView {
    let lang = use_lang();
    let is_chosen = |theme: ThemeId| chosen.split_whitespace().any(|slug| slug == theme.slug());
    let groups: Vec<_> =
        clusters().iter().enumerate().map(|(at, cluster)| group(at == 0, cluster, &is_chosen)).collect();
    view! {
        <fieldset class="field" aria-describedby=if fault.is_some() { "field-theme-hint field-theme-fault" } else { "field-theme-hint" }
            data-invalid=fault.map(|_| "true")>
            <legend class="label">{t::threads::theme(lang)}</legend>
            <p class="hint" id="field-theme-hint">{t::threads::theme_hint(lang, ThreadThemes::MOST)}</p>
            {suggestion(suggested)}
            <div class="card theme-groups">{groups}</div>
            {fault.map(|fault| view! { <FaultOf id="field-theme-fault" fault/> })}
        </fieldset>
    }
    .into_any()
}

/// A group, open while something in it is chosen. The summary of faults links to the first.
fn group(first: bool, cluster: &'static Cluster, is_chosen: &dyn Fn(ThemeId) -> bool) -> AnyView {
    let lang = use_lang();
    let open = cluster.themes().any(is_chosen);
    let boxes: Vec<_> = cluster
        .themes()
        .map(|theme| {
            view! {
                <label class="chip"><input type="checkbox" name="theme" value=theme.slug() checked=is_chosen(theme)/>{theme.label(lang)}</label>
            }
        })
        .collect();
    view! {
        <details open=open data-t=cluster.colour.slug()>
            <summary id=first.then_some("field-theme")><span class="grow">{cluster.label(lang)}</span><Icon glyph=Glyph::CaretDown/></summary>
            <div class="row row--s row--wrap">{boxes}</div>
        </details>
    }
    .into_any()
}

/// The theme to which the words point; its button sends the form with that theme added.
fn suggestion(theme: Option<ThemeId>) -> AnyView {
    let lang = use_lang();
    let Some(theme) = theme else {
        return view! { <p id="alike-theme" hidden=true></p> }.into_any();
    };
    view! {
        <p class="row row--s row--wrap" id="alike-theme">
            <span class="sm">{t::search::alike_theme(lang)}</span>
            <button class="chip" type="submit" formaction=draft::WRITE.action() formnovalidate=true name="theme" value=theme.slug()>
                <Icon glyph=Glyph::Plus/>{theme.label(lang)}
            </button>
        </p>
    }
    .into_any()
}
