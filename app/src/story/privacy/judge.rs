//! What becomes of a text in which something was found.

use crate::kit::ctx::Ctx;
use crate::kit::error::AppError;
use crate::story::privacy::decision::Decision;
use domain::faults::{Fault, Faults};
use domain::people::Lang;
use privacy::{Finding, Stays, check_with};
use serde::{Deserialize, Serialize};
use store::Text;

/// The decisions of the author about what was found, as the fields of a form say them.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingChoices {
    /// The words that stay as they are, a line each (`privacy::Stays`).
    pub stays: String,
    /// The button under a finding that was pressed ([`super::decision`]): then nothing is kept yet.
    pub decide: String,
}

impl std::fmt::Debug for FindingChoices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FindingChoices(..)")
    }
}

/// The texts of a form in which nothing was found, so that they need not be looked at again.
#[derive(Default)]
pub struct Looked(Vec<String>);

/// Judges what was typed: its limits, then the privacy check.
///
/// # Errors
/// What `read` finds wrong; [`Fault::HoldsKey`], whatever the author decided; [`Fault::Recognisable`] on each field in which
/// something was found about which the author has not decided, and on the one of a button that was pressed: its author sees
/// first what became of the text.
pub async fn judge<D: Send, T, const FIELDS: usize>(
    ctx: &Ctx,
    decided: &FindingChoices,
    mut draft: D,
    texts: fn(&mut D) -> [(&str, &mut String); FIELDS],
    read: impl Fn(&D) -> Result<T, Faults> + Send,
) -> Result<(T, Looked), AppError> {
    let new = read(&draft)?;
    let fields = texts(&mut draft);
    refuse_keys(&fields)?;
    let looked = look(ctx, decided, &fields.map(|(name, text)| (name, &**text))).await?;
    Ok((new, looked))
}

/// Looks at the fields of a form.
async fn look(ctx: &Ctx, decided: &FindingChoices, fields: &[(&str, &str)]) -> Result<Looked, AppError> {
    let (stays, organisations) = (Stays::read(&decided.stays), organisations(ctx).await?);
    let (mut looked, mut faults) = (Looked::default(), Faults::default());
    for (name, text) in fields {
        let findings = found(text, ctx.lang, &organisations);
        if findings.is_empty() {
            looked.0.push((*text).to_owned());
        }
        let open = findings.iter().any(|finding| !stays.covers(name, text, finding));
        if open || Decision::read(&decided.decide).is_some_and(|decision| decision.field == *name) {
            faults.add(name, Fault::Recognisable);
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

/// The rules of the check with what this server knows, for many texts.
pub struct Rules {
    lang: Lang,
    organisations: Vec<String>,
}

impl Rules {
    /// The rules for texts that are read in the language of this request.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn of(ctx: &Ctx) -> Result<Self, AppError> {
        Ok(Self { lang: ctx.lang, organisations: organisations(ctx).await? })
    }

    /// Looks for what could give somebody away in a text.
    pub fn find(&self, text: &str) -> Vec<Finding> {
        found(text, self.lang, &self.organisations)
    }
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
}
