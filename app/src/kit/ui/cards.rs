//! A challenge as a poster or as a row: somebody's own sentence first, on the colour of its theme.

use crate::kit::ui::{ByLine, ThemePicture};
use domain::names::Face;
use domain::themes::Colour;
use leptos::prelude::*;

/// The poster of a challenge: who, the sentence, the theme and its picture. A link to the thread, where it has one.
#[component]
pub fn Poster(
    /// The page to which it leads; the invented stories of the landing page lead nowhere.
    #[prop(into, optional)]
    href: Option<String>,
    /// The author, in this thread.
    face: Face,
    /// Phase, sector, day.
    #[prop(into)]
    details: String,
    /// The sentence.
    #[prop(into)]
    title: String,
    /// The theme in words.
    #[prop(into)]
    theme: String,
    /// The colour of the theme.
    colour: Colour,
) -> impl IntoView {
    poster(href, view! { <ByLine face details/> }, title, view! { <span class="tag">{theme}</span> }, colour)
}

/// The poster of a challenge with the line of its author and the tags of its themes as they were made already.
pub fn poster(
    href: Option<String>,
    by: impl IntoView + 'static,
    title: impl IntoView + 'static,
    tags: impl IntoView + 'static,
    colour: Colour,
) -> AnyView {
    let under = view! { <div class="tags">{tags}</div><ThemePicture colour/> };
    match href {
        Some(href) => {
            view! { <a class="poster" data-t=colour.slug() href=href>{by}<h2 dir="auto">{title}</h2>{under}</a> }
                .into_any()
        }
        None => {
            view! { <div class="poster" data-t=colour.slug()>{by}<h3 dir="auto">{title}</h3>{under}</div> }.into_any()
        }
    }
}

/// A poster with its reactions under it.
#[component]
pub fn PostCard(
    /// The poster, then the buttons in a `div.react`.
    children: Children,
) -> impl IntoView {
    view! { <article class="post">{children()}</article> }
}

/// A challenge as a row: a tile, the sentence, and a few words under it. A link to the thread.
#[component]
pub fn PostLine(
    /// The page to which it leads.
    #[prop(into)]
    href: String,
    /// The colour of the theme.
    colour: Colour,
    /// The theme and the day.
    #[prop(into)]
    over: String,
    /// The sentence.
    #[prop(into)]
    title: String,
    /// The numbers of those who recognise it and of tips.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="post-row" href=href>
            <span class="tile" data-t=colour.slug()><ThemePicture colour/></span>
            <span class="post-row-text">
                <small class="xs">{over}</small>
                <h2 dir="auto">{title}</h2>
                <span class="row row--s row--wrap xs strong">{children()}</span>
            </span>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let face = domain::names::face(&[9; 16]);
            let html = view! {
                <Poster href="/threads/1" face details=text title=text theme=text colour=Colour::Zon/>
                <PostLine href="/threads/1" colour=Colour::Lila over=text title=text>{text}</PostLine>
            }
            .to_html();
            hostile::assert_harmless(&html.replace("<svg ", "<"), text);
        }
    }
}
