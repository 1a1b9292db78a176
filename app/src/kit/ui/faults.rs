//! What is wrong with a form, in sentences: a summary with links on top, and a sentence under each field.

use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::ui::words::number;
use crate::kit::ui::{Glyph, Icon};
use crate::t;
use domain::faults::Fault;
use domain::people::Lang;
use leptos::prelude::*;

/// The sentence that belongs to a fault.
pub fn fault_sentence(lang: Lang, fault: Fault) -> String {
    let n = |n: u32| number(lang, n.into());
    match fault {
        Fault::Missing => t::faults::missing(lang).to_owned(),
        Fault::TooShort(min) => t::faults::too_short(lang, n(min)),
        Fault::TooLong(max) => t::faults::too_long(lang, n(max)),
        Fault::ControlCharacters => t::faults::control_characters(lang).to_owned(),
        Fault::DirectionMarks => t::faults::direction_marks(lang).to_owned(),
        Fault::InvisibleCharacters => t::faults::invisible_characters(lang).to_owned(),
        Fault::LongWord(max) => t::faults::long_word(lang, n(max)),
        Fault::NothingChosen => t::faults::nothing_chosen(lang).to_owned(),
        Fault::NotAChoice => t::faults::not_a_choice(lang).to_owned(),
        Fault::CodeIncomplete(characters) => t::faults::code_incomplete(lang, n(characters)),
        Fault::CodeMistyped => t::faults::code_mistyped(lang).to_owned(),
        Fault::CodeMistypedIn(group) => t::faults::code_mistyped_in(lang, n(group)),
        Fault::CodeUnknown => t::faults::code_unknown(lang).to_owned(),
        Fault::CodeExpired => t::faults::code_expired(lang).to_owned(),
        Fault::CodeExhausted => t::faults::code_exhausted(lang).to_owned(),
        Fault::LinkOver => t::faults::link_over(lang).to_owned(),
        Fault::GroupDiffers => t::faults::group_differs(lang).to_owned(),
        Fault::NotAccepted => t::faults::not_accepted(lang).to_owned(),
        Fault::TooQuick => t::faults::too_quick(lang).to_owned(),
        Fault::TooMany(most) => t::faults::too_many(lang, n(most)),
        Fault::NoRoomYet => t::faults::no_room_yet(lang).to_owned(),
        Fault::FormExpired => t::faults::form_expired(lang).to_owned(),
        Fault::NotToday => t::faults::not_today(lang).to_owned(),
        Fault::UnknownService => t::faults::unknown_service(lang).to_owned(),
        Fault::Recognisable => t::faults::recognisable(lang).to_owned(),
        Fault::LeadsToSomebody => t::faults::leads_to_somebody(lang).to_owned(),
        Fault::ChangedMeanwhile => t::faults::changed_meanwhile(lang).to_owned(),
        Fault::WordsChanged => t::faults::words_changed(lang).to_owned(),
        Fault::DecidedBefore => t::faults::decided_before(lang).to_owned(),
        Fault::UndoOver => t::faults::undo_over(lang).to_owned(),
        Fault::FormUsed => t::faults::form_used(lang).to_owned(),
        Fault::PasskeyUnknown => t::faults::passkey_unknown(lang).to_owned(),
        Fault::PasskeyTooLate => t::faults::passkey_too_late(lang).to_owned(),
        Fault::PasskeyUnfit => t::faults::passkey_unfit(lang).to_owned(),
        Fault::StaffPasskeyUnknown => t::faults::staff_passkey_unknown(lang).to_owned(),
        Fault::StaffPasskeyUnfit => t::faults::staff_passkey_unfit(lang).to_owned(),
        Fault::HoldsKey => t::faults::holds_key(lang).to_owned(),
        Fault::NotAnEmail => t::faults::not_an_email(lang).to_owned(),
        Fault::EmailTaken => t::faults::email_taken(lang).to_owned(),
        Fault::StaffUnknown => t::faults::staff_unknown(lang).to_owned(),
        Fault::StaffLinkOver => t::faults::staff_link_over(lang).to_owned(),
        Fault::FactorDiffers => t::faults::factor_differs(lang).to_owned(),
        Fault::LastWayIn => t::faults::last_way_in(lang).to_owned(),
        Fault::LastAdmin => t::faults::last_admin(lang).to_owned(),
        Fault::NotAPhoto => t::faults::not_a_photo(lang).to_owned(),
        Fault::FileTooLarge(most) => t::faults::file_too_large(lang, n(most)),
        Fault::NotInRange(least, most) => {
            let (least, most) = (number(lang, least), number(lang, most));
            t::faults::not_in_range(lang, t::faults::NotInRange { least, most })
        }
        Fault::NotADay => t::faults::not_a_day(lang).to_owned(),
        Fault::DayOver => t::faults::day_over(lang).to_owned(),
        Fault::DayTooLate(year) => t::faults::day_too_late(lang, year),
    }
}

/// The sentence that belongs to a refusal or a failure.
pub fn error_sentence(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Faults(_) => t::errors::faults(lang).to_owned(),
        AppError::SignIn => t::errors::sign_in(lang).to_owned(),
        AppError::StaffSignIn => t::errors::staff_sign_in(lang).to_owned(),
        AppError::ProveAgain => t::errors::prove_again(lang).to_owned(),
        AppError::ConfirmCode => t::errors::confirm_code(lang).to_owned(),
        AppError::Forbidden => t::errors::forbidden(lang).to_owned(),
        AppError::Gone => t::errors::gone(lang).to_owned(),
        AppError::StartAgain => t::errors::start_again(lang).to_owned(),
        AppError::TooFast(seconds) if *seconds < 90 => t::errors::too_fast_seconds(lang, (*seconds).into()),
        AppError::TooFast(seconds) => t::errors::too_fast_minutes(lang, seconds.div_ceil(60).into()),
        AppError::Prove(_, seconds) => t::errors::prove(lang, (*seconds).into()),
        AppError::Full => t::errors::full(lang).to_owned(),
        AppError::Offline => t::errors::offline(lang).to_owned(),
        AppError::Broken(ticket) => t::errors::broken(lang, ticket),
    }
}

/// The sentence about the fault in one field.
#[component]
pub fn FaultOf(
    /// The id to which the field points with `aria-describedby`.
    #[prop(into)]
    id: String,
    /// The fault.
    fault: Fault,
) -> impl IntoView {
    view! {
        <p class="error" id=id><Icon glyph=Glyph::WarningCircleFill/><span>{fault_sentence(use_lang(), fault)}</span></p>
    }
}

/// A sentence about a field, after what the page calls it: a question needs no colon.
pub fn labelled(label: &str, sentence: &str) -> String {
    let colon = if label.ends_with('?') { "" } else { ":" };
    format!("{label}{colon} {sentence}")
}

/// The id of a field, to which the summary of faults links.
pub fn field_id(name: &str) -> String {
    format!("field-{name}")
}

/// The faults in a form, on top of it: a link to each field, or one sentence. Nothing while nothing is wrong; what may be
/// recognisable is asked in a list of its own.
#[component]
pub fn FaultSummary(
    /// The form.
    form: FormState,
    /// The fields and how the page calls them, in the order of the page.
    #[prop(default = Vec::new())]
    labels: Vec<(&'static str, String)>,
) -> impl IntoView {
    let lang = use_lang();
    let error = form.error()?.clone();
    let asked = form.faults();
    if !asked.is_empty() && asked.iter().all(|(_, fault)| *fault == Fault::Recognisable) {
        return None;
    }
    let lines: Vec<_> = form
        .faults()
        .into_iter()
        .map(|(field, fault)| {
            let sentence = fault_sentence(lang, fault);
            match labels.iter().find(|(name, _)| *name == field) {
                Some((name, label)) => view! {
                    <li><a class="link" href=format!("#{}", field_id(name))>{labelled(label, &sentence)}</a></li>
                }
                .into_any(),
                None => view! { <li>{sentence}</li> }.into_any(),
            }
        })
        .collect();
    let sentence = match error {
        AppError::Offline if form.is_written() => t::errors::offline_written(lang).to_owned(),
        error => error_sentence(lang, &error),
    };
    let lines = (!lines.is_empty()).then(|| view! { <ul class="stack stack--s">{lines}</ul> });
    Some(
        view! {
            <div class="nudge nudge--error" id="faults" role="alert" tabindex="-1" autofocus=true>
                <Icon glyph=Glyph::WarningCircleFill/>
                <div class="stack stack--s"><p class="strong">{sentence}</p>{lines}</div>
            </div>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_a_sentence_in_both_languages() {
        let faults = [
            Fault::Missing,
            Fault::TooShort(3),
            Fault::TooLong(4000),
            Fault::ControlCharacters,
            Fault::DirectionMarks,
            Fault::InvisibleCharacters,
            Fault::LongWord(60),
            Fault::NothingChosen,
            Fault::NotAChoice,
            Fault::CodeIncomplete(10),
            Fault::CodeMistyped,
            Fault::CodeMistypedIn(3),
            Fault::CodeUnknown,
            Fault::CodeExpired,
            Fault::CodeExhausted,
            Fault::LinkOver,
            Fault::GroupDiffers,
            Fault::NotAccepted,
            Fault::TooQuick,
            Fault::TooMany(8),
            Fault::NoRoomYet,
            Fault::FormExpired,
            Fault::NotToday,
            Fault::UnknownService,
            Fault::Recognisable,
            Fault::LeadsToSomebody,
            Fault::ChangedMeanwhile,
            Fault::WordsChanged,
            Fault::FormUsed,
            Fault::PasskeyUnknown,
            Fault::PasskeyTooLate,
            Fault::PasskeyUnfit,
            Fault::StaffPasskeyUnknown,
            Fault::StaffPasskeyUnfit,
            Fault::HoldsKey,
        ];
        for fault in faults {
            let (nl, en) = (fault_sentence(Lang::Nl, fault), fault_sentence(Lang::En, fault));
            assert!(
                nl.ends_with(['.', '?']) && en.ends_with(['.', '?']) && nl != en,
                "{fault:?}: {nl} / {en}"
            );
        }
        assert_eq!(
            fault_sentence(Lang::Nl, Fault::TooLong(4000)),
            "Dit is te lang. Schrijf hoogstens 4.000 tekens."
        );
    }

    #[test]
    fn a_question_needs_no_colon() {
        assert_eq!(labelled("Titel", "Dit is leeg."), "Titel: Dit is leeg.");
        assert_eq!(labelled("Wat is er gebeurd?", "Dit is leeg."), "Wat is er gebeurd? Dit is leeg.");
    }

    #[test]
    fn waiting_is_said_in_seconds_or_minutes() {
        assert!(error_sentence(Lang::Nl, &AppError::TooFast(1)).contains("1 seconde "));
        assert!(error_sentence(Lang::Nl, &AppError::TooFast(30)).contains("30 seconden"));
        assert!(error_sentence(Lang::En, &AppError::TooFast(600)).contains("10 minutes"));
    }

    #[test]
    fn nothing_is_said_while_nothing_is_wrong() {
        let html = Owner::new().with(|| view! { <FaultSummary form=FormState::default()/> }.to_html());
        assert!(!html.contains("nudge"), "{html}");
    }
}
