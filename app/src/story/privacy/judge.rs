//! What becomes of a text in which something was found.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use domain::faults::{Fault, Faults};
use domain::people::Lang;
use privacy::{Finding, accept_all, check_with};
use serde::{Deserialize, Serialize};
use store::Text;

/// The choice of the author, as the buttons of the form say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PrivacyChoice {
    /// As it is.
    Keep,
    /// With the neutral words.
    Reword,
    /// Nothing yet: the author has not seen what was found. A word that is no choice asks again.
    #[default]
    #[serde(other)]
    Ask,
}

impl PrivacyChoice {
    /// The word of its button.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Reword => "reword",
            Self::Ask => "ask",
        }
    }
}

/// The texts of a form in which nothing was found, so that they need not be looked at again.
#[derive(Default)]
pub struct Looked(Vec<String>);

/// Judges what was typed: its limits, then the privacy check, then the limits again, because the author may have chosen other
/// words. `choice` is the field `privacy` of the form.
///
/// # Errors
/// What `read` finds wrong; [`Fault::HoldsKey`], whatever the author chose; [`Fault::Recognisable`] on each field in which something was found, while the author has not chosen.
pub async fn judge<D: Send, T, const FIELDS: usize>(
    ctx: &Ctx,
    choice: PrivacyChoice,
    mut draft: D,
    texts: fn(&mut D) -> [(&str, &mut String); FIELDS],
    read: impl Fn(&D) -> Result<T, Faults> + Send,
) -> Result<(T, Looked), AppError> {
    read(&draft)?;
    refuse_keys(&texts(&mut draft))?;
    let looked = look(ctx, choice, &mut texts(&mut draft)).await?;
    Ok((read(&draft)?, looked))
}

/// Looks at the fields of a form, which may be reworded when the author chose so.
async fn look(
    ctx: &Ctx,
    choice: PrivacyChoice,
    fields: &mut [(&str, &mut String)],
) -> Result<Looked, AppError> {
    let mut looked = Looked::default();
    if choice == PrivacyChoice::Keep {
        return Ok(looked);
    }
    let organisations = organisations(ctx).await?;
    let mut faults = Faults::default();
    for (name, text) in fields {
        let findings = found(text, ctx.lang, &organisations);
        match choice {
            _ if findings.is_empty() => looked.0.push(text.clone()),
            PrivacyChoice::Reword => **text = accept_all(text, &findings),
            _ => faults.add(name, Fault::Recognisable),
        }
    }
    if faults.is_empty() { Ok(looked) } else { Err(faults.into()) }
}

/// Tells whether a post waits for a moderator: something in it reaches a person directly. Words in which a look at the same
/// form found nothing are not looked at again: cleaned words often differ from those of the form, and then they are.
pub fn is_held(title: &str, text: &Text, looked: &Looked) -> bool {
    [Some(title), Some(&*text.body), text.tried.as_deref(), text.question.as_deref()]
        .into_iter()
        .flatten()
        .filter(|words| !looked.0.iter().any(|clean| clean == words))
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

/// Refuses a key or a join code in any of these fields: whoever reads it comes in, and nobody can want that.
///
/// # Errors
/// [`Fault::HoldsKey`] on each field that has one.
pub fn refuse_keys(fields: &[(&str, impl AsRef<str>)]) -> Result<(), AppError> {
    let mut faults = Faults::default();
    for (name, _) in fields.iter().filter(|(_, text)| privacy::holds_key(text.as_ref())) {
        faults.add(name, Fault::HoldsKey);
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

/// Looks for what could give somebody away in a text.
pub(super) fn found(text: &str, lang: Lang, organisations: &[String]) -> Vec<Finding> {
    let lang = match lang {
        Lang::Nl => privacy::Lang::Nl,
        Lang::En => privacy::Lang::En,
    };
    check_with(text, lang, organisations)
}

/// The names of the organisations that invite members.
pub(super) async fn organisations(ctx: &Ctx) -> Result<Vec<String>, AppError> {
    let list = ctx.store.accounts.read().await?.organisations().list().await?;
    Ok(list.into_iter().map(|organisation| organisation.name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reaches_a_person_waits() {
        let text = |body: &str| Text { body: body.to_owned(), tried: None, question: None };
        let none = Looked::default();
        assert!(is_held("", &text("Bel 06-12345678"), &none));
        assert!(is_held("Mail a@b.nl", &text("Hoi"), &none));
        assert!(is_held("", &Text { tried: Some("bsn 123456782".to_owned()), ..text("Hoi") }, &none));
        assert!(!is_held("", &text("Mevrouw Jansen op kamer 12 in Zwolle"), &none));
    }

    /// Words that cleaning joins are looked at, whatever was found before.
    #[test]
    fn only_the_same_words_are_not_looked_at_again() {
        let text = |body: &str| Text { body: body.to_owned(), tried: None, question: None };
        let looked = Looked(vec!["Bel 06-1234\u{200b}5678".to_owned(), String::new()]);
        assert!(is_held("", &text("Bel 06-12345678"), &looked));
        assert!(is_held("Bel 06-12345678", &text("Hoi"), &looked));
    }

    #[test]
    fn an_unknown_choice_is_none() {
        for (word, choice) in [
            (PrivacyChoice::Keep.slug(), PrivacyChoice::Keep),
            (PrivacyChoice::Reword.slug(), PrivacyChoice::Reword),
            ("yes", PrivacyChoice::Ask),
            ("", PrivacyChoice::Ask),
        ] {
            assert_eq!(
                serde_json::from_value::<PrivacyChoice>(word.into()).expect("a choice"),
                choice,
                "{word}"
            );
        }
    }
}
