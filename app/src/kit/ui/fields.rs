//! Fields of one line, and what all fields share: question, hint, fault, the text that was typed.

use crate::kit::drawing::use_lang;
use crate::kit::ui::faults::{FaultOf, field_id};
use crate::t;
use domain::faults::Fault;
use leptos::prelude::*;

/// The ids of what a screen reader says after the question.
pub(super) fn described_by(id: &str, hint: bool, counter: bool, fault: bool) -> Option<String> {
    let parts = [(hint, "hint"), (counter, "counter"), (fault, "fault")];
    let ids: Vec<_> =
        parts.iter().filter(|(there, _)| *there).map(|(_, part)| format!("{id}-{part}")).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The question above a field, and its hint.
#[component]
pub(super) fn FieldHead(
    id: String,
    label: String,
    #[prop(optional)] may_be_empty: bool,
    hint: Option<String>,
) -> impl IntoView {
    let optional =
        may_be_empty.then(|| view! { " "<span class="reg">{t::ui::may_be_empty(use_lang())}</span> });
    view! {
        <label for=id.clone()>{label}{optional}</label>
        {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
    }
    .into_any()
}

/// The fault in a field, under it.
#[component]
pub(super) fn FieldTail(id: String, fault: Option<Fault>) -> impl IntoView {
    fault.map(|fault| view! { <FaultOf id=format!("{id}-fault") fault/> })
}

/// A field of one line. Keeps what was typed, says what is wrong under the field.
#[component]
pub fn TextField(
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
    /// True when it may stay empty; said next to the question.
    #[prop(optional)]
    may_be_empty: bool,
    /// The kind of text that the phone may fill in; nothing unless said.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Big, spaced letters, for codes.
    #[prop(optional)]
    code: bool,
    /// `date` where a browser offers a calendar.
    #[prop(default = "text")]
    kind: &'static str,
    /// The id, where two forms on a page have a field of the same name.
    #[prop(into, optional)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(name));
    let described = described_by(&id, hint.is_some(), false, fault.is_some());
    view! {
        <div class="field">
            <FieldHead id=id.clone() label may_be_empty hint/>
            <input
                class=if code { "input input--code" } else { "input" }
                type=kind
                id=id.clone()
                name=name
                value=value
                aria-required=(!may_be_empty).then_some("true")
                autocomplete=autocomplete
                autocapitalize=code.then_some("characters")
                spellcheck=code.then_some("false")
                aria-invalid=fault.map(|_| "true")
                aria-describedby=described
            />
            <FieldTail id fault/>
        </div>
    }
    .into_any()
}

/// A field for one file. What was chosen is chosen again after a refusal: no page can put a file back.
#[component]
pub fn FileField(
    /// The name of the field in the form.
    name: &'static str,
    /// The question above it.
    #[prop(into)]
    label: String,
    /// The types that a browser offers.
    accept: &'static str,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
) -> impl IntoView {
    let id = field_id(name);
    let described = described_by(&id, false, false, fault.is_some());
    view! {
        <div class="field">
            <FieldHead id=id.clone() label may_be_empty=false hint=None/>
            <input class="input" type="file" id=id.clone() name=name accept=accept aria-required="true"
                aria-invalid=fault.map(|_| "true") aria-describedby=described/>
            <FieldTail id fault/>
        </div>
    }
    .into_any()
}

/// A field for the account code. It is the one field that never gives back what was typed: a code belongs in no page.
#[component]
pub fn PasswordField(
    /// The name of the field in the form.
    name: &'static str,
    /// The question above it.
    #[prop(into)]
    label: String,
    /// One more sentence under the question.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
    /// The value that stands in it.
    #[prop(into, optional)]
    value: String,
    /// True for a button that shows what is typed, where there is JavaScript (`public/start.js`).
    #[prop(optional)]
    shows: bool,
    /// `current-password`, or `new-password` where the phone should offer to keep it.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let id = field_id(name);
    let described = described_by(&id, hint.is_some(), false, fault.is_some());
    view! {
        <div class="field">
            <FieldHead id=id.clone() label hint/>
            <input
                class="input"
                type="password"
                id=id.clone()
                name=name
                aria-required="true"
                autocomplete=autocomplete
                autocapitalize="characters"
                spellcheck="false"
                aria-invalid=fault.map(|_| "true")
                aria-describedby=described
                value=(!value.is_empty()).then_some(value)
            />
            {shows.then(|| view! {
                <button class="btn btn--s btn--soft" type="button" hidden=true aria-pressed="false" data-shows=id.clone()>
                    {t::ui::show_typed(use_lang())}
                </button>
            })}
            <FieldTail id fault/>
        </div>
    }
    .into_any()
}

/// The fixed name under which the password manager of the phone files the account code. It says nothing about anybody.
#[component]
pub fn ManagedName() -> impl IntoView {
    view! {
        <input class="vh" type="text" name="username" value="Health-Thing" autocomplete="username" readonly=true
            tabindex="-1" aria-hidden="true"/>
    }
}

/// The button that sends a form.
#[component]
pub fn Submit(
    /// `btn--primary` unless said.
    #[prop(default = "btn--primary")]
    look: &'static str,
    /// As wide as the form.
    #[prop(optional)]
    block: bool,
    /// The word on the button.
    children: Children,
) -> impl IntoView {
    let block = if block { " btn--block" } else { "" };
    view! { <button class=format!("btn {look}{block}") type="submit">{children()}</button> }.into_any()
}

/// Texts that have broken pages elsewhere, for the tests of every part that shows text (S2).
#[cfg(test)]
pub(crate) mod hostile {
    pub const TEXTS: [&str; 14] = [
        "</textarea><script>alert(1)</script>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' autofocus onfocus=alert(1) x='",
        "\" onmouseover=\"alert(1)",
        "</title><script>alert(1)</script>",
        "<!--<script>alert(1)//-->",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1))",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<math><mtext></p><style><!--</style><img src onerror=alert(1)>",
        "{{constructor.constructor('alert(1)')()}} <%= 1 %> ${alert(1)}",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ];

    /// Reads `html` as a browser would and refuses every tag and attribute that the parts do not write themselves.
    pub fn assert_harmless(html: &str, text: &str) {
        for tag in ["<script", "<img", "<iframe", "<math", "<style", "<svg onload"] {
            assert!(!html.to_ascii_lowercase().contains(tag), "{tag} from {text:?} in {html}");
        }
        for at in html.match_indices('<').map(|(at, _)| at) {
            let tag = &html[at..];
            let tag = &tag[..end_of_tag(tag)];
            let outside = without_values(tag).to_ascii_lowercase();
            assert!(!outside.contains(" on"), "a handler from {text:?} in {tag}");
            assert!(!tag.to_ascii_lowercase().contains("href=\"javascript"), "a link from {text:?} in {tag}");
        }
    }

    fn end_of_tag(tag: &str) -> usize {
        let mut quoted = false;
        for (at, c) in tag.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '>' if !quoted => return at,
                _ => {}
            }
        }
        tag.len()
    }

    fn without_values(tag: &str) -> String {
        tag.split('"').step_by(2).collect::<Vec<_>>().join("\"\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        for text in hostile::TEXTS {
            let html = view! { <TextField name="title" label=text value=text hint=text/> }.to_html();
            hostile::assert_harmless(&html, text);
            let html = view! { <PasswordField name="password" label=text hint=text/> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn a_refused_field_keeps_its_text_and_says_why() {
        let html = view! { <TextField name="title" label="Titel" value="Mijn \"titel\"" fault=Some(Fault::TooShort(5))/> }
            .to_html();
        assert!(html.contains(r#"value="Mijn &quot;titel&quot;""#), "{html}");
        assert!(
            html.contains(r#"aria-invalid="true""#)
                && html.contains(r#"aria-describedby="field-title-fault""#)
        );
        assert!(html.contains(r#"id="field-title-fault""#), "{html}");
    }

    #[test]
    fn a_field_says_that_it_may_stay_empty() {
        let html = view! { <TextField name="title" label="Titel" may_be_empty=true/> }.to_html();
        assert!(html.contains("mag leeg") && !html.contains("aria-required"), "{html}");
    }
}
