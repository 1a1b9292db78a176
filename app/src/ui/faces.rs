//! Who is speaking: round is anonymous, square is a real name.

use super::art::portrait;
use super::{Rendered, Value, holes};
use crate::ctx::{Ctx, pattern};
use crate::i18n::use_lang;
use crate::patterns::Shape;
use crate::t;
use domain::names::Face;
use leptos::prelude::*;

/// How large a face is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Size {
    /// In tips.
    Small,
    /// On posters.
    #[default]
    Medium,
    /// On a page of its own.
    Large,
}

impl Size {
    const fn suffix(self) -> &'static str {
        match self {
            Self::Small => "s",
            Self::Medium => "m",
            Self::Large => "l",
        }
    }
}

/// The creature of a member in one thread. Its name always stands next to it, so screen readers skip the drawing.
#[component]
pub fn Avatar(
    /// The face.
    face: Face,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    avatar(size, drawing(face).into_view())
}

fn avatar(size: Size, drawing: impl IntoView + 'static) -> impl IntoView {
    view! { <span class=format!("avatar avatar--{}", size.suffix())>{drawing}</span> }
}

/// The drawing comes from the tables of `domain::avatar`, never from anything that was typed.
fn drawing(face: Face) -> Rendered {
    let drawn = |ctx: &Ctx| {
        Some(&ctx.assets.faces).filter(|sheet| !sheet.is_empty()).map(|sheet| face.svg_from(sheet))
    };
    Rendered::written(with_context::<Ctx, _>(drawn).flatten().unwrap_or_else(|| face.svg()))
}

/// A creature with its name and a few words under it.
#[component]
pub fn ByLine(
    /// The face, which also knows its name.
    face: Face,
    /// What stands under the name: phase, sector, day.
    #[prop(into)]
    details: String,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    by_line(face, &details, size).into_view()
}

/// A creature with its name and a few words under it, for a pattern.
pub fn by_line(face: Face, details: &str, size: Size) -> Rendered {
    let pattern = pattern(Shape::ByLine(size), || {
        let [drawing, name, details] = holes();
        view! {
            <span class="who">
                {avatar(size, drawing)}
                <span><b>{name}</b><small>{details}</small></span>
            </span>
        }
        .into_any()
    });
    let (drawing, name) = (drawing(face), face.name(use_lang()));
    pattern.fill([Value::Piece(&drawing), Value::Text(&name), Value::Text(details)])
}

/// A named expert: square, with the seal.
#[component]
pub fn Photo(
    /// Chooses the drawn portrait until there is a photo.
    #[prop(into)]
    slug: String,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    view! {
        <span class=format!("photo photo--{}", size.suffix())>
            <svg viewBox="0 0 64 64" aria-hidden="true" inner_html=portrait(&slug)></svg>
            <svg class="seal" viewBox="0 0 24 24" role="img" aria-label=t::ui::seal(use_lang())>
                <path class="seal-shape" d="M12 1l2.7 1.9 3.3-.3 1.2 3.1 2.9 1.6-.6 3.3 1.5 2.9-2.3 2.4-.1 3.3-3.2.9-2 2.6-3.4-.8-3 .8-2.3-2.6-3.2-.9-.1-3.3L1 13.5l1.5-2.9-.6-3.3 2.9-1.6L6 2.6l3.3.3z"></path>
                <path class="seal-check" d="M7.8 12.2l2.9 2.9 5.6-5.9"></path>
            </svg>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let face = domain::names::face(&[7; 16]);
            let html =
                view! { <ByLine face details=text/><Photo slug=text/> }.to_html().replace("<svg ", "<");
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn round_is_anonymous_and_square_has_a_seal() {
        let html = view! { <Avatar face=domain::names::face(&[1; 16]) size=Size::Small/> }.to_html();
        assert!(html.contains("avatar--s") && html.contains("<svg") && !html.contains("seal"), "{html}");
        let html = view! { <Photo slug="marieke-post"/> }.to_html();
        assert!(html.contains(r#"class="seal""#), "{html}");
    }
}
