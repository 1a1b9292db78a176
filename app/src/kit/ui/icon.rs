//! Icons as inline drawings: no request, the colour of the text, and hidden from screen readers.

use crate::kit::drawing::fragment;
use crate::kit::ui::Glyph;
use leptos::prelude::*;

/// An icon, drawn where it stands. For icons that stand many times on a page, see [`SharedIcon`].
#[component]
pub fn Icon(
    /// The picture.
    glyph: Glyph,
) -> impl IntoView {
    view! { <svg class="i" viewBox="0 0 256 256" aria-hidden="true" inner_html=glyph.drawing()></svg> }
}

/// The drawings are the same wherever these icons stand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct SymbolsOf(&'static [Glyph]);

/// The drawings of the icons that a page shows more than once. Stands once on the page, before or after its icons.
#[component]
pub fn Symbols(
    /// The pictures.
    glyphs: &'static [Glyph],
) -> impl IntoView {
    fragment(SymbolsOf(glyphs), || {
        let symbols: String = glyphs
            .iter()
            .map(|glyph| {
                format!(
                    r#"<symbol id="i-{}" viewBox="0 0 256 256">{}</symbol>"#,
                    glyph.slug(),
                    glyph.drawing()
                )
            })
            .collect();
        view! { <svg class="sprite" width="0" height="0" aria-hidden="true" inner_html=symbols></svg> }
            .into_any()
    })
}

/// An icon whose drawing stands in the [`Symbols`] of the page: forty bytes instead of five hundred.
#[component]
pub fn SharedIcon(
    /// The picture.
    glyph: Glyph,
) -> impl IntoView {
    view! { <svg class="i" aria-hidden="true"><use href=format!("#i-{}", glyph.slug())></use></svg> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_a_drawing_and_nothing_to_read() {
        let html = view! { <Icon glyph=Glyph::Check/> }.to_html();
        assert!(html.contains(r#"aria-hidden="true""#) && html.contains(r#"class="i"><path d="#), "{html}");
    }

    #[test]
    fn a_shared_icon_points_at_its_symbol() {
        let page = view! { <Symbols glyphs=&[Glyph::Herken]/><SharedIcon glyph=Glyph::Herken/> }.to_html();
        assert!(
            page.contains(r#"<symbol id="i-herken" "#) && page.contains(r##"href="#i-herken""##),
            "{page}"
        );
    }
}
