//! HTML that a view became, kept as text so that the next page need not render it again.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::sync::Arc;

/// What one of our views became. Nothing but a view can make one, so putting it into a page is as safe as the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered(Arc<str>);

impl Rendered {
    /// Renders a view now.
    pub fn of(view: impl IntoView) -> Self {
        Self(view.into_view().to_html().into())
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// Puts it into a page, as a child.
    pub fn into_view(self) -> AnyView {
        InertElement::new(self.0.to_string()).into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let once = Rendered::of(view! { <p title=text.to_owned()>{text.to_owned()}</p> });
            let html = view! { <div>{once.clone().into_view()}{once.into_view()}</div> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn a_page_is_the_same_with_it_and_without() {
        let part = || view! { <p>"een"{" twee"}</p> };
        let plain = view! { <div>{part().into_any()}<b>"drie"</b></div> }.to_html();
        let kept = view! { <div>{Rendered::of(part()).into_view()}<b>"drie"</b></div> }.to_html();
        assert_eq!(plain, kept);
    }
}
