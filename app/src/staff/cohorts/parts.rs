//! The link of a cohort, and its poster.

use crate::kit::paths;
use crate::kit::ui::*;
use crate::t;
use domain::codes::CohortCode;
use domain::people::Lang;
use leptos::prelude::*;

/// The link by which a group joins. The code stands behind `#`, so that no server and no log ever sees it (P7).
pub(super) fn link(origin: &str, code: &CohortCode) -> String {
    format!("{origin}{}#{}", paths::JOIN, code.grouped())
}

/// What is printed: a sentence, the picture and the code. The organisation is not on it: who looks at a poster must not learn where
/// the people who joined by it work.
pub(super) fn poster(lang: Lang, origin: &str, code: &CohortCode) -> AnyView {
    let host = origin.split_once("://").map_or(origin, |(_, host)| host).to_owned();
    view! {
        <figure class="paper">
            <b class="paper-head">{t::cohorts::poster_head(lang)}</b>
            <p>{t::cohorts::poster_text(lang)}</p>
            <div class="paper-code">
                <QrCode text=link(origin, code) label=t::cohorts::qr(lang)/>
                <p><span>{t::cohorts::poster_scan(lang)}</span><b>{host}</b><span>{t::cohorts::poster_type(lang)}</span><b class="code" translate="no">{code.grouped()}</b></p>
            </div>
            <Crowd/>
        </figure>
    }
    .into_any()
}
