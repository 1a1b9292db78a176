//! Two windows that change one text: the second is told, and both texts stand there until its author decides.

use crate::kit::drawing::use_lang;
use crate::kit::error::AppError;
use crate::kit::forms::FormState;
use crate::kit::ui::*;
use crate::t;
use domain::faults::Fault;
use domain::posts::PostKind;
use leptos::prelude::*;
use store::{Community, PostRow, Text, Tx};

/// The words that an author would change: a story with its title, or a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostWords {
    /// The title of a challenge.
    pub title: String,
    /// The text.
    pub text: Text,
}

impl PostWords {
    /// The edition that these words are.
    pub fn edition(&self) -> String {
        let Text { body, tried, question } = &self.text;
        let of = |text: &Option<String>| text.clone().unwrap_or_default();
        domain::text::edition(&[&self.title, body, &of(tried), &of(question)])
    }

    /// The newest words of a post: those that wait for a moderator, else those that stand.
    ///
    /// # Errors
    /// When the store refuses, or the post was removed.
    pub async fn latest(tx: &mut Tx<Community>, row: &PostRow) -> Result<Self, AppError> {
        if let Some(held) = tx.held().find(row.id).await? {
            return Ok(Self { title: held.title.unwrap_or_default(), text: held.text });
        }
        let title = match row.kind {
            PostKind::Opening => tx.threads().find(row.thread).await?.ok_or(AppError::Gone)?.title,
            _ => String::new(),
        };
        Ok(Self { title, text: row.text.clone().ok_or(AppError::Gone)? })
    }
}

/// Judges a change in the unit of work that would keep it: `sent` is the edition that the form was made of, `now` the one that
/// stands, `new` the one that would. True when nothing is to be done, because the same form was kept before.
///
/// # Errors
/// [`Fault::ChangedMeanwhile`] on `field` when other words stand there. A form without an edition is not compared.
pub fn is_done(field: &str, sent: &str, now: &str, new: &str) -> Result<bool, AppError> {
    if sent.is_empty() || sent == now || new == now {
        return Ok(new == now && sent != now);
    }
    Err(AppError::on(field, Fault::ChangedMeanwhile))
}

/// The hidden field with the edition of what stands there, and those words when they changed meanwhile.
#[component]
pub fn Edition(
    /// The form that they stand in.
    form: FormState,
    /// The field on which the form is refused.
    #[prop(default = "body")]
    field: &'static str,
    /// The edition.
    edition: String,
    /// The texts, as they stand.
    now: Vec<String>,
) -> impl IntoView {
    let changed = form.fault(field) == Some(Fault::ChangedMeanwhile);
    let now = changed.then(|| {
        let texts: Vec<_> =
            now.into_iter().filter(|text| !text.is_empty()).map(|text| view! { <Prose text/> }).collect();
        view! {
            <section class="card" aria-labelledby="now-title">
                <h2 class="h3" id="now-title">{t::posts::now_title(use_lang())}</h2>
                {texts}
            </section>
        }
    });
    view! { <input type="hidden" name="edition" value=edition/>{now} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_other_words_are_refused() {
        for (sent, now, new, done) in [
            ("a", "a", "b", Some(false)),
            ("a", "b", "b", Some(true)),
            ("a", "a", "a", Some(false)),
            ("", "a", "b", Some(false)),
            ("a", "b", "c", None),
        ] {
            assert_eq!(is_done("body", sent, now, new).ok(), done, "{sent} {now} {new}");
        }
    }
}
