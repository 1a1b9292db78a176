//! HTML that a view became, kept as text so that the next page need not render it again.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::sync::Arc;

/// What one of our views became. Nothing but a view can make one, so putting it into a page is as safe as the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered(Arc<str>);

impl Rendered {
    /// Renders a view now. The empty comments that Leptos puts behind every text are for waking a page up; only islands
    /// wake up, and none stands in here. Texts cannot hold one: in them `<` is written as `&lt;`.
    pub fn of(view: impl IntoView) -> Self {
        Self(view.into_view().to_html().replace("<!>", "").into())
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The HTML.
    pub(crate) fn html(&self) -> &str {
        &self.0
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
    fn a_page_is_the_same_with_it_and_without_but_for_empty_comments() {
        let part = || view! { <p title="<!>">"een"{" <!>"}{" twee"}</p> };
        let page = |part: AnyView| view! { <div>{part}<b>"drie"</b></div> }.to_html().replace("<!>", "");
        assert_eq!(page(part().into_any()), page(Rendered::of(part()).into_view()));
        assert!(page(part().into_any()).contains("een &lt;!&gt; twee"));
        assert!(page(part().into_any()).contains(r#"title="&lt;!&gt;""#));
    }
}
