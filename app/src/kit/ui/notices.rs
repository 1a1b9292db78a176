//! What the page has to say itself. Never colour alone: always an icon and words.

use crate::kit::ui::{Ding, Glyph, Icon, Mood};
use leptos::prelude::*;

/// The kinds of notices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    /// Good to know.
    #[default]
    Info,
    /// Something went well.
    Done,
    /// Look at this first.
    Warning,
    /// Something is wrong.
    Wrong,
}

/// A notice in the page.
#[component]
pub fn Notice(
    /// Info unless said.
    #[prop(optional)]
    kind: NoticeKind,
    /// A heading.
    #[prop(into, optional)]
    title: Option<String>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    let (class, glyph, role) = match kind {
        NoticeKind::Info => ("nudge nudge--info", Glyph::InfoFill, None),
        NoticeKind::Done => ("nudge nudge--ok", Glyph::CheckCircleFill, Some("status")),
        NoticeKind::Warning => ("nudge", Glyph::Warning, None),
        NoticeKind::Wrong => ("nudge nudge--error", Glyph::WarningCircleFill, Some("alert")),
    };
    view! {
        <div class=class role=role>
            <Icon glyph/>
            <div class="stack stack--s">{title.map(|title| view! { <p class="strong">{title}</p> })}{children()}</div>
        </div>
    }
    .into_any()
}

/// A short confirmation that lies over the page for some seconds; where nothing moves, until the next page.
#[component]
pub fn Toast(
    /// The sentence that says what happened.
    #[prop(into)]
    text: String,
    /// The number of the form that arrived with it: its draft leaves the device (`public/start.js`).
    #[prop(default = None)]
    arrived: Option<String>,
    /// The way to undo it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="toast toast--goes" role="status" data-arrived=arrived><Icon glyph=Glyph::CheckCircleFill/><p class="grow">{text}</p>{children()}</div>
    }
    .into_any()
}

/// Nothing here yet: het Ding, a sentence, and always something to do.
#[component]
pub fn Empty(
    /// The look on the face of het Ding.
    #[prop(optional)]
    mood: Mood,
    /// The name of what would be here.
    #[prop(into)]
    title: String,
    /// One more sentence.
    #[prop(into)]
    text: String,
    /// One thing to do.
    children: Children,
) -> impl IntoView {
    view! { <div class="empty"><Ding mood/><h2 class="h3">{title}</h2><p>{text}</p>{children()}</div> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = view! {
                <Notice kind=NoticeKind::Wrong title=text>{text}</Notice>
                <Toast text=text>{text}</Toast>
                <Empty title=text text=text>""</Empty>
            }
            .to_html();
            hostile::assert_harmless(&html.replace("<svg ", "<"), text);
        }
    }
}
