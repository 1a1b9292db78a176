//! The one place that writes a `<textarea>`.

use crate::kit::drawing::use_lang;
use crate::kit::ui::faults::field_id;
use crate::kit::ui::fields::{FieldHead, FieldTail, described_by};
use crate::kit::ui::words::number;
use crate::t;
use domain::faults::Fault;
use leptos::prelude::*;

/// Leptos 0.8 writes the text of a textarea into the document as it is (leptos#4819), so it is escaped here.
/// HTML drops a line break right after the opening tag; doubling it keeps what was typed.
fn shown(text: &str) -> String {
    let escaped = html_escape::encode_text(text);
    if text.starts_with('\n') || text.starts_with("\r\n") {
        format!("\n{escaped}")
    } else {
        escaped.into_owned()
    }
}

/// A field for a longer text, which grows with it. Keeps what was typed, says what is wrong under the field.
///
/// What has to be filled in is said with `aria-required`: with `required`, browsers would say it in a bubble of their own, one
/// fault at a time and not in the language of the page.
///
/// There is no `maxlength`: it would cut a pasted text without a word. The counter (an island where there is
/// JavaScript) and the server's answer say it instead.
#[component]
pub fn TextArea(
    /// The name of the field in the form.
    name: &'static str,
    /// The question above it.
    #[prop(into)]
    label: String,
    /// The text that was typed before.
    #[prop(into, optional)]
    value: String,
    /// One more sentence under the question.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
    /// The largest number of characters; shown.
    #[prop(default = None)]
    max: Option<u32>,
    /// True when it may stay empty; said next to the question.
    #[prop(optional)]
    may_be_empty: bool,
    /// True when it shows words to copy: nothing is asked in it.
    #[prop(optional)]
    to_copy: bool,
    /// One line to begin with instead of three.
    #[prop(optional)]
    short: bool,
    /// The id, where two forms on a page have a field of the same name.
    #[prop(into, optional)]
    id: Option<String>,
) -> impl IntoView {
    let lang = use_lang();
    let id = id.unwrap_or_else(|| field_id(name));
    // What may be recognisable is no mistake: its list says it, once.
    let fault = fault.filter(|fault| *fault != Fault::Recognisable);
    let described = described_by(&id, hint.is_some(), max.is_some(), fault.is_some());
    let counter = max.map(|max| {
        let sentence = t::ui::at_most(lang, number(lang, max.into()));
        view! { <small class="counter" id=format!("{id}-counter") data-max=max.to_string()>{sentence}</small> }
    });
    view! {
        <div class="field">
            <FieldHead id=id.clone() label may_be_empty hint/>
            <textarea
                class=if short { "input input--short" } else { "input" }
                id=id.clone()
                name=name
                dir="auto"
                rows=if short { "1" } else { "4" }
                readonly=to_copy
                aria-required=(!may_be_empty && !to_copy).then_some("true")
                aria-invalid=fault.map(|_| "true")
                aria-describedby=described
            >{shown(&value)}</textarea>
            {counter}
            <FieldTail id fault/>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ui::fields::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = view! { <TextArea name="body" label=text value=text hint=text/> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn what_was_typed_comes_back_whole() {
        let html = view! { <TextArea name="body" label="Vraag" value="a & b\n\n<3"/> }.to_html();
        assert!(html.contains(">a &amp; b\n\n&lt;3</textarea>"), "{html}");
        let html = view! { <TextArea name="body" label="Vraag" value="\nx"/> }.to_html();
        assert!(html.contains(">\n\nx</textarea>"), "{html}");
    }

    #[test]
    fn words_to_copy_ask_for_nothing() {
        let html = view! { <TextArea name="body" label="Jouw tekst" value="x" to_copy=true/> }.to_html();
        assert!(
            html.contains(" readonly") && !html.contains("aria-required") && !html.contains("mag leeg"),
            "{html}"
        );
    }

    /// Fails when Leptos escapes textareas itself: then `shown` has to go, or `&` shows as `&amp;`.
    #[test]
    fn leptos_still_writes_textareas_raw() {
        assert!(view! { <textarea>{"<b>".to_owned()}</textarea> }.to_html().contains("<b>"));
    }
}
