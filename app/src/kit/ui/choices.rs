//! Choices: one of a few as chips or radio rows, one of many as a list, yes or no as a box.

use crate::kit::drawing::use_lang;
use crate::kit::ui::faults::{FaultOf, field_id};
use crate::kit::ui::fields::described_by;
use crate::t;
use domain::chosen::YesNo;
use domain::faults::Fault;
use leptos::prelude::*;

/// One thing that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The word that the form sends.
    pub value: String,
    /// The words that the person reads.
    pub label: String,
    /// One more sentence, in radio rows.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None }
    }
}

/// The look of a [`ChoiceGroup`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Round chips in a row that wraps.
    #[default]
    Chips,
    /// Rows under each other, with room for a hint.
    Rows,
    /// A narrow switch of two or three.
    Switch,
}

/// One of a few.
#[component]
pub fn ChoiceGroup(
    /// The name of the field in the form.
    name: &'static str,
    /// The question above it.
    #[prop(into)]
    legend: String,
    /// The choices.
    options: Vec<Choice>,
    /// The value that was chosen before.
    #[prop(into, optional)]
    chosen: String,
    /// One more sentence under the question.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
    /// Chips unless said.
    #[prop(default = Look::Chips)]
    look: Look,
    /// The id, where two forms on a page have a field of the same name.
    #[prop(into, optional)]
    id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| field_id(name));
    let described = described_by(&id, hint.is_some(), false, fault.is_some());
    let first = id.clone();
    let choices: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            // The summary of faults links to the first choice.
            let input = view! {
                <input type="radio" name=name value=choice.value.clone() checked=choice.value == chosen
                    id=(at == 0).then(|| first.clone())/>
            };
            let hint = choice.hint.map(|hint| view! { <small class="hint">{hint}</small> });
            match look {
                Look::Chips => view! { <label class="chip">{input}{choice.label}</label> }.into_any(),
                Look::Switch => view! { <label>{input}<span>{choice.label}</span></label> }.into_any(),
                Look::Rows => view! {
                    <label class="check">{input}<span><b>{choice.label}</b>{hint}</span></label>
                }
                .into_any(),
            }
        })
        .collect();
    let class = match look {
        Look::Chips => "row row--s row--wrap",
        Look::Rows => "stack stack--0",
        Look::Switch => "choice",
    };
    view! {
        <fieldset class="field" aria-describedby=described data-invalid=fault.map(|_| "true")>
            <legend class="label">{legend}</legend>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <div class=class>{choices}</div>
            {fault.map(|fault| view! { <FaultOf id=format!("{id}-fault") fault/> })}
        </fieldset>
    }
    .into_any()
}

/// One of many, in groups or not: the list of the phone itself.
#[component]
pub fn SelectField(
    /// The name of the field in the form.
    name: &'static str,
    /// The question above it.
    #[prop(into)]
    label: String,
    /// The choices, by group; a group without a name has no heading.
    groups: Vec<(String, Vec<Choice>)>,
    /// The value that was chosen before.
    #[prop(into, optional)]
    chosen: String,
    /// One more sentence under the question.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
) -> impl IntoView {
    let id = field_id(name);
    let described = described_by(&id, hint.is_some(), false, fault.is_some());
    let nothing = chosen.is_empty();
    let option = |choice: Choice| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    };
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(group, choices)| {
            let options: Vec<_> = choices.into_iter().map(option).collect();
            if group.is_empty() {
                options.into_any()
            } else {
                view! { <optgroup label=group>{options}</optgroup> }.into_any()
            }
        })
        .collect();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            <select class="input" id=id.clone() name=name aria-required="true" autocomplete="off"
                aria-invalid=fault.map(|_| "true") aria-describedby=described>
                <option value="" selected=nothing>{t::ui::choose(use_lang())}</option>
                {groups}
            </select>
            {fault.map(|fault| view! { <FaultOf id=format!("{id}-fault") fault/> })}
        </div>
    }
    .into_any()
}

/// Yes or no. Sends `yes` when it is ticked.
#[component]
pub fn CheckBox(
    /// The name of the field in the form.
    name: &'static str,
    /// The sentence next to it.
    #[prop(into)]
    label: String,
    /// True when it was ticked before.
    #[prop(optional)]
    checked: bool,
    /// One more sentence.
    #[prop(into, optional)]
    hint: Option<String>,
    /// Its fault.
    #[prop(default = None)]
    fault: Option<Fault>,
) -> impl IntoView {
    let id = field_id(name);
    let described = described_by(&id, hint.is_some(), false, fault.is_some());
    view! {
        <div class="field">
            <label class="check">
                <input type="checkbox" id=id.clone() name=name value=YesNo::Yes.slug() checked=checked
                    aria-invalid=fault.map(|_| "true") aria-describedby=described/>
                <span>
                    {label}
                    {hint.map(|hint| view! { <small class="hint" id=format!("{id}-hint")>{hint}</small> })}
                </span>
            </label>
            {fault.map(|fault| view! { <FaultOf id=format!("{id}-fault") fault/> })}
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
            let options =
                vec![Choice { value: text.to_owned(), label: text.to_owned(), hint: Some(text.to_owned()) }];
            for look in [Look::Chips, Look::Rows, Look::Switch] {
                let options = options.clone();
                let html =
                    view! { <ChoiceGroup name="kind" legend=text options look chosen=text/> }.to_html();
                hostile::assert_harmless(&html, text);
            }
            let groups = vec![(text.to_owned(), options)];
            let html = view! { <SelectField name="theme" label=text groups chosen=text/> }.to_html();
            hostile::assert_harmless(&html, text);
            let html = view! { <CheckBox name="listen" label=text hint=text/> }.to_html();
            hostile::assert_harmless(&html, text);
        }
    }

    #[test]
    fn what_was_chosen_stays_chosen() {
        let options = || vec![Choice::new("student", "Student"), Choice::new("starter", "Starter")];
        let html =
            view! { <ChoiceGroup name="phase" legend="Wat ben je?" options=options() chosen="starter"/> }
                .to_html();
        assert!(html.contains(r#"value="starter" checked"#), "{html}");
        assert!(!html.contains(r#"value="student" checked"#), "{html}");
        let groups = vec![(String::new(), options())];
        let html =
            view! { <SelectField name="phase" label="Wat ben je?" groups chosen="starter"/> }.to_html();
        assert!(html.contains(r#"<option value="starter" selected"#), "{html}");
    }
}
