//! Who is speaking: round is anonymous, square is a real name.

use crate::kit::ctx::Ctx;
use crate::kit::drawing::{face_sheet, use_lang};
use crate::kit::template::{Rendered, SlotValue, slots};
use crate::kit::ui::art::PORTRAITS;
use crate::t;
use domain::names::Face;
use leptos::prelude::*;

/// The size of a face.
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
    avatar(size, drawing(&face).into_view())
}

fn avatar(size: Size, drawing: impl IntoView + 'static) -> impl IntoView {
    view! { <span class=format!("avatar avatar--{}", size.suffix())>{drawing}</span> }
}

/// The drawing comes from the tables of `domain::avatar`, never from anything that was typed.
fn drawing(face: &Face) -> Rendered {
    Rendered::made(|out| draw(out, face, face_sheet().as_deref().unwrap_or_default()))
}

fn draw(out: &mut Rendered, face: &Face, sheet: &str) {
    match sheet {
        "" => face.draw(out.buffer()),
        sheet => face.draw_from(sheet, out.buffer()),
    }
}

/// Lines are the same for everybody but for the values of their slots.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct FaceLine(Size);

/// A creature with its name and a few words under it.
#[component]
pub fn ByLine(
    /// The face, which also knows its name.
    face: Face,
    /// The line under the name: phase, sector, day.
    #[prop(into)]
    details: String,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    line(size, drawing(&face).into_view(), face.name(use_lang()), details)
}

/// A creature with its name and a few words under it, where a template has a slot for it.
pub fn by_line(ctx: &Ctx, out: &mut Rendered, face: &Face, details: &str, size: Size) {
    let template = ctx.template(FaceLine(size), || {
        let [drawing, name, details] = slots();
        line(size, drawing, name, details)
    });
    let drawing = |out: &mut Rendered| draw(out, face, &ctx.assets.faces);
    template.write(
        out,
        [SlotValue::Made(&drawing), SlotValue::Text(&face.name(ctx.lang)), SlotValue::Text(details)],
    );
}

fn line(
    size: Size,
    drawing: impl IntoView + 'static,
    name: impl IntoView + 'static,
    details: impl IntoView + 'static,
) -> AnyView {
    view! {
        <span class="who">
            {avatar(size, drawing)}
            <span><b>{name}</b><small>{details}</small></span>
        </span>
    }
    .into_any()
}

/// A named expert: square, with the seal. Initials stand there until there is a photo, because a drawn face would be somebody
/// else's.
#[component]
pub fn Photo(
    /// The name, which stands next to it.
    #[prop(into)]
    name: String,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    square(size, view! { <span class="initials" aria-hidden="true">{initials(&name)}</span> }.into_any())
}

/// An expert who is nobody in particular, on pages about experts: square, with the seal, and a drawn face.
#[component]
pub fn Portrait(
    /// The number of the drawn face, counted round.
    #[prop(optional)]
    which: usize,
    /// Medium unless said.
    #[prop(optional)]
    size: Size,
) -> impl IntoView {
    let drawing = PORTRAITS[which % PORTRAITS.len()];
    square(size, view! { <svg viewBox="0 0 64 64" aria-hidden="true" inner_html=drawing></svg> }.into_any())
}

fn square(size: Size, inside: AnyView) -> AnyView {
    view! {
        <span class=format!("photo photo--{}", size.suffix())>
            {inside}
            <svg class="seal" viewBox="0 0 24 24" role="img" aria-label=t::ui::seal(use_lang())>
                <path class="seal-shape" d="M12 1l2.7 1.9 3.3-.3 1.2 3.1 2.9 1.6-.6 3.3 1.5 2.9-2.3 2.4-.1 3.3-3.2.9-2 2.6-3.4-.8-3 .8-2.3-2.6-3.2-.9-.1-3.3L1 13.5l1.5-2.9-.6-3.3 2.9-1.6L6 2.6l3.3.3z"></path>
                <path class="seal-check" d="M7.8 12.2l2.9 2.9 5.6-5.9"></path>
            </svg>
        </span>
    }
    .into_any()
}

/// The first letters of the first and the last word of a name: "Ruben de Groot" is RG.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next();
    let letters = [first, words.next_back()].into_iter().flatten().filter_map(|word| word.chars().next());
    letters.flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let face = domain::names::face(&[7; 16]);
            let html =
                view! { <ByLine face details=text/><Photo name=text/> }.to_html().replace("<svg ", "<");
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn round_is_anonymous_and_square_has_a_seal() {
        let html = view! { <Avatar face=domain::names::face(&[1; 16]) size=Size::Small/> }.to_html();
        assert!(html.contains("avatar--s") && html.contains("<svg") && !html.contains("seal"), "{html}");
        for html in [view! { <Photo name="Marieke Post"/> }.to_html(), view! { <Portrait/> }.to_html()] {
            assert!(html.contains(r#"class="seal""#), "{html}");
        }
    }

    /// Nobody who has a name gets a face that is not theirs.
    #[test]
    fn a_name_shows_its_initials_and_no_drawn_face() {
        for (name, letters) in [
            ("Ruben de Groot", "RG"),
            ("Youssef el Amrani", "YA"),
            ("Joyce", "J"),
            ("  ", ""),
            ("élan ærø", "ÉÆ"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
        let html = view! { <Photo name="Bram Teunissen"/> }.to_html();
        assert!(html.contains(">BT<"), "{html}");
        assert!(PORTRAITS.iter().all(|drawing| !html.contains(&drawing[..60])), "{html}");
    }
}
