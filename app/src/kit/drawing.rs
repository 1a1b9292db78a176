//! What components need to draw, and nothing about who asks: the language, the browser's files, and what pages have in common.
//!
//! This is all that can be found by looking around while an answer is made. Who is asking is an argument ([`crate::kit::ctx`]).

use crate::kit::assets::Assets;
use crate::kit::state::{AppState, Report, Ticket, log_failure};
use crate::kit::templates::Templates;
use domain::entropy::Entropy;
use domain::people::Lang;
use leptos::prelude::AnyView;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

tokio::task_local! {
    static DRAWING: Drawing;
}

/// The surroundings of one answer.
pub(crate) struct Drawing {
    lang: Lang,
    templates: Arc<Templates>,
    assets: Arc<Assets>,
    entropy: Arc<dyn Entropy>,
    report: Report,
}

impl Drawing {
    /// The surroundings of an answer in this language.
    pub(crate) fn of(state: &AppState, lang: Lang) -> Self {
        Self {
            lang,
            templates: state.templates.clone(),
            assets: state.assets.clone(),
            entropy: state.entropy.clone(),
            report: state.report,
        }
    }
}

/// Does `work` in these surroundings. What it spawns has none.
pub(crate) async fn within<T>(drawing: Drawing, work: impl Future<Output = T>) -> T {
    DRAWING.scope(drawing, work).await
}

fn drawing<T>(read: impl FnOnce(&Drawing) -> T) -> Option<T> {
    DRAWING.try_with(read).ok()
}

/// The language in which to draw; Dutch where there is no answer, as in tests of parts.
pub fn use_lang() -> Lang {
    drawing(|drawing| drawing.lang).unwrap_or(Lang::Nl)
}

/// A piece that is the same on every page that asks for this key in this language: rendered once, kept for good. Rendered each
/// time in tests of parts.
pub fn fragment<K>(key: K, render: impl FnOnce() -> AnyView) -> AnyView
where
    K: Copy + Eq + Hash + Send + Sync + 'static,
{
    match drawing(|drawing| (drawing.templates.clone(), drawing.lang)) {
        Some((templates, lang)) => templates.fragment(key, lang, render).into_view(),
        None => render(),
    }
}

/// The address of the sheet with the drawings of all animals; `None` where a drawing has to stand in the page itself.
pub(crate) fn face_sheet() -> Option<String> {
    drawing(|drawing| drawing.assets.faces.clone()).filter(|sheet| !sheet.is_empty())
}

/// Logs the cause of a failure of this answer, and gives the ticket that the person sees.
pub(crate) fn failed(what: &'static str, cause: &dyn Debug) -> Ticket {
    drawing(|drawing| log_failure(&*drawing.entropy, drawing.report, what, cause)).unwrap_or(Ticket(0))
}
