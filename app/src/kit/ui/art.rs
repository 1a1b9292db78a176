//! Drawings: the eight theme pictures, het Ding, the crowd, and portraits of experts who are nobody in particular.
//! They are constants, coloured by `style/tokens.css`, so they follow the theme, the night and forced colours.

use domain::themes::Colour;
use leptos::prelude::*;

/// The theme picture of a colour, anchored bottom right of its tile.
#[component]
pub fn ThemePicture(
    /// The colour of the cluster.
    colour: Colour,
) -> impl IntoView {
    let drawing = match colour {
        Colour::Zon => include_str!("art/zon.svgpart"),
        Colour::Koraal => include_str!("art/koraal.svgpart"),
        Colour::Hemel => include_str!("art/hemel.svgpart"),
        Colour::Lila => include_str!("art/lila.svgpart"),
        Colour::Munt => include_str!("art/munt.svgpart"),
        Colour::Limoen => include_str!("art/limoen.svgpart"),
        Colour::Roze => include_str!("art/roze.svgpart"),
        Colour::Zand => include_str!("art/zand.svgpart"),
    };
    view! {
        <svg class="vig" viewBox="0 0 208 150" preserveAspectRatio="xMaxYMax meet" aria-hidden="true"
            inner_html=drawing></svg>
    }
}

/// The look on the face of het Ding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    /// Eyes open.
    #[default]
    Open,
    /// Eyes closed.
    Calm,
    /// Smiling eyes.
    Happy,
    /// Looking aside.
    Aside,
}

const PLUS: &str = "M13 8a8 8 0 0 1 8-8h6a8 8 0 0 1 8 8v2.5a2.5 2.5 0 0 0 2.5 2.5H40a8 8 0 0 1 8 8v6a8 8 0 0 1-8 8h-2.5a2.5 2.5 0 0 0-2.5 2.5V40a8 8 0 0 1-8 8h-6a8 8 0 0 1-8-8v-2.5a2.5 2.5 0 0 0-2.5-2.5H8a8 8 0 0 1-8-8v-6a8 8 0 0 1 8-8h2.5a2.5 2.5 0 0 0 2.5-2.5z";

/// Het Ding: the plus that looks at you. For what is empty or hopeful, never for crisis, sanctions or death.
#[component]
pub fn Ding(
    /// The look on its face.
    #[prop(optional)]
    mood: Mood,
) -> impl IntoView {
    let face = match mood {
        Mood::Open => "M17.5 21.5h.01M30.5 21.5h.01M20 28.5q4 3.6 8 0",
        Mood::Calm => "M14.5 21.5q3 3.2 6 0M27.5 21.5q3 3.2 6 0M20 28.5q4 3.6 8 0",
        Mood::Happy => "M14.5 23q3-4.2 6 0M27.5 23q3-4.2 6 0M20 28.5q4 3.6 8 0",
        Mood::Aside => "M19 21.5h.01M32 21.5h.01M21.5 28.5q4 3.6 8 0",
    };
    // Open eyes are dots of the pen itself, so they need a wider pen than the mouth.
    let pen = if matches!(mood, Mood::Open | Mood::Aside) { "ding ding--dots" } else { "ding" };
    let (eyes, mouth) = face.rsplit_once('M').unwrap_or((face, ""));
    view! {
        <svg class=pen viewBox="-2 -2 52 52" aria-hidden="true">
            <path class="b" d=PLUS></path>
            <path class="eyes" d=eyes.to_owned()></path>
            <path class="mouth" d=format!("M{mouth}")></path>
        </svg>
    }
}

/// Two rows of creatures, shoulder to shoulder. The picture is a file that `style/ui.css` names, so it is fetched once
/// and only where it is shown.
#[component]
pub fn Crowd() -> impl IntoView {
    view! { <div class="crowd" aria-hidden="true"></div> }
}

pub(super) const PORTRAITS: [&str; 5] = [
    include_str!("art/portrait-1.svgpart"),
    include_str!("art/portrait-2.svgpart"),
    include_str!("art/portrait-3.svgpart"),
    include_str!("art/portrait-4.svgpart"),
    include_str!("art/portrait-5.svgpart"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_carry_no_style_and_no_id() {
        let pictures = [
            Colour::Zon,
            Colour::Koraal,
            Colour::Hemel,
            Colour::Lila,
            Colour::Munt,
            Colour::Limoen,
            Colour::Roze,
            Colour::Zand,
        ]
        .map(|colour| view! { <ThemePicture colour/> }.to_html());
        for drawing in pictures.iter().map(String::as_str).chain(PORTRAITS) {
            for forbidden in ["style=", " id=", "<style", "url(", "<script"] {
                assert!(!drawing.contains(forbidden), "{forbidden} in {drawing}");
            }
        }
    }

    #[test]
    fn het_ding_has_a_face_in_every_mood() {
        for mood in [Mood::Open, Mood::Calm, Mood::Happy, Mood::Aside] {
            let html = view! { <Ding mood/> }.to_html();
            assert_eq!(html.matches("<path").count(), 3, "{html}");
        }
    }
}
