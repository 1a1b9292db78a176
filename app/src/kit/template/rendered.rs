//! HTML that a view became, kept as text so that the next page need not render it again.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use std::borrow::Cow;

/// HTML that one of our views became. Nothing but a view, a template and the writer of prose can make one, so putting it into a
/// page is as safe as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered(Cow<'static, str>);

impl Rendered {
    /// Renders a view now. The empty comments that Leptos puts behind every text are for waking a page up, and only islands
    /// wake up: outside of them they go. Texts cannot hold one: in them `<` is written as `&lt;`.
    pub fn of(view: impl IntoView) -> Self {
        Self(Cow::Owned(bare(&view.into_view().to_html())))
    }

    /// Collects what `write` puts down, piece after piece, in one piece of memory.
    pub fn made(write: impl FnOnce(&mut Self)) -> Self {
        let mut out = Self::default();
        write(&mut out);
        out
    }

    /// Does as [`Rendered::made`], with room for so many bytes from the beginning: text that outgrows its room is copied.
    pub fn with_capacity(bytes: usize, write: impl FnOnce(&mut Self)) -> Self {
        let mut out = Self(Cow::Owned(String::with_capacity(bytes)));
        write(&mut out);
        out
    }

    /// The text, to write more behind it by hand; whoever does so escapes every word.
    pub(in crate::kit) fn buffer(&mut self) -> &mut String {
        self.0.to_mut()
    }

    /// Puts a view or another piece behind it.
    pub fn add(&mut self, piece: &Self) {
        self.0.to_mut().push_str(&piece.0);
    }

    /// Keeps it for as long as the process lives, so that it is never copied. Only for as many as the program has names for.
    pub(crate) fn for_good(self) -> Self {
        match self.0 {
            Cow::Owned(html) => Self(Cow::Borrowed(html.leak())),
            Cow::Borrowed(_) => self,
        }
    }

    /// The number of its bytes.
    pub fn size(&self) -> usize {
        self.0.len()
    }

    /// The HTML.
    pub(crate) fn html(&self) -> &str {
        &self.0
    }

    /// Puts it into a page, as a child.
    pub fn into_view(self) -> AnyView {
        InertElement::new(self.0).into_any()
    }
}

/// HTML without the empty comments that stand in no island.
fn bare(html: &str) -> String {
    let (mut bare, mut islands) = (String::with_capacity(html.len()), 0);
    let mut tags = html.split('<');
    bare.push_str(tags.next().unwrap_or_default());
    for tag in tags {
        islands += i32::from(tag.starts_with("leptos-island")) - i32::from(tag.starts_with("/leptos-island"));
        if let Some(text) = tag.strip_prefix("!>").filter(|_| islands == 0) {
            bare.push_str(text);
        } else {
            bare.push('<');
            bare.push_str(tag);
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let once = Rendered::of(view! { <p title=text.to_owned()>{text.to_owned()}</p> });
            let html = view! { <div>{once.clone().into_view()}{once.into_view()}</div> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }

    /// An island that woke up without its comments would not know where its parts begin.
    #[test]
    fn islands_keep_their_empty_comments() {
        let html = "<p>een<!></p><leptos-island><!><leptos-children><leptos-island><!></leptos-island><!>\
                    </leptos-children></leptos-island><p>twee<!></p>";
        let kept = "<p>een</p><leptos-island><!><leptos-children><leptos-island><!></leptos-island><!>\
                    </leptos-children></leptos-island><p>twee</p>";
        assert_eq!(bare(html), kept);
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
