//! What becomes of a text in which something was found.

use crate::ctx::Ctx;
use crate::error::AppError;
use domain::faults::{Fault, Faults};
use domain::people::Lang;
use privacy::{Finding, accept_all, check_with};
use store::Text;

/// What the author chose, as the buttons of the form say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Nothing yet: the author has not seen what was found.
    Ask,
    /// As it is.
    Keep,
    /// With the neutral words.
    Reword,
}

impl Choice {
    /// Reads the field `privacy` of a form; anything else is no choice.
    pub fn read(field: &str) -> Self {
        match field {
            "keep" => Self::Keep,
            "reword" => Self::Reword,
            _ => Self::Ask,
        }
    }
}

/// Looks at the fields of a form, which may be reworded when the author chose so.
///
/// # Errors
/// [`Fault::Recognisable`] on each field in which something was found, while the author has not chosen.
pub async fn look(ctx: &Ctx, choice: Choice, fields: &mut [(&str, &mut String)]) -> Result<(), AppError> {
    if choice == Choice::Keep {
        return Ok(());
    }
    let organisations = organisations(ctx).await?;
    let mut faults = Faults::default();
    for (name, text) in fields {
        let findings = found(text, ctx.lang, &organisations);
        match choice {
            Choice::Reword => **text = accept_all(text, &findings),
            _ if findings.is_empty() => {}
            _ => faults.add(name, Fault::Recognisable),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// Whether a post waits for a moderator: something in it reaches a person directly.
pub fn is_held(title: &str, text: &Text) -> bool {
    [Some(title), Some(&*text.body), text.tried.as_deref(), text.question.as_deref()]
        .into_iter()
        .flatten()
        .any(|words| privacy::check(words, privacy::Lang::Nl).iter().any(|finding| finding.kind.held()))
}

/// Refuses a text of one field that leads straight to somebody, where no moderator would look before others see it.
///
/// # Errors
/// [`Fault::LeadsToSomebody`] on the field.
pub fn refuse_held(field: &str, words: &str) -> Result<(), AppError> {
    let held = privacy::check(words, privacy::Lang::Nl).iter().any(|finding| finding.kind.held());
    if held { Err(Faults::on(field, Fault::LeadsToSomebody).into()) } else { Ok(()) }
}

/// What is found in a text.
pub(super) fn found(text: &str, lang: Lang, organisations: &[String]) -> Vec<Finding> {
    let lang = match lang {
        Lang::Nl => privacy::Lang::Nl,
        Lang::En => privacy::Lang::En,
    };
    check_with(text, lang, organisations)
}

/// The names of the organisations that invite members.
pub(super) async fn organisations(ctx: &Ctx) -> Result<Vec<String>, AppError> {
    let list = ctx.store.accounts.look().await?.organisations().list().await?;
    Ok(list.into_iter().map(|organisation| organisation.name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reaches_a_person_waits() {
        let text = |body: &str| Text { body: body.to_owned(), tried: None, question: None };
        assert!(is_held("", &text("Bel 06-12345678")));
        assert!(is_held("Mail a@b.nl", &text("Hoi")));
        assert!(is_held("", &Text { tried: Some("bsn 123456782".to_owned()), ..text("Hoi") }));
        assert!(!is_held("", &text("Mevrouw Jansen op kamer 12 in Zwolle")));
    }

    #[test]
    fn an_unknown_choice_is_none() {
        assert_eq!(Choice::read("keep"), Choice::Keep);
        assert_eq!(Choice::read("reword"), Choice::Reword);
        assert_eq!(Choice::read("yes"), Choice::Ask);
    }
}
