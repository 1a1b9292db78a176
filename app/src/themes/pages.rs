//! All themes by cluster; each leads to the challenges about it.

use super::clusters;
use crate::ctx::ctx;
use crate::page::{Frame, page};
use crate::threads::Filter;
use crate::ui::*;
use crate::{paths, t};
use leptos::prelude::*;

/// All themes by cluster.
#[component]
pub fn ThemesPage() -> impl IntoView {
    let ctx = ctx();
    page(async move {
        ctx.member()?;
        let lang = ctx.lang;
        let sections: Vec<_> = clusters()
            .iter()
            .map(|cluster| {
                let themes: Vec<_> = cluster
                    .themes()
                    .map(|theme| view! {
                        <li><a class="chip" href=paths::threads(Filter::Theme(theme))>{theme.label(lang)}</a></li>
                    })
                    .collect();
                view! {
                    <section class="cluster" data-t=cluster.colour.slug() aria-labelledby=format!("cluster-{}", cluster.slug)>
                        <span class="tile"><ThemePicture colour=cluster.colour/></span>
                        <div class="stack stack--s">
                            <h2 id=format!("cluster-{}", cluster.slug)>{cluster.label(lang)}</h2>
                            <ul class="row row--s row--wrap">{themes}</ul>
                        </div>
                    </section>
                }
            })
            .collect();
        Ok(view! {
            <Frame place=Some(Place::Discover) title=t::themes::title(lang)>
                <p class="muted">{t::themes::lead(lang)}</p>
                <div class="stack">{sections}</div>
            </Frame>
        })
    })
}
